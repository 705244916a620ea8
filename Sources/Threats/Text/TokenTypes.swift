/// A set of up to 1,024 word classes of one language's grammar.
typealias ClassSet = SIMD16<UInt64>

extension SIMD16<UInt64> {
  /// The set of one class.
  static func single(_ index: Int) -> Self {
    var set = Self.zero
    set[index >> 6] = 1 << UInt64(index & 63)
    return set
  }

  /// Whether every class of `other` is in this set.
  @inline(__always) func holds(_ other: Self) -> Bool { self & other == other }

  /// Whether any class is in both.
  @inline(__always) func meets(_ other: Self) -> Bool { self & other != Self.zero }
}

/// A word of a text, folded and hashed, with its place.
struct Token: Sendable {
  /// FNV-1a over the folded UTF-8; equal words of any spelling variety have equal hashes.
  var hash: UInt64
  /// Offset of the first Unicode scalar in the text.
  var start: Int32
  /// Offset after the last Unicode scalar.
  var end: Int32
  /// Where the folded bytes lie in the tokenizer's buffer.
  var foldedStart: Int32
  var foldedEnd: Int32
  var flags: TokenFlags = []
  /// The classes that the grammar in use gives it.
  var classes: ClassSet = .zero
}

/// What a word looks like and what stands around it.
struct TokenFlags: OptionSet, Sendable {
  let rawValue: UInt32
  static let capital = TokenFlags(rawValue: 1)
  static let allCapitals = TokenFlags(rawValue: 2)
  static let quoted = TokenFlags(rawValue: 4)
  static let mention = TokenFlags(rawValue: 8)
  static let tag = TokenFlags(rawValue: 16)
  /// A sentence ends after it.
  static let ends = TokenFlags(rawValue: 32)
  /// A comma, colon, dash or bracket follows.
  static let pauses = TokenFlags(rawValue: 64)
  /// The sentence that it ends ends in a question mark.
  static let asks = TokenFlags(rawValue: 128)
  static let latin = TokenFlags(rawValue: 256)
  static let arabic = TokenFlags(rawValue: 512)
  static let cyrillic = TokenFlags(rawValue: 1024)
  static let digits = TokenFlags(rawValue: 2048)
  /// Letters and digits stand mixed, as in chat spellings.
  static let mixed = TokenFlags(rawValue: 4096)
  /// A letter was repeated three times or more.
  static let stretched = TokenFlags(rawValue: 8192)
  /// A Chinese character, a word of its own.
  static let han = TokenFlags(rawValue: 16_384)
  static let devanagari = TokenFlags(rawValue: 32_768)
  /// Japanese syllables.
  static let kana = TokenFlags(rawValue: 65_536)
}
