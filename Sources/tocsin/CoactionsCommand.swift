import ArgumentParser
import Foundation
import Pipeline

/// Counts co-actions, as the field knows them.
struct CoactionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coactions",
    abstract: "Count how often accounts act on the same object within a time window.",
    discussion: """
      Reads tables with the columns object_id,account_id,content_id,timestamp_share (whole \
      seconds), plain, gzip or zstd. Writes coactions.csv, one row for each co-action, and \
      edges.csv, one row for each pair of accounts. Several tables are several layers, counted \
      apart and joined in the edges. This is the plain count: it says nothing about chance.
      """)

  @Argument(help: "A table, or several, each a layer of its own.")
  var inputs: [String]
  @Option(help: "Seconds within which two actions are a co-action, both ends included.")
  var timeWindow: Int64
  @Option(help: "How many actions an account needs, in the table and among the co-actions.")
  var minParticipation: Int
  @Option(help: "Quantile of the weights above which weight_threshold is 1.")
  var edgeWeight = 0.5
  @Option(name: .customLong("out"), help: "The folder to write; it is empty or does not exist yet.")
  var output: String
  @Option(help: "Also write fast_edges.csv, for the co-actions within this narrower window.")
  var fastWindow: Int64?
  @Flag(help: "Add a column object_ids to edges.csv.")
  var objects = false
  @Flag(help: "Also write account_stats.csv: means over each account's edges.")
  var accountStats = false
  @Flag(help: "Also write group_stats.csv: how many accounts acted together on each object.")
  var groupStats = false
  @Flag(help: "Leave out coactions.csv.")
  var edgesOnly = false
  @Flag(
    help: """
      Do as CooRTweet 2.1.3 does where Tocsin differs: n_content_a and n_content_b count older and \
      newer posts, contents named like their object are left out, account_stats drops equal edges, \
      group_stats counts one side of each edge.
      """)
  var asCoortweet = false
  @Option(help: "How many threads work; results do not depend on it. (default: one a core)")
  var threads: Int?

  func validate() throws {
    let century: Int64 = 3_200_000_000
    guard !inputs.isEmpty else { throw ValidationError("Name at least one table.") }
    guard (0...century).contains(timeWindow) else {
      throw ValidationError("--time-window must be from 0 to \(century) seconds.")
    }
    guard minParticipation >= 1 else {
      throw ValidationError("--min-participation must be at least 1.")
    }
    guard (0...1).contains(edgeWeight) else {
      throw ValidationError("--edge-weight must be from 0 to 1.")
    }
    guard (0...timeWindow).contains(fastWindow ?? 0) else {
      throw ValidationError("--fast-window must be from 0 to --time-window.")
    }
    guard (1...1024).contains(threads ?? 1) else {
      throw ValidationError("--threads must be from 1 to 1024.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let summary = try CoactionRun(options).run { stage in
        if Diagnostics.isWatched { Diagnostics.say("\(stage) ...") }
      }
      report(summary)
      return summary.rejections > 0 ? .doneWithRejections : .done
    }
  }

  private var options: CoactionOptions {
    var options = CoactionOptions(
      inputs: inputs, output: output, windowSeconds: timeWindow,
      minParticipation: minParticipation,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    options.edgeWeight = edgeWeight
    options.fastWindowSeconds = fastWindow
    options.listsObjects = objects
    options.writesAccounts = accountStats
    options.writesObjects = groupStats
    options.edgesOnly = edgesOnly
    options.asCooRTweet = asCoortweet
    return options
  }

  private func report(_ summary: CoactionSummary) {
    Diagnostics.say(
      "\(summary.rows) rows, \(summary.coactions) co-actions on \(summary.edges) edges; "
        + "written to \(output)")
    let stages = summary.stages.map {
      "\($0.name) \(String(format: "%.2f", $0.seconds)) s"
    }
    let peak = (summary.stages.last?.peakMemoryBytes ?? 0) >> 20
    Diagnostics.say("\(stages.joined(separator: ", ")); peak memory \(peak) MiB")
    if summary.rejections > 0 {
      Diagnostics.say(
        "\(summary.rejections) records were rejected; see \(output)/rejections.ndjson")
    }
  }
}
