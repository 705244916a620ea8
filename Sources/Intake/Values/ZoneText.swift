/// Reads time zones.
enum ZoneText {
  /// Abbreviations that exports write and that mean one offset there, in minutes.
  ///
  /// CrowdTangle writes the zone of the account that exported. Abbreviations with several meanings
  /// (IST, AST ...) are not here: their rows are rejected and not guessed.
  private static let minutes: [String: Int] = [
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
    "AEST": 600, "AEDT": 660, "JST": 540,
  ]

  /// `Z`, `+02:00`, `-0330`, `+02`, an abbreviation, or nothing for UTC; nil for anything else.
  static func offsetSeconds(_ cursor: inout TextCursor) -> Int? {
    if cursor.take(UInt8(ascii: "Z")) || cursor.take(UInt8(ascii: "z")) { return 0 }
    cursor.skipBlanks()
    guard let first = cursor.peek else { return 0 }
    if TextCursor.isLetter(first) {
      guard let minutes = minutes[cursor.takeWord()] else { return nil }
      return minutes * 60
    }
    let isNegative = cursor.take(UInt8(ascii: "-"))
    guard isNegative || cursor.take(UInt8(ascii: "+")), let hours = cursor.takeNumber(2) else {
      return nil
    }
    _ = cursor.take(UInt8(ascii: ":"))
    let minutes = cursor.peekDigit == nil ? 0 : cursor.takeNumber(2)
    guard let minutes, hours <= 23, minutes <= 59 else { return nil }
    return (isNegative ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
