import CUnicode

/// Brings texts to the words that the search keeps.
///
/// NFKC_Casefold; Arabic and Persian letter forms, marks and tatweel as `cun_fold_key` has them; the
/// marks on Latin, Greek and Cyrillic letters are left out (é is e, ё is е). Words are runs of
/// letters, marks and digits. Scripts that are written without spaces (Thai, Lao, Burmese, Khmer,
/// kana, Han) become overlapping pairs of letters and the last letter alone, so that any part of a
/// run of two letters and more is found as a phrase.
///
/// Hostile texts are no danger: the words hold no quote, and the search takes each between quotes.
struct SearchFolding {
  /// Named in the database: another folding needs the search rebuilt.
  static let version = "1"
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var word: [UInt8] = []
  private var run: [[UInt8]] = []

  /// The words of a text in order, joined by single spaces.
  mutating func words(of text: String) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    visit(text) { token, _ in
      if !out.isEmpty { out.append(0x20) }
      out.append(contentsOf: token)
    }
    return out
  }

  /// The words of a text in order, each with whether it is the last letter of an unspaced run.
  mutating func tokens(of text: String) -> [(bytes: [UInt8], endsRun: Bool)] {
    var tokens: [(bytes: [UInt8], endsRun: Bool)] = []
    visit(text) { tokens.append((Array($0), $1)) }
    return tokens
  }

  private mutating func visit(_ text: String, _ body: (ArraySlice<UInt8>, Bool) -> Void) {
    var text = text
    let length = text.withUTF8 { fold($0) }
    word.removeAll(keepingCapacity: true)
    run.removeAll(keepingCapacity: true)
    var index = 0
    while index < length {
      let byte = buffer[index]
      if byte < 0x80 {
        index += 1
        if !run.isEmpty { endRun(body) }
        if Self.isASCIIWord(byte) { word.append(byte) } else { endWord(body) }
        continue
      }
      let (scalar, size) = Self.decode(buffer, at: index, end: length)
      take(scalar, buffer[index..<min(index + size, length)], body)
      index += size
    }
    endRun(body)
    endWord(body)
  }

  private mutating func take(
    _ scalar: UInt32, _ bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>, Bool) -> Void
  ) {
    let isMark = (0x0300..<0x0370).contains(scalar) || (0x0483..<0x0488).contains(scalar)
    if isMark { return }
    guard cun_is_word(scalar) != 0 else {
      endRun(body)
      endWord(body)
      return
    }
    if Self.isUnspaced(scalar) {
      endWord(body)
      run.append(Array(bytes))
      return
    }
    endRun(body)
    if scalar < 0x0530 || (0x1E00..<0x2000).contains(scalar) {
      Self.append(cun_base_letter(scalar), to: &word)
    } else {
      word.append(contentsOf: bytes)
    }
  }

  private mutating func endWord(_ body: (ArraySlice<UInt8>, Bool) -> Void) {
    guard !word.isEmpty else { return }
    body(word[...], false)
    word.removeAll(keepingCapacity: true)
  }

  private mutating func endRun(_ body: (ArraySlice<UInt8>, Bool) -> Void) {
    guard let last = run.last else { return }
    for index in 1..<max(run.count, 1) { body((run[index - 1] + run[index])[...], false) }
    body(last[...], true)
    run.removeAll(keepingCapacity: true)
  }

  /// The folded key in the buffer; returns its length.
  private mutating func fold(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = utf8.baseAddress, !utf8.isEmpty else { return 0 }
    while true {
      let needed = buffer.withUnsafeMutableBytes { out -> Int in
        guard let start = out.baseAddress else { return 0 }
        return cun_fold_key(
          UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), utf8.count,
          start.assumingMemoryBound(to: CChar.self), out.count)
      }
      if needed <= buffer.count { return needed }
      buffer = [UInt8](repeating: 0, count: needed * 2)
    }
  }
}

extension SearchFolding {
  static func isASCIIWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether the scalar is of a script that is written without spaces between words.
  static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x3400...0x9FFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  static func decode(_ bytes: [UInt8], at index: Int, end: Int) -> (scalar: UInt32, size: Int) {
    let first = UInt32(bytes[index])
    let size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + size <= end else { return (0xFFFD, end - index) }
    var scalar = size == 2 ? first & 0x1F : size == 3 ? first & 0x0F : first & 0x07
    for offset in 1..<size { scalar = scalar << 6 | UInt32(bytes[index + offset]) & 0x3F }
    return (scalar, size)
  }

  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }
}
