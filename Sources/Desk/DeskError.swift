import Casework
import Evidence
import SocialModel
import Store

/// Why an act was not done. A caller maps the code to a status and shows the rest as it is.
///
/// The description carries ids, fields and rules, and never the text of a post, a handle, a password or a
/// key.
public struct DeskError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Nobody is signed in, or the session or the token is over.
    case notSignedIn = "not-signed-in"
    /// The name, the password or the code is wrong; which of them is not said.
    case signInFailed = "sign-in-failed"
    /// The source must wait until ``DeskError/until``.
    case wait
    /// The role or the token's scopes do not allow it.
    case notAllowed = "not-allowed"
    /// One person may not do both.
    case samePerson = "same-person"
    /// Somebody else holds the case.
    case alreadyClaimed = "already-claimed"
    /// Nobody holds the case, or the claim has run out.
    case notClaimed = "not-claimed"
    /// The time in which it was possible is over.
    case expired
    /// It stands in a state in which this cannot be done.
    case wrongState = "wrong-state"
    /// What was given lacks something; ``DeskError/problems`` says what.
    case incomplete
    /// What was given is not in the form that is taken.
    case malformed
    /// More was given than is taken at a time.
    case tooMany = "too-many"
    /// The password is too weak.
    case weakPassword = "weak-password"
    /// There is no such thing.
    case notFound = "not-found"
    /// It is there already, or a rule of the database forbids it.
    case conflict
    /// A key is missing, cannot be read, or does not open what was sealed.
    case key
    /// The database cannot be used now.
    case unavailable
  }

  /// What went wrong.
  public var code: Code
  /// The case, the decision, the field concerned.
  public var subject: String
  /// What happened, in one sentence for the person.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String
  /// The act that was not allowed.
  public var permission: Permission?
  /// Until when to wait.
  public var until: Timestamp?
  /// Everything that is wrong with a decision.
  public var problems: [DecisionRules.Problem]

  /// An error that concerns something.
  public init(
    _ code: Code, subject: String, message: String, hint: String = "",
    permission: Permission? = nil, until: Timestamp? = nil,
    problems: [DecisionRules.Problem] = []
  ) {
    self.code = code
    self.subject = subject
    self.message = message
    self.hint = hint
    self.permission = permission
    self.until = until
    self.problems = problems
  }

  /// The subject, the message and the hint.
  public var description: String {
    hint.isEmpty ? "\(subject): \(message)" : "\(subject): \(message) \(hint)"
  }
}

extension DeskError {
  /// What a rule of casework refused.
  init(_ error: CaseworkError) {
    let code: Code =
      switch error.code {
      case .malformed: .malformed
      case .wrongState: .wrongState
      case .claimedByOther: .alreadyClaimed
      case .notClaimed: .notClaimed
      case .notAllowed: .notAllowed
      case .tooLate: .expired
      case .incomplete: .incomplete
      case .tooMany: .tooMany
      case .weakPassword: .weakPassword
      case .cannotOpen, .keyFile: .key
      case .unreadable, .cryptography: .unavailable
      }
    self.init(code, subject: error.subject, message: error.message, hint: error.hint)
  }

  /// What the store refused.
  init(_ error: StoreError) {
    let code: Code =
      switch error.code {
      case .notFound, .fileMissing: .notFound
      case .conflict, .fileExists: .conflict
      case .refused: .wrongState
      case .badValue, .badQuery, .badCursor: .malformed
      default: .unavailable
      }
    self.init(code, subject: error.subject, message: error.message, hint: error.hint)
  }

  /// Why a package was not made.
  init(_ error: EvidenceError) {
    let code: Code =
      switch error.code {
      case .malformed, .badArchive: .malformed
      case .incomplete: .incomplete
      case .tooLarge: .tooMany
      case .otherRelease: .wrongState
      case .unreadable, .noTimeStamp, .library: .unavailable
      }
    self.init(code, subject: error.subject, message: error.message, hint: error.hint)
  }

  static func notAllowed(_ permission: Permission, _ subject: String) -> DeskError {
    DeskError(
      .notAllowed, subject: subject,
      message: "Your role does not allow it: \(permission.words).", permission: permission)
  }

  static func samePerson(
    _ permission: Permission, _ subject: String, _ reason: String
  ) -> DeskError {
    DeskError(.samePerson, subject: subject, message: reason, permission: permission)
  }
}
