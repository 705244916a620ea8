import Casework
import Foundation
import SocialModel
import Store

/// A second factor that is being set up: shown once.
public struct SecondFactorOffer: Sendable {
  /// What authenticator programs read from a picture. It holds the secret.
  public var uri: String
  /// The secret as people type it.
  public var secret: String
  /// The secret sealed, to be given back with the first code; bound to the user.
  public var sealed: String
}

extension CaseDesk {
  /// Makes a user. On the terminal, where the file's permissions are the only guard, it is how the first admin
  /// comes in.
  ///
  /// - Parameter secret: a second factor that the user has already; nil where the user sets one up after the
  ///   first sign-in.
  /// - Throws: ``DeskError`` with `notAllowed`, `weakPassword`, or `conflict` when the name is taken.
  public func createUser(
    _ name: String, role: Role, password: String, secret: OneTimeSecret? = nil, by acting: Acting
  ) throws -> Int64 {
    let hash = try hashed(password, of: name)
    return try act(.manageUsers, by: acting, on: "user") {
      let id = try store.addUser(
        name, role: role.rawValue, passwordHash: hash.text, by: acting.actor)
      if let secret {
        let sealed = keys.sealing.seal(secret.bytes, of: Self.secretOwner(id))
        try store.setSecondFactor(ofUser: id, sealedSecret: sealed, by: acting.actor)
      }
      // On the terminal people type their own password.
      if acting.via != .terminal { try notePassword(of: id, isGiven: true) }
      return id
    }
  }

  /// Changes a user's role, or closes or opens the account again; the user's sessions, and where closed the
  /// tokens and claims, end.
  ///
  /// - Throws: ``DeskError`` with `samePerson` for oneself, `wrongState` when no enabled admin would remain.
  public func changeUser(
    _ id: Int64, role: Role? = nil, isClosed: Bool? = nil, by acting: Acting
  ) throws {
    try act(.manageUsers, by: acting, on: "user \(id)") {
      if let reason = SeparationOfDuties.userChange(acting.name, of: "user:\(id)") {
        throw DeskError.samePerson(.manageUsers, "user \(id)", reason)
      }
      try store.setUser(id, role: role?.rawValue, isDisabled: isClosed, by: acting.actor)
      let isAnyAdmin = try store.users().contains {
        $0.role == Role.admin.rawValue && $0.disabledAt == nil
      }
      guard isAnyAdmin else {
        throw DeskError(
          .wrongState, subject: "user \(id)", message: "No admin would remain.")
      }
    }
  }

  /// Sets another user's password, who then signs in with it; all sessions of the user end.
  public func resetPassword(of id: Int64, to password: String, by acting: Acting) throws {
    let name = try mapping { try store.user(id).name }
    let hash = try hashed(password, of: name)
    try act(.manageUsers, by: acting, on: "user \(id)") {
      try store.setPassword(ofUser: id, hash: hash.text, by: acting.actor)
      if acting.user != id { try notePassword(of: id, isGiven: true) }
    }
  }

  /// Changes one's own password, which takes the present one; all sessions of the user end.
  ///
  /// - Throws: ``DeskError`` with `signInFailed` when the present one is wrong, `weakPassword`.
  public func changePassword(from present: String, to next: String, by acting: Acting) throws {
    try requirePassword(present, acting)
    guard PasswordRules.normalized(present) != PasswordRules.normalized(next) else {
      throw DeskError(
        .weakPassword, subject: "password", message: "The new password is the present one.")
    }
    let name = try mapping { try store.user(acting.user).name }
    let hash = try hashed(next, of: name)
    try act(.viewBoard, by: acting, on: "user \(acting.user)") {
      try store.setPassword(ofUser: acting.user, hash: hash.text, by: acting.actor)
      try notePassword(of: acting.user, isGiven: false)
    }
  }

  /// Removes another user's second factor and recovery codes, for who lost both; all sessions end.
  public func resetSecondFactor(of id: Int64, by acting: Acting) throws {
    try act(.manageUsers, by: acting, on: "user \(id)") {
      if let reason = SeparationOfDuties.userChange(acting.name, of: "user:\(id)") {
        throw DeskError.samePerson(.manageUsers, "user \(id)", reason)
      }
      try store.setSecondFactor(ofUser: id, sealedSecret: nil, by: acting.actor)
      try store.setRecoveryCodes(ofUser: id, hashes: [], by: acting.actor)
      try store.endSessions(ofUser: id, by: acting.actor)
    }
  }

