import GRDB
import SocialModel

/// A session. The store knows the digest of its token and never the token.
public struct SessionRow: Hashable, Sendable {
  /// The digest of the token.
  public var digest: [UInt8]
  /// The user.
  public var user: UserRow
  /// When it began.
  public var createdAt: Timestamp
  /// When it was last used.
  public var usedAt: Timestamp
  /// When it ends at the latest.
  public var expiresAt: Timestamp
  /// What forms must send back.
  public var csrf: [UInt8]
  /// Whether the second factor was shown.
  public var isSecondFactorShown: Bool
}

/// An API token. The store knows its digest and never the token.
public struct TokenRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// What it is for.
  public var name: String
  /// What it may do, as words that casework gives a meaning.
  public var scopes: [String]
  /// Whose it is, by number.
  public var user: Int64
  /// When it was made.
  public var createdAt: Timestamp
  /// When it ends.
  public var expiresAt: Timestamp
  /// When it was withdrawn.
  public var revokedAt: Timestamp?
  /// When it was last used.
  public var usedAt: Timestamp?

  init(_ row: Row) throws {
    id = row["id"]
    name = row["name"]
    scopes = try JSONText.decode(row["scopes"], as: [String].self)
    user = row["user"]
    createdAt = Moment.of(row, "createdAt")
    expiresAt = Moment.of(row, "expiresAt")
    revokedAt = Moment.optional(row, "revokedAt")
    usedAt = Moment.optional(row, "usedAt")
  }
}

extension CaseStore {
  /// Begins a session; sessions that are over are removed.
  public func beginSession(
    digest: [UInt8], user: Int64, expiresAt: Timestamp, csrf: [UInt8], isSecondFactorShown: Bool
  ) throws {
    let now = clock()
    try writeUnaudited { db in
      try db.execute(
        sql: "DELETE FROM session WHERE expiresAt <= ?", arguments: [now.milliseconds])
      try db.execute(
        sql: """
          INSERT INTO session (digest, user, createdAt, usedAt, expiresAt, csrf,
            isSecondFactorShown) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Bytes.data(digest), user, now.milliseconds, now.milliseconds, expiresAt.milliseconds,
          Bytes.data(csrf), isSecondFactorShown,
        ])
    }
  }

  /// The session of a token's digest that is not over and whose user is enabled; nil otherwise.
  ///
  /// - Parameter idle: after how many seconds without use it is over.
  public func session(digest: [UInt8], idle seconds: Int64) throws -> SessionRow? {
    let now = clock()
    return try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT u.*, s.digest, s.createdAt AS begunAt, s.usedAt, s.expiresAt, s.csrf,
            s.isSecondFactorShown
          FROM session s JOIN user u ON u.id = s.user
          WHERE s.digest = ? AND s.expiresAt > ? AND s.usedAt > ? AND u.disabledAt IS NULL
          """,
        arguments: [
          Bytes.data(digest), now.milliseconds, now.milliseconds - seconds * 1000,
        ])
      return row.map { row in
        SessionRow(
          digest: digest, user: UserRow(row), createdAt: Moment.of(row, "begunAt"),
          usedAt: Moment.of(row, "usedAt"), expiresAt: Moment.of(row, "expiresAt"),
          csrf: Bytes.of(row, "csrf"), isSecondFactorShown: row["isSecondFactorShown"])
      }
    }
  }

  /// Notes that a session was used. Once a minute is enough.
  public func touchSession(digest: [UInt8]) throws {
    let now = clock()
    try writeUnaudited { db in
      try db.execute(
        sql: "UPDATE session SET usedAt = ? WHERE digest = ?",
        arguments: [now.milliseconds, Bytes.data(digest)])
    }
  }

  /// Gives a session another token; it stays the same session and ends no later.
  ///
  /// - Returns: false when no session has the digest, since another request was faster.
  public func replaceSession(digest: [UInt8], with fresh: [UInt8]) throws -> Bool {
    let now = clock()
    return try writeUnaudited { db in
      try db.execute(
        sql: "UPDATE session SET digest = ?, usedAt = ? WHERE digest = ?",
        arguments: [Bytes.data(fresh), now.milliseconds, Bytes.data(digest)])
      return db.changesCount == 1
    }
  }

  /// Ends a session.
  public func endSession(digest: [UInt8], by actor: Actor) throws {
    try write(by: actor, "session.signed-out", on: actor.description) { db, _ in
      try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [Bytes.data(digest)])
    }
  }

  /// Keeps an API token.
  public func addToken(
    digest: [UInt8], name: String, scopes: [String], user: Int64, expiresAt: Timestamp,
    by actor: Actor
  ) throws -> Int64 {
    try Checked.name(name, "token")
    let now = clock()
    return try write(by: actor, "token.changed") { db, entry in
      try db.execute(
        sql: """
          INSERT INTO apiToken (digest, name, scopes, user, createdAt, expiresAt)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Bytes.data(digest), name, try JSONText.encode(scopes), user, now.milliseconds,
          expiresAt.milliseconds,
        ])
      entry.subject = "token:\(db.lastInsertedRowID)"
      entry.details = ["scopes": scopes.joined(separator: " "), "user": "\(user)"]
      return db.lastInsertedRowID
    }
  }

  /// The token of a digest that is neither over nor withdrawn and whose user is enabled.
  public func token(digest: [UInt8]) throws -> TokenRow? {
    let now = clock()
    return try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT t.* FROM apiToken t JOIN user u ON u.id = t.user
          WHERE t.digest = ? AND t.expiresAt > ? AND t.revokedAt IS NULL AND u.disabledAt IS NULL
          """, arguments: [Bytes.data(digest), now.milliseconds]
      ).map { try TokenRow($0) }
    }
  }

  /// Notes that a token was used. Once a minute is enough.
  public func touchToken(_ id: Int64) throws {
    let now = clock()
    try writeUnaudited { db in
      try db.execute(
        sql: "UPDATE apiToken SET usedAt = ? WHERE id = ?", arguments: [now.milliseconds, id])
    }
  }

  /// Withdraws a token.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func revokeToken(_ id: Int64, by actor: Actor) throws {
    let now = clock()
    try write(by: actor, "token.changed", on: "token:\(id)", details: ["revoked": "true"]) {
      db, _ in
      try db.execute(
        sql: "UPDATE apiToken SET revokedAt = coalesce(revokedAt, ?) WHERE id = ?",
        arguments: [now.milliseconds, id])
      guard db.changesCount == 1 else { throw StoreError.missing("token", id) }
    }
  }

  /// All tokens, in the order of making.
  public func tokens() throws -> [TokenRow] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM apiToken ORDER BY id").map { try TokenRow($0) }
    }
  }
}
