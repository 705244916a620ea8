import GRDB
import SocialModel

/// A second, blind look at a decision.
public struct SecondReviewRow: Hashable, Sendable {
  /// The decision's number.
  public var decision: Int64
  /// When it was drawn.
  public var drawnAt: Timestamp
  /// Who looked, by number; nil while nobody has.
  public var reviewer: Int64?
  /// When.
  public var answeredAt: Timestamp?
  /// What the second reviewer would have decided.
  public var answer: String?
}

extension CaseStore {
  /// Draws a decision for a second review; drawing it again changes nothing.
  public func drawSecondReview(ofDecision id: Int64, by actor: Actor) throws {
    let now = clock()
    try write(by: actor, "decision.second-review", on: "decision:\(id)") { db, entry in
      entry.details = ["step": "drawn"]
      try db.execute(
        sql: "INSERT OR IGNORE INTO secondReview (decision, drawnAt) VALUES (?, ?)",
        arguments: [id, now.milliseconds])
    }
  }

  /// Second reviews that wait for an answer of somebody else than the decision's author.
  public func openSecondReviews(for user: Int64, limit: Int = 50) throws -> [SecondReviewRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT s.* FROM secondReview s CROSS JOIN decision d ON d.id = s.decision
          WHERE s.answeredAt IS NULL AND d.author <> ? ORDER BY s.decision LIMIT ?
          """, arguments: [user, PageLimit.checked(limit)]
      ).map { Self.secondReview($0) }
    }
  }

  /// Records what a second reviewer would have decided.
  ///
  /// - Throws: ``StoreError`` with `refused` when it was not drawn, is answered, or is one's own.
  public func answerSecondReview(ofDecision id: Int64, _ answer: String, by user: Int64) throws {
    let now = clock()
    try write(by: .user(user), "decision.second-review", on: "decision:\(id)") { db, entry in
      entry.details = ["step": "answered"]
      try db.execute(
        sql: """
          UPDATE secondReview SET reviewer = ?1, answeredAt = ?2, answer = ?3
          WHERE decision = ?4 AND answeredAt IS NULL
            AND NOT EXISTS (SELECT 1 FROM decision WHERE id = ?4 AND author = ?1)
          """, arguments: [user, now.milliseconds, answer, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("decision \(id)", "No second review of it awaits this user.")
      }
    }
  }

  /// Who gave the second review of a decision, by number; nil while nobody has.
  public func secondReviewer(ofDecision id: Int64) throws -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT reviewer FROM secondReview WHERE decision = ?", arguments: [id])
    }
  }

  /// Whether a second review of a decision was drawn and has no answer.
  public func isSecondReviewOpen(ofDecision id: Int64) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM secondReview WHERE decision = ? AND answeredAt IS NULL)",
        arguments: [id]) ?? false
    }
  }

  private static func secondReview(_ row: Row) -> SecondReviewRow {
    SecondReviewRow(
      decision: row["decision"], drawnAt: Moment.of(row, "drawnAt"), reviewer: row["reviewer"],
      answeredAt: Moment.optional(row, "answeredAt"), answer: row["answer"])
  }
}
