/// Reposts that are written as text, where the platform or the collection lost the reference.
///
/// `RT @name: ...` at the start, and the older quotation `“@name: ...`. Two accounts that repeat
/// the same post this way share one object, named by the account and the repeated words; the words
/// are the other account's and are no text of theirs.
enum Repost {
  /// The range of the repeated account's name and what follows it, or nil when the text does not
  /// begin as a repost.
  static func body(of text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var i = skipSpaces(text, 0)
    if isRT(text, i) {
      i = skipSpaces(text, i + 2)
    } else if let quoted = skipQuote(text, i) {
      i = quoted
    } else {
      return nil
    }
    guard i < text.count, text[i] == UInt8(ascii: "@") else { return nil }
    var end = i + 1
    while end < text.count, isASCIIWord(text[end]) { end += 1 }
    guard end > i + 1, end < text.count,
      text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: " ")
    else { return nil }
    return (i + 1)..<textEnd(text)
  }

  private static func skipSpaces(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var i = start
    while i < text.count, text[i] <= 0x20 { i += 1 }
    return i
  }

  private static func isRT(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    i + 2 < text.count && text[i] | 0x20 == UInt8(ascii: "r")
      && text[i + 1] | 0x20 == UInt8(ascii: "t") && text[i + 2] == 0x20
  }

  private static func skipQuote(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int? {
    if i < text.count, text[i] == UInt8(ascii: "\"") { return i + 1 }
    if i + 2 < text.count, text[i] == 0xE2, text[i + 1] == 0x80, text[i + 2] == 0x9C {
      return i + 3
    }
    return nil
  }

  /// The end of the text without a last word that `…` cut short.
  private static func textEnd(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let n = text.count
    guard n > 3, text[n - 3] == 0xE2, text[n - 2] == 0x80, text[n - 1] == 0xA6 else { return n }
    var end = n - 3
    while end > 0, text[end - 1] > 0x20 { end -= 1 }
    return end
  }
}
