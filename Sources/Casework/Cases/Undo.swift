import SocialModel

/// When a decision can still be undone: within a time, and only while nothing has built on it.
public enum UndoRule {
  /// Milliseconds after a decision in which it can be undone.
  public static let windowMilliseconds: Int64 = 10 * 60_000

  /// What happened to a decision since it was made.
  public struct Since: Hashable, Sendable {
    /// Whether it was undone already.
    public var isUndone = false
    /// Whether it is appealed against.
    public var isAppealed = false
    /// Whether its statement of reasons was exported: it is public then.
    public var isPublished = false

    /// Nothing happened since.
    public init() {}
  }

  /// Refuses to undo.
  ///
  /// A second review does not stand in the way: it keeps its answer for the figures.
  ///
  /// - Parameters:
  ///   - decision: what is to be undone.
  ///   - user: who wants to.
  ///   - role: the user's role; another's decision needs ``Permission/undoOthers``.
  ///   - since: what happened to it since.
  ///   - now: now.
  /// - Throws: ``CaseworkError`` with the codes `notAllowed`, `tooLate` and `wrongState`.
  public static func check(
    _ decision: Decision, by user: String, role: Role, since: Since, now: Timestamp
  ) throws(CaseworkError) {
    let subject = "decision \(decision.id)"
    let permission: Permission = decision.decidedBy == user ? .undoOwn : .undoOthers
    guard role.allows(permission) else {
      throw CaseworkError(.notAllowed, subject: subject, message: "It is somebody else's.")
    }
    guard !since.isUndone else {
      throw CaseworkError(.wrongState, subject: subject, message: "It is undone already.")
    }
    guard !since.isAppealed, !since.isPublished else {
      throw CaseworkError(
        .wrongState, subject: subject, message: "It is appealed against or published.",
        hint: "A new decision can take its place.")
    }
    let passed = now.milliseconds - decision.decidedAt.milliseconds
    guard passed < windowMilliseconds else {
      throw CaseworkError(
        .tooLate, subject: subject, message: "The time for undoing it is over.",
        hint: "A new decision can take its place.")
    }
  }
}
