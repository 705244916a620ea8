import SocialModel

/// Keeps a flood of notices from burying the others, without losing one.
///
/// A notice over the limit is *held* and not refused: it is stored and merged like others, and waits
/// behind them. What floods may be a coordinated reporting campaign against somebody, or many people who saw
/// the same post; ``ReportStream`` lets the coordination test tell.
///
/// Two limits: a bucket for each reporter, which gains a notice a minute and holds twenty; and a count of
/// reporters on one subject within ten minutes.
public struct ReportThrottle: Sendable {
  /// Notices that a reporter may send at once.
  public static let burst = 20.0
  /// Notices that a reporter may send a minute.
  public static let perMinute = 1.0
  /// Reporters on one subject within ``surgeMilliseconds`` from which on it is a surge.
  public static let surgeReporters = 30
  /// The time over which they are counted, in milliseconds.
  public static let surgeMilliseconds: Int64 = 600_000
  /// Reporters and subjects that are remembered at most, each.
  public static let capacity = 100_000

  private var buckets: [String: (left: Double, at: Timestamp)] = [:]
  private var recent: [CaseSubject: [(reporter: String, at: Timestamp)]] = [:]

  /// A throttle that remembers nothing.
  public init() {}

  /// What is to be done with a notice.
  public struct Answer: Hashable, Sendable {
    /// Whether it waits behind others, as its reporter sends too many.
    public var isHeld: Bool
    /// Whether so many reporters named its subject of late that it may be a campaign against somebody.
    public var isSurge: Bool
  }

  /// Takes a notice; `now` does not go back.
  public mutating func take(_ report: Report, now: Timestamp) -> Answer {
    forget(now)
    let isHeld = !report.isTrusted && !spend(report.reporter, now)
    var reporters = (recent[report.subject] ?? []).filter {
      now.milliseconds - $0.at.milliseconds < Self.surgeMilliseconds
        && $0.reporter != report.reporter
    }
    reporters.append((report.reporter, now))
    // As many as a surge needs are kept; the latest say as much as all of them.
    recent[report.subject] = Array(reporters.suffix(Self.surgeReporters))
    return Answer(isHeld: isHeld, isSurge: reporters.count >= Self.surgeReporters)
  }

  private mutating func spend(_ reporter: String, _ now: Timestamp) -> Bool {
    let bucket = buckets[reporter] ?? (Self.burst, now)
    let minutes = max(0, Double(now.milliseconds - bucket.at.milliseconds)) / 60_000
    let left = min(Self.burst, bucket.left + minutes * Self.perMinute)
    buckets[reporter] = (left >= 1 ? left - 1 : left, now)
    return left >= 1
  }

  private mutating func forget(_ now: Timestamp) {
    if buckets.count > Self.capacity {
      let full = Self.burst / Self.perMinute * 60_000
      buckets = buckets.filter { Double(now.milliseconds - $0.value.at.milliseconds) < full }
      if buckets.count > Self.capacity { buckets = Self.laterHalf(buckets, by: \.at) }
    }
    if recent.count > Self.capacity {
      recent = recent.filter { entry in
        entry.value.last.map { now.milliseconds - $0.at.milliseconds < Self.surgeMilliseconds }
          ?? false
      }
      if recent.count > Self.capacity {
        recent = Dictionary(
          uniqueKeysWithValues: recent.sorted { a, b in
            (a.value.last?.at ?? now) > (b.value.last?.at ?? now)
          }.prefix(Self.capacity / 2).map { ($0.key, $0.value) })
      }
    }
  }

  private static func laterHalf<Key: Hashable, Value>(
    _ table: [Key: Value], by time: (Value) -> Timestamp
  ) -> [Key: Value] {
    let latest = table.sorted { time($0.value) > time($1.value) }.prefix(capacity / 2)
    return Dictionary(uniqueKeysWithValues: latest.map { ($0.key, $0.value) })
  }
}
