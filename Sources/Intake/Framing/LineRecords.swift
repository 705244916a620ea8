#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Takes records apart and hands posts to a sink.
protocol RecordMapper: AnyObject {
  /// Reads one record; the sink knows it already.
  func map(_ record: RawRecord, into sink: PostSink) throws
}

/// One input's way from bytes to posts.
protocol InputReader: AnyObject {
  /// Reads everything.
  ///
  /// - Throws: what the sink throws. Damage to the source is a rejection and ends the reading.
  func read(_ window: ByteWindow, into sink: PostSink) throws
}

/// Records that are lines, ended by LF or CRLF; blank ones are passed over.
final class LineReader: InputReader {
  private let mapper: any RecordMapper
  private let maxRecordBytes: Int
  private let maxRejectionBytes: Int

  init(mapper: any RecordMapper, options: IntakeOptions) {
    self.mapper = mapper
    maxRecordBytes = options.maxRecordBytes
    maxRejectionBytes = options.maxRejectionBytes
  }

  func read(_ window: ByteWindow, into sink: PostSink) throws {
    var line: Int64 = 1
    var searched = 0
    while true {
      let length = Self.find(window, from: searched)
      if let length {
        try take(window, length: length, line: line, into: sink)
        window.consume(length + 1)
        line += 1
        searched = 0
      } else if window.count > maxRecordBytes {
        try rejectLong(window, line: line, into: sink)
        line += 1
        searched = 0
      } else {
        searched = window.count
        if !window.fill() { break }
      }
    }
    if let failure = window.failure {
      try sink.rejectDamage(window, failure, line: line)
    } else if window.count > 0 {
      try take(window, length: window.count, line: line, into: sink)
    }
  }

  /// The length of the first line, when its end is in the window.
  private static func find(_ window: ByteWindow, from: Int) -> Int? {
    let start = window.first
    guard let found = memchr(start + from, 10, window.count - from) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  private func take(_ window: ByteWindow, length: Int, line: Int64, into sink: PostSink) throws {
    var count = length
    while count > 0 && TextCursor.isBlank(window.first[count - 1]) { count -= 1 }
    guard count > 0 else { return }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: count)
    let record = RawRecord(bytes: bytes, offset: window.offset, line: line)
    sink.begin(record)
    guard count <= maxRecordBytes else {
      return try sink.reject(.tooLong(limit: maxRecordBytes))
    }
    if sink.wantsRecord { try mapper.map(record, into: sink) }
  }

  private func rejectLong(_ window: ByteWindow, line: Int64, into sink: PostSink) throws {
    let bytes = UnsafeBufferPointer(
      start: UnsafePointer(window.first), count: min(window.count, maxRejectionBytes))
    sink.begin(RawRecord(bytes: bytes, offset: window.offset, line: line))
    try sink.reject(.tooLong(limit: maxRecordBytes))
    window.skipLine()
  }
}

extension RecordProblem {
  static func tooLong(limit: Int) -> RecordProblem {
    RecordProblem(.recordTooLong, "The record is longer than \(limit) bytes.")
  }
}

extension PostSink {
  /// Rejects what is left of a source that stopped early.
  func rejectDamage(_ window: ByteWindow, _ failure: any Error, line: Int64) throws {
    guard let error = failure as? IntakeError, error.code == .damagedCompression else {
      throw failure
    }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(window.first), count: window.count)
    begin(RawRecord(bytes: bytes, offset: window.offset, line: line))
    try reject(RecordProblem(.damagedCompression, error.message))
  }
}
