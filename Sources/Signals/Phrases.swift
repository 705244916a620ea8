/// Cuts a text's normal form into overlapping phrases of four words.
///
/// Two posts that share a phrase nobody else writes have one source in common, even where the rest
/// was edited. A phrase is named by a hash of its bytes: there are about as many as words, and only
/// those that come back are ever shown. Scripts without spaces give few phrases; their texts are
/// compared whole.
///
/// Source: A. Z. Broder (1997), "On the resemblance and containment of documents",
/// doi:10.1109/SEQUEN.1997.666900 (w-shingling); 64-bit FNV-1a with a final mix, where two of ten
/// million different phrases share a name with a chance of 3 in a million.
public enum Phrases {
  /// Words in a phrase.
  public static let length = 4

  /// Calls `body` with the name and the byte range of each phrase of a normal form.
  ///
  /// A phrase that comes twice in a text is reported twice.
  public static func forEach(
    in text: UnsafeBufferPointer<UInt8>, _ body: (_ name: UInt64, _ range: Range<Int>) -> Void
  ) {
    // Starts of the last words, as a ring; the text holds single spaces between words.
    var starts = (0, 0, 0, 0)
    var words = 0
    var start = 0
    var i = 0
    while i <= text.count {
      if i == text.count || text[i] == UInt8(ascii: " ") {
        if i > start {
          starts = (starts.1, starts.2, starts.3, start)
          words += 1
          if words >= length { body(name(text, starts.0..<i), starts.0..<i) }
        }
        start = i + 1
      }
      i += 1
    }
  }

  /// The folded words of the phrase of that name in a text as published; nil where it has none.
  public static func words(named name: UInt64, in text: String) -> String? {
    var folding = TextFolding()
    var form = folding.normalForm(text).text
    return form.withUTF8 { utf8 in
      var found: String?
      forEach(in: utf8) { candidate, range in
        if found == nil, candidate == name {
          found = String(decoding: utf8[range], as: UTF8.self)
        }
      }
      return found
    }
  }

  private static func name(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in range { hash = (hash ^ UInt64(text[i])) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 32)) &* 0xd6e8_feb8_6659_fd93
    return hash ^ (hash >> 32)
  }
}
