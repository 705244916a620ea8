import Dispatch
import Intake
import SocialModel

/// Feeds a stream builder on a thread of its own while the next batch is read.
///
/// `@unchecked Sendable`: the builder is touched by the serial queue alone until `finish`.
final class BatchQueue: @unchecked Sendable {
  private let queue = DispatchQueue(label: "tocsin.signals")
  private let room: DispatchSemaphore
  private let builder: StreamBuilder

  init(_ builder: StreamBuilder, depth: Int = 4) {
    self.builder = builder
    room = DispatchSemaphore(value: depth)
  }

  /// Hands over a batch; waits while too many are under way.
  func add(_ posts: [Post]) {
    room.wait()
    queue.async { [self] in
      builder.add(posts)
      room.signal()
    }
  }

  /// Waits for all batches.
  func finish() -> StreamBuilder { queue.sync { builder } }
}
