import Casework
import SocialModel
import Store

/// One of a user's sessions, as the user sees it.
public struct OpenSession: Hashable, Sendable {
  /// Which session it is.
  public var id: String
  /// When it began.
  public var began: Timestamp
  /// When it was last used.
  public var used: Timestamp
  /// When it ends at the latest.
  public var ends: Timestamp
  /// Whether a second factor was shown in it.
  public var hasSecondFactor: Bool
  /// Whether it is the one that asks.
  public var isThis: Bool
}

extension CaseDesk {
  /// One's own sessions that are not over, the newest first.
  public func sessions(of acting: Acting) throws -> [OpenSession] {
    try mapping {
      try store.sessions(ofUser: acting.user, idle: limits.idleMilliseconds / 1000)
        .compactMap { row in
          row.id.map { id in
            OpenSession(
              id: id, began: row.createdAt, used: row.usedAt, ends: row.expiresAt,
              hasSecondFactor: row.isSecondFactorShown, isThis: acting.via == .session(id))
          }
        }
    }
  }

  /// Ends all of one's sessions but the one that asks, which takes the password.
  ///
  /// - Throws: ``DeskError`` with `signInFailed` when the password is wrong.
  public func endOtherSessions(password: String, by acting: Acting) throws {
    try requirePassword(password, acting)
    try act(.viewBoard, by: acting, on: "sessions") {
      try signedIn(acting)
      try endOthers(acting)
    }
  }

  /// Ends all sessions of another user.
  public func endSessions(of id: Int64, by acting: Acting) throws {
    try act(.manageUsers, by: acting, on: "user \(id)") {
      _ = try store.user(id)
      try store.endSessions(ofUser: id, by: acting.actor)
    }
  }

  /// Whether the user must choose another password before anything else, since somebody else chose this one.
  public func mustChangePassword(_ acting: Acting) throws -> Bool {
    try mapping { try store.setting(Self.givenPassword, ofUser: acting.user) == "yes" }
  }

  /// Notes whether a user's password was chosen by somebody else.
  func notePassword(of user: Int64, isGiven: Bool) throws {
    try store.setSetting(Self.givenPassword, to: isGiven ? "yes" : "no", ofUser: user)
  }

  /// Ends a user's sessions but the one that acts.
  func endOthers(_ acting: Acting) throws {
    guard case .session(let own) = acting.via else { return }
    try store.endSessions(ofUser: acting.user, but: own, by: acting.actor)
  }

  /// Refuses who does not know one's own password, so that a session left open changes no factor.
  func requirePassword(_ password: String, _ acting: Acting) throws {
    let name = try mapping { try store.user(acting.user).name }
    guard let known = try mapping({ try store.credentials(name: name) }),
      case .right = try check(password, known)
    else {
      throw DeskError(
        .signInFailed, subject: "password", message: "The present password is wrong.")
    }
  }

  /// Notes in the audit trail that an act was refused to somebody who is signed in.
  public func noteRefusal(of what: String, to acting: Acting) throws {
    try mapping {
      try store.record(
        "access.refused", on: what, by: acting.actor, details: ["role": acting.role.rawValue])
    }
  }

  private static var givenPassword: String { "password.given" }
}
