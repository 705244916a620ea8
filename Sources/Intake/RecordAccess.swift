import SocialModel

extension Intake {
  /// The bytes of records as they stand in the inputs.
  ///
  /// Plain files are read at the places wanted, compressed ones once from front to back.
  ///
  /// - Parameters:
  ///   - locations: where records lie, as posts carry it; repeated ones are read once.
  ///   - paths: the files of the run, in its order.
  /// - Throws: ``IntakeError`` with the code `recordGone` where an input ends before a record does,
  ///   and as ``read(paths:body:)`` for a file that cannot be opened.
  /// - Complexity: O(bytes of the records) for plain files, O(bytes of the input) for others.
  public func rawRecords(
    at locations: [RecordLocation], paths: [String]
  ) throws -> [RecordLocation: [UInt8]] {
    try rawRecords(at: locations, inputs: paths.map { IntakeInput(path: $0) })
  }

  func rawRecords(
    at locations: [RecordLocation], inputs: [IntakeInput]
  ) throws -> [RecordLocation: [UInt8]] {
    var records: [RecordLocation: [UInt8]] = [:]
    for (index, input) in inputs.enumerated() {
      let wanted = locations.filter { $0.input == Int32(index) }.sorted { $0.offset < $1.offset }
      guard !wanted.isEmpty else { continue }
      let source = try input.open()
      var spans = RecordSpans(source: source)
      for location in wanted where records[location] == nil {
        records[location] = try spans.bytes(from: location.offset, count: Int(location.length))
      }
    }
    return records
  }

  /// The posts of the records at these places, read again.
  ///
  /// A record of some formats yields several posts: all of them are returned, and the caller picks
  /// by platform and id. Repeated posts are not left out.
  ///
  /// - Parameters:
  ///   - locations: where records lie, as posts carry it.
  ///   - paths: the files of the run, in its order.
  /// - Returns: the posts in the order of the inputs and of their records.
  /// - Throws: ``IntakeError`` for a file that cannot be opened or is of no known format.
  /// - Complexity: O(bytes of the input), since records may need what stands before them.
  public func posts(at locations: [RecordLocation], paths: [String]) throws -> [Post] {
    try posts(at: locations, inputs: paths.map { IntakeInput(path: $0) })
  }

  func posts(at locations: [RecordLocation], inputs: [IntakeInput]) throws -> [Post] {
    var posts: [Post] = []
    for (index, input) in inputs.enumerated() {
      let wanted = Set(locations.filter { $0.input == Int32(index) }.map(\.offset))
      guard !wanted.isEmpty else { continue }
      var found: [Post] = []
      let sink = PostSink(options: options, wanted: wanted) { found += $0.posts }
      sink.begin(input: Int32(index), name: input.path)
      _ = try OpenedInput(input, options: options).read(into: sink)
      try sink.flush()
      posts += found
    }
    return posts
  }
}

/// Reads spans of a source in ascending order; they may overlap.
private struct RecordSpans {
  private let source: ByteSource
  private let window: ByteWindow

  init(source: ByteSource) {
    self.source = source
    window = ByteWindow(source, capacity: 1 << 16, maxRecordBytes: Int(Int32.max))
  }

  mutating func bytes(from offset: Int64, count: Int) throws -> [UInt8] {
    while window.offset < offset {
      let ahead = offset - window.offset
      if ahead > Int64(window.count), window.canSeek {
        try window.seek(to: offset)
      } else {
        window.consume(Int(min(ahead, Int64(window.count))))
        if window.count == 0 && !window.fill() { break }
      }
    }
    window.fill(toHold: count)
    guard window.offset == offset, window.count >= count else {
      if let failure = window.failure { throw failure }
      throw IntakeError(
        .recordGone, subject: source.name, message: "The file ends before a record that was in it.",
        hint: "It was changed since it was read.")
    }
    return Array(UnsafeBufferPointer(start: window.first, count: count))
  }
}
