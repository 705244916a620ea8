import SocialModel

/// When what happened to a case.
public struct CaseClock: Hashable, Sendable {
  /// The queue in which it waited.
  public var queue: String
  /// When it was opened.
  public var opened: Timestamp
  /// When somebody first looked at it; nil while nobody has.
  public var firstViewed: Timestamp?
  /// When it was first decided; nil while it is not.
  public var decided: Timestamp?
  /// When an appeal came in; nil where none did.
  public var appealed: Timestamp?
  /// When the appeal was decided; nil while it is not.
  public var appealDecided: Timestamp?

  /// A case's clock.
  public init(
    queue: String, opened: Timestamp, firstViewed: Timestamp? = nil, decided: Timestamp? = nil,
    appealed: Timestamp? = nil, appealDecided: Timestamp? = nil
  ) {
    self.queue = queue
    self.opened = opened
    self.firstViewed = firstViewed
    self.decided = decided
    self.appealed = appealed
    self.appealDecided = appealDecided
  }
}

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

  /// Response times by queue, ordered by name; the percentiles are ``Quantile``'s.
  ///
  /// A time that lies before the one that it is counted from, as clocks that are set back leave it, counts
  /// as 0.
  ///
  /// - Parameter now: until when cases have waited.
  /// - Complexity: O(n log n).
  public static func all(_ cases: [CaseClock], now: Timestamp) -> [QueueTimes] {
    Dictionary(grouping: cases, by: \.queue).sorted { $0.key < $1.key }.map { queue, cases in
      QueueTimes(
        queue: queue,
        toFirstView: time(cases.map { ($0.opened, $0.firstViewed) }, now),
        toDecision: time(cases.map { ($0.opened, $0.decided) }, now),
        toAppealDecision: time(
          cases.compactMap { one in one.appealed.map { ($0, one.appealDecided) } }, now))
    }
  }

  private static func time(
    _ spans: [(from: Timestamp, to: Timestamp?)], _ now: Timestamp
  ) -> ResponseTime {
    let done = spans.compactMap { span in span.to.map { seconds(span.from, $0) } }
    let waiting = spans.filter { $0.to == nil }.map { seconds($0.from, now) }
    return ResponseTime(
      done: done.count, medianSeconds: Quantile.of(done, 0.5),
      ninetiethSeconds: Quantile.of(done, 0.9), waiting: waiting.count,
      longestWaitSeconds: waiting.max())
  }

  private static func seconds(_ from: Timestamp, _ to: Timestamp) -> Double {
    max(0, Double(to.milliseconds - from.milliseconds) / 1000)
  }
}
