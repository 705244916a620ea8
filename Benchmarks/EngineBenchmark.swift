import ArgumentParser
import Coordination

/// Counts co-actions and edges of scaled rows that are in memory as columns.
struct EngineBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine", abstract: "Measure table, co-actions and edges on columns in memory.")

  @OptionGroup var scale: ScaleOptions
  @Option(help: "Time window in seconds.") var timeWindow: Int64 = 60
  @Option(help: "Threads.") var threads = Parallel.defaultThreads
  @Option(help: "How often; the fastest counts.") var rounds = 3

  func run() throws {
    let rows = try scale.scaled()
    let contents = (0..<Int32(rows.count)).map { $0 }
    for _ in 0..<rounds {
      let (table, sorting) = measured {
        ActionTable(
          accountCount: rows.accountCount, objectCount: rows.objectCount, objects: rows.objects,
          accounts: rows.accounts, times: rows.times, contents: contents, threads: threads)
      }
      let ((edges, threshold), counting) = measured {
        let engine = CoactionEngine(
          table, window: timeWindow, rule: .init(excludesSameContent: true), threads: threads)
        let edges = engine.edges(threads: threads)
        var weights = WeightHistogram()
        for edge in edges { weights.add(weight: edge.coactions) }
        return (edges, weights.quantile(0.5) ?? 0)
      }
      let coactions = edges.reduce(0) { $0 + $1.coactions }
      let contents = edges.reduce(0) { $0 + Int($1.contentsA) + Int($1.contentsB) }
      report([
        "benchmark": "engine", "actions": "\(rows.count)", "threads": "\(threads)",
        "table_s": decimal(sorting.seconds), "count_s": decimal(counting.seconds),
        "seconds": decimal(sorting.seconds + counting.seconds),
        "cpu_s": decimal(sorting.cpuSeconds + counting.cpuSeconds),
        "peak_mib": "\(peakMemoryBytes() >> 20)", "pairs": "\(edges.count)",
        "coactions": "\(coactions)",
        "directed_contents": "\(contents)",
        "median_weight": "\(threshold)",
      ])
    }
  }
}

/// Which rows to make.
struct ScaleOptions: ParsableArguments {
  @Option(help: "The file to scale: object_id, account_id, content_id, timestamp_share.")
  var source: String
  @Option(help: "How many rows.") var rows = 1_000_000
  @Option(help: "Seed.") var seed: UInt64 = 42

  func scaled() throws -> ScaledRows {
    ScaledRows(source: try SourceRows(path: source), rows: rows, seed: seed)
  }
}
