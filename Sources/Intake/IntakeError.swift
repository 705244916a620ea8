/// Why an input as a whole could not be read.
///
/// A single bad record is no error but a ``Rejection``. The description carries the file's name
/// and never what is in the file.
public struct IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case fileNotFound = "file-not-found"
    case notAFile = "not-a-file"
    case unreadable = "unreadable"
    case emptyInput = "empty-input"
    case unknownFormat = "unknown-format"
    case damagedCompression = "damaged-compression"
    case missingColumn = "missing-column"
    case tooManyRejections = "too-many-rejections"
    case recordGone = "record-gone"
    case outputFailed = "output-failed"
  }

  /// What went wrong.
  public var code: Code
  /// The file concerned, as it was named by the caller.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a file.
  public init(_ code: Code, subject: String, message: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.message = message
    self.hint = hint
  }

  /// The subject, the message and the hint.
  public var description: String {
    hint.isEmpty ? "\(subject): \(message)" : "\(subject): \(message) \(hint)"
  }
}
