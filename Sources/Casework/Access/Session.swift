import SocialModel

/// How long sessions last.
public struct SessionLimits: Hashable, Sendable {
  /// Milliseconds without a request after which a session ends.
  public var idleMilliseconds: Int64
  /// Milliseconds after sign-in at which it ends whatever happens.
  public var absoluteMilliseconds: Int64
  /// Milliseconds after which its token is replaced by another.
  public var rotationMilliseconds: Int64
  /// Milliseconds for which the token before still serves: requests that were on their way.
  public var graceMilliseconds: Int64

  /// Limits in milliseconds.
  ///
  /// - Precondition: all are positive.
  public init(
    idleMilliseconds: Int64 = 30 * 60_000, absoluteMilliseconds: Int64 = 12 * 3_600_000,
    rotationMilliseconds: Int64 = 15 * 60_000, graceMilliseconds: Int64 = 30_000
  ) {
    precondition(
      min(idleMilliseconds, absoluteMilliseconds, rotationMilliseconds, graceMilliseconds) > 0,
      "limits are positive")
    self.idleMilliseconds = idleMilliseconds
    self.absoluteMilliseconds = absoluteMilliseconds
    self.rotationMilliseconds = rotationMilliseconds
    self.graceMilliseconds = graceMilliseconds
  }

  /// Half an hour idle, twelve hours in all, a new token every quarter of an hour.
  public static let standard = SessionLimits()
}

/// A signed-in user, as it is stored.
public struct Session: Hashable, Sendable {
  /// Which session it is; stays when the token is replaced, and goes into the audit chain.
  public let id: String
  /// Who is signed in.
  public let user: String
  /// The current token's hash.
  public private(set) var token: TokenHash
  /// The hash of the token before it, and when it was replaced.
  public private(set) var before: Replaced?
  /// When the user signed in.
  public let signedIn: Timestamp
  /// When the last request came.
  public private(set) var lastSeen: Timestamp
  /// When the current token was given out.
  public private(set) var rotated: Timestamp
  /// Whether the user has shown a second factor in this session.
  public private(set) var hasSecondFactor: Bool

  /// A token that was replaced.
  public struct Replaced: Hashable, Sendable {
    /// Its hash.
    public var token: TokenHash
    /// When it was replaced.
    public var at: Timestamp

    /// A token that was replaced at a time.
    public init(token: TokenHash, at: Timestamp) {
      self.token = token
      self.at = at
    }
  }

  /// A session as it was stored.
  public init(
    id: String, user: String, token: TokenHash, before: Replaced? = nil, signedIn: Timestamp,
    lastSeen: Timestamp, rotated: Timestamp, hasSecondFactor: Bool
  ) {
    self.id = id
    self.user = user
    self.token = token
    self.before = before
    self.signedIn = signedIn
    self.lastSeen = lastSeen
    self.rotated = rotated
    self.hasSecondFactor = hasSecondFactor
  }

  /// A new session and its token. Always a new one at sign-in: a token that was there before is never
  /// taken over, so that nobody can plant one.
  public static func begin(
    id: String, user: String, hasSecondFactor: Bool, now: Timestamp
  ) -> (session: Session, token: SecretToken) {
    let token = SecretToken.random()
    let session = Session(
      id: id, user: user, token: token.hash, signedIn: now, lastSeen: now, rotated: now,
      hasSecondFactor: hasSecondFactor)
    return (session, token)
  }

  /// What a request with a token of this session leads to.
  public enum Standing: Sendable, Hashable {
    /// It goes on; the current token stays.
    case valid
    /// It goes on, and the token is to be replaced: call ``Session/rotate(now:)``.
    case needsRotation
    /// It is over: nothing came for too long.
    case idle
    /// It is over: it has lasted as long as a session may.
    case tooOld
    /// It is over, for everybody: a token that was replaced was shown again, so somebody has a copy.
    case reused
    /// The token is not this session's.
    case unknown
  }

  /// Where the session stands; a valid one counts as seen now.
  ///
  /// - Parameters:
  ///   - shown: the hash of the token that the request brought.
  ///   - now: now.
  public mutating func take(
    _ shown: TokenHash, now: Timestamp, limits: SessionLimits = .standard
  ) -> Standing {
    if passed(signedIn, now) >= limits.absoluteMilliseconds { return .tooOld }
    if passed(lastSeen, now) >= limits.idleMilliseconds { return .idle }
    if shown != token {
      guard let before, shown == before.token else { return .unknown }
      guard passed(before.at, now) < limits.graceMilliseconds else { return .reused }
    }
    lastSeen = max(lastSeen, now)
    let isDue = shown == token && passed(rotated, now) >= limits.rotationMilliseconds
    return isDue ? .needsRotation : .valid
  }

  /// Replaces the token: when it is due, and whenever what the user may do grows.
  public mutating func rotate(now: Timestamp) -> SecretToken {
    let fresh = SecretToken.random()
    before = Replaced(token: token, at: now)
    token = fresh.hash
    rotated = now
    return fresh
  }

  /// Notes that a second factor was shown, and replaces the token, of which no earlier copy serves.
  public mutating func raise(now: Timestamp) -> SecretToken {
    hasSecondFactor = true
    let fresh = rotate(now: now)
    before = nil
    return fresh
  }

  /// Milliseconds from one moment to another; a clock that was set back far counts as much time, so that
  /// it lets no session live on.
  private func passed(_ from: Timestamp, _ to: Timestamp) -> Int64 {
    let difference = to.milliseconds.subtractingReportingOverflow(from.milliseconds)
    if difference.overflow { return .max }
    return difference.partialValue < -300_000 ? .max : max(0, difference.partialValue)
  }
}
