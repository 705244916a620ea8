/// Why texts cannot be compared by meaning.
///
/// The description carries names of files and never what is in them, nor any text.
public struct MeaningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The encoder's files are not there.
    case notInstalled = "not-installed"
    /// A file of the encoder is not, byte by byte, the one that is known.
    case damaged = "damaged"
    /// A file of the encoder is there and cannot be read.
    case unreadable = "unreadable"
    /// The library that multiplies matrices is not there.
    case libraryMissing = "library-missing"
  }

  /// What went wrong.
  public var code: Code
  /// The file, folder or library concerned.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it.
  public var hint: String

  /// An error that concerns a file, a folder or a library.
  public init(
    _ code: Code, subject: String, message: String,
    hint: String = "Run script/install-encoder."
  ) {
    self.code = code
    self.subject = subject
    self.message = message
    self.hint = hint
  }

  /// The subject, the message and the hint.
  public var description: String { "\(subject): \(message) \(hint)" }
}
