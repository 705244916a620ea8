import Casework
import Dispatch
import SocialModel
import Store
import Synchronization

/// Casework done: the rules of `Casework` applied to the rows of the `Store`.
///
/// Whatever a person does comes through here, and is checked here and nowhere else: the role, the rules
/// about one person's parts, the state of the case, the clock. What is checked and what is written are one
/// transaction, so that what a rule saw is what was changed. A caller shows pages and maps errors.
///
/// ```swift
/// let desk = try CaseDesk(store: store, keys: keys)
/// let until = try desk.claim(case: 7, by: acting)
/// ```
///
/// Methods block until done; call them from a server through ``perform(_:)``. Times are those of the
/// store's clock.
public final class CaseDesk: Sendable {
  /// The rows.
  public let store: CaseStore
  /// The keys beside the database.
  let keys: DeskKeys
  let throttle: Mutex<SignInThrottle>
  let reportThrottle: Mutex<ReportThrottle>
  let passwords: PasswordCheck
  let passwordCost: PasswordCost
  let limits: SessionLimits
  /// Passwords that nobody may choose; nil where the team has no list.
  let breached: BreachedPasswords?
  /// How packages for authorities are made.
  let packages: PackageSettings
  /// Where pictures of posts are made to be looked at.
  let viewing = ViewingRoom()
  /// Two passwords are hashed at a time: each takes 64 MiB.
  private let hashingPlaces = DispatchSemaphore(value: 2)
  private let hashingWaits = Mutex(0)
  private let queue = DispatchQueue(label: "tocsin.desk", attributes: .concurrent)
  /// Work that hashes has threads of its own, so that a flood of sign-ins holds up no page.
  private let hashingQueue = DispatchQueue(label: "tocsin.desk.hashing", attributes: .concurrent)
  /// No more wait for their password to be hashed.
  static let mostHashing = 24

  /// A desk over a store. What throttling must not forget over a restart is read back from it.
  ///
  /// - Parameters:
  ///   - store: opened with ``AuditSealer/chain``.
  ///   - keys: the keys beside the database.
  ///   - passwordCost: what a password costs to hash.
  ///   - limits: how long sessions last.
  ///   - breached: passwords that nobody may choose.
  ///   - packages: how packages for authorities are made.
  /// - Throws: ``DeskError``.
  public init(
    store: CaseStore, keys: DeskKeys, passwordCost: PasswordCost = .standard,
    limits: SessionLimits = .standard, breached: BreachedPasswords? = nil,
    packages: PackageSettings = PackageSettings()
  ) throws {
    self.store = store
    self.keys = keys
    self.passwordCost = passwordCost
    self.limits = limits
    self.breached = breached
    self.packages = packages
    let now = store.clock()
    do {
      passwords = try PasswordCheck(cost: passwordCost)
      throttle = Mutex(try Self.rememberedSignIns(store))
      reportThrottle = Mutex(try Self.rememberedReports(store, now))
    } catch { throw Self.mapped(error) }
  }

  /// Runs blocking work away from the caller's thread.
  public func perform<Value: Sendable>(
    _ work: @escaping @Sendable (CaseDesk) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work(self) }) }
    }
  }

  /// Runs work that hashes a password away from the caller's thread, and from those of ``perform(_:)``.
  ///
  /// - Throws: ``DeskError`` with `wait` when too many wait already, and what the work throws.
  public func performHashing<Value: Sendable>(
    _ work: @escaping @Sendable (CaseDesk) throws -> Value
  ) async throws -> Value {
    let isTaken = hashingWaits.withLock { count in
      guard count < Self.mostHashing else { return false }
      count += 1
      return true
    }
    guard isTaken else {
      throw DeskError(
        .wait, subject: "sign-in", message: "Too many sign in at this moment.",
        hint: "Try again in some seconds.", until: Timestamp(milliseconds: now.milliseconds + 5000))
    }
    return try await withCheckedThrowingContinuation { continuation in
      hashingQueue.async {
        let result = Result { try work(self) }
        self.hashingWaits.withLock { $0 -= 1 }
        continuation.resume(with: result)
      }
    }
  }

  /// Holds one of the two places for hashing.
  func hashing<Value>(_ body: () throws -> Value) rethrows -> Value {
    hashingPlaces.wait()
    defer { hashingPlaces.signal() }
    return try body()
  }

  /// Now.
  var now: Timestamp { store.clock() }

  /// Does an act that a permission allows, as one transaction.
  ///
  /// The role is compared with the stored one inside of it: who was closed or lost a role a moment ago acts
  /// no more.
  func act<Value>(
    _ permission: Permission, by acting: Acting, on subject: String, _ body: () throws -> Value
  ) throws -> Value {
    try mapping {
      try store.together {
        try require(permission, acting, subject)
        return try body()
      }
    }
  }

  /// Reads what a permission allows to see.
  func look<Value>(
    _ permission: Permission, by acting: Acting, on subject: String, _ body: () throws -> Value
  ) throws -> Value {
    try mapping {
      try require(permission, acting, subject)
      return try body()
    }
  }

  /// Refuses who may not do an act.
  func require(_ permission: Permission, _ acting: Acting, _ subject: String) throws {
    if acting.via != .terminal {
      let row = try store.user(acting.user)
      guard row.disabledAt == nil, row.role == acting.role.rawValue else {
        throw DeskError(
          .notSignedIn, subject: "user \(acting.user)",
          message: "Your role has changed or your account was closed.", hint: "Sign in again.")
      }
    }
    guard acting.allows(permission) else { throw DeskError.notAllowed(permission, subject) }
  }

  /// Turns what rules and rows refuse into what a caller can act on.
  func mapping<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw Self.mapped(error) }
  }

  private static func mapped(_ error: any Error) -> any Error {
    switch error {
    case let error as CaseworkError: DeskError(error)
    case let error as StoreError: DeskError(error)
    default: error
    }
  }
}
