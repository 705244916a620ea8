import CSentencePiece

/// Cuts texts into the tokens that the network knows, by SentencePiece.
///
/// Source: Kudo & Richardson (2018), SentencePiece, doi:10.18653/v1/D18-2012.
final class Tokenizer: @unchecked Sendable {
  /// The token that stands before every text.
  static let begin: Int32 = 1
  /// The token that stands after every text.
  static let end: Int32 = 2
  /// Bytes of a text that are looked at: far more than the tokens that count can take.
  static let byteLimit = 8192

  private let model: OpaquePointer

  /// A tokenizer from the bytes of a model; nil where they are none, or it knows more tokens.
  init?(_ bytes: [UInt8], tokens: Int) {
    guard let model = csp_load(bytes, bytes.count) else { return nil }
    self.model = model
    if csp_size(model) > tokens { return nil }
  }

  deinit { csp_free(model) }

  /// The tokens of a text between the marks of its beginning and end, at most `limit` in all; empty
  /// where there is nothing to read.
  ///
  /// - Complexity: O(limit): what stands behind the first ``byteLimit`` bytes is not looked at.
  func tokens(_ text: String, limit: Int) -> [Int32] {
    var text = text
    return text.withUTF8 { bytes in
      var end = min(bytes.count, Self.byteLimit)
      while end < bytes.count, end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      let room = limit - 2
      let ids = [Int32](unsafeUninitializedCapacity: room) { ids, initialized in
        let count = bytes.withMemoryRebound(to: CChar.self) {
          csp_encode(model, $0.baseAddress, end, ids.baseAddress, room)
        }
        initialized = max(0, min(Int(count), room))
      }
      return ids.isEmpty ? [] : [Self.begin] + ids + [Self.end]
    }
  }
}
