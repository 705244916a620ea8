/// Why something that was asked of this module as a whole could not be done.
///
/// A single bad file is no error but a ``MediaRejection``. The description carries names of files
/// and never what is in them.
public struct MediaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case workerMissing = "worker-missing"
    case damagedHashList = "damaged-hash-list"
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
