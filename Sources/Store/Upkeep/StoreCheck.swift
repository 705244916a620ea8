import GRDB

/// What a check of a database found.
public struct StoreCheck: Sendable {
  /// Faults, in words; none where all is well.
  public var faults: [String]
  /// Rows by table, in the order of names.
  public var rows: [(table: String, count: Int)]
}

/// What a database is.
public struct StoreInfo: Sendable {
  /// The names of the steps that made its schema, in order.
  public var migrations: [String]
  /// The file's size in bytes, without the log.
  public var bytes: Int64
  /// How many of them are free for new rows.
  public var freeBytes: Int64
  /// SQLite's version.
  public var sqlite: String
  /// How audit entries are sealed.
  public var sealer: String
  /// Rows by table, in the order of names.
  public var rows: [(table: String, count: Int)]
}

extension CaseStore {
  /// Checks the file's structure, references, the search, and the numbers kept beside rows.
  ///
  /// - Complexity: reads the whole file.
  public func check() throws -> StoreCheck {
    // The search's own check is written as an INSERT, so that it needs the writing connection.
    try mapped {
      try pool.writeWithoutTransaction { db in
        var faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
          .filter { $0 != "ok" }
        // What is damaged may end any of the questions below: that is told and not thrown.
        faults += try Self.found("The references cannot be followed") {
          try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20)
            .map { "A row of \($0[0] as String) refers to one that is not there." }
        }
        for table in ["postSearch", "accountSearch"] {
          faults += try Self.found("The search \(table) is damaged") {
            try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
            return []
          }
        }
        faults += try Self.found("Rows cannot be counted") { try Self.miscounts(db) }
        var rows: [(table: String, count: Int)] = []
        faults += try Self.found("Tables cannot be read") {
          rows = try Self.rowCounts(db)
          return []
        }
        return StoreCheck(faults: faults, rows: rows)
      }
    }
  }

  /// The faults that a question finds; its own failure is one where the file is damaged.
  private static func found(_ words: String, _ ask: () throws -> [String]) throws -> [String] {
    do { return try ask() } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_ERROR
    {
      return ["\(words) (code \(error.extendedResultCode.rawValue))."]
    }
  }

  private static func miscounts(_ db: Database) throws -> [String] {
    let checks = [
      (
        "accounts whose number of posts is wrong",
        """
        SELECT count(*) FROM account LEFT JOIN (
          SELECT account, count(*) AS n FROM post GROUP BY account) p ON p.account = account.id
        WHERE account.posts <> coalesce(p.n, 0)
        """
      ),
      (
        "actions without a post",
        "SELECT count(*) FROM action WHERE NOT EXISTS (SELECT 1 FROM post WHERE id = action.post)"
      ),
      (
        "actions without an object",
        """
        SELECT count(*) FROM action WHERE NOT EXISTS (SELECT 1 FROM object WHERE id = action.object)
        """
      ),
      (
        "hours whose number of posts is wrong",
        """
        SELECT count(*) FROM (
          SELECT hour FROM (
            SELECT (id >> 22) / 3600 - ((id >> 22) % 3600 < 0) AS hour, count(*) AS n FROM post
            GROUP BY 1 UNION ALL SELECT hour, -posts FROM postHour)
          GROUP BY hour HAVING sum(n) <> 0)
        """
      ),
      (
        "days whose number of decisions is wrong",
        """
        SELECT count(*) FROM (
          SELECT 1 FROM (
            SELECT day, sort, isUndone, appeal, decisions FROM (\(DayCount.decisions))
            UNION ALL SELECT t.day, s.words, t.isUndone, t.appeal, -t.decisions
            FROM decisionDay t LEFT JOIN decisionSort s ON s.id = t.sort)
          GROUP BY day, sort, isUndone, appeal HAVING sum(decisions) <> 0)
        """
      ),
      (
        "days whose number of notices is wrong",
        """
        SELECT count(*) FROM (
          SELECT 1 FROM (
            SELECT * FROM (\(DayCount.notices)) UNION ALL SELECT day, reason, -notices FROM noticeDay)
          GROUP BY day, reason HAVING sum(notices) <> 0)
        """
      ),
      ("standing decisions whose subjects are noted wrongly", DecidedSubject.faults),
      (
        "gaps in the audit trail",
        "SELECT coalesce(max(sequence), 0) - count(*) FROM audit"
      ),
      (
        "posts that the search does not hold, or too many of them",
        """
        SELECT abs((SELECT count(*) FROM post) - (SELECT count(*) FROM postSearch
          WHERE postSearch MATCH 'facet : "p" *'))
        """
      ),
    ]
    return try checks.compactMap { words, sql in
      let count = try Int.fetchOne(db, sql: sql) ?? 0
      return count == 0 ? nil : "There are \(count) \(words)."
    }
  }

  /// Sizes, versions and counts.
  public func info() throws -> StoreInfo {
    try read { db in
      let page = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
      return StoreInfo(
        migrations: try Schema.migrator.appliedMigrations(db), bytes: page * pages,
        freeBytes: page * free,
        sqlite: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "",
        sealer: sealer.name, rows: try Self.rowCounts(db))
    }
  }

  private static func rowCounts(_ db: Database) throws -> [(table: String, count: Int)] {
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        AND name NOT LIKE '%Search%' AND name NOT LIKE 'grdb_%' ORDER BY name
        """)
    return try tables.map { table in
      (table, try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
    }
  }
}
