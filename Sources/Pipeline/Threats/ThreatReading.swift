import Dispatch
import SocialModel
import Synchronization
import Threats

/// Assesses posts beside their reading, each once, and keeps a few numbers of those that are flagged.
///
/// At most four batches wait, so memory does not grow with the input; the flagged posts of finished
/// batches are handed back in the order of the input.
///
/// `@unchecked Sendable`: team and columns are touched by the serial queue alone until `finish`.
final class ThreatReading: @unchecked Sendable {
  private let queue = DispatchQueue(label: "tocsin.threats")
  private let room = DispatchSemaphore(value: 4)
  private let team: ThreatTeam
  private var columns = ThreatColumns()
  private let ready = Mutex<[AssessedPost]>([])

  /// - Parameter threads: how many threads assess; results do not depend on it.
  init(assets: AssetMatcher?, threads: Int) {
    team = ThreatTeam(assets: assets, size: max(1, threads))
  }

  /// Nil where nothing is to be assessed.
  convenience init?(_ layer: ThreatLayer, threads: Int) {
    guard case .on(let assets) = layer else { return nil }
    self.init(assets: assets, threads: threads)
  }

  /// Hands over a batch, the batches in the order of the input; waits while too many are under way.
  func add(_ posts: [Post]) {
    room.wait()
    queue.async { [self] in
      let flagged = columns.add(posts, team.assess(posts))
      ready.withLock { $0 += flagged }
      room.signal()
    }
  }

  /// The flagged posts since the last call, in the order of the input.
  func takeFlagged() -> [AssessedPost] {
    ready.withLock { ready in
      defer { ready.removeAll() }
      return ready
    }
  }

  /// Waits for all batches.
  func finish() -> ThreatColumns { queue.sync { columns } }
}
