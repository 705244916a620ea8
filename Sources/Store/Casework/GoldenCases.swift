import GRDB
import SocialModel

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

/// An answer to a golden case beside the right one.
public struct GoldenAnswerRow: Hashable, Sendable {
  /// The golden case.
  public var id: Int64
  /// Who answered, by number.
  public var user: Int64
  /// What was answered.
  public var answer: String
  /// The right answer.
  public var right: String
}

extension CaseStore {
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

  /// A golden case.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func goldenCase(_ id: Int64) throws -> GoldenCase {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM goldenCase WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("golden case", id) }
      return GoldenCase(
        id: row["id"], subject: row["subject"], answer: row["answer"], reasons: row["reasons"])
    }
  }

  /// The answers of all users or of one to golden cases, each with the right one, in order.
  public func goldenAnswers(ofUser user: Int64?) throws -> [GoldenAnswerRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT g.id, a.user, a.answer, g.answer AS rightAnswer FROM goldenAnswer a
          JOIN goldenCase g ON g.id = a.goldenCase WHERE ?1 IS NULL OR a.user = ?1
          ORDER BY g.id, a.user
          """, arguments: [user]
      ).map {
        GoldenAnswerRow(
          id: $0["id"], user: $0["user"], answer: $0["answer"], right: $0["rightAnswer"])
      }
    }
  }
}
