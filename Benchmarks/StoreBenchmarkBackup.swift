import Foundation
import SocialModel
import Store
import Synchronization

/// A backup while posts come in, and whether the copy is whole.
struct StoreBenchmarkBackup {
  let store: CaseStore
  let target: String
  /// Posts that come in at a time, ten times a second.
  let batch = 50

  func run() throws {
    let ends = Mutex(false)
    let stored = Mutex(0)
    let failures = Mutex(0)
    let done = DispatchSemaphore(value: 0)
    let last = try store.search(SearchQuery(""), limit: 1).items.first?.time.milliseconds ?? 0
    Thread {
      var index = 0
      while !ends.withLock({ $0 }) {
        do {
          _ = try store.store(posts: posts(index, last))
          stored.withLock { $0 += batch }
        } catch { failures.withLock { $0 += 1 } }
        index += 1
        Thread.sleep(forTimeInterval: 0.1)
      }
      done.signal()
    }.start()
    let (_, cost) = try measured { try store.backUp(to: target) }
    ends.withLock { $0 = true }
    done.wait()
    let copy = try CaseStore(path: target, mustExist: true)
    let (check, checking) = try measured { try copy.check() }
    let rows = check.rows.first { $0.table == "post" }?.count ?? 0
    report([
      "backup_s": decimal(cost.seconds), "mib": "\(try copy.info().bytes >> 20)",
      "posts_stored_meanwhile": "\(stored.withLock { $0 })",
      "failures": "\(failures.withLock { $0 })", "posts_in_copy": "\(rows)",
      "check_s": decimal(checking.seconds), "faults": "\(check.faults.count)",
    ])
    for fault in check.faults { report(["fault": fault]) }
    try copy.close()
  }

  private func posts(_ index: Int, _ last: Int64) -> [NewPost] {
    (0..<batch).map { place in
      NewPost(
        Post(
          platform: .x, id: "b\(index)-\(place)", account: Account(id: "b\(index)"),
          time: Timestamp(milliseconds: last + Int64(index) * 100),
          text: "The iron lantern parade goes on \(index)"))
    }
  }
}
