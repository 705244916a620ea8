import ArgumentParser
import Coordination

/// Counts the co-actions on one object that everybody acts on, the worst there is.
struct SingleObjectBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "single-object", abstract: "Measure one object with very many actions.")

  @Option(help: "How many actions.") var rows = 1_000_000
  @Option(help: "How many accounts, each acting at random times.") var accounts = 100_000
  @Option(help: "Within how many seconds.") var seconds: Int64 = 86_400
  @Option(help: "Time window in seconds.") var timeWindow: Int64 = 60
  @Option(help: "Threads.") var threads = Parallel.defaultThreads
  @Option(help: "Seed.") var seed: UInt64 = 42

  func run() {
    var generator = SplitMix64(state: seed)
    let owners = (0..<rows).map { _ in Int32.random(in: 0..<Int32(accounts), using: &generator) }
    let times = (0..<rows).map { _ in Int64.random(in: 0..<seconds, using: &generator) }
    let (counts, cost) = measured {
      let table = ActionTable(
        accountCount: accounts, objectCount: 1, objects: [Int32](repeating: 0, count: rows),
        accounts: owners, times: times, contents: (0..<Int32(rows)).map { $0 }, threads: threads)
      let engine = CoactionEngine(table, window: timeWindow, threads: threads)
      return engine.rows(threads: threads) {
        Counts(counter: EdgeCounter(table))
      } visit: {
        $0.add($1)
      }
    }
    let pairs = counts.reduce(0) { $0 + $1.pairs }
    let coactions = counts.reduce(0) { $0 + $1.coactions }
    report([
      "benchmark": "single-object", "actions": "\(rows)", "accounts": "\(accounts)",
      "threads": "\(threads)", "seconds": decimal(cost.seconds), "cpu_s": decimal(cost.cpuSeconds),
      "peak_mib": "\(peakMemoryBytes() >> 20)", "pairs": "\(pairs)", "coactions": "\(coactions)",
    ])
  }

  private struct Counts: Sendable {
    var counter: EdgeCounter
    var pairs = 0
    var coactions = 0

    mutating func add(_ row: CoactionRow) {
      var (found, sum) = (0, 0)
      counter.count(row) { edge, _ in
        found += 1
        sum += edge.coactions
      }
      pairs += found
      coactions += sum
    }
  }
}
