import SocialModel

/// What was read of one input.
public struct InputSummary: Hashable, Sendable {
  /// The path as it was given.
  public var path: String
  /// The recognised format.
  public var format: InputFormat
  /// The version of the mapper that read it.
  public var mapperVersion: Int
  /// The recognised compression.
  public var compression: Compression
  /// The size of the decompressed input in bytes.
  public var bytes: Int64
  /// Posts kept.
  public var posts: Int
  /// Posts that repeat an earlier one's platform and id, of this input or one before.
  public var duplicates: Int
  /// Records, or items in records, that could not be read.
  public var rejections: Int
  /// Records that are well-formed and no posts, such as service messages and deletions.
  public var skipped: Int
}

/// An input that can be opened more than once.
struct IntakeInput {
  var path: String
  var open: () throws -> ByteSource

  init(path: String) {
    self.path = path
    open = { try ByteSource(path: path) }
  }

  init(path: String, open: @escaping () throws -> ByteSource) {
    self.path = path
    self.open = open
  }
}

/// Reads files of any format that is known, and hands on their posts in order.
///
/// ```swift
/// let summaries = try Intake().read(paths: ["stream.ndjson.gz", "result.json"]) { batch in
///   store(batch.posts)
/// }
/// ```
///
/// Formats and compression are recognised by content. What cannot be read is a ``Rejection`` and the
/// reading goes on. A post whose platform and id were seen before, in whatever input, is counted and
/// left out.
public struct Intake: Sendable {
  /// How inputs are read.
  public let options: IntakeOptions

  /// An intake with these options.
  public init(options: IntakeOptions = IntakeOptions()) { self.options = options }

  /// Reads files one after the other.
  ///
  /// All files are opened and recognised before the first post is handed on.
  ///
  /// - Parameters:
  ///   - paths: the files; a post's location names them by index.
  ///   - body: takes batches of at most ``IntakeOptions/batchPosts`` posts.
  /// - Returns: what was read of each file.
  /// - Throws: ``IntakeError`` for a file that cannot be opened, is empty or of no known format, and
  ///   when more than half of the records are rejected: checked from 1000 records on and at the end,
  ///   over all files so far, after the rejections were handed on. What `body` throws.
  /// - Complexity: O(bytes); memory a few MiB, 16 bytes a post, and the longest record.
  public func read(
    paths: [String], body: (PostBatch) throws -> Void
  ) throws -> [InputSummary] {
    try read(inputs: paths.map { IntakeInput(path: $0) }, body: body)
  }

  func read(
    inputs: [IntakeInput], body: (PostBatch) throws -> Void
  ) throws -> [InputSummary] {
    for input in inputs { _ = try OpenedInput(input, options: options) }
    return try withoutActuallyEscaping(body) { body in
      let sink = PostSink(options: options, body: body)
      var summaries: [InputSummary] = []
      for (index, input) in inputs.enumerated() {
        sink.begin(input: Int32(index), name: input.path)
        summaries.append(try OpenedInput(input, options: options).read(into: sink))
      }
      try sink.flush()
      try sink.checkShare()
      return summaries
    }
  }
}

/// An input that was opened and recognised, read up to its first record.
struct OpenedInput {
  let path: String
  let source: ByteSource
  let window: ByteWindow
  let recognition: FormatRecognition
  private let options: IntakeOptions

  init(_ input: IntakeInput, options: IntakeOptions) throws {
    path = input.path
    self.options = options
    source = try input.open()
    window = ByteWindow(source, maxRecordBytes: options.maxRecordBytes)
    window.skipMark()
    guard let found = try FormatRecognition.recognise(window, options: options) else {
      throw Self.unrecognised(window)
    }
    recognition = found
  }

  private static func unrecognised(_ window: ByteWindow) -> any Error {
    if let failure = window.failure { return failure }
    let bytes = UnsafeBufferPointer(start: window.first, count: window.count)
    if bytes.allSatisfy(TextCursor.isBlank) {
      return IntakeError(.emptyInput, subject: window.name, message: "The file is empty.")
    }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return IntakeError(
      .unknownFormat, subject: window.name,
      message: isUTF16
        ? "The file is in UTF-16." : "The file begins like none of the formats that can be read.",
      hint: isUTF16
        ? "Save it as UTF-8." : "A table needs a header; its columns can be named by options.")
  }

  /// Reads everything into a sink.
  func read(into sink: PostSink) throws -> InputSummary {
    try reader().read(window, into: sink)
    let counts = sink.counts
    return InputSummary(
      path: path, format: recognition.format,
      mapperVersion: recognition.format.mapperVersion, compression: source.compression,
      bytes: window.offset + Int64(window.count), posts: counts.posts,
      duplicates: counts.duplicates, rejections: counts.rejections, skipped: counts.skipped)
  }

  private func reader() -> any InputReader {
    switch recognition.layout {
    case .document: TelegramReader(options: options)
    case .lines: LineReader(mapper: mapper(), options: options)
    case .elements: ElementReader(mapper: mapper(), options: options)
    case .table:
      DelimitedReader(options: options) { [path, options, recognition] names in
        try Self.mapping(recognition.format, names: names, options: options, path: path)
      }
    }
  }

  /// Takes apart the records of a format that has JSON records.
  func mapper() -> any RecordMapper {
    switch recognition.format {
    case .xAPI2: JSONMapper(XAPI2Mapping())
    case .tweet: JSONMapper(TweetMapping())
    case .zeeschuimer: JSONMapper(ZeeschuimerMapping())
    case .mastodon: JSONMapper(MastodonMapping())
    case .jetstream: JSONMapper(JetstreamMapping())
    case .telegram: JSONMapper(TelegramMapping())
    case .tocsin, .crowdTangle, .cooRTweet, .delimited: TocsinMapper()
    }
  }

  private static func mapping(
    _ format: InputFormat, names: [String], options: IntakeOptions, path: String
  ) throws -> any RowMapping {
    if format == .crowdTangle, let mapping = CrowdTangleMapping(names: names) { return mapping }
    if format == .cooRTweet, let mapping = CooRTweetMapping(names: names, options: options) {
      return mapping
    }
    return try ColumnMapping(names: names, options: options, subject: path)
  }
}
