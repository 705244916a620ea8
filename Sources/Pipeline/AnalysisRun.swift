import Coordination
import Intake
import Signals
import SocialModel
import Templates

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
  ///   - paths: the inputs; each is read two or three times. Files of pictures and videos that
  ///     their posts name are read as `parameters.media` says.
  ///   - onRejection: takes each rejection as it comes, in order.
  /// - Throws: `IntakeError`, ``PipelineError``, `MediaError`, `StoreError` where there is storage,
  ///   and what `onRejection` throws.
  /// - Complexity: O(n log n) in the posts plus the coincidences on rare objects that are not crowded.
  ///   Memory: 1.0 to 1.3 KB a post was measured at a million posts and more.
  public func analyze(
    _ paths: [String], onRejection: (Rejection) throws -> Void
  ) throws -> Analysis {
    try analyze(paths, known: nil, onRejection: onRejection).analysis
  }

  /// Analyses files and finds the posts that carry known templates.
  ///
  /// - Parameters:
  ///   - known: the templates; nil where none are asked for.
  ///   - onRejection: takes each rejection as it comes, in order.
  ///   - onThreat: takes each flagged post as it comes, in order; none where posts are not assessed.
  /// - Returns: the analysis, and the posts of others that carry a template, by template and time.
  /// - Throws: as ``analyze(_:onRejection:)``.
  public func analyze(
    _ paths: [String], known: [KnownText]?, onRejection: (Rejection) throws -> Void,
    onThreat: (AssessedPost) throws -> Void = { _ in }
  ) throws -> (analysis: Analysis, matches: [TemplateMatch]) {
    let clock = StageClock()
    let intake = Intake(options: parameters.intake)
    let layers = parameters.profile.layers
    try parameters.media.check()
    var reasons: [String: Int] = [:]
    let digests = Digests(paths)
    func reject(_ rejection: Rejection) throws {
      reasons[rejection.code.rawValue, default: 0] += 1
      try onRejection(rejection)
    }
    var matching = TemplateMatching(known ?? [], threads: parameters.threads)
    let threats = ThreatReading(parameters.threats, threads: parameters.threads)
    let (builder, summaries) = try clock.run("read", observer) {
      try read(paths, intake, layers: layers) {
        if known != nil { matching.add($0) }
        try passOn(threats, adding: $0, onThreat)
      } onRejection: {
        try reject($0)
      }
    }
    let assessed = try clock.run("assess", observer) { try passOnLast(threats, onThreat) }
    let media = try clock.run(MediaReading.stage, observer) {
      try readMedia(builder, of: paths, onRejection: reject)
    }
    let stream = clock.run("index", observer) { builder.finish(media) }
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
    let reader = PostExcerpts(stream: stream, intake: intake, paths: paths)
    var (candidates, copiedTexts) = try clock.run("excerpts", observer) {
      let wording = ResultWording(stream, summary, drafts)
      let excerpts = try reader.read(wording.wanted)
      var candidates = wording.candidates(excerpts)
      try CandidatePictures(stream: stream, source: parameters.media, threads: parameters.threads)
        .add(to: &candidates)
      return (candidates, wording.copiedTexts(excerpts))
    }
    let meaning = try clock.run("meaning", observer) {
      try MeaningStage(
        layer: parameters.meaning, stream: stream, excerpts: reader, candidates: candidates,
        threads: parameters.threads
      ).findings()
    }
    let flagged = try clock.run("threats", observer) {
      try ThreatStage(
        layer: parameters.threats, columns: assessed, stream: stream, excerpts: reader,
        candidates: candidates, storage: storage
      ).findings()
    }
    let uses = KnownTemplateUses.of(
      known ?? [], matching, candidates: candidates, accounts: stream.accounts)
    if known != nil { copiedTexts.known = uses.uses }
    let run = runRecord(inputs, clock.stages, reasons, media, stream.columns)
    let analysis = Analysis(
      run: run, stream: summary.summary, accounts: stream.accounts, edges: found.edges,
      candidates: candidates, copiedTexts: copiedTexts, meaning: meaning,
      threats: flagged)
    try storage?.finish(analysis)
    return (analysis, uses.matches)
  }

  private func runRecord(
    _ inputs: [RunInput], _ stages: [StageCost], _ reasons: [String: Int], _ media: MediaFindings,
    _ columns: StreamColumns
  ) -> RunRecord {
    RunRecord(
      version: version, inputs: inputs, parameters: parameters.record, stages: stages,
      rejectionReasons: reasons.sorted { $0.key < $1.key }
        .map { .init(code: $0.key, count: $0.value) },
      warnings: TimeUnit.warnings(columns.coarsePosts(), of: columns.postTimes.count),
      mediaFiles: media.files.count, mediaRejections: media.rejections.count)
  }

  private func read(
    _ paths: [String], _ intake: Intake, layers: [Layer], onPosts: ([Post]) throws -> Void,
    onRejection: (Rejection) throws -> Void
  ) throws -> (StreamBuilder, [InputSummary]) {
    let folders = parameters.media.folders(of: paths)
    let queue = BatchQueue(StreamBuilder(layers: layers, mediaFolders: folders))
    storage?.begin(paths)
    var posts: Int64 = 0
    let summaries = try intake.read(paths: paths) { batch in
      queue.add(batch.posts)
      posts += Int64(batch.posts.count)
      observer(.advanced(stage: "read", done: posts, total: 0, unit: "posts"))
      try storage?.add(batch.posts)
      try onPosts(batch.posts)
      for rejection in batch.rejections { try onRejection(rejection) }
    }
    return (queue.finish(), summaries)
  }

  /// Hashes the files that posts name and stores the hashes. Those that cannot be hashed cost no post.
  private func readMedia(
    _ builder: StreamBuilder, of paths: [String], onRejection: (Rejection) throws -> Void
  ) throws -> MediaFindings {
    let items = builder.media.distinct()
    let findings = try MediaReading(
      source: parameters.media, threads: parameters.threads, observer: observer
    ).read(items)
    try storage?.add(findings, of: items, folders: parameters.media.folders(of: paths))
    for (item, code) in findings.rejections {
      let place = builder.location(of: builder.media.firstPosts[item])
      try onRejection(
        Rejection(
          input: place.input, line: place.line, offset: place.offset, code: code,
          message: code.mediaMessage, raw: Array(items[item].path.utf8)))
    }
    return findings
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
