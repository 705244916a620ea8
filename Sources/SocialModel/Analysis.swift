/// An account of the input, as results name it.
public struct AccountReference: Hashable, Sendable {
  /// The platform.
  public var platform: Platform
  /// The id in the input.
  public var id: String
  /// The name one mentions the account by, where known.
  public var handle: String?

  /// An account of the input.
  public init(platform: Platform, id: String, handle: String? = nil) {
    self.platform = platform
    self.id = id
    self.handle = handle
  }
}

/// Counts over the whole input.
public struct StreamSummary: Hashable, Sendable {
  /// Posts read, repeated ones left out.
  public var posts: Int
  /// Accounts that published them.
  public var accounts: Int
  /// The first and the last post; nil for an empty input.
  public var span: ClosedRange<Timestamp>?
  /// The start of the time line's first bin.
  public var timelineStart: Timestamp
  /// The width of the time line's bins in seconds.
  public var binSeconds: Int
  /// Posts in each bin.
  public var timeline: [Int]

  /// Counts over an input.
  public init(
    posts: Int, accounts: Int, span: ClosedRange<Timestamp>?, timelineStart: Timestamp,
    binSeconds: Int, timeline: [Int]
  ) {
    self.posts = posts
    self.accounts = accounts
    self.span = span
    self.timelineStart = timelineStart
    self.binSeconds = binSeconds
    self.timeline = timeline
  }
}

/// One input of a run.
public struct RunInput: Hashable, Sendable, Codable {
  /// The file's name without its folders.
  public var name: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  public var sha256: String
  /// The file's size in bytes.
  public var bytes: Int64
  /// The recognised format.
  public var format: String
  /// The version of the mapper that read it.
  public var mapperVersion: Int
  /// The recognised compression: `none`, `gzip` or `zstd`.
  public var compression: String
  /// Posts kept.
  public var posts: Int
  /// Posts that repeat an earlier one's platform and id.
  public var duplicates: Int
  /// Records that could not be read.
  public var rejections: Int

  /// One input of a run.
  public init(
    name: String, sha256: String, bytes: Int64, format: String, mapperVersion: Int,
    compression: String, posts: Int, duplicates: Int, rejections: Int
  ) {
    self.name = name
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.mapperVersion = mapperVersion
    self.compression = compression
    self.posts = posts
    self.duplicates = duplicates
    self.rejections = rejections
  }
}

/// What one stage of a run cost.
public struct StageCost: Hashable, Sendable, Codable {
  /// The stage's name.
  public var name: String
  /// Seconds on the clock.
  public var seconds: Double
  /// The process's peak memory so far, in bytes.
  public var peakMemoryBytes: Int64

  /// A stage's cost.
  public init(name: String, seconds: Double, peakMemoryBytes: Int64) {
    self.name = name
    self.seconds = seconds
    self.peakMemoryBytes = peakMemoryBytes
  }
}

/// One execution: inputs with their hashes, parameters, seed, version and costs.
public struct RunRecord: Hashable, Sendable, Codable {
  /// Tocsin's version.
  public var version: String
  /// The inputs in the order given.
  public var inputs: [RunInput]
  /// Every parameter with its value as text, in a fixed order.
  public var parameters: [Parameter]
  /// The cost of each stage, in order.
  public var stages: [StageCost]
  /// Rejections by reason, ordered by reason.
  public var rejectionReasons: [RejectionCount]
  /// What a reader must know of the input, in sentences.
  public var warnings: [String]
  /// Files of pictures and videos that were hashed, each once.
  public var mediaFiles: Int
  /// Names of such files under which nothing could be hashed.
  public var mediaRejections: Int

  /// A parameter of the run.
  public struct Parameter: Hashable, Sendable, Codable {
    /// Its name, with its unit where it has one.
    public var name: String
    /// Its value as text.
    public var value: String
    /// A parameter with its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How often records were rejected for one reason.
  public struct RejectionCount: Hashable, Sendable, Codable {
    /// The reason's stable code.
    public var code: String
    /// How often.
    public var count: Int
    /// A reason and how often it occurred.
    public init(code: String, count: Int) {
      self.code = code
      self.count = count
    }
  }

  /// A run's record.
  public init(
    version: String, inputs: [RunInput], parameters: [Parameter], stages: [StageCost],
    rejectionReasons: [RejectionCount], warnings: [String] = [], mediaFiles: Int = 0,
    mediaRejections: Int = 0
  ) {
    self.version = version
    self.inputs = inputs
    self.parameters = parameters
    self.stages = stages
    self.rejectionReasons = rejectionReasons
    self.warnings = warnings
    self.mediaFiles = mediaFiles
    self.mediaRejections = mediaRejections
  }
}

extension RunRecord {
  /// Reads a record; counts of media are 0 in those of versions that did not hash any.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      version: try values.decode(String.self, forKey: .version),
      inputs: try values.decode([RunInput].self, forKey: .inputs),
      parameters: try values.decode([Parameter].self, forKey: .parameters),
      stages: try values.decode([StageCost].self, forKey: .stages),
      rejectionReasons: try values.decode([RejectionCount].self, forKey: .rejectionReasons),
      warnings: try values.decode([String].self, forKey: .warnings),
      mediaFiles: try values.decodeIfPresent(Int.self, forKey: .mediaFiles) ?? 0,
      mediaRejections: try values.decodeIfPresent(Int.self, forKey: .mediaRejections) ?? 0)
  }
}

/// All that `tocsin analyze` found, ready to be written.
public struct Analysis: Sendable {
  /// The execution that made it.
  public var run: RunRecord
  /// Counts over the input.
  public var stream: StreamSummary
  /// Every account that a member, an edge or an excerpt refers to, and the others of the input too.
  public var accounts: [AccountReference]
  /// Every edge, ordered by pair and layer.
  public var edges: [Edge]
  /// The candidates in the order of review.
  public var candidates: [Candidate]
  /// Texts that accounts copied from one another, in candidates or not.
  public var copiedTexts: CopiedTexts
  /// Texts that say nearly the same in other words; no part of the evidence.
  public var meaning: MeaningFindings

  /// The results of a run.
  public init(
    run: RunRecord, stream: StreamSummary, accounts: [AccountReference], edges: [Edge],
    candidates: [Candidate], copiedTexts: CopiedTexts = CopiedTexts(),
    meaning: MeaningFindings = .switchedOff
  ) {
    self.run = run
    self.stream = stream
    self.accounts = accounts
    self.edges = edges
    self.candidates = candidates
    self.copiedTexts = copiedTexts
    self.meaning = meaning
  }
}
