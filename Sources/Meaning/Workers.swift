import Dispatch
import Synchronization

/// Work on several threads whose results do not depend on how many there are.
enum Workers {
  /// Runs `body` for the parts of 0 ..< `count`, each once, with what `scratch` made for the thread;
  /// results in order.
  static func map<Scratch, Result: Sendable>(
    _ count: Int, part: Int, threads: Int,
    _ body: @Sendable (Range<Int>, Scratch) -> Result, scratch make: @Sendable () -> Scratch
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
}
