import SocialModel

/// A look at what can harm: a text that was unfolded, a picture that was asked for.
public struct Exposure: Hashable, Sendable {
  /// When it was shown.
  public var from: Timestamp
  /// For how many seconds it is taken to be looked at.
  public var seconds: Int

  /// A look.
  public init(from: Timestamp, seconds: Int) {
    self.from = from
    self.seconds = seconds
  }
}

/// How much exposure a team takes on. A lead sets it for all; a reviewer may set less and never more.
public struct ExposureLimits: Hashable, Sendable {
  /// Minutes a day.
  public var minutesADay: Int
  /// Minutes without a break after which one is due.
  public var minutesAtATime: Int
  /// Minutes without exposure that count as a break.
  public static let breakMinutes = 10

  /// Limits in minutes; those of a team that set none.
  public init(minutesADay: Int = 240, minutesAtATime: Int = 50) {
    self.minutesADay = minutesADay
    self.minutesAtATime = minutesAtATime
  }

  /// The stricter of the team's and one's own.
  public func stricter(of own: ExposureLimits) -> ExposureLimits {
    ExposureLimits(
      minutesADay: min(minutesADay, own.minutesADay),
      minutesAtATime: min(minutesAtATime, own.minutesAtATime))
  }
}

/// For how long a reviewer has worked with what can harm, without a break.
///
/// It is the time on the clock from the first look after the last break until now, and no sum of looks: what one has
/// read goes on in the head between two of them.
public struct ExposureStretch: Hashable, Sendable {
  /// Minutes since the last break; 0 while one has a break.
  public let minutes: Int
  /// Whether a break is due: shown, and not forced in the middle of a case.
  public let isBreakDue: Bool

  /// The stretch that goes on now.
  ///
  /// - Parameters:
  ///   - looks: in any order; those that begin later than now do not count.
  ///   - limits: what is allowed at a time.
  /// - Complexity: O(n log n).
  public init(_ looks: [Exposure], limits: ExposureLimits, now: Timestamp) {
    let pause = Int64(ExposureLimits.breakMinutes) * 60_000
    var from = now.milliseconds
    // Ends ascend less surely than beginnings: a long look may end after a later, shorter one.
    for look in looks.filter({ $0.from <= now }).sorted(by: { Self.end($0) > Self.end($1) }) {
      guard from - Self.end(look) < pause else { break }
      from = min(from, look.from.milliseconds)
    }
    minutes = Int((now.milliseconds - from) / 60_000)
    isBreakDue = minutes >= limits.minutesAtATime
  }

  private static func end(_ look: Exposure) -> Int64 {
    look.from.milliseconds + Int64(max(0, look.seconds)) * 1000
  }
}
