import Casework
import Foundation
import SocialModel
import Store

/// A user who has just signed in.
public struct SignedIn: Sendable {
  /// Who acts from now on.
  public var acting: Acting
  /// The user's name.
  public var name: String
  /// What goes into the cookie. Never to be logged.
  public var token: SecretToken
  /// Whether the user has no second factor yet.
  public var lacksSecondFactor: Bool
}

extension CaseDesk {
  /// Signs a user in by name, password and, where there is a second factor, its code or a recovery code.
  ///
  /// The answer to a wrong name, password or code is one and the same, at one cost. A code's step, or the
  /// recovery code, is used up in the transaction that begins the session. Failures make their source wait and
  /// never the account: who guesses from elsewhere cannot lock anybody out.
  ///
  /// - Parameters:
  ///   - code: a one-time code or a recovery code; empty where there is none.
  ///   - source: where the request comes from.
  /// - Throws: ``DeskError`` with `wait` or `signInFailed`.
  public func signIn(
    name: String, password: String, code: String = "", source: SourceAddress
  ) throws -> SignedIn {
    let account = accountKey(name)
    // Asked while a place is held, so that a flood at one moment is answered as if it came in a row.
    let (known, outcome, answer) = try hashing {
      try checkPassword(name, password, account, source)
    }
    guard let known, case .right(let rehashed) = outcome else {
      throw try failed(known, account, source, isNoted: true)
    }
    let needsCode = known.user.hasSecondFactor || answer == .proceedWithSecondFactor
    let begun = try mapping {
      try store.together {
        guard try !needsCode || uses(code, of: known.user.id) else { return nil as SignedIn? }
        return try begin(known.user, hasSecondFactor: needsCode, rehashed, account, source)
      }
    }
    guard let begun else { throw try failed(known, account, source, isNoted: false) }
    note(account, source, isSuccess: true)
    return begun
  }

  private func checkPassword(
    _ name: String, _ password: String, _ account: String, _ source: SourceAddress
  ) throws -> (UserCredentials?, PasswordCheck.Outcome, SignInThrottle.Answer) {
    let answer = throttle.withLock { $0.answer(account: account, source: source, now: now) }
    if case .wait(let until) = answer {
      throw DeskError(
        .wait, subject: "sign-in", message: "Too many sign-ins failed from this address.",
        hint: "Try again at \(until).", until: until)
    }
    let known = try mapping {
      name.utf8.count <= 200 ? try store.credentials(name: name) : nil
    }
    let stored = known.flatMap { $0.user.disabledAt == nil ? $0.passwordHash : nil }
    let outcome = try mapping {
      try passwords.check(password, against: stored.flatMap(PasswordHash.init(text:)))
    }
    if case .wrong = outcome { note(account, source, isSuccess: false) }
    return (known, outcome, answer)
  }

  /// Uses up a one-time code or a recovery code, within a transaction under way.
  private func uses(_ code: String, of user: Int64) throws -> Bool {
    guard !code.isEmpty, let known = try store.credentials(name: store.user(user).name) else {
      return false
    }
    if let sealed = known.sealedSecret {
      let secret = try OneTimeSecret(
        bytes: keys.sealing.unseal(sealed, of: Self.secretOwner(user)))
      if let step = try secret.acceptedStep(code, at: now, lastUsed: known.lastCode) {
        return try store.useCode(ofUser: user, step: step)
      }
    }
    let hashes = try store.recoveryCodes(ofUser: user)
    guard let index = RecoveryCodes.index(of: code, in: hashes) else { return false }
    return try store.useRecoveryCode(ofUser: user, hash: hashes[index])
  }

  private func begin(
    _ user: UserRow, hasSecondFactor: Bool, _ rehashed: PasswordHash?, _ account: String,
    _ source: SourceAddress
  ) throws -> SignedIn {
    guard let role = Role(rawValue: user.role) else {
      throw DeskError(.unavailable, subject: "user \(user.id)", message: "The role is not known.")
    }
    if let rehashed {
      try store.setPassword(ofUser: user.id, hash: rehashed.text, by: .system("sign-in"))
    }
    let (session, token) = Session.begin(
      id: UUID().uuidString.lowercased(), user: "user:\(user.id)",
      hasSecondFactor: hasSecondFactor, now: now)
    try store.recordSignIn(ofUser: user.id, succeeded: true)
    try keep(account, source, isSuccess: true)
    try store.beginSession(
      digest: session.token.bytes, user: user.id,
      expiresAt: Timestamp(milliseconds: now.milliseconds + limits.absoluteMilliseconds), csrf: [],
      isSecondFactorShown: hasSecondFactor, id: session.id)
    return SignedIn(
      acting: Acting(user: user.id, role: role, via: .session(session.id)), name: user.name,
      token: token, lacksSecondFactor: !user.hasSecondFactor)
  }

  /// Records a sign-in that failed, and gives the one answer to all of them.
  private func failed(
    _ known: UserCredentials?, _ account: String, _ source: SourceAddress, isNoted: Bool
  ) throws -> DeskError {
    if !isNoted { note(account, source, isSuccess: false) }
    try mapping {
      try store.together {
        try keep(account, source, isSuccess: false)
        if let known {
          try store.recordSignIn(ofUser: known.user.id, succeeded: false)
        } else {
          try store.record("session.failed", on: "user:unknown", by: .system("sign-in"))
        }
      }
    }
    return DeskError(
      .signInFailed, subject: "sign-in", message: "The name, the password or the code is wrong.")
  }

  private func note(_ account: String, _ source: SourceAddress, isSuccess: Bool) {
    throttle.withLock {
      if isSuccess {
        $0.succeeded(account: account, source: source, now: now)
      } else {
        $0.failed(account: account, source: source, now: now)
      }
    }
  }

  private func keep(_ account: String, _ source: SourceAddress, isSuccess: Bool) throws {
    let limits = ThrottleLimits()
    try store.keepSignIn(
      SignInRow(
        account: Array(account.utf8), source: source.bytes, time: now, isSuccess: isSuccess),
      failures: Timestamp(milliseconds: now.milliseconds - limits.memoryMilliseconds),
      successes: Timestamp(milliseconds: now.milliseconds - limits.knownMilliseconds))
  }

  /// What throttling calls a name: a keyed digest, since people type passwords where names belong.
  private func accountKey(_ name: String) -> String {
    let folded = PasswordRules.normalized(String(name.prefix(200))).lowercased()
    return Data(keys.sealing.derived(for: "sign-in-name:\(folded)")).base64EncodedString()
  }

  /// The throttle as it was before a restart.
  static func rememberedSignIns(_ store: CaseStore) throws -> SignInThrottle {
    var throttle = SignInThrottle()
    try store.forEachSignIn { row in
      guard let source = SourceAddress(bytes: row.source) else { return }
      let account = String(decoding: row.account, as: UTF8.self)
      if row.isSuccess {
        throttle.succeeded(account: account, source: source, now: row.time)
      } else {
        throttle.failed(account: account, source: source, now: row.time)
      }
    }
    return throttle
  }
}
