/// One record of a delimited file, valid until the next one is asked for.
public struct DelimitedRecord {
  struct Field {
    var start: UnsafePointer<UInt8>
    var count: Int
  }

  let fields: UnsafeMutablePointer<Field>
  /// How many fields it has.
  public let count: Int
  /// The line on which it begins, from 1.
  public let line: Int64
  /// The offset of its first byte in the decompressed input.
  public let offset: Int64
  /// Its bytes as they stand in the file, without the line's end.
  public let raw: UnsafeBufferPointer<UInt8>

  /// The bytes of a field, quotes resolved.
  @inline(__always)
  public subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(index >= 0 && index < count, "no such field")
    let field = fields[index]
    return UnsafeBufferPointer(start: field.start, count: field.count)
  }

  /// A field as text; nil when it is not valid UTF-8.
  public func string(_ index: Int) -> String? {
    let bytes = self[index]
    // The validating initialiser is generic and many times slower than a look at the bytes.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// A record of a delimited file that cannot be used, valid until the next one is asked for.
public struct DelimitedDefect {
  /// What is wrong with it; the raw value is stable.
  public enum Code: String, Sendable {
    /// It has another number of fields than the header.
    case columnCount = "column-count"
    /// It is longer than the limit.
    case tooLong = "record-too-long"
    /// A quote opens and none closes it.
    case unclosedQuote = "unclosed-quote"
  }
  /// What is wrong.
  public let code: Code
  /// The line on which it begins, from 1.
  public let line: Int64
  /// The offset of its first byte in the decompressed input.
  public let offset: Int64
  /// Its bytes, cut at ``DelimitedRecords/rawLimit``.
  public let raw: UnsafeBufferPointer<UInt8>
  /// How many fields it has where the number is what is wrong, else 0.
  public let found: Int
}

/// What comes next in a delimited file.
public enum DelimitedEvent {
  /// A record with as many fields as the header.
  case record(DelimitedRecord)
  /// A record to be rejected.
  case defect(DelimitedDefect)
}

/// The records of a comma- or tab-separated file, RFC 4180, without an allocation a record.
///
/// Fields may be quoted and then hold separators, line ends and doubled quotes. Lines end in LF or
/// CRLF, blank lines are passed over, a byte-order mark is skipped. Where a quote is never closed
/// only the line on which it opens is lost: reading goes on with the next line.
///
/// ```swift
/// let records = DelimitedRecords(try ByteSource(path: "posts.csv"))
/// let names = try records.header()
/// while let event = try records.next() {
///   if case .record(let record) = event { ... record[0] ... }
/// }
/// ```
///
/// - Complexity: O(bytes); memory 1 MiB, more only for records that are longer, up to the limit.
public final class DelimitedRecords {
  /// Up to how many bytes of a defect are handed over.
  public static let rawLimit = 64 << 10

  /// How many fields a record must have; nil accepts any number. ``header()`` sets it.
  public var columns: Int?
  /// The byte between fields; recognised in the first line.
  public private(set) var delimiter: UInt8

  let window: ByteWindow
  private let maxRecordBytes: Int
  private let scanner: FieldScanner
  private(set) var line: Int64 = 1

  /// Reads a source from its beginning.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields; nil takes the most frequent of comma, tab and semicolon
  ///     in the first line.
  ///   - maxRecordBytes: a longer record is a defect.
  public convenience init(
    _ source: ByteSource, delimiter: UInt8? = nil, maxRecordBytes: Int = 64 << 20
  ) {
    self.init(
      window: ByteWindow(source, maxRecordBytes: maxRecordBytes), delimiter: delimiter,
      maxRecordBytes: maxRecordBytes)
  }

  init(window: ByteWindow, delimiter: UInt8?, maxRecordBytes: Int) {
    self.window = window
    self.maxRecordBytes = maxRecordBytes
    window.fill(toHold: 64 << 10)
    window.skipMark()
    self.delimiter = delimiter ?? Self.recogniseDelimiter(window)
    scanner = FieldScanner(delimiter: self.delimiter)
  }

  /// The buffer's size in bytes, which never shrinks.
  public var highWaterMark: Int { window.highWaterMark }

  /// Reads the first record as the columns' names and holds later records to their number.
  ///
  /// - Returns: the names; nil when there is no record, or one that cannot be a header.
  /// - Throws: as ``next()``.
  public func header() throws -> [String]? {
    guard case .record(let record)? = try next() else { return nil }
    columns = record.count
    var names: [String] = []
    for index in 0..<record.count {
      guard let name = record.string(index) else { return nil }
      names.append(name)
    }
    return names
  }

  /// The next record or defect; nil at the end.
  ///
  /// - Throws: ``IntakeError`` where the source is damaged, once all whole records were handed over.
  public func next() throws -> DelimitedEvent? {
    while true {
      let isLast = window.isAtEnd && window.failure == nil
      switch scanner.scan(from: window.first, count: window.count, isLast: isLast) {
      case .needsMore:
        if window.count > maxRecordBytes { return .defect(skipLine(.tooLong)) }
        if !window.fill(), let failure = window.failure { throw failure }
      case .unclosedQuote: return .defect(skipLine(.unclosedQuote))
      case .end: return nil
      case .blank(let length):
        window.consume(length)
        line += 1
      case .record(let record):
        if let event = event(for: record) { return event }
      }
    }
  }

  /// What to make of a record; nil for a line of blanks.
  private func event(for found: FieldScanner.Record) -> DelimitedEvent? {
    let first = window.first
    let (startLine, startOffset) = (line, window.offset)
    window.consume(found.length)
    line += Int64(found.lines)
    if found.contentLength > maxRecordBytes {
      return .defect(
        DelimitedDefect(
          code: .tooLong, line: startLine, offset: startOffset,
          raw: Self.excerpt(first, found.contentLength), found: 0))
    }
    if let columns, columns != found.count {
      let content = UnsafeBufferPointer(start: first, count: found.contentLength)
      if found.count == 1 && content.allSatisfy(TextCursor.isBlank) { return nil }
      return .defect(
        DelimitedDefect(
          code: .columnCount, line: startLine, offset: startOffset,
          raw: Self.excerpt(first, found.contentLength), found: found.count))
    }
    return .record(
      DelimitedRecord(
        fields: scanner.fields, count: found.count, line: startLine, offset: startOffset,
        raw: UnsafeBufferPointer(start: first, count: found.contentLength)))
  }

  private static func excerpt(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: min(count, rawLimit))
  }

  /// Consumes up to and with the next line end, however far that is.
  private func skipLine(_ code: DelimitedDefect.Code) -> DelimitedDefect {
    let startOffset = window.offset
    let startLine = line
    line += 1
    let feed = UInt8(ascii: "\n")
    let limit = UnsafePointer(window.first + window.count)
    let place = ByteScan.findFar(feed, from: window.first, limit: limit)
    scanner.keep(window.first, count: min(place - UnsafePointer(window.first), Self.rawLimit))
    if place < limit {
      window.consume(place - UnsafePointer(window.first) + 1)
    } else {
      window.skipLine()
    }
    return DelimitedDefect(
      code: code, line: startLine, offset: startOffset, raw: scanner.kept, found: 0)
  }

  private static func recogniseDelimiter(_ window: ByteWindow) -> UInt8 {
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in UnsafeBufferPointer(start: window.first, count: min(window.count, 64 << 10)) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let best = counts.indices.max { counts[$0] < counts[$1] || counts[$0] == counts[$1] && $0 > $1 }
    return candidates[best ?? 0]
  }
}
