/// Records that are JSON values of any layout: one after another, or the elements of arrays.
///
/// It reads a document that spans lines, documents that follow one another, and arrays larger than
/// memory. A value that is not valid is a rejection; damage to the brackets or quotes around it can
/// take following values with it, since nothing then says where the next one begins.
final class ElementReader: InputReader {
  private let mapper: any RecordMapper
  private let options: IntakeOptions

  init(mapper: any RecordMapper, options: IntakeOptions) {
    self.mapper = mapper
    self.options = options
  }

  func read(_ window: ByteWindow, into sink: PostSink) throws {
    let walker = JSONWalker(window, maxRecordBytes: options.maxRecordBytes)
    try sink.walking(walker) { try self.readValues(walker, into: sink) }
  }

  private func readValues(_ walker: JSONWalker, into sink: PostSink) throws {
    while let byte = walker.peek() {
      switch byte {
      case UInt8(ascii: "["):
        walker.consume(1)
        while try walker.nextElement() {
          try sink.element(of: walker, options: options, mapper: mapper)
        }
      case UInt8(ascii: ","): walker.consume(1)
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): throw WalkProblem.malformed
      default: try sink.element(of: walker, options: options, mapper: mapper)
      }
    }
    if walker.window.failure != nil { throw WalkProblem.truncated }
  }
}

extension PostSink {
  /// Reads the next value as a record and takes it.
  func element(
    of walker: JSONWalker, options: IntakeOptions, mapper: any RecordMapper
  ) throws {
    _ = walker.peek()
    let window = walker.window
    let (offset, line) = (window.offset, walker.line)
    guard let length = try walker.value() else {
      let kept = min(window.count, options.maxRejectionBytes)
      let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: kept)
      begin(RawRecord(bytes: bytes, offset: offset, line: line))
      try reject(.tooLong(limit: options.maxRecordBytes))
      return try walker.skipValue()
    }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: length)
    let record = RawRecord(bytes: bytes, offset: offset, line: line)
    begin(record)
    if wantsRecord { try mapper.map(record, into: self) }
    walker.consume(length)
  }

  /// Runs a walk; where the document's structure breaks, what is left is one rejection.
  func walking(_ walker: JSONWalker, _ walk: () throws -> Void) throws {
    do {
      try walk()
    } catch let problem as WalkProblem {
      let window = walker.window
      if let failure = window.failure {
        return try rejectDamage(window, failure, line: walker.line)
      }
      let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: window.count)
      begin(RawRecord(bytes: bytes, offset: window.offset, line: walker.line))
      let message =
        problem == .truncated
        ? "The document ends in the middle." : "The document is broken here; the rest is not read."
      try reject(RecordProblem(.brokenDocument, message))
    }
  }
}
