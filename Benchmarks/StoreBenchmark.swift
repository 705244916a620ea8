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
  @Option(help: "The database; made and filled unless it exists.") var db: String
  @Flag(help: "Leave out the casework that is stored beside the posts.") var postsOnly = false

  func run() throws {
    let isNew = !FileManager.default.fileExists(atPath: db)
    let store = try CaseStore(path: db)
    if isNew {
      try fill(store)
      if !postsOnly { try StoreBenchmarkCasework(store: store, seed: seed).fill() }
    }
    report(["db_mib": "\(try store.info().bytes >> 20)"])
    for page in try StoreBenchmarkPages(store).all {
      var times: [Double] = []
      var rows = 0
      for _ in 0..<max(rounds, 1) {
        let (count, cost) = try measured { try page.load() }
        times.append(cost.seconds * 1000)
        rows = count
      }
      times.sort()
      report([
        "page": page.name, "rows": "\(rows)", "median_ms": decimal(times[times.count / 2]),
        "max_ms": decimal(times[times.count - 1]),
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
