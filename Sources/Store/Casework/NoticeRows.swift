import GRDB
import SocialModel

/// One notice: who reported what, when and why.
public struct NoticeRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// Who reported, as the platform names them.
  public var reporter: String
  /// What it is about, as ``Subject/description``.
  public var subject: String
  /// Why.
  public var reason: String
  /// When.
  public var time: Timestamp
  /// The reporter's language.
  public var language: String?
  /// Whether it comes from a trusted flagger.
  public var isTrusted: Bool
}

extension CaseStore {
  /// The notices of a time, in order: what the search for a reporting campaign and the figures need.
  public func notices(
    from: Timestamp, until: Timestamp, limit: Int = 1_000_000
  ) throws -> [NoticeRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT n.id, r.name, p.subject, p.reason, n.time, n.language, n.isTrusted
          FROM reportNotice n INDEXED BY reportNotice_time
          CROSS JOIN reporter r ON r.id = n.reporter CROSS JOIN report p ON p.id = n.report
          WHERE n.time >= ? AND n.time < ? ORDER BY n.time, n.id LIMIT ?
          """, arguments: [from.milliseconds, until.milliseconds, limit]
      ).map { row in
        NoticeRow(
          id: row["id"], reporter: row["name"], subject: row["subject"], reason: row["reason"],
          time: Moment.of(row, "time"), language: row["language"], isTrusted: row["isTrusted"])
      }
    }
  }
}
