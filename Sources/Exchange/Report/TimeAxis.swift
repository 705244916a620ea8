import SocialModel

/// Round moments on an axis of time, at most eight, labelled in UTC.
struct TimeAxis {
  /// The axis' first moment.
  let start: Timestamp
  /// Its length in seconds.
  let seconds: Int

  private static let steps = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800, 1_209_600, 2_592_000, 7_776_000, 15_552_000, 31_104_000, 155_520_000,
    311_040_000,
  ]

  /// The marks with their places; a date stands where it differs from the mark before.
  var ticks: [TickView] {
    guard seconds > 0 else { return [] }
    let step = Self.steps.first { seconds / $0 <= 7 } ?? max(1, seconds / 7)
    let first = Int((Double(start.milliseconds) / 1000 / Double(step)).rounded(.up)) * step
    let end = Int(start.milliseconds / 1000) + seconds
    var date = ""
    return stride(from: first, through: end, by: step).enumerated().map { number, second in
      let civil = Timestamp(seconds: Int64(second)).civil
      let share = (Double(second) - Double(start.milliseconds) / 1000) / Double(seconds)
      let isNewDate = civil.date != date
      date = civil.date
      return TickView(
        place: NumberText.significant(100 * share, 4),
        sort: (share < 0.11 ? " first" : share > 0.89 ? " last" : "")
          + (number % 2 == 1 ? " odd" : ""),
        clock: step < 60 ? civil.clock : step < 86_400 ? String(civil.clock.prefix(5)) : "",
        date: isNewDate ? civil.date : "")
    }
  }
}
