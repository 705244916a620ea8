import Pipeline
import Synchronization

/// Keeps what a run reports.
final class EventLog: Sendable {
  private let events = Mutex<[ProgressEvent]>([])

  func add(_ event: ProgressEvent) { events.withLock { $0.append(event) } }

  var began: [String] {
    events.withLock { $0 }.compactMap { if case .began(let stage) = $0 { stage } else { nil } }
  }

  var ended: [String] {
    events.withLock { $0 }.compactMap { if case .ended(let stage, _) = $0 { stage } else { nil } }
  }

  /// How many posts the last report of the reading counts.
  var posts: Int64? {
    events.withLock { $0 }.compactMap {
      if case .advanced("read", let done, _, "posts") = $0 { done } else { nil }
    }.last
  }
}
