import GRDB
import SocialModel

/// A user. Roles are words that casework gives a meaning.
public struct UserRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// The name to sign in with; case does not matter.
  public var name: String
  /// The role's word.
  public var role: String
  /// When the user was made.
  public var createdAt: Timestamp
  /// When the user was disabled; nil while enabled.
  public var disabledAt: Timestamp?
  /// Whether a second factor is set up.
  public var hasSecondFactor: Bool

  init(_ row: Row) {
    id = row["id"]
    name = row["name"]
    role = row["role"]
    createdAt = Moment.of(row, "createdAt")
    disabledAt = Moment.optional(row, "disabledAt")
    hasSecondFactor = row["sealedSecret"] != nil
  }
}

/// What a sign-in is checked against.
public struct UserCredentials: Sendable {
  /// The user.
  public var user: UserRow
  /// The Argon2id string.
  public var passwordHash: String
  /// The sealed secret of the second factor; nil where there is none.
  public var sealedSecret: [UInt8]?
  /// The last time step whose code was used: a code is good once.
  public var lastCode: Int64?
  /// Sign-ins that failed since the last one that did not.
  public var failures: Int
  /// Until when sign-ins wait.
  public var lockedUntil: Timestamp?
}

extension CaseStore {
  /// Makes a user.
  ///
  /// - Throws: ``StoreError`` with `conflict` when the name is taken, `badValue` when it is empty.
  public func addUser(
    _ name: String, role: String, passwordHash: String, by actor: Actor
  ) throws -> Int64 {
    try Checked.name(name, "user")
    let now = clock()
    return try write(by: actor, "user.changed", details: ["role": role]) { db, entry in
      try db.execute(
        sql: "INSERT INTO user (name, role, passwordHash, createdAt) VALUES (?, ?, ?, ?)",
        arguments: [name, role, passwordHash, now.milliseconds])
      entry.subject = "user:\(db.lastInsertedRowID)"
      return db.lastInsertedRowID
    }
  }

  /// All users by name.
  public func users() throws -> [UserRow] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM user ORDER BY name, id").map { UserRow($0) }
    }
  }

  /// A user.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func user(_ id: Int64) throws -> UserRow {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM user WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("user", id) }
      return UserRow(row)
    }
  }

  /// What a sign-in under a name is checked against; nil for an unknown name.
  public func credentials(name: String) throws -> UserCredentials? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM user WHERE name = ?", arguments: [name]).map { row in
        UserCredentials(
          user: UserRow(row), passwordHash: row["passwordHash"],
          sealedSecret: Bytes.optional(row, "sealedSecret"), lastCode: row["lastCode"],
          failures: row["failures"], lockedUntil: Moment.optional(row, "lockedUntil"))
      }
    }
  }

  /// Changes a user's role, or disables or enables the user; sessions and tokens of one who is disabled
  /// end.
  public func setUser(
    _ id: Int64, role: String? = nil, isDisabled: Bool? = nil, by actor: Actor
  ) throws {
    let now = clock()
    var details: [String: String] = [:]
    if let role { details["role"] = role }
    if let isDisabled { details["disabled"] = "\(isDisabled)" }
    try write(by: actor, "user.changed", on: "user:\(id)", details: details) { db, _ in
      if let role {
        try Self.change("role = ?", [role], ofUser: id, db)
        try db.execute(sql: "DELETE FROM session WHERE user = ?", arguments: [id])
      }
      guard let isDisabled else { return }
      try Self.change("disabledAt = ?", [isDisabled ? now.milliseconds : nil], ofUser: id, db)
      guard isDisabled else { return }
      try db.execute(sql: "DELETE FROM session WHERE user = ?", arguments: [id])
      try db.execute(
        sql: "UPDATE apiToken SET revokedAt = ? WHERE user = ? AND revokedAt IS NULL",
        arguments: [now.milliseconds, id])
      try db.execute(sql: "DELETE FROM claim WHERE user = ?", arguments: [id])
    }
  }

  /// Changes a password; all sessions of the user end.
  public func setPassword(ofUser id: Int64, hash: String, by actor: Actor) throws {
    try write(by: actor, "user.password", on: "user:\(id)") { db, _ in
      try Self.change(
        "passwordHash = ?, failures = 0, lockedUntil = NULL", [hash], ofUser: id, db)
      try db.execute(sql: "DELETE FROM session WHERE user = ?", arguments: [id])
    }
  }

  /// Sets or removes the second factor.
  public func setSecondFactor(
    ofUser id: Int64, sealedSecret: [UInt8]?, by actor: Actor
  ) throws {
    try write(by: actor, "user.second-factor", on: "user:\(id)") { db, entry in
      entry.details = ["set": "\(sealedSecret != nil)"]
      try Self.change(
        "sealedSecret = ?, lastCode = NULL", [sealedSecret.map { Bytes.data($0) }], ofUser: id, db)
    }
  }

  /// Uses up the code of a time step.
  ///
  /// - Returns: false when it, or a later one, was used before.
  public func useCode(ofUser id: Int64, step: Int64) throws -> Bool {
    try writeUnaudited { db in
      try db.execute(
        sql: "UPDATE user SET lastCode = ?1 WHERE id = ?2 AND coalesce(lastCode, -1) < ?1",
        arguments: [step, id])
      return db.changesCount == 1
    }
  }

  /// Records how a sign-in ended, and until when further ones wait.
  public func recordSignIn(
    ofUser id: Int64, succeeded: Bool, lockedUntil: Timestamp? = nil
  ) throws {
    let action = succeeded ? "session.signed-in" : "session.failed"
    try write(by: .user(id), action, on: "user:\(id)") { db, _ in
      try Self.change(
        "failures = CASE WHEN ? THEN 0 ELSE failures + 1 END, lockedUntil = ?",
        [succeeded, lockedUntil?.milliseconds], ofUser: id, db)
    }
  }

  private static func change(
    _ assignments: String, _ values: StatementArguments, ofUser id: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE user SET \(assignments) WHERE id = ?", arguments: values + [id])
    guard db.changesCount == 1 else { throw StoreError.missing("user", id) }
  }
}
