import Casework
import SocialModel
import Synchronization

/// How often programs may ask: a bucket for each API token, and one for each source that shows what is no token.
///
/// A token that is good is never refused for what others at its source do.
final class APILimits: Sendable {
  /// Requests without a good token that a source may make a minute.
  static let failuresAMinute = 30
  /// Tokens and sources that are remembered at most.
  static let capacity = 10_000

  private struct Bucket {
    var left: Double
    var at: Timestamp
  }

  private enum Key: Hashable {
    case token(Int64)
    case source(SourceAddress?)
  }

  private let requestsAMinute: Int
  private let buckets = Mutex<[Key: Bucket]>([:])

  init(requestsAMinute: Int) { self.requestsAMinute = max(1, requestsAMinute) }

  /// Counts a request of a token.
  ///
  /// - Throws: ``ConsoleError`` with `wait` when it asks too often.
  func countRequest(ofToken id: Int64, now: Timestamp) throws {
    try count(.token(id), perMinute: Double(requestsAMinute), now)
  }

  /// Counts a request without a good token.
  ///
  /// - Throws: ``ConsoleError`` with `wait` when the source makes too many.
  func countFailure(from source: SourceAddress?, now: Timestamp) throws {
    try count(.source(source), perMinute: Double(Self.failuresAMinute), now)
  }

  private func count(_ key: Key, perMinute: Double, _ now: Timestamp) throws {
    let left = buckets.withLock { buckets -> Double in
      if buckets.count >= Self.capacity, buckets[key] == nil { Self.forget(&buckets, now) }
      let bucket = buckets[key] ?? Bucket(left: perMinute, at: now)
      let minutes = Double(max(0, now.milliseconds - bucket.at.milliseconds)) / 60_000
      let left = min(perMinute, bucket.left + minutes * perMinute)
      buckets[key] = Bucket(left: left >= 1 ? left - 1 : left, at: now)
      return left
    }
    guard left < 1 else { return }
    let seconds = Int64(((1 - left) / perMinute * 60).rounded(.up))
    throw ConsoleError(
      .wait, "Too many requests. Wait as long as Retry-After says.",
      retryAfterSeconds: max(1, seconds))
  }

  /// A bucket that was not asked for a minute is full again and need not be remembered; where all were, the
  /// older half goes.
  private static func forget(_ buckets: inout [Key: Bucket], _ now: Timestamp) {
    buckets = buckets.filter { now.milliseconds - $0.value.at.milliseconds < 60_000 }
    guard buckets.count >= capacity else { return }
    let later = buckets.sorted { $0.value.at > $1.value.at }.prefix(capacity / 2)
    buckets = Dictionary(uniqueKeysWithValues: later.map { ($0.key, $0.value) })
  }
}
