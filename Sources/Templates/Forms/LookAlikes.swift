/// Capitals of one script put in place of another's.
///
/// ICU's prototypes, which `Signals` folds letters to, do for small letters. Cyrillic Н looks like
/// H, but its small form н looks like nothing Latin, and case is folded first; so in texts that mix
/// scripts these capitals become those of the script that most of the text is in.
enum LookAlikes {
  private static let cyrillic: [(latin: UInt8, scalar: UInt32)] = [
    ("A", 0x410), ("B", 0x412), ("C", 0x421), ("E", 0x415), ("H", 0x41D), ("K", 0x41A),
    ("M", 0x41C), ("O", 0x41E), ("P", 0x420), ("T", 0x422), ("X", 0x425), ("Y", 0x423),
    ("I", 0x406), ("J", 0x408), ("S", 0x405),
  ].map { (UInt8(ascii: $0), $1) }
  private static let greek: [(latin: UInt8, scalar: UInt32)] = [
    ("A", 0x391), ("B", 0x392), ("E", 0x395), ("Z", 0x396), ("H", 0x397), ("I", 0x399),
    ("K", 0x39A), ("M", 0x39C), ("N", 0x39D), ("O", 0x39F), ("P", 0x3A1), ("T", 0x3A4),
    ("Y", 0x3A5), ("X", 0x3A7),
  ].map { (UInt8(ascii: $0), $1) }

  /// For each Latin capital the Cyrillic one; 0 where there is none.
  private static let toCyrillic: [UInt32] = table(26) { table in
    for entry in cyrillic { table[Int(entry.latin - UInt8(ascii: "A"))] = entry.scalar }
  }
  private static let toGreek: [UInt32] = table(26) { table in
    for entry in greek { table[Int(entry.latin - UInt8(ascii: "A"))] = entry.scalar }
  }
  /// For each code point from U+0380 the Latin capital; 0 where there is none.
  private static let toLatin: [UInt32] = table(0x100) { table in
    for entry in cyrillic + greek { table[Int(entry.scalar - 0x380)] = UInt32(entry.latin) }
  }

  private static func table(_ count: Int, _ fill: (inout [UInt32]) -> Void) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: count)
    fill(&result)
    return result
  }

  /// Whether a text holds Latin letters beside Greek or Cyrillic ones.
  static func areMixed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasLatin = false
    var hasOther = false
    for byte in text {
      if (0xCD...0xD3).contains(byte) { hasOther = true }
      if byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") { hasLatin = true }
    }
    return hasLatin && hasOther
  }

  /// Replaces look-alike capitals in words that mix scripts or consist of nothing else.
  static func restore(_ text: inout [UInt8]) {
    guard text.withUnsafeBufferPointer({ areMixed($0) }) else { return }
    let counts = text.withUnsafeBufferPointer { letters($0) }
    let home =
      counts.latin >= max(counts.greek, counts.cyrillic)
      ? Script.latin : counts.greek > counts.cyrillic ? .greek : .cyrillic
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    text.withUnsafeBufferPointer { bytes in
      var i = 0
      while i < bytes.count {
        let end = wordEnd(bytes, from: i)
        let word = UnsafeBufferPointer(rebasing: bytes[i..<end])
        if areMixed(word) || isDisguised(word) {
          append(word, home, &result)
        } else {
          result.append(contentsOf: word)
        }
        i = end
      }
    }
    text = result
  }

  /// Whether a word is all capitals that have look-alikes.
  private static func isDisguised(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var i = 0
    while i < word.count {
      let (scalar, length) = UTF8Scalars.decode(word, at: i)
      switch scalar {
      case 0x41...0x5A:
        guard toCyrillic[Int(scalar - 0x41)] != 0 || toGreek[Int(scalar - 0x41)] != 0
        else { return false }
      case 0x380..<0x480:
        guard toLatin[Int(scalar - 0x380)] != 0 else { return false }
      default: return false
      }
      i += length
    }
    return true
  }

  private enum Script { case latin, greek, cyrillic }

  private static func letters(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (latin: Int, greek: Int, cyrillic: Int) {
    var (latin, greek, cyrillic) = (0, 0, 0)
    for byte in text {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      case 0xCD...0xCF: greek += 1
      case 0xD0...0xD3: cyrillic += 1
      default: break
      }
    }
    return (latin, greek, cyrillic)
  }

  /// The end of a run of bytes that are all of one word or all between words.
  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let isWord = text[start] >= 0x80 || UTF8Scalars.isASCIIWord(text[start])
    var end = start + 1
    while end < text.count, (text[end] >= 0x80 || UTF8Scalars.isASCIIWord(text[end])) == isWord {
      end += 1
    }
    return end
  }

  private static func append(
    _ word: UnsafeBufferPointer<UInt8>, _ home: Script, _ result: inout [UInt8]
  ) {
    var i = 0
    while i < word.count {
      let (scalar, length) = UTF8Scalars.decode(word, at: i)
      var shape = scalar
      if (0x380..<0x480).contains(scalar), toLatin[Int(scalar - 0x380)] != 0 {
        shape = toLatin[Int(scalar - 0x380)]
      }
      if home != .latin, (0x41...0x5A).contains(shape) {
        let other = (home == .greek ? toGreek : toCyrillic)[Int(shape - 0x41)]
        if other != 0 { shape = other }
      }
      UTF8Scalars.append(shape, to: &result)
      i += length
    }
  }
}
