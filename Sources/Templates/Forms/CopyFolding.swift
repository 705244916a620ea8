import CUnicode
import Signals

/// Brings the copies of a text to forms that differ only in words.
///
/// The form of a text is its words, folded and joined by single spaces. Against the form that
/// `Signals` compares whole texts with, it leaves out more of what copies add or drop: tags before
/// the first and behind the last word, `RT`, `MT` or `via` before a mention, and the marks on
/// letters (é is e, ё is е). Tags between words lose their sign and are words. Look-alike capitals
/// are put back before case is folded, since their small forms do not look alike.
///
/// Keeps its buffers from text to text; use one a thread.
public struct CopyFolding {
  private var scanner = EntityScanner()
  private var folding = TextFolding()
  private var pieces: [(range: Range<Int>, isTag: Bool)] = []
  private var plain: [UInt8] = []
  private var bare: [UInt8] = []

  /// A folding with empty buffers.
  public init() {}

  /// Calls `body` with the form of a text, valid during the call only.
  ///
  /// - Complexity: O(bytes).
  public mutating func withForm<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    scanner.scan(text)
    let isWhole =
      scanner.urls.isEmpty && scanner.mentions.isEmpty && scanner.hashtags.isEmpty
      && scanner.brokenURLs.isEmpty
    let hasMarks = text.contains { $0 >= 0xC3 && $0 <= 0xD3 || $0 == 0xE1 }
    if isWhole && !hasMarks { return folding.withNormalForm(text) { form, _ in body(form) } }
    if isWhole {
      plain.removeAll(keepingCapacity: true)
      plain.append(contentsOf: text)
    } else {
      cut(text)
    }
    if hasMarks {
      LookAlikes.restore(&plain)
      bare.removeAll(keepingCapacity: true)
      plain.withUnsafeBufferPointer { BaseLetters.append($0, to: &bare) }
      return bare.withUnsafeBufferPointer { folding.withNormalForm($0) { form, _ in body(form) } }
    }
    return plain.withUnsafeBufferPointer { folding.withNormalForm($0) { form, _ in body(form) } }
  }

  /// The form of a text.
  public mutating func form(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in withForm(utf8) { String(decoding: $0, as: UTF8.self) } }
  }

  /// Writes the text without what a copy adds or drops into `plain`.
  private mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
    pieces.removeAll(keepingCapacity: true)
    for range in scanner.hashtags { pieces.append((range, true)) }
    for range in scanner.urls { pieces.append((range, false)) }
    for range in scanner.brokenURLs { pieces.append((range, false)) }
    for range in scanner.mentions { pieces.append((withMarker(range, text), false)) }
    pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
    let words = wordRange(text)
    plain.removeAll(keepingCapacity: true)
    var start = 0
    for piece in pieces {
      let isWord = piece.isTag && (words.isEmpty || words.contains(piece.range.lowerBound))
      // A mention may have taken the sign before it.
      guard piece.range.lowerBound >= start else { continue }
      plain.append(contentsOf: text[start..<piece.range.lowerBound])
      plain.append(UInt8(ascii: " "))
      start = isWord ? piece.range.lowerBound + 1 : piece.range.upperBound
    }
    plain.append(contentsOf: text[start...])
  }

  /// From the first to the last word that is no tag, link or mention; empty where there is none.
  private func wordRange(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var first: Int?
    var last = 0
    var start = 0
    for index in 0...pieces.count {
      let end = index < pieces.count ? pieces[index].range.lowerBound : text.count
      if start < end, holdsWord(UnsafeBufferPointer(rebasing: text[start..<end])) {
        if first == nil { first = start }
        last = end
      }
      if index < pieces.count { start = max(start, pieces[index].range.upperBound) }
    }
    return first.map { $0..<last } ?? 0..<0
  }

  private func holdsWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var i = 0
    while i < text.count {
      let (scalar, length) = UTF8Scalars.decode(text, at: i)
      if cun_is_word(scalar) != 0 { return true }
      i += length
    }
    return false
  }

  /// A mention with the `RT`, `MT` or `via` before it.
  private func withMarker(
    _ mention: Range<Int>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var end = mention.lowerBound
    while end > 0, text[end - 1] == 0x20 { end -= 1 }
    for marker in ["rt", "mt", "via"] {
      let start = end - marker.utf8.count
      guard start >= 0, start == 0 || !UTF8Scalars.isASCIIWord(text[start - 1]) else { continue }
      let isMarker = zip(text[start..<end], marker.utf8).allSatisfy { $0 | 0x20 == $1 }
      if isMarker { return start..<mention.upperBound }
    }
    return mention
  }
}

/// Letters without the marks on them.
enum BaseLetters {
  /// Appends a text with the marks of Latin, Greek and Cyrillic letters left out.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to form: inout [UInt8]) {
    form.reserveCapacity(text.count)
    var i = 0
    while i < text.count {
      let byte = text[i]
      if byte < 0xC3 {
        form.append(byte)
        i += 1
        continue
      }
      let (scalar, length) = UTF8Scalars.decode(text, at: i)
      let hasBase = scalar < 0x0530 || (0x1E00..<0x2000).contains(scalar)
      let isMark = (0x0300..<0x0370).contains(scalar) || (0x0483..<0x0488).contains(scalar)
      if hasBase {
        if !isMark { UTF8Scalars.append(cun_base_letter(scalar), to: &form) }
      } else {
        form.append(contentsOf: text[i..<min(i + length, text.count)])
      }
      i += length
    }
  }
}
