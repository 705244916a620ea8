import Intake
import SocialModel

/// Takes the rows of one file of actions apart and sorts out the bad ones.
///
/// One thread at a time.
final class ActionReader: @unchecked Sendable {
  /// The columns in the order in which they are looked for.
  static let columnNames = ["object_id", "account_id", "content_id", "timestamp_share"]

  let name: String
  private let records: DelimitedRecords
  private let columns: [Int]
  private let input: Int32
  private(set) var rowCount = 0
  private(set) var rejectionCount = 0
  private var isAtEnd = false

  /// Opens a file and reads its header.
  ///
  /// - Throws: `IntakeError` where the file cannot be opened, is empty or lacks a column.
  init(path: String, input: Int32) throws {
    name = path
    self.input = input
    records = DelimitedRecords(try ByteSource(path: path))
    guard let header = try records.header() else {
      throw IntakeError(
        .emptyInput, subject: path, message: "The file is empty or has no header.", hint: Self.hint)
    }
    columns = try Self.columnNames.map { name in
      guard let index = header.firstIndex(of: name) else {
        throw IntakeError(
          .missingColumn, subject: path, message: "The header has no column `\(name)`.",
          hint: Self.hint)
      }
      return index
    }
  }

  private static var hint: String {
    "A table with the columns \(columnNames.joined(separator: ",")) is needed."
  }

  /// Fills an empty block; leaves it empty at the end.
  ///
  /// - Throws: what the file's reading throws.
  func fill(_ block: ActionBlock) throws {
    while !block.isFull && !isAtEnd {
      guard let event = try nextEvent(block) else {
        isAtEnd = true
        return
      }
      switch event {
      case .record(let record): append(record, to: block)
      case .defect(let defect):
        reject(
          Rejection(
            input: input, line: defect.line, offset: defect.offset, code: Self.code(defect.code),
            message: Self.message(defect, columns: records.columns ?? 0), raw: Array(defect.raw)),
          block)
      }
    }
  }

  /// The next event; a file that breaks off is a rejection and its end.
  private func nextEvent(_ block: ActionBlock) throws -> DelimitedEvent? {
    do {
      return try records.next()
    } catch let error as IntakeError where error.code == .damagedCompression {
      let rejection = Rejection(
        input: input, line: 0, offset: 0, code: .damagedCompression,
        message: "The compressed data are cut off or damaged here.", raw: [])
      reject(rejection, block)
      return nil
    }
  }

  private func append(_ record: DelimitedRecord, to block: ActionBlock) {
    let (object, account) = (record[columns[0]], record[columns[1]])
    if object.isEmpty || account.isEmpty {
      let field = object.isEmpty ? Self.columnNames[0] : Self.columnNames[1]
      reject(record, .missingField, "The field `\(field)` is empty.", block)
      return
    }
    guard let time = WholeSeconds.parse(record[columns[3]]) else {
      let message = "The field `timestamp_share` is no whole number of seconds."
      reject(record, .badNumber, message, block)
      return
    }
    rowCount += 1
    block.append((object, account, record[columns[2]]), time: time)
  }

  private func reject(
    _ record: DelimitedRecord, _ code: Rejection.Code, _ message: String, _ block: ActionBlock
  ) {
    let raw = Array(record.raw.prefix(DelimitedRecords.rawLimit))
    let rejection = Rejection(
      input: input, line: record.line, offset: record.offset, code: code, message: message,
      raw: raw)
    reject(rejection, block)
  }

  private func reject(_ rejection: Rejection, _ block: ActionBlock) {
    rejectionCount += 1
    block.reject(rejection)
  }

  private static func code(_ code: DelimitedDefect.Code) -> Rejection.Code {
    switch code {
    case .columnCount: .columnCount
    case .tooLong: .recordTooLong
    case .unclosedQuote: .unclosedQuote
    }
  }

  private static func message(_ defect: DelimitedDefect, columns: Int) -> String {
    switch defect.code {
    case .columnCount: "The record has \(defect.found) fields, the header \(columns)."
    case .tooLong: "The record is too long."
    case .unclosedQuote: "A quote opens and none closes it."
    }
  }
}

/// Times as whole seconds since 1970.
enum WholeSeconds {
  /// The number that bytes spell, with an optional sign and an optional fraction of zeros.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
    var value: Int64 = 0
    var digits = 0
    while index < bytes.count, let digit = digit(bytes[index]) {
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.subtractingReportingOverflow(digit)
      if overflows || overflowsToo { return nil }
      value = sum
      digits += 1
      index += 1
    }
    guard digits > 0, isZeroFraction(bytes[index...]) else { return nil }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> Int64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? Int64(digit) : nil
  }

  private static func isZeroFraction(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let point = bytes.first else { return true }
    return point == UInt8(ascii: ".") && bytes.dropFirst().allSatisfy { $0 == UInt8(ascii: "0") }
  }
}
