import SocialModel

/// Numbers, times and lengths as a person reads them.
public enum HumanText {
  /// `1 post`, `11,062 posts`.
  public static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(NumberText.grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// `0.042`, or `3.2 × 10⁻⁴¹²` below 0.001; a dash where nothing was measured.
  public static func probability(log10: Double) -> String {
    guard !log10.isNaN else { return "–" }
    guard log10 > -.infinity else { return "0" }
    guard log10 < -3 else { return NumberText.probability(log10: log10, digits: 2) }
    let parts = NumberText.scientific(log10: log10, digits: 2)
    return "\(parts.mantissa) × 10\(superscript(parts.exponent))"
  }

  /// The same in ASCII, for terminals: `0.042`, `3.2e-412`.
  static func plainProbability(log10: Double) -> String {
    log10.isNaN ? "-" : NumberText.probability(log10: log10, digits: 2)
  }

  /// A measured value with at most three digits behind what matters: `0.4`, `12,340`, `1.5e-07`.
  public static func measure(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value.magnitude >= 1000, value.magnitude < 1e15 else {
      return NumberText.significant(value, 3)
    }
    return NumberText.grouped(Int(value.rounded()))
  }

  /// `2016-03-22 07:58:12`, in UTC.
  public static func moment(_ time: Timestamp) -> String {
    "\(time.civil.date) \(time.civil.clock)"
  }

  /// The clock alone when every moment of the input lies on one day in UTC, else with the date.
  static func moment(_ time: Timestamp, within span: ClosedRange<Timestamp>?) -> String {
    guard let span, span.lowerBound.civil.date == span.upperBound.civil.date,
      span.contains(time)
    else { return moment(time) }
    return time.civil.clock
  }

  /// The same in a sentence: `07:58:12 UTC`, or `22 March 2016, 07:58:12 UTC` for another day.
  static func words(_ time: Timestamp, within span: ClosedRange<Timestamp>?) -> String {
    let civil = time.civil
    guard moment(time, within: span) != civil.clock else { return "\(civil.clock) UTC" }
    return "\(civil.day) \(months[civil.month - 1]) \(civil.year), \(civil.clock) UTC"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `5 minutes`, `1 hour`, `90 seconds`.
  public static func duration(seconds: Int) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    for (length, name) in units where seconds >= length && seconds % length == 0 {
      return count(seconds / length, name)
    }
    return count(seconds, "second")
  }

  /// A span of milliseconds in the two units that tell most of it: `0 s`, `2.5 s`, `12 min 30 s`, `3 h`,
  /// `2 d 4 h`; with a minus sign where it is negative.
  public static func lag(_ milliseconds: Int64) -> String {
    guard milliseconds >= 0 else { return "−" + lag(-milliseconds) }
    if milliseconds < 60_000 { return measure(Double(milliseconds) / 1000) + " s" }
    let seconds = Int((milliseconds + 500) / 1000)
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }), first + 1 < units.count else {
      return "\(seconds) s"
    }
    let whole = "\(seconds / units[first].0) \(units[first].1)"
    let rest = seconds % units[first].0 / units[first + 1].0
    return rest == 0 ? whole : "\(whole) \(rest) \(units[first + 1].1)"
  }

  /// `12 bytes`, `48.1 MB`.
  public static func size(bytes: Int64) -> String {
    var value = Double(bytes)
    guard value >= 1000 else { return count(Int(bytes), "byte") }
    for unit in ["kB", "MB", "GB", "TB"] {
      value /= 1000
      if value < 999.5 || unit == "TB" { return "\(NumberText.significant(value, 3)) \(unit)" }
    }
    return ""
  }

  /// The first scalars of a text, cut where it is longer.
  ///
  /// Scalars and not characters, since one character may carry any number of combining marks.
  public static func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + String(String(number.magnitude).utf8.map { digits[Int($0) - 48] })
  }
}
