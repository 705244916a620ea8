import CSimdjson

/// How the records of one JSON format become posts.
protocol JSONMapping: AnyObject {
  /// Hands the posts of one record to the sink, or rejects or skips its items.
  ///
  /// - Throws: ``RecordProblem`` for a record that is rejected as a whole; what the sink throws.
  func map(_ record: JSONValue, into sink: PostSink) throws
}

/// Parses each record and gives it to a mapping.
final class JSONMapper: RecordMapper {
  private let parser = JSONParser()
  private let mapping: any JSONMapping

  init(_ mapping: any JSONMapping) { self.mapping = mapping }

  func map(_ record: RawRecord, into sink: PostSink) throws {
    do {
      let value = try parser.parse(record.bytes)
      guard value.isObject else { throw RecordProblem(CSJ_NOT_AN_OBJECT) }
      try mapping.map(value, into: sink)
    } catch let problem as RecordProblem {
      try sink.reject(problem)
    }
  }
}
