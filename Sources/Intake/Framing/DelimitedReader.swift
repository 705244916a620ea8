import SocialModel

/// One row of a table, read by column.
struct TableRow {
  let record: DelimitedRecord

  /// A cell's text; nil where the column is unknown or the cell is empty.
  func text(_ column: Int?) throws(RecordProblem) -> String? {
    guard let column, record[column].count > 0 else { return nil }
    guard let text = record.string(column) else {
      throw RecordProblem(.invalidUTF8, "The record is not valid UTF-8.")
    }
    return text
  }

  /// A cell's moment; nil where the column is unknown or the cell is empty.
  func time(
    _ column: Int?, unit: UnixUnit, field: StaticString
  ) throws(RecordProblem) -> Timestamp? {
    guard let column, record[column].count > 0 else { return nil }
    guard let time = TimeText.timestamp(record[column], unit: unit) else {
      throw .wrongValue(field)
    }
    return time
  }
}

/// How the rows of one sort of table become posts.
protocol RowMapping: AnyObject {
  /// Hands a row's post to the sink.
  ///
  /// - Throws: ``RecordProblem`` for a row that is rejected; what the sink throws.
  func map(_ row: TableRow, into sink: PostSink) throws
}

/// CSV and TSV with a header.
final class DelimitedReader: InputReader {
  private let options: IntakeOptions
  private let makeMapping: ([String]) throws -> any RowMapping

  /// - Parameter makeMapping: makes the mapping from the columns' names.
  init(options: IntakeOptions, makeMapping: @escaping ([String]) throws -> any RowMapping) {
    self.options = options
    self.makeMapping = makeMapping
  }

  func read(_ window: ByteWindow, into sink: PostSink) throws {
    let records = DelimitedRecords(
      window: window, delimiter: nil, maxRecordBytes: options.maxRecordBytes)
    do {
      guard let names = try records.header() else { return }
      let mapping = try makeMapping(names)
      while let event = try records.next() { try take(event, mapping, records, into: sink) }
    } catch let error as IntakeError where error.code == .damagedCompression {
      try sink.rejectDamage(window, error, line: records.line)
    }
  }

  private func take(
    _ event: DelimitedEvent, _ mapping: any RowMapping, _ records: DelimitedRecords,
    into sink: PostSink
  ) throws {
    switch event {
    case .record(let record):
      sink.begin(RawRecord(bytes: record.raw, offset: record.offset, line: record.line))
      guard sink.wantsRecord else { return }
      do {
        try mapping.map(TableRow(record: record), into: sink)
      } catch let problem as RecordProblem {
        try sink.reject(problem)
      }
    case .defect(let defect):
      sink.begin(RawRecord(bytes: defect.raw, offset: defect.offset, line: defect.line))
      try sink.reject(problem(defect, expected: records.columns ?? 0))
    }
  }

  private func problem(_ defect: DelimitedDefect, expected: Int) -> RecordProblem {
    switch defect.code {
    case .columnCount:
      RecordProblem(
        .columnCount, "The record has \(defect.found) fields, the header has \(expected).")
    case .tooLong: .tooLong(limit: options.maxRecordBytes)
    case .unclosedQuote: RecordProblem(.unclosedQuote, "A quote opens here and none closes it.")
    }
  }
}
