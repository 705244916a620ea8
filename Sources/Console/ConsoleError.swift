/// Why the console does not do what it is asked for.
///
/// The message is what a visitor may read: it never carries a text, a name or an internal error.
public struct ConsoleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case badRequest = "bad-request"
    case badForm = "bad-form"
    case notSignedIn = "not-signed-in"
    case malformed
    case wrongType = "wrong-type"
    case notAllowed = "not-allowed"
    case notFound = "not-found"
    case tooLong = "too-long"
    case tooMany = "too-many"
    case wait
    case busy
    case wrongAddress = "wrong-address"
    case template
    case unforeseen
  }

  /// What went wrong.
  public var code: Code
  /// What happened, in a sentence for people.
  public var message: String

  /// Seconds after which one may try again; nil where it does not matter.
  public var retryAfterSeconds: Int64?

  /// An error that a visitor may read.
  public init(_ code: Code, _ message: String, retryAfterSeconds: Int64? = nil) {
    self.code = code
    self.message = message
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// The message.
  public var description: String { message }
}
