/// Why a package or an archive is not made, or a file is no package.
///
/// The description carries ids of posts, names of files and of fields, and never the text of a post or
/// a handle.
public struct EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The case's file does not have its form.
    case malformed
    /// The case lacks something that is required.
    case incomplete
    /// More was given than a package takes.
    case tooLarge = "too-large"
    /// The release is of other posts or bytes than the case's.
    case otherRelease = "other-release"
    /// A file cannot be read.
    case unreadable
    /// The file is no archive that may be read.
    case badArchive = "bad-archive"
    /// The server of time stamps gave none.
    case noTimeStamp = "no-time-stamp"
    /// A library refused: there is no memory, or a font is missing.
    case library
  }

  /// What went wrong.
  public var code: Code
  /// The file, the field or the post concerned.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a file, a field or a post.
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
