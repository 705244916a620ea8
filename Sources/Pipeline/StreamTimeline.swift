import Coordination
import SocialModel

/// The stream's posts counted in bins of time.
struct StreamTimeline {
  /// Bins that a time line has at most.
  static let largestCount = 240
  private static let widths = [
    1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000, 315_360_000, 3_153_600_000,
  ]

  let summary: StreamSummary

  init(_ stream: StreamColumns) {
    let times = stream.postTimes
    guard let first = times.min(), let last = times.max() else {
      summary = StreamSummary(
        posts: 0, accounts: 0, span: nil, timelineStart: Timestamp(milliseconds: 0),
        binSeconds: 60, timeline: [])
      return
    }
    let width = Self.width(first, last)
    let start = Self.floor(first, width)
    var counts = [Int](repeating: 0, count: Int((last - start) / (Int64(width) * 1000)) + 1)
    for time in times { counts[Int((time - start) / (Int64(width) * 1000))] += 1 }
    summary = StreamSummary(
      posts: times.count, accounts: stream.accountCount,
      span: Timestamp(milliseconds: first)...Timestamp(milliseconds: last),
      timelineStart: Timestamp(milliseconds: start), binSeconds: width, timeline: counts)
  }

  /// How many of these times fall in each bin.
  func counts(_ times: some Sequence<Int64>) -> [Int] {
    var counts = [Int](repeating: 0, count: summary.timeline.count)
    let width = Int64(summary.binSeconds) * 1000
    for time in times { counts[Int((time - summary.timelineStart.milliseconds) / width)] += 1 }
    return counts
  }

  private static func width(_ first: Int64, _ last: Int64) -> Int {
    let span = (last - first) / 1000
    return widths.first { span / Int64($0) < largestCount - 1 } ?? widths[widths.count - 1]
  }

  /// The last multiple of the width that is not after the time.
  private static func floor(_ time: Int64, _ seconds: Int) -> Int64 {
    let width = Int64(seconds) * 1000
    let rest = time % width
    return time - (rest < 0 ? rest + width : rest)
  }
}
