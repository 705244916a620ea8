import Casework
import Foundation
import SocialModel
import Store

/// A request that a session allows.
public struct Resumed: Sendable {
  /// Who acts.
  public var acting: Acting
  /// The user's name.
  public var name: String
  /// The token that replaces the one that was shown; nil where that stays.
  public var newToken: SecretToken?
  /// Whether a second factor was shown in the session.
  public var hasSecondFactor: Bool
  /// When the session ends at the latest.
  public var expires: Timestamp
}

extension CaseDesk {
  /// What forms are guarded with against requests that another site has a browser make; bound to the
  /// session's id.
  public var formTokens: FormTokens { FormTokens(key: keys.sealing.derived(for: "forms")) }

  /// Takes a request with a session's token: the session counts as used, and its token is replaced when that
  /// is due.
  ///
  /// - Parameters:
  ///   - text: what the cookie holds.
  ///   - isPassive: whether the request comes by itself and shows no person at work: it keeps no session alive
  ///     and replaces no token.
  /// - Throws: ``DeskError`` with `notSignedIn` when there is no such session, it is over, or a token that was
  ///   replaced is shown again, which ends the session for everybody.
  public func resume(_ text: String, isPassive: Bool = false) throws -> Resumed {
    guard let token = SecretToken(text: text) else { throw Self.notSignedIn }
    let (row, standing, isOver) = try mapping {
      guard let row = try store.anySession(digest: token.hash.bytes), row.user.disabledAt == nil,
        var session = session(row)
      else { throw Self.notSignedIn }
      let standing = session.take(token.hash, now: now, limits: limits)
      let isOver = standing == .idle || standing == .tooOld || standing == .reused
      if isOver { try store.endSession(digest: row.digest, by: .user(row.user.id)) }
      return (row, standing, isOver || standing == .unknown)
    }
    guard !isOver, let role = Role(rawValue: row.user.role), let id = row.id else {
      throw Self.notSignedIn
    }
    var resumed = Resumed(
      acting: Acting(user: row.user.id, role: role, via: .session(id)), name: row.user.name,
      newToken: nil, hasSecondFactor: row.isSecondFactorShown, expires: row.expiresAt)
    guard !isPassive else { return resumed }
    try mapping {
      if standing == .needsRotation {
        let next = SecretToken.random()
        // Of two requests at one moment one replaces the token; the other goes on with the old one.
        let isMine = try store.rotateSession(
          digest: row.digest, to: next.hash.bytes, isSecondFactorShown: row.isSecondFactorShown)
        if isMine { resumed.newToken = next }
      } else if now.milliseconds - row.usedAt.milliseconds >= 60_000 {
        try store.touchSession(digest: row.digest)
      }
    }
    return resumed
  }

  /// Whether who acts is still signed in, for answers that last longer than a request: the session is there and
  /// not over, and the user is neither closed nor in another role. It counts as no use of the session.
  public func isStillSignedIn(_ acting: Acting) throws -> Bool {
    guard case .session(let id) = acting.via else { return false }
    return try mapping {
      guard let row = try store.session(id: id), row.user.id == acting.user else { return false }
      return row.user.disabledAt == nil && row.user.role == acting.role.rawValue
        && row.expiresAt.milliseconds > now.milliseconds
        && row.usedAt.milliseconds > now.milliseconds - limits.idleMilliseconds
    }
  }

  /// Ends the session of a token; nothing happens where there is none.
  public func signOut(_ text: String) throws {
    guard let token = SecretToken(text: text) else { return }
    try mapping {
      guard let row = try store.anySession(digest: token.hash.bytes) else { return }
      try store.endSession(digest: row.digest, by: .user(row.user.id))
    }
  }

  /// The session that a stored one is; nil for one of an earlier version, which is over.
  private func session(_ row: SessionRow) -> Session? {
    guard let id = row.id, row.digest.count == 32 else { return nil }
    var before: Session.Replaced?
    if let digest = row.previousDigest, digest.count == 32, let at = row.replacedAt {
      before = Session.Replaced(token: TokenHash(bytes: digest), at: at)
    }
    return Session(
      id: id, user: "user:\(row.user.id)", token: TokenHash(bytes: row.digest), before: before,
      signedIn: row.createdAt, lastSeen: row.usedAt, rotated: row.rotatedAt ?? row.createdAt,
      hasSecondFactor: row.isSecondFactorShown)
  }

  static let notSignedIn = DeskError(
    .notSignedIn, subject: "session", message: "Nobody is signed in, or the session is over.",
    hint: "Sign in again.")

  /// Makes an API token for a user.
  ///
  /// - Returns: its number, and its text, which is shown once.
  /// - Throws: ``DeskError`` with `notAllowed`, `incomplete` without a scope, `malformed` for a time that is
  ///   over or longer than 366 days.
  public func makeToken(
    _ name: String, scopes: Set<APIScope>, owner: Int64, expires: Timestamp, by acting: Acting
  ) throws -> (id: Int64, text: String) {
    try act(.manageTokens, by: acting, on: "API token") {
      let token = APIToken.random()
      let owner = try store.user(owner)
      _ = try APIGrant(
        id: name, owner: "user:\(owner.id)", token: token.hash, scopes: scopes, made: now,
        expires: expires)
      let id = try store.addToken(
        digest: token.hash.bytes, name: name, scopes: scopes.map(\.rawValue).sorted(),
        user: owner.id, expiresAt: expires, by: acting.actor)
      return (id, token.text)
    }
  }

  /// Withdraws an API token.
  public func withdrawToken(_ id: Int64, by acting: Acting) throws {
    try act(.manageTokens, by: acting, on: "API token \(id)") {
      try store.revokeToken(id, by: acting.actor)
    }
  }

  /// Who acts under an API token: its owner with the owner's role of this moment, within its scopes.
  ///
  /// - Throws: ``DeskError`` with `notSignedIn` for a text that is no token, one that is over or withdrawn, or
  ///   whose owner is closed.
  public func authorize(_ text: String) throws -> Acting {
    guard let token = APIToken(text: text) else { throw Self.notSignedIn }
    return try mapping {
      guard let row = try store.token(digest: token.hash.bytes) else { throw Self.notSignedIn }
      let user = try store.user(row.user)
      guard user.disabledAt == nil, let role = Role(rawValue: user.role) else {
        throw Self.notSignedIn
      }
      let isStale = row.usedAt.map { now.milliseconds - $0.milliseconds >= 60_000 } ?? true
      if isStale { try store.touchToken(row.id) }
      let scopes = Set(row.scopes.compactMap(APIScope.init(rawValue:)))
      return Acting(user: row.user, role: role, via: .token(row.id, scopes))
    }
  }
}
