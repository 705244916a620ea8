import GRDB
import SocialModel

extension CaseStore {
  /// Claims an open case for a user, or prolongs the user's claim, for the queue's minutes.
  ///
  /// - Parameter takingOver: whether somebody else's claim is ended, as a lead may.
  /// - Returns: when the claim ends by itself.
  /// - Throws: ``StoreError`` with `refused` when the case is not open or somebody else holds it.
  public func claim(
    _ id: Int64, for user: Int64, takingOver: Bool = false
  ) throws -> Timestamp {
    let now = clock()
    return try write(by: .user(user), "case.claim", on: "case:\(id)") { db, entry in
      if takingOver {
        try db.execute(
          sql: "DELETE FROM claim WHERE caseFile = ? AND user <> ?", arguments: [id, user])
        entry.details["taken-over"] = "\(db.changesCount == 1)"
      }
      let until = try Self.claim(id, user, now, db)
      entry.details["until"] = until.description
      return until
    }
  }

  /// Claims the next open case of a queue that nobody holds: those with a clock that runs first, the
  /// earlier end first, then the most urgent, then the oldest; nil where there is none.
  public func claimNext(inQueue queue: Int64, for user: Int64) throws -> Int64? {
    let now = clock()
    let found = try read { db in try Self.nextCase(queue, now, db) }
    guard found != nil else { return nil }
    return try write(by: .user(user), "case.claim") { db, entry in
      // Looked up again: another may have claimed it in between.
      guard let id = try Self.nextCase(queue, now, db) else {
        entry.subject = "queue:\(queue)"
        entry.details = ["claimed": "none"]
        return nil
      }
      let until = try Self.claim(id, user, now, db)
      entry.subject = "case:\(id)"
      entry.details = ["until": until.description]
      return id
    }
  }

  /// Gives a case back.
  ///
  /// - Parameter anyones: whether somebody else's claim is ended too, as a lead may.
  /// - Throws: ``StoreError`` with `refused` when the user holds no claim on it.
  public func release(_ id: Int64, by user: Int64, anyones: Bool = false) throws {
    try write(by: .user(user), "case.claim", on: "case:\(id)", details: ["until": "released"]) {
      db, _ in
      try db.execute(
        sql: "DELETE FROM claim WHERE caseFile = ? AND (user = ? OR ?)",
        arguments: [id, user, anyones])
      guard db.changesCount == 1 else {
        throw StoreError.refused("case \(id)", "The user does not hold it.")
      }
    }
  }

  /// The cases that a user holds now, in the order of claiming.
  public func claimedCases(of user: Int64) throws -> [CaseRow] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(CaseRow.columns) FROM claim h CROSS JOIN \(CaseRow.tables)
          WHERE h.user = ? AND f.id = h.caseFile AND l.user = h.user ORDER BY h.claimedAt, f.id
          """, arguments: [now.milliseconds, user]
      ).map { try CaseRow($0) }
    }
  }

  private static func nextCase(_ queue: Int64, _ now: Timestamp, _ db: Database) throws -> Int64? {
    let free = """
      f.queue = ? AND f.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM claim WHERE caseFile = f.id AND expiresAt > ?)
      """
    let due = try Int64.fetchOne(
      db,
      sql: """
        SELECT f.id FROM caseFile f WHERE \(free) AND f.dueAt IS NOT NULL
        ORDER BY f.dueAt, f.urgency DESC, f.id LIMIT 1
        """, arguments: [queue, now.milliseconds])
    return try due
      ?? Int64.fetchOne(
        db, sql: "SELECT f.id FROM caseFile f WHERE \(free) ORDER BY f.urgency DESC, f.id LIMIT 1",
        arguments: [queue, now.milliseconds])
  }

  private static func claim(
    _ id: Int64, _ user: Int64, _ now: Timestamp, _ db: Database
  ) throws -> Timestamp {
    let minutes = try Int64.fetchOne(
      db,
      sql: """
        SELECT q.claimMinutes FROM caseFile f JOIN queue q ON q.id = f.queue
        WHERE f.id = ? AND f.state = 'open'
        """, arguments: [id])
    guard let minutes else { throw StoreError.refused("case \(id)", "It is not open.") }
    let until = Timestamp(milliseconds: now.milliseconds + minutes * 60_000)
    try db.execute(
      sql: """
        INSERT INTO claim (caseFile, user, claimedAt, expiresAt) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (caseFile) DO UPDATE SET
          claimedAt = CASE WHEN user = ?2 AND expiresAt > ?3 THEN claimedAt ELSE ?3 END,
          user = ?2, expiresAt = ?4
        WHERE user = ?2 OR expiresAt <= ?3
        """, arguments: [id, user, now.milliseconds, until.milliseconds])
    guard db.changesCount == 1 else {
      throw StoreError.refused("case \(id)", "Somebody else holds it.")
    }
    return until
  }
}
