import Dispatch
import Foundation
import Synchronization

/// Work on several threads whose results do not depend on how many there are.
enum Workers {
  /// Runs `body` for each of the parts of 0 ..< `count`, each part once, with what `make` made for
  /// the thread; results in order.
  static func map<Scratch, Result: Sendable>(
    _ count: Int, part: Int, threads: Int, scratch make: @Sendable () -> Scratch,
    _ body: @Sendable (Range<Int>, Scratch) -> Result
  ) -> [Result] {
    let parts = (count + part - 1) / part
    let results = Mutex([Result?](repeating: nil, count: parts))
    let next = Atomic<Int>(0)
    @Sendable func work() {
      let scratch = make()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= parts { return }
        let result = body(index * part..<min((index + 1) * part, count), scratch)
        results.withLock { $0[index] = result }
      }
    }
    if threads <= 1 || parts <= 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: min(threads, parts)) { _ in work() }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// As many threads as there are cores.
  static var defaultThreads: Int { ProcessInfo.processInfo.activeProcessorCount }
}
