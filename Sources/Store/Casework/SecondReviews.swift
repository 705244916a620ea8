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

/// A case whose right answer is known.
public struct GoldenCase: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// What it is about.
  public var subject: String
  /// The right answer.
  public var answer: String
  /// Why it is right.
  public var reasons: String
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

  /// Answered second reviews of a time, each with the decision, for the agreement of reviewers.
  public func secondReviews(
    from: Timestamp, until: Timestamp
  ) throws -> [(review: SecondReviewRow, decision: DecisionRow)] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM secondReview WHERE answeredAt >= ? AND answeredAt < ? ORDER BY decision
          """, arguments: [from.milliseconds, until.milliseconds])
      return try rows.map { row in
        let review = Self.secondReview(row)
        let found = try DecisionRow.fetch(db, "WHERE d.id = ?", [review.decision]).first
        guard let found else { throw StoreError.missing("decision", review.decision) }
        return (review, found)
      }
    }
  }

  private static func secondReview(_ row: Row) -> SecondReviewRow {
    SecondReviewRow(
      decision: row["decision"], drawnAt: Moment.of(row, "drawnAt"), reviewer: row["reviewer"],
      answeredAt: Moment.optional(row, "answeredAt"), answer: row["answer"])
  }

  /// Keeps a case whose right answer is known, or changes its answer.
  public func saveGoldenCase(
    _ subject: Subject, answer: String, reasons: String, by user: Int64
  ) throws -> Int64 {
    let now = clock()
    return try write(by: .user(user), "golden.changed", on: subject.description) { db, _ in
      try Int64.fetchOne(
        db,
        sql: """
          INSERT INTO goldenCase (subject, answer, reasons, createdAt, author)
          VALUES (?, ?, ?, ?, ?) ON CONFLICT (subject) DO UPDATE SET
          answer = excluded.answer, reasons = excluded.reasons RETURNING id
          """, arguments: [subject.description, answer, reasons, now.milliseconds, user]) ?? 0
    }
  }

  /// The golden cases that a user has not answered yet, in order.
  public func goldenCases(notAnsweredBy user: Int64, limit: Int = 50) throws -> [GoldenCase] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM goldenCase g WHERE NOT EXISTS (
            SELECT 1 FROM goldenAnswer WHERE goldenCase = g.id AND user = ?)
          ORDER BY g.id LIMIT ?
          """, arguments: [user, PageLimit.checked(limit)]
      ).map { row in
        GoldenCase(
          id: row["id"], subject: row["subject"], answer: row["answer"], reasons: row["reasons"])
      }
    }
  }

  /// Records a user's first answer to a golden case.
  ///
  /// - Returns: whether it is the right one.
  public func answerGoldenCase(_ id: Int64, _ answer: String, by user: Int64) throws -> Bool {
    let now = clock()
    return try write(by: .user(user), "golden.answered", on: "golden:\(id)") { db, entry in
      let right = try String.fetchOne(
        db, sql: "SELECT answer FROM goldenCase WHERE id = ?", arguments: [id])
      guard let right else { throw StoreError.missing("golden case", id) }
      try db.execute(
        sql: "INSERT INTO goldenAnswer (goldenCase, user, answer, time) VALUES (?, ?, ?, ?)",
        arguments: [id, user, answer, now.milliseconds])
      entry.details = ["right": "\(right == answer)"]
      return right == answer
    }
  }
}
