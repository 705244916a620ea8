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
  /// Which session it is: stays when the token is replaced, and goes into the audit trail. Nil for a session
  /// of an earlier version.
  public var id: String?
  /// The digest of the token before.
  public var previousDigest: [UInt8]?
  /// When that token was replaced.
  public var replacedAt: Timestamp?
  /// When the present token was given out.
  public var rotatedAt: Timestamp?

  init(_ row: Row) {
    digest = Bytes.of(row, "digest")
    user = UserRow(row)
    createdAt = Moment.of(row, "begunAt")
    usedAt = Moment.of(row, "usedAt")
    expiresAt = Moment.of(row, "expiresAt")
    csrf = Bytes.of(row, "csrf")
    isSecondFactorShown = row["isSecondFactorShown"]
    id = row["sessionId"]
    previousDigest = Bytes.optional(row, "previousDigest")
    replacedAt = Moment.optional(row, "replacedAt")
    rotatedAt = Moment.optional(row, "rotatedAt")
  }

  static let select = """
    SELECT u.*, s.digest, s.createdAt AS begunAt, s.usedAt, s.expiresAt, s.csrf,
      s.isSecondFactorShown, s.id AS sessionId, s.previousDigest, s.replacedAt, s.rotatedAt
    FROM session s JOIN user u ON u.id = s.user

    """
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
    digest: [UInt8], user: Int64, expiresAt: Timestamp, csrf: [UInt8], isSecondFactorShown: Bool,
    id: String? = nil
  ) throws {
    let now = clock()
    try writeUnaudited { db in
      try db.execute(
        sql: "DELETE FROM session WHERE expiresAt <= ?", arguments: [now.milliseconds])
      try db.execute(
        sql: """
          INSERT INTO session (digest, user, createdAt, usedAt, expiresAt, csrf,
            isSecondFactorShown, id, rotatedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Bytes.data(digest), user, now.milliseconds, now.milliseconds, expiresAt.milliseconds,
          Bytes.data(csrf), isSecondFactorShown, id, now.milliseconds,
        ])
    }
  }

  /// The session of an id, over or not; nil where there is none.
  public func session(id: String) throws -> SessionRow? {
    try read { db in
      try Row.fetchOne(db, sql: SessionRow.select + "WHERE s.id = ?", arguments: [id]).map {
        SessionRow($0)
      }
    }
  }

  /// The session whose present or former token has a digest, over or not; nil where there is none.
  public func anySession(digest: [UInt8]) throws -> SessionRow? {
    let data = Bytes.data(digest)
    return try read { db in
      let row =
        try Row.fetchOne(db, sql: SessionRow.select + "WHERE s.digest = ?", arguments: [data])
        ?? Row.fetchOne(
          db, sql: SessionRow.select + "WHERE s.previousDigest = ?", arguments: [data])
      return row.map { SessionRow($0) }
    }
  }

  /// Replaces a session's token by its digest; the one before is kept for requests on their way.
  ///
  /// - Returns: whether the session still had the digest that is replaced.
  public func rotateSession(
    digest: [UInt8], to next: [UInt8], isSecondFactorShown: Bool, keepsPrevious: Bool = true
  ) throws -> Bool {
    let now = clock()
    return try writeUnaudited { db in
      try db.execute(
        sql: """
          UPDATE session SET digest = ?1, previousDigest = ?2, replacedAt = ?3, rotatedAt = ?3,
            usedAt = max(usedAt, ?3), isSecondFactorShown = ?4 WHERE digest = ?5
          """,
        arguments: [
          Bytes.data(next), keepsPrevious ? Bytes.data(digest) : nil, now.milliseconds,
          isSecondFactorShown, Bytes.data(digest),
        ])
      return db.changesCount == 1
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

  /// Ends a session.
  public func endSession(digest: [UInt8], by actor: Actor) throws {
    try write(by: actor, "session.signed-out", on: actor.description) { db, _ in
      try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [Bytes.data(digest)])
    }
  }

  /// The sessions of a user that are not over, the newest first.
  ///
  /// - Parameter idle: after how many seconds without use one is over.
  public func sessions(ofUser id: Int64, idle seconds: Int64) throws -> [SessionRow] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(
        db,
        sql: SessionRow.select + """
          WHERE s.user = ? AND s.expiresAt > ? AND s.usedAt > ? ORDER BY s.createdAt DESC, s.id
          """,
        arguments: [id, now.milliseconds, now.milliseconds - seconds * 1000]
      ).map { SessionRow($0) }
    }
  }

  /// Ends all sessions of a user.
  ///
  /// - Parameter but: the one that goes on; nil for none.
  public func endSessions(ofUser id: Int64, but: String? = nil, by actor: Actor) throws {
    try write(by: actor, "session.signed-out", on: "user:\(id)") { db, entry in
      try db.execute(
        sql: "DELETE FROM session WHERE user = ? AND id IS NOT ?", arguments: [id, but])
      entry.details = ["sessions": "\(db.changesCount)"]
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
          INSERT INTO apiToken (id, digest, name, scopes, user, createdAt, expiresAt)
          VALUES (\(Numbering.next("apiToken")), ?, ?, ?, ?, ?, ?)
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
