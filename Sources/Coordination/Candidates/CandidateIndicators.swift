import SocialModel

/// Measured signals of a candidate.
struct CandidateIndicators {
  /// The middle lag between one member's action and the next one's on the same object, in seconds.
  let medianLag: Double
  /// The share of the members' posts that lie within a quarter of the context window of another
  /// member's on the same rare object.
  let sharedPostShare: Double
  /// The share of those posts that came from programs that feed or schedule posts.
  let fedShare: Double
  /// How close that is, in milliseconds.
  let closeness: Int64
  /// From the first to the last of those posts, in seconds.
  let span: Double
  /// The share of those posts whose time is a full minute.
  let fullMinuteShare: Double

  init(shared: SharedActions, stream: StreamColumns, posts: Int) {
    medianLag =
      shared.lags.isEmpty ? 0 : Double(shared.lags[shared.lags.count / 2]) / 1000
    closeness = shared.lag
    let count = Double(max(1, shared.posts.count))
    sharedPostShare = Double(shared.posts.count) / Double(max(1, posts))
    fedShare = Double(shared.posts.count { stream.postIsFed[Int($0)] }) / count
    let times = shared.posts.map { stream.postTimes[Int($0)] }
    span = Double((times.last ?? 0) - (times.first ?? 0)) / 1000
    fullMinuteShare = Double(times.count { $0 % 60_000 < 1000 }) / count
  }

  var all: [Indicator] {
    [
      Indicator(
        name: "median-lag", value: medianLag, unit: "s",
        reason: "Half of the shared actions followed another member's within "
          + "\(rounded(medianLag)) s."),
      Indicator(
        name: "shared-post-share", value: sharedPostShare, unit: "1",
        reason:
          "\(percent(sharedPostShare)) of the members' posts lie within "
          + "\(duration(closeness)) of another member's on the same rare object."),
      Indicator(
        name: "fed-share", value: fedShare, unit: "1",
        reason: "\(percent(fedShare)) of those posts name a program that feeds or schedules posts."),
      Indicator(
        name: "full-minute-share", value: fullMinuteShare, unit: "1",
        reason: "\(percent(fullMinuteShare)) of those posts fall on the first second of a minute; "
          + "chance gives 2 %."),
      Indicator(
        name: "span", value: span, unit: "s",
        reason: "From the first to the last of those posts: \(rounded(span / 3600)) hours."),
    ]
  }

  private func percent(_ share: Double) -> String {
    share > 0 && share < 0.01 ? "Less than 1 %" : "\(Int((share * 100).rounded())) %"
  }
}
