/// Records that are JSON values of any layout: one after another, or the elements of arrays.
///
/// It reads a document that spans lines, documents that follow one another, and arrays larger than
/// memory. Where damage to its brackets or quotes makes a value swallow the ones after it, reading
/// goes on at the next line that begins like the value's own: in a pretty-printed document one
/// value is lost, in one without line ends all up to where the brackets meet again.
final class ElementReader: InputReader {
  private let mapper: any RecordMapper
  private let options: IntakeOptions

  init(mapper: any RecordMapper, options: IntakeOptions) {
    self.mapper = mapper
    self.options = options
  }

  func read(_ window: ByteWindow, into sink: PostSink) throws {
    let walker = JSONWalker(window, maxRecordBytes: options.maxRecordBytes)
    let elements = ElementTaker(walker, mapper: mapper, options: options)
    try sink.walking(walker) { try self.readValues(walker, elements, into: sink) }
  }

  private func readValues(
    _ walker: JSONWalker, _ elements: ElementTaker, into sink: PostSink
  ) throws {
    while let byte = walker.peek() {
      switch byte {
      case UInt8(ascii: "["):
        walker.consume(1)
        while try walker.nextElement() {
          try elements.takeNext(into: sink)
        }
      case UInt8(ascii: ","): walker.consume(1)
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): throw WalkProblem.malformed
      default: try elements.takeNext(into: sink)
      }
    }
    if walker.window.failure != nil { throw WalkProblem.truncated }
  }
}

extension PostSink {
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
