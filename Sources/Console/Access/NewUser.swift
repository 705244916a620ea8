import Casework
import Store

/// A user to be made, with the password and the secret of the second factor.
public struct NewUser: Sendable {
  /// The name to sign in with.
  public var name: String
  /// The role.
  public var role: Role
  /// The password, checked by the caller.
  public var password: String
  /// The secret of the second factor; nil for none.
  public var secret: OneTimeSecret?

  /// A user to be made.
  public init(name: String, role: Role, password: String, secret: OneTimeSecret?) {
    self.name = name
    self.role = role
    self.password = password
    self.secret = secret
  }

  /// Makes the user.
  ///
  /// - Returns: the user's number.
  /// - Throws: ``ConsoleError`` with `badRequest` when the name is taken; `StoreError`, `CaseworkError`.
  public func add(
    to store: CaseStore, key: SealingKey, by actor: Actor, cost: PasswordCost = .standard
  ) throws -> Int64 {
    let hash = try PasswordHash(of: password, cost: cost)
    let id: Int64
    do {
      id = try store.addUser(name, role: role.rawValue, passwordHash: hash.text, by: actor)
    } catch let error as StoreError where error.code == .conflict {
      throw ConsoleError(.badRequest, "There is a user of that name.")
    }
    if let secret {
      try store.setSecondFactor(
        ofUser: id, sealedSecret: SignInDesk.seal(secret, ofUser: id, with: key), by: actor)
    }
    return id
  }
}
