import Casework
import SocialModel
import Store
import Synchronization

/// Sessions as the store has them, under the rules of casework.
///
/// The store knows the digest of the current token alone. Which token came before it, and when, is
/// kept in memory: after a restart an earlier token is simply unknown.
final class SessionKeeper: Sendable {
  private struct Replaced {
    var current: [UInt8]
    var at: Timestamp
  }

  private struct State {
    var replaced: [[UInt8]: Replaced] = [:]
    var rotated: [[UInt8]: Timestamp] = [:]
  }

  private let state = Mutex(State())
  private let limits: SessionLimits
  private let clock: @Sendable () -> Timestamp

  init(limits: SessionLimits, clock: @escaping @Sendable () -> Timestamp) {
    self.limits = limits
    self.clock = clock
  }

  /// Begins a session.
  func begin(user: Int64, hasSecondFactor: Bool, in store: CaseStore) throws -> SecretToken {
    let token = SecretToken.random()
    let now = clock()
    try store.beginSession(
      digest: token.hash.bytes, user: user,
      expiresAt: Timestamp(milliseconds: now.milliseconds + limits.absoluteMilliseconds),
      csrf: SecretToken.random().hash.bytes, isSecondFactorShown: hasSecondFactor)
    state.withLock { state in
      state.rotated[token.hash.bytes] = now
      let oldest = now.milliseconds - limits.absoluteMilliseconds
      state.rotated = state.rotated.filter { $0.value.milliseconds > oldest }
      state.replaced = state.replaced.filter { $0.value.at.milliseconds > oldest }
    }
    return token
  }

  /// Who shows a token; nil for nobody. A token that is due is replaced by the one given back.
  ///
  /// - Parameter isPassive: whether the request comes by itself and shows no person at work.
  func viewer(
    showing text: String, isPassive: Bool, in store: CaseStore
  ) throws -> (viewer: Viewer, fresh: SecretToken?)? {
    guard let shown = SecretToken(text: text)?.hash else { return nil }
    let known = state.withLock { ($0.replaced[shown.bytes], $0.rotated) }
    let digest = known.0?.current ?? shown.bytes
    guard
      let row = try store.session(digest: digest, idle: limits.idleMilliseconds / 1000),
      let role = Role(rawValue: row.user.role)
    else { return nil }
    var session = Session(
      id: Self.id(row), user: "user:\(row.user.id)", token: TokenHash(bytes: digest),
      before: known.0.map { Session.Replaced(token: shown, at: $0.at) }, signedIn: row.createdAt,
      lastSeen: row.usedAt, rotated: known.1[digest] ?? row.createdAt,
      hasSecondFactor: row.isSecondFactorShown)
    let viewer = Viewer(session: session.id, digest: digest, user: row.user, role: role)
    switch session.take(shown, now: clock(), limits: limits) {
    case .valid:
      if !isPassive { try touch(row, store) }
      return (viewer, nil)
    case .needsRotation:
      return isPassive ? (viewer, nil) : try rotate(viewer, &session, store)
    case .reused, .idle, .tooOld:
      try store.endSession(digest: digest, by: viewer.actor)
      return nil
    case .unknown: return nil
    }
  }

  private func touch(_ row: SessionRow, _ store: CaseStore) throws {
    guard clock().milliseconds - row.usedAt.milliseconds >= 60_000 else { return }
    try store.touchSession(digest: row.digest)
  }

  private func rotate(
    _ viewer: Viewer, _ session: inout Session, _ store: CaseStore
  ) throws -> (viewer: Viewer, fresh: SecretToken?) {
    let now = clock()
    let fresh = session.rotate(now: now)
    let isDone = try store.replaceSession(digest: viewer.digest, with: fresh.hash.bytes)
    // Another request of the same browser was faster; its answer carries the new token.
    guard isDone else { return (viewer, nil) }
    state.withLock { state in
      state.replaced[viewer.digest] = Replaced(current: fresh.hash.bytes, at: now)
      state.rotated[viewer.digest] = nil
      state.rotated[fresh.hash.bytes] = now
    }
    var viewer = viewer
    viewer.digest = fresh.hash.bytes
    return (viewer, fresh)
  }

  private static func id(_ row: SessionRow) -> String {
    row.csrf.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
