import ArgumentParser
import Foundation
import Pipeline
import Simulation
import SocialModel
import Store

/// Fills a database with an invented stream and asks for every page of the console.
struct StoreBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Measure the intake of posts and the console's pages.")

  @Option(help: "How many posts.") var posts = 2_000_000
  @Option(help: "Seed.") var seed: UInt64 = 42
  @Option(help: "Posts a transaction.") var batch = 10_000
  @Option(help: "How often each page is asked for.") var rounds = 20
  @Option(help: "How often each is asked for with nothing of the file in memory.") var coldRounds =
    3
  @Option(help: "Decisions of the casework beside the posts.") var decisions = 1000
  @Option(help: "The database; made and filled unless it exists.") var db: String
  @Flag(help: "Store posts alone, and no casework.") var postsOnly = false
  @Option(
    help: "A file to back the database up to, while posts come in, instead of asking for pages.")
  var backup: String?

  func run() throws {
    let isNew = !FileManager.default.fileExists(atPath: db)
    let clock = BenchmarkClock()
    let (store, opening) = try measured { try CaseStore(path: db, clock: { clock.read() }) }
    report(["opened_s": decimal(opening.seconds)])
    if isNew { try fill(store) }
    if !postsOnly, try store.queues().isEmpty {
      let (_, cost) = try measured {
        try StoreBenchmarkScripts(store: store, seed: seed).fill(posts / 20)
        try StoreBenchmarkCasework(
          store: store, clock: clock, seed: seed, decisions: decisions
        ).fill()
        try StoreBenchmarkRun(store: store, seed: seed).fill()
      }
      report(["casework_s": decimal(cost.seconds)])
    }
    report(["db_mib": "\(try store.info().bytes >> 20)"])
    if let backup {
      return try StoreBenchmarkBackup(store: store, target: backup).run()
    }
    let pages = try StoreBenchmarkPages(store).all
    try store.close()
    try measure(pages)
  }

  private func measure(_ pages: [StoreBenchmarkPages.Page]) throws {
    var cold = [[Double]](repeating: [], count: pages.count)
    for (index, page) in pages.enumerated() {
      for _ in 0..<max(coldRounds, 0) {
        try FileCache.forget(db)
        let store = try CaseStore(path: db)
        // The connection and the schema are there as soon as the console runs.
        _ = try store.setting("bench")
        cold[index].append(try measured { try page.load(store) }.1.seconds * 1000)
        try store.close()
      }
    }
    let store = try CaseStore(path: db)
    for (page, cold) in zip(pages, cold) {
      var times: [Double] = []
      var rows = 0
      for _ in 0..<max(rounds, 1) {
        let (count, cost) = try measured { try page.load(store) }
        times.append(cost.seconds * 1000)
        rows = count
      }
      let (warm, none) = (times.sorted(), cold.isEmpty ? [0] : cold.sorted())
      report([
        "page": page.name, "rows": "\(rows)", "warm_median_ms": decimal(warm[warm.count / 2]),
        "warm_max_ms": decimal(warm[warm.count - 1]),
        "cold_median_ms": decimal(none[none.count / 2]),
        "cold_max_ms": decimal(none[none.count - 1]),
      ])
    }
  }

  private func fill(_ store: CaseStore) throws {
    let storage = PostStorage(store)
    storage.begin(["simulated"])
    var batch: [Post] = []
    batch.reserveCapacity(self.batch)
    var slowest = 0.0
    var seconds = 0.0
    func flush() throws {
      let (_, cost) = try measured { try storage.add(batch) }
      slowest = max(slowest, cost.seconds)
      seconds += cost.seconds
      batch.removeAll(keepingCapacity: true)
    }
    _ = try Simulation(.init(seed: seed, posts: posts)).run { post in
      batch.append(post)
      if batch.count == self.batch { try flush() }
    }
    try flush()
    report([
      "benchmark": "store", "posts": "\(storage.counts.new)", "seconds": decimal(seconds),
      "posts_s": "\(Int(Double(storage.counts.new) / seconds))",
      "slowest_batch_s": decimal(slowest), "peak_mib": "\(peakMemoryBytes() >> 20)",
    ])
  }
}

/// What the system keeps of a file in memory.
enum FileCache {
  /// Has the system forget what it holds of one file, which no process has open, and of no other.
  static func forget(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0,
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) == 0
    else { throw CocoaError(.fileReadUnknown) }
  }
}
