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
  /// Two passwords are hashed at a time: each takes 64 MiB.
  let hashing = DispatchSemaphore(value: 2)
  let limits: SessionLimits
  private let queue = DispatchQueue(label: "tocsin.desk", attributes: .concurrent)

  /// A desk over a store. What throttling must not forget over a restart is read back from it.
  ///
  /// - Parameters:
  ///   - store: opened with ``AuditSealer/chain``.
  ///   - keys: the keys beside the database.
  ///   - passwordCost: what a password costs to hash.
  ///   - limits: how long sessions last.
  /// - Throws: ``DeskError``.
  public init(
    store: CaseStore, keys: DeskKeys, passwordCost: PasswordCost = .standard,
    limits: SessionLimits = .standard
  ) throws {
    self.store = store
    self.keys = keys
    self.passwordCost = passwordCost
    self.limits = limits
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
