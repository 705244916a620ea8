import GRDB
import SocialModel

/// A report with its notices.
public struct ReportPage: Sendable {
  /// Its line in lists.
  public var row: ReportRow
  /// The notices, the first first, at most 500.
  public var notices: [Notice]
  /// Other reports about the same subject, by number, at most 100.
  public var others: [Int64]

  /// A user's notice with the record of who made it.
  public struct Notice: Hashable, Sendable {
    /// Who made it.
    public var reporter: ReporterRecord
    /// When.
    public var time: Timestamp
    /// The reporter's language.
    public var language: String?
    /// What the reporter wrote.
    public var text: String?
    /// Whether it waits behind others, since its reporter sends too many.
    public var isHeld: Bool
    /// Whether it comes from a trusted flagger.
    public var isTrusted: Bool
  }
}

extension CaseStore {
  /// A report with its notices.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func report(_ id: Int64) throws -> ReportPage {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM report WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("report", id) }
      let notices = try Row.fetchAll(
        db,
        sql: """
          SELECT n.time, n.language, n.text, n.isHeld, n.isTrusted, r.* FROM reportNotice n
          CROSS JOIN reporter r ON r.id = n.reporter WHERE n.report = ? ORDER BY n.id LIMIT 500
          """, arguments: [id])
      let others = try Int64.fetchAll(
        db, sql: "SELECT id FROM report WHERE subject = ? AND id <> ? ORDER BY id DESC LIMIT 100",
        arguments: [row["subject"] as String, id])
      return ReportPage(
        row: try ReportRow(row),
        notices: notices.map { notice in
          ReportPage.Notice(
            reporter: ReporterRecord(notice), time: Moment.of(notice, "time"),
            language: notice["language"], text: notice["text"], isHeld: notice["isHeld"],
            isTrusted: notice["isTrusted"])
        }, others: others)
    }
  }

  /// A reporter's record; nil for one who never reported.
  public func reporter(_ name: String) throws -> ReporterRecord? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM reporter WHERE name = ?", arguments: [name])
        .map { ReporterRecord($0) }
    }
  }
}

extension CaseStore {
  /// The languages of the notices of reports, each in order, by the report's number; unknown ones are left out.
  public func languages(ofReports ids: [Int64]) throws -> [Int64: [String]] {
    try read { db in
      try ids.reduce(into: [:]) { found, id in
        found[id] = try String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT language FROM reportNotice WHERE report = ? AND language IS NOT NULL
            ORDER BY language LIMIT 10
            """, arguments: [id])
      }
    }
  }
}
