import CBlas
import Foundation

/// Gives texts of many languages vectors that lie near each other where the texts say the same.
///
/// ```swift
/// let encoder = try SentenceEncoder.load(folder: folder)
/// let vectors = encoder.embed(["The lanterns are lit.", "Les lanternes sont allumées."])
/// let cosine = vectors.cosine(0, 1)  // 0.9
/// ```
///
/// The multilingual Universal Sentence Encoder, for Arabic, Chinese, Dutch, English, French, German,
/// Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai and Turkish. It hardly sees
/// negation: a text and its opposite lie near each other.
///
/// A text's vector is the same, bit by bit, whatever other texts stand beside it and however many
/// threads work, on one machine with one version of OpenBLAS; another processor may change the last
/// bits.
///
/// Source: Yang et al. (2020), Multilingual Universal Sentence Encoder for Semantic Retrieval, ACL
/// demonstrations, doi:10.18653/v1/2020.acl-demos.12.
public final class SentenceEncoder: Sendable {
  /// Tokens of a text that count, the marks of its beginning and end included.
  public static let tokenLimit = 256
  /// Tokens whose parts are computed for all texts together, at most: 15 KB each.
  static let sharedTokens = 4096
  /// Texts that a thread takes at once.
  static let partTexts = 128

  let weights: EncoderWeights
  let tokenizer: Tokenizer

  /// Reads and checks the encoder's files.
  ///
  /// - Parameter folder: where script/install-encoder put them.
  /// - Throws: ``MeaningError`` where a file is missing, cannot be read or is not the one that is
  ///   known, or where OpenBLAS is missing.
  /// - Complexity: O(bytes): about half a second and 100 MB.
  public static func load(folder: String) throws -> SentenceEncoder {
    try EncoderFolder.check(folder)
    let model = try EncoderFolder.bytes(of: .tokenizer, in: folder)
    let bytes = try EncoderFolder.bytes(of: .weights, in: folder)
    guard cbl_open() == 1 else {
      throw MeaningError(
        .libraryMissing, subject: "libopenblas.so.0", message: "The library is not there.",
        hint: "Install Debian's package libopenblas0.")
    }
    guard let weights = EncoderWeights(bytes),
      let tokenizer = Tokenizer(model, tokens: weights.shape.tokens)
    else {
      throw MeaningError(
        .damaged, subject: folder, message: "The files are not of the form that is read.",
        hint: "Remove them and run script/install-encoder.")
    }
    return SentenceEncoder(weights, tokenizer)
  }

  private init(_ weights: EncoderWeights, _ tokenizer: Tokenizer) {
    self.weights = weights
    self.tokenizer = tokenizer
  }

  /// The kernels that products run on, such as `SkylakeX`, for the record of a measurement.
  public static var kernels: String {
    cbl_open() == 1 ? String(cString: cbl_core()) : ""
  }

  /// The tokens of a text, as the network sees them.
  public func tokens(of text: String) -> [Int32] {
    tokenizer.tokens(text, limit: Self.tokenLimit)
  }

  /// Vectors of texts, in their order.
  ///
  /// - Parameters:
  ///   - texts: of any length; tokens beyond ``tokenLimit`` are not looked at, nor is what stands
  ///     behind the first 8,192 bytes.
  ///   - threads: how many threads work; results do not depend on it.
  /// - Complexity: O(tokens) time; 2 KB a text, and 80 MB.
  public func embed(
    _ texts: [String], threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) -> Embeddings {
    let tokens = Workers.map(texts.count, part: Self.partTexts, threads: threads) { range, _ in
      range.map { self.tokens(of: texts[$0]) }
    } scratch: {
      ()
    }.flatMap { $0 }
    let vectors = BatchEncoder(weights).vectors(of: tokens, threads: threads)
    return Embeddings(vectors: vectors, tokens: tokens.map(\.count))
  }
}