  /// A new secret for one's second factor. Nothing is stored until a code of it is shown.
  public func offerSecondFactor(to acting: Acting) throws -> SecondFactorOffer {
    try look(.viewBoard, by: acting, on: "second factor") {
      try signedIn(acting)
      let secret = OneTimeSecret.random()
      let sealed = keys.sealing.seal(secret.bytes, of: "user:\(acting.user):offer")
      return SecondFactorOffer(
        uri: secret.uri(issuer: "Tocsin", userName: try store.user(acting.user).name),
        secret: Base32.text(secret.bytes), sealed: Data(sealed).base64EncodedString())
    }
  }

  /// Takes the second factor that was offered, once the password and a code of it are shown; it replaces the
  /// one before, and all other sessions of the user end.
  ///
  /// - Returns: recovery codes, to be shown once, and the token that replaces the session's, since it may do more
  ///   from now on; nil where the session is over.
  /// - Throws: ``DeskError`` with `signInFailed` for a wrong password or code, `key` for an offer to somebody else.
  public func acceptSecondFactor(
    _ offer: String, code: String, password: String, by acting: Acting
  ) throws -> (codes: [String], token: SecretToken?) {
    try requirePassword(password, acting)
    return try act(.viewBoard, by: acting, on: "second factor") {
      try signedIn(acting)
      let sealed = Data(base64Encoded: offer).map { Array($0) } ?? []
      let secret = try OneTimeSecret(
        bytes: keys.sealing.unseal(sealed, of: "user:\(acting.user):offer"))
      guard let step = try secret.acceptedStep(code, at: now, lastUsed: nil) else {
        throw DeskError(.signInFailed, subject: "code", message: "The code is wrong.")
      }
      let (codes, hashes) = RecoveryCodes.make()
      try store.setSecondFactor(
        ofUser: acting.user,
        sealedSecret: keys.sealing.seal(secret.bytes, of: Self.secretOwner(acting.user)),
        by: acting.actor)
      _ = try store.useCode(ofUser: acting.user, step: step)
      try store.setRecoveryCodes(ofUser: acting.user, hashes: hashes, by: acting.actor)
      try endOthers(acting)
      return (codes, try raised(acting))
    }
  }

  /// Notes in the session that a second factor was shown, under a new token.
  private func raised(_ acting: Acting) throws -> SecretToken? {
    guard case .session(let id) = acting.via, let row = try store.session(id: id) else {
      return nil
    }
    let token = SecretToken.random()
    let isDone = try store.rotateSession(
      digest: row.digest, to: token.hash.bytes, isSecondFactorShown: true, keepsPrevious: false)
    return isDone ? token : nil
  }

  /// Whether everybody must have a second factor: yes, unless the team says otherwise.
  public func isSecondFactorRequired() throws -> Bool {
    try mapping { try store.setting(Self.secondFactorSetting) != "optional" }
  }

  /// Says whether everybody must have a second factor.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`.
  public func setSecondFactorRequired(_ isRequired: Bool, by acting: Acting) throws {
    try act(.changeSettings, by: acting, on: "second factor") {
      try store.setSetting(
        Self.secondFactorSetting, to: isRequired ? "required" : "optional", by: acting.actor)
    }
  }

  private static var secondFactorSetting: String { "access.second-factor" }

  static func secretOwner(_ user: Int64) -> String { "user:\(user):totp" }

  /// The hash of a password that is strong enough.
  func hashed(_ password: String, of name: String) throws -> PasswordHash {
    try mapping {
      try PasswordRules.check(password, userName: name)
      guard try breached?.contains(password) != true else {
        throw DeskError(
          .weakPassword, subject: "password",
          message: "The password is in a list of passwords that were stolen elsewhere.",
          hint: "Take random words.")
      }
      return try hashing { try PasswordHash(of: password, cost: passwordCost) }
    }
  }

  /// Whether a password is a user's.
  func check(_ password: String, _ known: UserCredentials) throws -> PasswordCheck.Outcome {
    try mapping {
      try hashing {
        try passwords.check(password, against: PasswordHash(text: known.passwordHash))
      }
    }
  }
}
