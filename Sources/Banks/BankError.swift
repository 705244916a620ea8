/// Why a bank could not be read, or a server did not help.
///
/// A single bad record is no error but a ``BankRejection``. The description carries names of files
/// and addresses, and never a hash, a text or a link of a bank.
public struct BankError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case unreadable
    case unknownFormat = "unknown-format"
    case tooLarge = "too-large"
    case badAddress = "bad-address"
    case serverUnreachable = "server-unreachable"
    case serverRefused = "server-refused"
    case serverAnswerUnclear = "server-answer-unclear"
    case outputFailed = "output-failed"
  }

  /// What went wrong.
  public var code: Code
  /// The file or address concerned.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a file or an address.
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

/// A record that is no entry of a bank, with its reason.
public struct BankRejection: Hashable, Sendable {
  /// The file, as it was named by the caller.
  public var file: String
  /// The record's number, from 1.
  public var record: Int
  /// Why, in one stable word: `malformed-record`, `unknown-type`, `malformed-hash` or
  /// `matches-anything`.
  public var reason: String

  /// A rejection.
  public init(file: String, record: Int, reason: String) {
    self.file = file
    self.record = record
    self.reason = reason
  }
}
