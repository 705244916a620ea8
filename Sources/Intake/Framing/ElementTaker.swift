/// Takes the values that a walker comes to as records.
final class ElementTaker {
  private let walker: JSONWalker
  private let mapper: any RecordMapper
  private let options: IntakeOptions
  private let checker = JSONParser()
  private var window: ByteWindow { walker.window }

  init(_ walker: JSONWalker, mapper: any RecordMapper, options: IntakeOptions) {
    self.walker = walker
    self.mapper = mapper
    self.options = options
  }

  /// Reads the next value as a record and hands it to the sink.
  ///
  /// - Throws: ``WalkProblem`` where the value does not end; what the sink throws.
  func takeNext(into sink: PostSink) throws {
    _ = walker.peek()
    let length: Int?
    do throws(WalkProblem) {
      length = try walker.value()
    } catch {
      guard window.failure == nil, let sibling = walker.nextSibling(within: window.count) else {
        throw error
      }
      return try reject(upTo: sibling, sink)
    }
    guard let length else { return try passOverLong(sink) }
    if let sibling = walker.nextSibling(within: length), !isValid(length) {
      return try reject(upTo: sibling, sink)
    }
    let record = record(length)
    sink.begin(record)
    if sink.wantsRecord { try mapper.map(record, into: sink) }
    walker.consume(length)
  }

  private func record(_ length: Int) -> RawRecord {
    let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: length)
    return RawRecord(bytes: bytes, offset: window.offset, line: walker.line)
  }

  private func isValid(_ length: Int) -> Bool {
    do throws(RecordProblem) {
      _ = try checker.parse(record(length).bytes)
      return true
    } catch {
      return error.code == .tooDeep
    }
  }

  /// Rejects what stands before the next value's line, commas and blanks left out.
  private func reject(upTo sibling: Int, _ sink: PostSink) throws {
    var length = sibling
    while length > 0,
      TextCursor.isBlank(window.first[length - 1]) || window.first[length - 1] == UInt8(ascii: ",")
    { length -= 1 }
    sink.begin(record(length))
    try sink.reject(RecordProblem(.invalidJSON, "The record is not valid JSON."))
    let known = walker.indentation
    walker.consume(sibling)
    walker.resume(indentation: known)
  }

  private func passOverLong(_ sink: PostSink) throws {
    sink.begin(record(min(window.count, options.maxRejectionBytes)))
    try sink.reject(.tooLong(limit: options.maxRecordBytes))
    if let sibling = walker.nextSibling(within: window.count) {
      let known = walker.indentation
      walker.consume(sibling)
      walker.resume(indentation: known)
    } else {
      try walker.skipValue()
    }
  }
}
