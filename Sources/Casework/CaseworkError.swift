/// Why something that casework was asked to do is not done.
///
/// The description carries ids, names of files and of fields, and never the text of a post, a
/// handle, a password or a key.
public struct CaseworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A value does not have the form that is written.
    case malformed
    /// The case is in a state in which this cannot be done.
    case wrongState = "wrong-state"
    /// Somebody else holds the claim.
    case claimedByOther = "claimed-by-other"
    /// The claim has run out or was never taken.
    case notClaimed = "not-claimed"
    /// The role does not allow it, or the same person may not do both.
    case notAllowed = "not-allowed"
    /// The time in which it was possible is over.
    case tooLate = "too-late"
    /// What was given lacks something that is required.
    case incomplete
    /// More was given than is taken at a time.
    case tooMany = "too-many"
    /// A password is too weak to be taken.
    case weakPassword = "weak-password"
    /// What was sealed cannot be opened with this key.
    case cannotOpen = "cannot-open"
    /// A file of keys cannot be read or written, or others may read it.
    case keyFile = "key-file"
    /// A file cannot be read.
    case unreadable
    /// A cryptographic library refused.
    case cryptography
  }

  /// What went wrong.
  public var code: Code
  /// The field, the id or the file concerned.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a field, an id or a file.
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
