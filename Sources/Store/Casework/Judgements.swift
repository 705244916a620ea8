import GRDB
import SocialModel

/// One version of a structured professional judgement, as a person recorded it.
public struct JudgementRow: Hashable, Sendable {
  /// What a person says of one item.
  public struct Item: Hashable, Sendable, Codable {
    /// `present`, `absent` or `unknown`.
    public var answer: String
    /// Why, in the person's words; empty where nothing was said.
    public var note: String

    /// An answer.
    public init(answer: String, note: String) {
      self.answer = answer
      self.note = note
    }
  }

  /// The case's number.
  public var caseFile: Int64
  /// 1 for the first, and one more for each later one.
  public var version: Int
  /// The instrument's word, such as `trap-18`.
  public var instrument: String
  /// The answers, by the items' words.
  public var items: [String: Item]
  /// Who recorded it, by number.
  public var author: Int64
  /// When.
  public var time: Timestamp
}

extension CaseStore {
  /// Keeps a further version of a case's judgement; earlier ones stay. The audit trail says that it was
  /// recorded and by whom, and nothing of what it says.
  ///
  /// - Returns: its version.
  public func addJudgement(
    toCase id: Int64, instrument: String, _ items: [String: JudgementRow.Item], by user: Int64
  ) throws -> Int {
    let now = clock()
    return try write(by: .user(user), "judgement.recorded", on: "case:\(id)") { db, entry in
      guard try Int.fetchOne(db, sql: "SELECT 1 FROM caseFile WHERE id = ?", arguments: [id]) != nil
      else { throw StoreError.missing("case", id) }
      let version =
        1
        + (try Int.fetchOne(
          db, sql: "SELECT max(version) FROM judgement WHERE caseFile = ?", arguments: [id]) ?? 0)
      try db.execute(
        sql: """
          INSERT INTO judgement (caseFile, version, instrument, items, author, time)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [id, version, instrument, try JSONText.encode(items), user, now.milliseconds])
      entry.details = ["instrument": instrument, "version": "\(version)"]
      return version
    }
  }

  /// The versions of a case's judgement, the latest first; at most 200.
  public func judgements(ofCase id: Int64) throws -> [JudgementRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM judgement WHERE caseFile = ? ORDER BY version DESC LIMIT 200",
        arguments: [id]
      ).map { row in
        JudgementRow(
          caseFile: row["caseFile"], version: row["version"], instrument: row["instrument"],
          items: try JSONText.decode(row["items"], as: [String: JudgementRow.Item].self),
          author: row["author"], time: Moment.of(row, "time"))
      }
    }
  }
}
