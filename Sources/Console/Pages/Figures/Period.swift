import SocialModel

/// A period as a link names it: from a day's first moment to before another's, in UTC.
struct Period: Sendable {
  /// The first moment.
  var from: Timestamp
  /// The moment after the last.
  var until: Timestamp

  /// The period of a link, `from` and `until` as days; without them the last 30 days, today among them.
  ///
  /// - Throws: ``ConsoleError`` with `badRequest` for what is no day, or a period that does not end later than it
  ///   begins, or is longer than ten years.
  init(_ visit: Visit) throws {
    let today = Self.day(of: visit.services.clock())
    until = try Self.day(visit.query["until"]) ?? Self.after(today, days: 1)
    from = try Self.day(visit.query["from"]) ?? Self.after(until, days: -30)
    guard from < until, until.milliseconds - from.milliseconds <= 3660 * 86_400_000 else {
      throw ConsoleError(
        .badRequest, "The period must end later than it begins, and within ten years.")
    }
  }

  /// The query that names it.
  var query: [String: String] { ["from": from.civil.date, "until": until.civil.date] }

  /// It in words.
  var words: String { "\(from.civil.date) to before \(until.civil.date), in UTC" }

  /// The form that asks for another one.
  func form(_ id: String, _ action: String) -> PageContent.Form {
    PageContent.Form(
      id: id, action: action, token: nil,
      fields: [
        .init(name: "from", label: "From day (UTC)", type: "date", value: from.civil.date),
        .init(name: "until", label: "Before day (UTC)", type: "date", value: until.civil.date),
      ], submit: "Show")
  }

  /// The first moment of a moment's day.
  static func day(of time: Timestamp) -> Timestamp {
    let day = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return Timestamp(milliseconds: (day.quotient - (day.remainder < 0 ? 1 : 0)) * 86_400_000)
  }

  private static func after(_ time: Timestamp, days: Int64) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds + days * 86_400_000)
  }

  /// The first moment of a day such as `2026-03-01`; nil where none is given.
  ///
  /// - Throws: ``ConsoleError`` with `badRequest` for what is no day.
  static func day(_ text: String?) throws -> Timestamp? {
    guard let text, !text.isEmpty else { return nil }
    guard let time = TimeField.moment(text + "T00:00") else {
      throw ConsoleError(.badRequest, "A day is written as 2026-03-01.")
    }
    return time
  }
}

/// Moments in forms, `2026-03-01T14:05`, in UTC.
enum TimeField {
  /// The moment of a field; nil for what is none.
  static func moment(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16 || bytes.count == 19, bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
      bytes.count == 16 || bytes[16] == 0x3A
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16),
      let second = bytes.count == 19 ? number(17..<19) : 0
    else { return nil }
    return Timestamp(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// A moment as a field takes it, to the minute.
  static func text(_ time: Timestamp) -> String {
    "\(time.civil.date)T\(time.civil.clock.prefix(5))"
  }
}
