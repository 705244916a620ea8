import SocialModel

/// A time that a reviewer spent with what can harm.
public struct Exposure: Hashable, Sendable {
  /// What was shown.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Text of a post that was unfolded.
    case text
    /// A picture, blurred or not.
    case image
    /// A video.
    case video
  }

  /// What was shown.
  public var kind: Kind
  /// When it was opened.
  public var from: Timestamp
  /// When it was closed, or the last sign that somebody looked.
  public var to: Timestamp

  /// A time of exposure.
  public init(kind: Kind, from: Timestamp, to: Timestamp) {
    self.kind = kind
    self.from = from
    self.to = to
  }
}

/// How much exposure a team takes on. A lead sets it for all; a reviewer may set less and never more.
public struct ExposureLimits: Hashable, Sendable {
  /// Minutes a day, in which a picture's minute counts as one and a video's as one and a half.
  public var minutesADay: Double
  /// Minutes without a break after which one is due.
  public var minutesAtATime: Double
  /// Minutes without exposure that count as a break.
  public var breakMinutes: Double

  /// Limits in minutes; those of a team that set none.
  public init(minutesADay: Double = 240, minutesAtATime: Double = 50, breakMinutes: Double = 10) {
    self.minutesADay = minutesADay
    self.minutesAtATime = minutesAtATime
    self.breakMinutes = breakMinutes
  }

  /// The stricter of the team's and one's own.
  public func stricter(of own: ExposureLimits) -> ExposureLimits {
    ExposureLimits(
      minutesADay: min(minutesADay, own.minutesADay),
      minutesAtATime: min(minutesAtATime, own.minutesAtATime),
      breakMinutes: max(breakMinutes, own.breakMinutes))
  }
}

/// What a reviewer has been exposed to, and whether it is enough.
public struct ExposureAccount: Hashable, Sendable {
  /// Minutes by kind on the day, unweighted.
  public let minutes: [Exposure.Kind: Double]
  /// Weighted minutes on the day, as the limit counts them; what was open at once counts once, at the
  /// heaviest.
  public let weighted: Double
  /// Minutes since the last break.
  public let sinceBreak: Double
  /// Whether the day's limit is reached: the next case of the queue has nothing sensitive in it, or none is
  /// given.
  public let isLimitReached: Bool
  /// Whether a break is due: shown, and not forced in the middle of a case.
  public let isBreakDue: Bool

  /// Adds up the last 24 hours, which no midnight splits.
  ///
  /// - Parameters:
  ///   - exposures: in any order; those that end before they begin do not count.
  ///   - limits: what is allowed.
  ///   - now: now; what would lie later does not count.
  /// - Complexity: O(n log n).
  public init(_ exposures: [Exposure], limits: ExposureLimits, now: Timestamp) {
    let dayAgo = Timestamp(milliseconds: now.milliseconds - 86_400_000)
    let spans = exposures.compactMap { one -> Exposure? in
      let (from, to) = (max(one.from, dayAgo), min(one.to, now))
      return from < to ? Exposure(kind: one.kind, from: from, to: to) : nil
    }
    var byKind: [Exposure.Kind: Double] = [:]
    for kind in Exposure.Kind.allCases {
      byKind[kind] = Self.segments(spans.filter { $0.kind == kind }).reduce(0) { $0 + $1.minutes }
    }
    let segments = Self.segments(spans)
    minutes = byKind
    weighted = segments.reduce(0) { $0 + $1.minutes * $1.weight }
    sinceBreak = Self.sinceBreak(segments, limits.breakMinutes, now)
    isLimitReached = weighted >= limits.minutesADay
    isBreakDue = sinceBreak >= limits.minutesAtATime
  }

  private struct Segment {
    var from: Int64
    var to: Int64
    var weight: Double
    var minutes: Double { Double(to - from) / 60_000 }
  }

  /// The covered time in pieces that do not overlap, each with the weight of the heaviest that covers it.
  private static func segments(_ spans: [Exposure]) -> [Segment] {
    let edges = spans.flatMap { span in
      [(span.from.milliseconds, span.kind, 1), (span.to.milliseconds, span.kind, -1)]
    }.sorted { $0.0 < $1.0 }
    var open: [Exposure.Kind: Int] = [:]
    var result: [Segment] = []
    for (edge, next) in zip(edges, edges.dropFirst()) {
      open[edge.1, default: 0] += edge.2
      let weight = open.filter { $0.value > 0 }.map { Self.weight($0.key) }.max()
      if let weight, next.0 > edge.0 {
        result.append(Segment(from: edge.0, to: next.0, weight: weight))
      }
    }
    return result
  }

  private static func sinceBreak(
    _ segments: [Segment], _ breakMinutes: Double, _ now: Timestamp
  ) -> Double {
    let pause = Int64(breakMinutes * 60_000)
    var later = now.milliseconds
    var minutes = 0.0
    for segment in segments.reversed() {
      if later - segment.to >= pause { break }
      minutes += segment.minutes
      later = segment.from
    }
    return minutes
  }

  private static func weight(_ kind: Exposure.Kind) -> Double {
    switch kind {
    case .text, .image: 1
    case .video: 1.5
    }
  }
}
