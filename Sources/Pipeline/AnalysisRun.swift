import Coordination
import Intake
import Signals
import SocialModel

/// From files to an analysis: the stages of `tocsin analyze` in order.
///
/// ```swift
/// let analysis = try AnalysisRun(version: "0.1.0").analyze(["stream.ndjson"]) { rejection in
///   log(rejection)
/// }
/// ```
public struct AnalysisRun: Sendable {
  /// What it is run with.
  public var parameters: AnalysisParameters
  /// Tocsin's version, for the record.
  public var version: String
  /// Takes events.
  public var observer: ProgressObserver
  /// Stores the posts and the results; nil to keep them in files only.
  public var storage: PostStorage?

  /// A run with these parameters.
  public init(
    version: String, parameters: AnalysisParameters = AnalysisParameters(),
    observer: @escaping ProgressObserver = { _ in }
  ) {
    self.version = version
    self.parameters = parameters
    self.observer = observer
  }

  /// Analyses files.
  ///
  /// - Parameters:
  ///   - paths: the inputs; each is read two or three times.
  ///   - onRejection: takes each rejection as it comes, in order.
  /// - Throws: `IntakeError`, ``PipelineError``, `StoreError` where there is storage, and what `onRejection` throws.
  /// - Complexity: O(n log n) in the posts plus the coincidences on rare objects that are not crowded.
  ///   Memory: 1.0 to 1.3 KB a post was measured at a million posts and more.
  public func analyze(
    _ paths: [String], onRejection: (Rejection) throws -> Void
  ) throws -> Analysis {
    let clock = StageClock()
    let intake = Intake(options: parameters.intake)
    let layers = parameters.profile.layers
    var reasons: [String: Int] = [:]
    let digests = Digests(paths)
    let (stream, summaries) = try clock.run("read", observer) {
      try read(paths, intake, layers: layers) { rejection in
        reasons[rejection.code.rawValue, default: 0] += 1
        try onRejection(rejection)
      }
    }
    let inputs = try clock.run("hash", observer) { record(summaries, try digests.wait()) }
    let found = clock.run("detect", observer) {
      Detection(profile: parameters.profile, parameters: parameters.detection)
        .run(stream.columns, threads: parameters.threads)
    }
    let drafts = clock.run("describe", observer) {
      CandidateBuilder(
        stream: stream.columns, found: found, profile: parameters.profile,
        parameters: parameters.detection
      ).drafts()
    }
    let summary = StreamTimeline(stream.columns)
    let candidates = try clock.run("excerpts", observer) {
      try CandidateWording(
        stream: stream, timeline: summary, intake: intake, paths: paths, threads: parameters.threads
      ).candidates(drafts)
    }
    let run = RunRecord(
      version: version, inputs: inputs, parameters: parameters.record, stages: clock.stages,
      rejectionReasons: reasons.sorted { $0.key < $1.key }
        .map { .init(code: $0.key, count: $0.value) },
      warnings: TimeUnit.warnings(
        stream.columns.coarsePosts(), of: stream.columns.postTimes.count))
    let analysis = Analysis(
      run: run, stream: summary.summary, accounts: stream.accounts, edges: found.edges,
      candidates: candidates)
    try storage?.finish(analysis)
    return analysis
  }

  private func read(
    _ paths: [String], _ intake: Intake, layers: [Layer],
    onRejection: (Rejection) throws -> Void
  ) throws -> (StreamData, [InputSummary]) {
    let queue = BatchQueue(StreamBuilder(layers: layers))
    storage?.begin(paths)
    var posts: Int64 = 0
    let summaries = try intake.read(paths: paths) { batch in
      queue.add(batch.posts)
      posts += Int64(batch.posts.count)
      observer(.advanced(stage: "read", done: posts, total: 0, unit: "posts"))
      try storage?.add(batch.posts)
      for rejection in batch.rejections { try onRejection(rejection) }
    }
    return (queue.finish(), summaries)
  }

  private func record(
    _ summaries: [InputSummary], _ digests: [(hex: String, bytes: Int64)]
  ) -> [RunInput] {
    zip(summaries, digests).map { summary, digest in
      RunInput(
        name: summary.path.split(separator: "/").last.map(String.init) ?? summary.path,
        sha256: digest.hex, bytes: digest.bytes, format: summary.format.rawValue,
        mapperVersion: summary.mapperVersion, compression: summary.compression.rawValue,
        posts: summary.posts, duplicates: summary.duplicates, rejections: summary.rejections)
    }
  }
}
