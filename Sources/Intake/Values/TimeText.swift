import SocialModel

/// Reads moments as platforms and exports write them.
///
/// RFC 3339 in all its spellings (`2016-03-22T07:58:12.123Z`, a blank for the `T`, offsets `+02:00`,
/// `+0200`, `+02`, no seconds, a date alone), Twitter's `Tue Mar 22 07:58:12 +0000 2016`, RFC 2822,
/// and bare numbers. A time without a zone is UTC. What is finer than a millisecond is cut off.
enum TimeText {
  /// The moment that a text names; nil when it names none.
  static func timestamp(
    _ text: UnsafeBufferPointer<UInt8>, unit: UnixUnit = .recognised
  ) -> Timestamp? {
    var cursor = TextCursor(text)
    cursor.skipBlanks()
    guard let first = cursor.peek else { return nil }
    if TextCursor.isLetter(first) { return CalendarText.timestamp(&cursor) }
    if cursor.count >= 8 && cursor[4] == UInt8(ascii: "-") { return rfc3339(&cursor) }
    return number(cursor, unit: unit)
  }

  /// The moment a count of seconds, milliseconds or microseconds names; nil out of range.
  static func timestamp(unix value: Int64, unit: UnixUnit = .recognised) -> Timestamp? {
    let size = value.magnitude
    switch unit {
    case .seconds: return size < 100_000_000_000_000 ? Timestamp(seconds: value) : nil
    case .milliseconds:
      return size < 100_000_000_000_000_000 ? Timestamp(milliseconds: value) : nil
    case .recognised:
      if size < 100_000_000_000 { return Timestamp(seconds: value) }
      if size < 100_000_000_000_000 { return Timestamp(milliseconds: value) }
      return size < 100_000_000_000_000_000 ? Timestamp(milliseconds: value / 1000) : nil
    }
  }

  /// The moment that a number with a fraction names; nil out of range.
  static func timestamp(unix value: Double, unit: UnixUnit = .recognised) -> Timestamp? {
    guard value.isFinite, value.magnitude < 1e17 else { return nil }
    let isSeconds = unit == .seconds || unit == .recognised && value.magnitude < 1e11
    guard isSeconds else { return timestamp(unix: Int64(value), unit: unit) }
    return Timestamp(milliseconds: Int64((value * 1000).rounded(.toNearestOrAwayFromZero)))
  }

  private static func number(_ text: TextCursor, unit: UnixUnit) -> Timestamp? {
    var cursor = text
    let isNegative = cursor.take(UInt8(ascii: "-"))
    var whole: Int64 = 0
    var digits = 0
    while let digit = cursor.takeDigit() {
      digits += 1
      guard digits <= 18 else { return nil }
      whole = whole * 10 + Int64(digit)
    }
    guard digits > 0 else { return nil }
    let sign: Int64 = isNegative ? -1 : 1
    if cursor.isAtEnd { return timestamp(unix: sign * whole, unit: unit) }
    guard cursor.take(UInt8(ascii: ".")) else { return nil }
    while cursor.takeDigit() != nil {}
    guard cursor.isAtEnd, let value = Double(text.string) else { return nil }
    return timestamp(unix: value, unit: unit)
  }

  private static func rfc3339(_ cursor: inout TextCursor) -> Timestamp? {
    guard let year = cursor.takeNumber(4), cursor.take(UInt8(ascii: "-")),
      let month = cursor.takeNumber(2), cursor.take(UInt8(ascii: "-")),
      let day = cursor.takeNumber(2)
    else { return nil }
    if cursor.isAtEnd { return Timestamp(year: year, month: month, day: day) }
    guard
      cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t"))
        || cursor.take(UInt8(ascii: " "))
    else { return nil }
    guard let clock = ClockText(&cursor), let offset = ZoneText.offsetSeconds(&cursor),
      cursor.isAtEnd
    else { return nil }
    return clock.timestamp(year: year, month: month, day: day, offsetSeconds: offset)
  }
}

/// A time of day with milliseconds.
struct ClockText {
  var hour: Int
  var minute: Int
  var second = 0
  var millisecond = 0

  /// `07:58`, `07:58:12` or `07:58:12.123456`.
  init?(_ cursor: inout TextCursor) {
    guard let hour = cursor.takeNumber(2), cursor.take(UInt8(ascii: ":")),
      let minute = cursor.takeNumber(2)
    else { return nil }
    self.hour = hour
    self.minute = minute
    guard cursor.take(UInt8(ascii: ":")) else { return }
    guard let second = cursor.takeNumber(2) else { return nil }
    self.second = second
    guard cursor.take(UInt8(ascii: ".")) || cursor.take(UInt8(ascii: ",")) else { return }
    var scale = 100
    guard cursor.peekDigit != nil else { return nil }
    while let digit = cursor.takeDigit() {
      millisecond += digit * scale
      scale /= 10
    }
  }

  func timestamp(year: Int, month: Int, day: Int, offsetSeconds: Int) -> Timestamp? {
    guard
      let local = Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        millisecond: millisecond)
    else { return nil }
    return Timestamp(milliseconds: local.milliseconds - Int64(offsetSeconds) * 1000)
  }
}
