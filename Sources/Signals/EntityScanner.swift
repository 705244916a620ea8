import CUnicode

/// Finds links, tags and mentions in a text in one pass over its bytes.
///
/// Keeps its arrays from text to text. Ranges are byte offsets, in order, never overlapping.
///
/// - Tags: `#` or `＃` at the start or after a character that is no word character, then letters,
///   marks, digits, `_` and zero-width (non-)joiners, at least one of which is a letter.
/// - Links: `http://` or `https://` up to white space or a bracket that was not opened in the link;
///   closing punctuation is left out, and a link cut short with `…` is none.
/// - Mentions: `@` at the start or after a character that is no word character, then ASCII letters,
///   digits, `_`, and `.`, `-` and one more `@` between them, as Mastodon and Bluesky write them.
public struct EntityScanner {
  /// Links, scheme included.
  public private(set) var urls: [Range<Int>] = []
  /// Tags, sign included.
  public private(set) var hashtags: [Range<Int>] = []
  /// Mentions, sign included.
  public private(set) var mentions: [Range<Int>] = []
  /// Links that were cut short: they name nothing, but they are no words of the text either.
  public private(set) var brokenURLs: [Range<Int>] = []
  private var plain: [UInt8] = []

  /// A scanner that has seen nothing.
  public init() {}

  /// Scans a text, which must be valid UTF-8.
  ///
  /// - Complexity: O(bytes).
  public mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    urls.removeAll(keepingCapacity: true)
    hashtags.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
    brokenURLs.removeAll(keepingCapacity: true)
    var i = 0
    var afterWord = false
    while i < text.count {
      let byte = text[i]
      if !afterWord, let end = entity(in: text, at: i, byte) {
        i = end
        afterWord = true
        continue
      }
      if byte < 0x80 {
        afterWord = isASCIIWord(byte)
        i += 1
      } else {
        let (scalar, length) = decode(text, at: i)
        afterWord = cun_is_word(scalar) != 0
        i += length
      }
    }
  }

  /// Calls `body` with the text without its links and mentions; valid during the call only.
  public mutating func withPlainText<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if urls.isEmpty && mentions.isEmpty && brokenURLs.isEmpty { return body(text) }
    plain.removeAll(keepingCapacity: true)
    var cuts = urls + mentions + brokenURLs
    cuts.sort { $0.lowerBound < $1.lowerBound }
    var start = 0
    for cut in cuts {
      plain.append(contentsOf: text[start..<cut.lowerBound])
      plain.append(UInt8(ascii: " "))
      start = cut.upperBound
    }
    plain.append(contentsOf: text[start...])
    return plain.withUnsafeBufferPointer(body)
  }

  private mutating func entity(
    in text: UnsafeBufferPointer<UInt8>, at i: Int, _ byte: UInt8
  ) -> Int? {
    switch byte {
    case UInt8(ascii: "h"), UInt8(ascii: "H"): return url(in: text, at: i)
    case UInt8(ascii: "#"): return hashtag(in: text, from: i, sign: 1)
    case 0xEF where i + 2 < text.count && text[i + 1] == 0xBC && text[i + 2] == 0x83:
      return hashtag(in: text, from: i, sign: 3)
    case UInt8(ascii: "@"): return mention(in: text, at: i)
    default: return nil
    }
  }

  private mutating func hashtag(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, sign: Int
  ) -> Int? {
    var end = start + sign
    var hasLetter = false
    while end < text.count {
      let (scalar, length) = decode(text, at: end)
      let isJoiner = scalar == 0x200C || scalar == 0x200D
      guard isJoiner || cun_is_word(scalar) != 0 else { break }
      hasLetter = hasLetter || cun_is_letter(scalar) != 0
      end += length
    }
    guard hasLetter else { return nil }
    hashtags.append(start..<end)
    return end
  }

  private mutating func url(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard let hostStart = schemeEnd(text, start) else { return nil }
    var end = hostStart
    var depth = 0
    var broken = false
    scan: while end < text.count {
      switch text[end] {
      case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""):
        break scan
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case 0xE2 where end + 2 < text.count && text[end + 1] == 0x80:
        // … ends a link that was cut; ” and ’ and other general punctuation end it as well.
        broken = text[end + 2] == 0xA6
        break scan
      case 0xC2 where end + 1 < text.count && (text[end + 1] == 0xA0 || text[end + 1] == 0xBB):
        break scan
      default: break
      }
      end += 1
    }
    while end > hostStart, isClosingPunctuation(text[end - 1]) { end -= 1 }
    if broken || end == hostStart {
      brokenURLs.append(start..<end)
    } else {
      urls.append(start..<end)
    }
    return end
  }

  private mutating func mention(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    var end = start + 1
    var servers = 0
    while end < text.count {
      let byte = text[end]
      if isASCIIWord(byte) {
        end += 1
      } else if end > start + 1, end + 1 < text.count, isASCIIWord(text[end + 1]),
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
          || (byte == UInt8(ascii: "@") && servers == 0)
      {
        if byte == UInt8(ascii: "@") { servers += 1 }
        end += 1
      } else {
        break
      }
    }
    guard end > start + 1 else { return nil }
    mentions.append(start..<end)
    return end
  }
}

/// The offset behind `http://` or `https://` in any case, or nil where neither stands.
func schemeEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
  func matches(_ scheme: StaticString) -> Bool {
    guard start + scheme.utf8CodeUnitCount <= text.count else { return false }
    for k in 0..<scheme.utf8CodeUnitCount where text[start + k] | 0x20 != scheme.utf8Start[k] | 0x20
    {
      return false
    }
    return true
  }
  if matches("https://") { return start + 8 }
  if matches("http://") { return start + 7 }
  return nil
}

func isASCIIWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
    true
  default: false
  }
}

private func isClosingPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
    UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"),
    UInt8(ascii: "}"), UInt8(ascii: "*"):
    true
  default: false
  }
}

/// The scalar at a byte offset of valid UTF-8 and its length in bytes.
private func decode(
  _ text: UnsafeBufferPointer<UInt8>, at i: Int
) -> (scalar: UInt32, length: Int) {
  let first = UInt32(text[i])
  if first < 0x80 { return (first, 1) }
  func rest(_ k: Int) -> UInt32 { i + k < text.count ? UInt32(text[i + k]) & 0x3F : 0 }
  if first < 0xE0 { return ((first & 0x1F) << 6 | rest(1), 2) }
  if first < 0xF0 { return ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
  return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
}
