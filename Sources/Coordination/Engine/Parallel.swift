import Dispatch
import Foundation
import Synchronization

/// Work on several threads whose results do not depend on how many there are.
public enum Parallel {
  /// As many threads as there are cores.
  public static var defaultThreads: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Runs `body` for 0 ..< `count`; each index once, in no particular order.
  public static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    if threads <= 1 || count <= 1 {
      for index in 0..<count { body(index) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        body(index)
      }
    }
  }

  /// The results of `body` for a range of indices, in order.
  public static func map<Result: Sendable>(
    _ indices: Range<Int>, threads: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: indices.count) { output, initialized in
      let target = SharedBuffer(output)
      forEach(indices.count, threads: threads) { index in
        (target.base + index).initialize(to: body(indices.lowerBound + index))
      }
      initialized = indices.count
    }
  }
}

/// Memory that several threads write, each its own part.
struct SharedBuffer<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// Shares a buffer for as long as it lives.
  init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    // An empty buffer may have no address; nothing is ever read from or written to it.
    base = buffer.baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
    count = buffer.count
  }
}
