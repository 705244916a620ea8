import GRDB
import SocialModel

/// A hold that keeps data from being removed.
public struct LegalHold: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// What is held: a post, an account with its posts, or a tag's posts.
  public var subject: String
  /// Why.
  public var reason: String
  /// When it was placed.
  public var placedAt: Timestamp
  /// By whom.
  public var placedBy: String
  /// Until when; nil until it is lifted.
  public var until: Timestamp?
}

extension CaseStore {
  /// Places a hold on a post, an account or a tag.
  public func placeHold(
    on subject: Subject, reason: String, until: Timestamp? = nil, by actor: Actor
  ) throws -> Int64 {
    let now = clock()
    return try write(by: actor, "retention.hold", on: subject.description) { db, entry in
      try db.execute(
        sql: """
          INSERT INTO legalHold (subject, reason, placedAt, placedBy, until) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          subject.description, reason, now.milliseconds, actor.description, until?.milliseconds,
        ])
      entry.details = ["hold": "\(db.lastInsertedRowID)", "step": "placed"]
      return db.lastInsertedRowID
    }
  }

  /// Lifts a hold.
  ///
  /// - Throws: ``StoreError`` with `refused` when it is lifted already or not there.
  public func liftHold(_ id: Int64, by actor: Actor) throws {
    let now = clock()
    try write(by: actor, "retention.hold", on: "hold:\(id)", details: ["step": "lifted"]) { db, _ in
      try db.execute(
        sql: """
          UPDATE legalHold SET liftedAt = ?, liftedBy = ? WHERE id = ? AND liftedAt IS NULL
          """, arguments: [now.milliseconds, actor.description, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("hold \(id)", "It does not hold.")
      }
    }
  }

  /// The holds that hold now, in the order of placing.
  public func holds() throws -> [LegalHold] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM legalHold WHERE liftedAt IS NULL AND (until IS NULL OR until > ?) ORDER BY id
          """, arguments: [now.milliseconds]
      ).map { row in
        LegalHold(
          id: row["id"], subject: row["subject"], reason: row["reason"],
          placedAt: Moment.of(row, "placedAt"), placedBy: row["placedBy"],
          until: Moment.optional(row, "until"))
      }
    }
  }
}
