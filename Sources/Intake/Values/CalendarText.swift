import SocialModel

/// Reads moments that name the day and the month in English.
enum CalendarText {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `Tue Mar 22 07:58:12 +0000 2016`, or RFC 2822's `Tue, 22 Mar 2016 07:58:12 +0000`.
  static func timestamp(_ cursor: inout TextCursor) -> Timestamp? {
    guard cursor.takeWord().utf8.count == 3 else { return nil }
    let isRFC2822 = cursor.take(UInt8(ascii: ","))
    cursor.skipBlanks()
    return isRFC2822 ? rfc2822(&cursor) : twitter(&cursor)
  }

  private static func twitter(_ cursor: inout TextCursor) -> Timestamp? {
    guard let month = month(&cursor), let day = field(&cursor, digits: 2) else { return nil }
    cursor.skipBlanks()
    guard let clock = ClockText(&cursor), cursor.peek == UInt8(ascii: " "),
      let offset = ZoneText.offsetSeconds(&cursor), let year = field(&cursor, digits: 4),
      cursor.isAtEnd
    else { return nil }
    return clock.timestamp(year: year, month: month, day: day, offsetSeconds: offset)
  }

  private static func rfc2822(_ cursor: inout TextCursor) -> Timestamp? {
    guard let day = cursor.takeNumber(2) ?? cursor.takeNumber(1), let month = month(&cursor),
      let year = field(&cursor, digits: 4)
    else { return nil }
    cursor.skipBlanks()
    guard let clock = ClockText(&cursor), let offset = ZoneText.offsetSeconds(&cursor),
      cursor.isAtEnd
    else { return nil }
    return clock.timestamp(year: year, month: month, day: day, offsetSeconds: offset)
  }

  private static func month(_ cursor: inout TextCursor) -> Int? {
    cursor.skipBlanks()
    let word = cursor.takeWord().lowercased()
    return months.firstIndex(of: word).map { $0 + 1 }
  }

  private static func field(_ cursor: inout TextCursor, digits: Int) -> Int? {
    cursor.skipBlanks()
    return cursor.takeNumber(digits) ?? (digits == 2 ? cursor.takeNumber(1) : nil)
  }
}
