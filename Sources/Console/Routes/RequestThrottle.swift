import SocialModel
import Synchronization

/// How often one person may ask: a bucket that holds some requests and is filled again at a steady rate, so that a
/// program in somebody's session cannot copy the database page by page, or keep the machine busy.
final class RequestThrottle: Sendable {
  private struct Bucket {
    var left: Double
    var at: Timestamp
  }

  private let buckets = Mutex<[Int64: Bucket]>([:])
  private let burst: Double
  private let perSecond: Double

  /// - Parameters:
  ///   - burst: requests that may come at once.
  ///   - perSecond: requests a second in the long run.
  init(burst: Double, perSecond: Double) {
    self.burst = burst
    self.perSecond = perSecond
  }

  /// Takes a request of a user.
  ///
  /// - Returns: nil where it may go on, otherwise the seconds to wait.
  func take(_ user: Int64, now: Timestamp, cost: Double = 1) -> Int64? {
    buckets.withLock { buckets in
      if buckets.count > 10_000 { buckets = buckets.filter { $0.value.left < burst } }
      var bucket = buckets[user] ?? Bucket(left: burst, at: now)
      let passed = max(0, Double(now.milliseconds - bucket.at.milliseconds) / 1000)
      bucket = Bucket(left: min(burst, bucket.left + passed * perSecond), at: now)
      defer { buckets[user] = bucket }
      guard bucket.left >= cost else {
        return max(1, Int64(((cost - bucket.left) / perSecond).rounded(.up)))
      }
      bucket.left -= cost
      return nil
    }
  }
}
