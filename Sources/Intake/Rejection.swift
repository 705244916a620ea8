import CSimdjson

/// A record that could not be read.
public struct Rejection: Hashable, Sendable {
  /// Why; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case invalidJSON = "invalid-json"
    case invalidUTF8 = "invalid-utf8"
    case tooDeep = "too-deep"
    case badNumber = "bad-number"
    case notAnObject = "not-an-object"
    case missingField = "missing-field"
    case wrongType = "wrong-type"
    case wrongValue = "wrong-value"
    case unmappedItem = "unmapped-item"
    case columnCount = "column-count"
    case unclosedQuote = "unclosed-quote"
    case recordTooLong = "record-too-long"
    case brokenDocument = "broken-document"
    case damagedCompression = "damaged-compression"
    /// A post names a picture or a video outside the folder of such files.
    case mediaOutside = "media-outside"
    // A file that a post names cannot be hashed; the post is kept.
    case mediaNotFound = "media-not-found"
    case mediaNotAFile = "media-not-a-file"
    case mediaUnreadable = "media-unreadable"
    case mediaEmpty = "media-empty"
    case mediaTooManyBytes = "media-too-many-bytes"
    case mediaUnknownFormat = "media-unknown-format"
    case mediaUnsupported = "media-unsupported"
    case mediaCorrupt = "media-corrupt"
    case mediaTruncated = "media-truncated"
    case mediaTooManyPixels = "media-too-many-pixels"
    case mediaNoPicture = "media-no-picture"
    case mediaOutOfMemory = "media-out-of-memory"
    case mediaTookTooLong = "media-took-too-long"
    case mediaDecoderCrashed = "media-decoder-crashed"
  }

  /// The input's index in the run's list of inputs.
  public var input: Int32
  /// The line on which the record begins, from 1; 0 where that is unknown.
  public var line: Int64
  /// The offset of the record's first byte in the decompressed input.
  public var offset: Int64
  /// Why.
  public var code: Code
  /// Why, in words; never anything that the record says.
  public var message: String
  /// The record's bytes, cut at the limit of the options.
  public var raw: [UInt8]

  /// A rejected record.
  public init(
    input: Int32, line: Int64, offset: Int64, code: Code, message: String, raw: [UInt8]
  ) {
    self.input = input
    self.line = line
    self.offset = offset
    self.code = code
    self.message = message
    self.raw = raw
  }
}

/// Why a record, or an item in it, makes no post.
struct RecordProblem: Error {
  var code: Rejection.Code
  var message: String

  init(_ code: Rejection.Code, _ message: String) {
    self.code = code
    self.message = message
  }

  static func missing(_ field: StaticString) -> RecordProblem {
    RecordProblem(.missingField, "The field `\(field)` is missing.")
  }

  static func wrongType(_ field: StaticString) -> RecordProblem {
    RecordProblem(.wrongType, "The field `\(field)` is of the wrong type.")
  }

  static func wrongValue(_ field: StaticString) -> RecordProblem {
    RecordProblem(.wrongValue, "The field `\(field)` has a value that it cannot have.")
  }

  /// What the parser found wrong.
  init(_ status: csj_status) {
    switch status {
    case CSJ_INVALID_UTF8: self.init(.invalidUTF8, "The record is not valid UTF-8.")
    case CSJ_TOO_DEEP: self.init(.tooDeep, "The record is nested more than 1024 levels deep.")
    case CSJ_TOO_LARGE: self.init(.recordTooLong, "The record is too long for the parser.")
    case CSJ_BAD_NUMBER: self.init(.badNumber, "The record holds a number that is out of range.")
    case CSJ_NOT_AN_OBJECT: self.init(.notAnObject, "The record is no JSON object.")
    default: self.init(.invalidJSON, "The record is not valid JSON.")
    }
  }
}
