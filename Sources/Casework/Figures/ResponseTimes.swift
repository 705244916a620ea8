import SocialModel

/// How long something took, over many cases.
public struct ResponseTime: Hashable, Sendable {
  /// Cases in which it has happened.
  public var done: Int
  /// The median in seconds over those; nil where there is none.
  public var medianSeconds: Double?
  /// The 90th percentile in seconds over those.
  public var ninetiethSeconds: Double?
  /// Cases in which it has not happened yet.
  public var waiting: Int
  /// For how many seconds the oldest of those has waited. Shown beside the median: cases that wait are
  /// not in it, so a team that leaves hard cases alone would look quick by the median alone.
  public var longestWaitSeconds: Double?
}

/// Response times of one queue.
public struct QueueTimes: Hashable, Sendable {
  /// The queue.
  public var queue: String
  /// From opening to the first look.
  public var toFirstView: ResponseTime
  /// From opening to the first decision.
  public var toDecision: ResponseTime
  /// From an appeal to its decision.
  public var toAppealDecision: ResponseTime

  /// The response times of a queue; the percentiles are ``Quantile``'s.
  ///
  /// A time that lies before the one that it is counted from, as clocks that are set back leave it, counts
  /// as 0.
  ///
  /// - Parameters:
  ///   - queue: its name.
  ///   - views: when each case was opened, and when somebody first looked at it.
  ///   - decisions: when each case was opened, and when it was first decided.
  ///   - appeals: when each first appeal in a case came in, and when it was decided.
  ///   - now: until when cases have waited.
  /// - Complexity: O(n log n).
  public init(
    queue: String, views: some Collection<TimeSpan>, decisions: some Collection<TimeSpan>,
    appeals: some Collection<TimeSpan>, now: Timestamp
  ) {
    self.queue = queue
    toFirstView = ResponseTime(views, now)
    toDecision = ResponseTime(decisions, now)
    toAppealDecision = ResponseTime(appeals, now)
  }

  /// From when on something took its time, and until when; nil while it lasts.
  public typealias TimeSpan = (from: Timestamp, to: Timestamp?)
}

extension ResponseTime {
  fileprivate init(_ spans: some Collection<QueueTimes.TimeSpan>, _ now: Timestamp) {
    var done: [Double] = []
    done.reserveCapacity(spans.count)
    var (waiting, longest): (Int, Double?) = (0, nil)
    for span in spans {
      let seconds = max(0, Double((span.to ?? now).milliseconds - span.from.milliseconds) / 1000)
      if span.to != nil {
        done.append(seconds)
      } else {
        waiting += 1
        longest = max(longest ?? 0, seconds)
      }
    }
    done.sort()
    self.init(
      done: done.count, medianSeconds: Quantile.of(sorted: done, 0.5),
      ninetiethSeconds: Quantile.of(sorted: done, 0.9), waiting: waiting,
      longestWaitSeconds: longest)
  }
}
