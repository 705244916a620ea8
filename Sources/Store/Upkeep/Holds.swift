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

/// Kinds of data that are kept for a number of days of their own.
public enum RetentionKind: String, Sendable, Hashable, CaseIterable {
  /// Posts that no open case, standing decision or hold is about, with what hangs on them.
  case post
  /// Runs with their candidates, but for candidates under an open review.
  case run
  /// Reports that were upheld or rejected.
  case report
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

  /// Sets for how many days a kind of data is kept; nil keeps it for good, as is the default.
  public func setRetention(of kind: RetentionKind, days: Int?, by actor: Actor) throws {
    guard days.map({ (1...36_500).contains($0) }) ?? true else {
      throw StoreError(.badValue, subject: "retention", message: "1 to 36,500 days.")
    }
    try write(by: actor, "setting.changed", on: "retention:\(kind.rawValue)") { db, entry in
      entry.details = ["days": days.map { "\($0)" } ?? "for good"]
      if let days {
        try db.execute(
          sql: "INSERT OR REPLACE INTO retention (kind, days) VALUES (?, ?)",
          arguments: [kind.rawValue, days])
      } else {
        try db.execute(sql: "DELETE FROM retention WHERE kind = ?", arguments: [kind.rawValue])
      }
    }
  }

  /// For how many days each kind is kept; what is not listed is kept for good.
  public func retention() throws -> [RetentionKind: Int] {
    try read { db in
      var days: [RetentionKind: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT kind, days FROM retention") {
        days[try StoredWord.read(row, "kind")] = row["days"]
      }
      return days
    }
  }
}
