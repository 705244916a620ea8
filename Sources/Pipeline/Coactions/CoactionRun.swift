import Coordination
import Intake
import SocialModel

/// The plain count of co-actions, as the field knows it: `tocsin coactions`.
///
/// Two passes over the co-actions, one for the weights' quantile and one that writes, so that the
/// edges need not be held. Memory: some 100 bytes a row and the names; with statistics by account
/// 24 bytes an edge.
public struct CoactionRun: Sendable {
  private let options: CoactionOptions

  /// A run with these options.
  public init(_ options: CoactionOptions) { self.options = options }

  /// Reads, counts and writes.
  ///
  /// - Parameter progress: called with the name of each stage as it begins.
  /// - Throws: ``PipelineError`` where the output cannot be written, `IntakeError` where an input
  ///   cannot be read; no output appears then.
  public func run(progress: (String) -> Void = { _ in }) throws -> CoactionSummary {
    let folder = try OutputFolder(at: options.output)
    let clock = StageClock()
    func begin(_ stage: String) {
      clock.begin(stage)
      progress(stage)
    }
    begin("read")
    let loaded = try load(folder)
    begin("sort")
    let network = CoactionNetwork(CoactionSet(loaded, options: options), options: options)
    begin("count")
    let weights = network.weights()
    var summary = CoactionSummary()
    summary.rows = loaded.count
    summary.rejections = loaded.rejectionCount
    summary.coactions = weights.full.coactionCount
    summary.edges = weights.full.edgeCount
    summary.neighbours = network.engine.neighbourCount
    summary.weightThreshold = weights.full.quantile(options.edgeWeight)
    let fastThreshold = weights.fast.quantile(options.edgeWeight)
    begin("write")
    try write(network, (summary.weightThreshold ?? 0, fastThreshold ?? 0), folder)
    try folder.commit()
    clock.end()
    summary.stages = clock.stages
    return summary
  }

  private func load(_ folder: OutputFolder) throws -> LoadedActions {
    let log = RejectionLog(files: options.inputs)
    var file: OutputFile?
    let loader = ActionLoader(threads: options.threads) { rejection in
      let open = try file ?? folder.file("rejections.ndjson")
      file = open
      try open.write(log.line(for: rejection))
    }
    return try loader.load(options.inputs)
  }

  private func write(
    _ network: CoactionNetwork, _ thresholds: (full: Double, fast: Double), _ folder: OutputFolder
  ) throws {
    let edges = try start("edges.csv", folder, edgeColumns)
    let coactions = options.edgesOnly ? nil : try start("coactions.csv", folder, coactionColumns)
    let fast = network.fast == nil ? nil : try start("fast_edges.csv", folder, Self.fastColumns)
    var accountEdges: [AccountEdge] = []
    try network.engine.forEachRow(threads: options.threads) {
      CoactionEncoder(network, thresholds: thresholds)
    } visit: {
      $0.add($1)
    } finish: {
      $0.encode()
    } consume: {
      try $0.edges.write(to: edges)
      if let coactions { try $0.coactions.write(to: coactions) }
      if let fast { try $0.fastEdges.write(to: fast) }
      accountEdges += $0.accountEdges
    }
    if options.writesAccounts {
      try AccountStatistics(network).encode(accountEdges)
        .write(to: folder.file("account_stats.csv"))
    }
    if options.writesObjects {
      try ObjectStatistics(network).encode().write(to: folder.file("group_stats.csv"))
    }
  }

  private func start(
    _ name: String, _ folder: OutputFolder, _ columns: [String]
  ) throws -> OutputFile {
    let file = try folder.file(name)
    var header = CSVBuffer()
    header.header(columns)
    try header.write(to: file)
    return file
  }

  private var edgeColumns: [String] {
    [
      "account_a", "account_b", "weight", "avg_time_delta", "n_content_a", "n_content_b",
      "edge_symmetry_score", "weight_threshold",
    ] + (options.listsObjects ? ["object_ids"] : [])
  }

  private var coactionColumns: [String] {
    ["object_id", "content_id", "content_id_y", "time_delta", "account_id", "account_id_y"]
      + (options.fastWindowSeconds.map { ["time_window_\($0)"] } ?? [])
  }

  private static let fastColumns = [
    "account_a", "account_b", "weight_full", "weight_fast", "avg_time_delta_full",
    "avg_time_delta_fast", "n_content_a_full", "n_content_b_full", "n_content_a_fast",
    "n_content_b_fast", "edge_symmetry_score_full", "edge_symmetry_score_fast",
    "weight_threshold_full", "weight_threshold_fast",
  ]
}
