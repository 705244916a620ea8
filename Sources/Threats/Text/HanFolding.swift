/// Traditional Chinese characters as simplified ones, so that one grammar reads both.
///
/// Known problems: of the few traditional characters that stand for several simplified ones, or the reverse, one
/// reading is taken.
enum HanFolding {
  /// Whether a folded letter is a Chinese character.
  @inline(__always) static func isHan(_ letter: UInt32) -> Bool {
    letter >= 0x3400
      && (letter <= 0x4DBF || (0x4E00...0x9FFF).contains(letter)
        || (0xF900...0xFAFF).contains(letter) || (0x20000...0x323AF).contains(letter))
  }

  /// The simplified form of a character; itself where it has none.
  static func simplified(_ value: UInt32) -> UInt32 { table[value] ?? value }

  /// Two characters a line, the traditional one first.
  private static let table: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    for line in Resource.text("han.txt").split(separator: "\n") where !line.hasPrefix("%") {
      let scalars = Array(line.unicodeScalars)
      precondition(scalars.count == 2, "han.txt: a line of other than two characters")
      table[scalars[0].value] = scalars[1].value
    }
    return table
  }()
}
