import CUnicode

/// Folds text so that spellings that readers take for the same become the same bytes.
///
/// Keeps a buffer, so that a stream of posts costs no allocation. Source: Unicode Technical
/// Standard #39 (confusables), Unicode Standard Annex #15 (NFKC_Casefold); Arabic letter forms
/// after Larkey, Ballesteros & Connell (2007), with the Persian letters added.
public struct TextFolding {
  private var buffer = [UInt8](repeating: 0, count: 1024)

  /// What a folded text consists of besides its bytes.
  public struct Measure: Hashable, Sendable {
    /// Runs of letters, marks, digits and `_`.
    public var words: Int
    /// Letters of scripts that are written without spaces between words.
    public var unspacedLetters: Int

    /// Whether the text is long enough for two people not to write it by chance: at least five
    /// words, or 24 letters of a script without spaces.
    public var isTelling: Bool { words >= 5 || unspacedLetters >= 24 }
  }

  /// A folding with a small buffer.
  public init() {}

  /// Calls `body` with the folded form of a tag or another short key.
  ///
  /// NFKC_Casefold, then Arabic and Persian letter forms; marks and tatweel are dropped.
  /// The bytes are valid during the call only.
  public mutating func withFoldedKey<Result>(
    _ utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let length = fold(utf8) { input, count, output, capacity in
      cun_fold_key(input, count, output, capacity)
    }
    return buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<length])) }
  }

  /// Calls `body` with the normal form of a text and its measure.
  ///
  /// As a key, then look-alike letters are replaced by the Latin letters that they imitate, words
  /// are joined by single spaces and everything else is dropped. Links and mentions must have been
  /// taken out before. The bytes are valid during the call only.
  public mutating func withNormalForm<Result>(
    _ utf8: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>, Measure) -> Result
  ) -> Result {
    var measure = Measure(words: 0, unspacedLetters: 0)
    let length = fold(utf8) { input, count, output, capacity in
      let folded = cun_fold_text(input, count, output, capacity)
      measure = Measure(words: Int(folded.words), unspacedLetters: Int(folded.unspaced))
      return folded.length
    }
    return buffer.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[..<length]), measure)
    }
  }

  private mutating func fold(
    _ utf8: UnsafeBufferPointer<UInt8>,
    _ call: (UnsafePointer<CChar>, Int, UnsafeMutablePointer<CChar>, Int) -> Int
  ) -> Int {
    guard let base = utf8.baseAddress else { return 0 }
    while true {
      let needed = buffer.withUnsafeMutableBytes { out in
        call(
          UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), utf8.count,
          // swift-format-ignore: NeverForceUnwrap
          out.baseAddress!.assumingMemoryBound(to: CChar.self), out.count)
      }
      if needed <= buffer.count { return needed }
      buffer = [UInt8](repeating: 0, count: needed * 2)
    }
  }
}

extension TextFolding {
  /// The folded form of a tag or another short key.
  public mutating func key(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in withFoldedKey(utf8) { String(decoding: $0, as: UTF8.self) } }
  }

  /// The normal form of a text, links and mentions taken out, and its measure.
  public mutating func normalForm(_ text: String) -> (text: String, measure: Measure) {
    var scanner = EntityScanner()
    var text = text
    return text.withUTF8 { utf8 in
      scanner.scan(utf8)
      return scanner.withPlainText(utf8) { plain in
        withNormalForm(plain) { (String(decoding: $0, as: UTF8.self), $1) }
      }
    }
  }
}
