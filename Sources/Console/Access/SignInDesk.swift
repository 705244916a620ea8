import Casework
import Dispatch
import SocialModel
import Store
import Synchronization

/// Lets people in: password, one-time code and throttle, in this order and at the same cost whatever
/// is wrong.
final class SignInDesk: Sendable {
  /// How a sign-in ended.
  enum Outcome: Sendable {
    case signedIn(SecretToken)
    case wrong
    case wait(seconds: Int64)
  }

  /// What was typed.
  struct Attempt: Sendable {
    var name: String
    var password: String
    var code: String
    var source: SourceAddress
  }

  private let store: CaseStore
  private let keeper: SessionKeeper
  private let key: SealingKey
  private let check: PasswordCheck
  private let cost: PasswordCost
  private let clock: @Sendable () -> Timestamp
  private let throttle = Mutex(SignInThrottle())
  private let waiting = Mutex(0)
  /// One password at a time: each takes 64 MiB, and nobody is to have the program take gigabytes.
  private let queue = DispatchQueue(label: "tocsin.console.sign-in")
  private static let mostWaiting = 32

  init(
    store: CaseStore, keeper: SessionKeeper, key: SealingKey, cost: PasswordCost,
    clock: @escaping @Sendable () -> Timestamp
  ) throws {
    self.store = store
    self.keeper = keeper
    self.key = key
    self.cost = cost
    self.clock = clock
    check = try PasswordCheck(cost: cost)
  }

  /// Checks a sign-in.
  ///
  /// - Throws: ``ConsoleError`` with `busy` when too many wait, and what the store throws.
  func signIn(_ attempt: Attempt) async throws -> Outcome {
    try await inTurn { try self.decide(attempt) }
  }

  /// Hashes a password that a user is to have, after checking that it is strong enough.
  func hash(_ password: String, userName: String) async throws -> String {
    try PasswordRules.check(password, userName: userName)
    return try await inTurn { try PasswordHash(of: password, cost: self.cost).text }
  }

  /// Whether a password is the user's.
  func isRight(_ password: String, of name: String) async throws -> Bool {
    try await inTurn {
      let stored = try self.store.credentials(name: name)
      let outcome = try self.check.check(
        password, against: stored.flatMap { PasswordHash(text: $0.passwordHash) })
      return outcome != .wrong
    }
  }

  /// The secret of a user's second factor, sealed for the store.
  func seal(_ secret: OneTimeSecret, ofUser id: Int64) -> [UInt8] {
    Self.seal(secret, ofUser: id, with: key)
  }

  /// The secret of a user's second factor, sealed for the store.
  static func seal(_ secret: OneTimeSecret, ofUser id: Int64, with key: SealingKey) -> [UInt8] {
    key.seal(secret.bytes, of: owner(id))
  }

  private static func owner(_ id: Int64) -> String { "user:\(id):totp" }

  private func inTurn<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let isTaken = waiting.withLock { count in
      guard count < Self.mostWaiting else { return false }
      count += 1
      return true
    }
    guard isTaken else { throw ConsoleError(.busy, "Too many sign in at once. Try again.") }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        let result = Result { try work() }
        self.waiting.withLock { $0 -= 1 }
        continuation.resume(with: result)
      }
    }
  }

  private func decide(_ attempt: Attempt) throws -> Outcome {
    let now = clock()
    let name = attempt.name.lowercased()
    let answer = throttle.withLock { $0.answer(account: name, source: attempt.source, now: now) }
    if case .wait(let until) = answer {
      return .wait(seconds: max(1, (until.milliseconds - now.milliseconds + 999) / 1000))
    }
    let found = try store.credentials(name: attempt.name)
    let credentials = found?.user.disabledAt == nil ? found : nil
    let outcome = try check.check(
      attempt.password, against: credentials.flatMap { PasswordHash(text: $0.passwordHash) })
    let second = try secondFactor(attempt, credentials, now)
    let mustShow = answer == .proceedWithSecondFactor
    guard case .right = outcome, let credentials, second != .wrong,
      !(mustShow && second == .none), try useUp(second, credentials)
    else { return try fail(attempt, found, now) }
    throttle.withLock { $0.succeeded(account: name, source: attempt.source, now: now) }
    try store.recordSignIn(ofUser: credentials.user.id, succeeded: true)
    return .signedIn(
      try keeper.begin(user: credentials.user.id, hasSecondFactor: second != .none, in: store))
  }

  private enum SecondFactor: Equatable {
    case none
    case wrong
    case right(step: Int64)
  }

  private func secondFactor(
    _ attempt: Attempt, _ credentials: UserCredentials?, _ now: Timestamp
  ) throws -> SecondFactor {
    guard let credentials, let sealed = credentials.sealedSecret else { return .none }
    let bytes = try key.unseal(sealed, of: Self.owner(credentials.user.id))
    let step = try OneTimeSecret(bytes: bytes).acceptedStep(
      attempt.code, at: now, lastUsed: credentials.lastCode)
    return step.map { .right(step: $0) } ?? .wrong
  }

  private func useUp(_ second: SecondFactor, _ credentials: UserCredentials) throws -> Bool {
    guard case .right(let step) = second else { return true }
    return try store.useCode(ofUser: credentials.user.id, step: step)
  }

  private func fail(_ attempt: Attempt, _ found: UserCredentials?, _ now: Timestamp) throws
    -> Outcome
  {
    throttle.withLock {
      $0.failed(account: attempt.name.lowercased(), source: attempt.source, now: now)
    }
    if let found {
      try store.recordSignIn(ofUser: found.user.id, succeeded: false)
    } else {
      try store.record("session.failed", on: "user:unknown", by: .system("console"))
    }
    return .wrong
  }
}
