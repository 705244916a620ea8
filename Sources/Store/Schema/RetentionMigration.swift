import GRDB

/// What a retention of every kind needs: kinds that are kept for good although the rule has days for them,
/// closed cases by the time of closing, and numbers that are never given twice.
enum RetentionMigration {
  static let name = "retention-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: steps)
      for table in numbered { try db.execute(sql: trigger(table)) }
    }
  }

  /// Days are null where a kind is kept for good.
  private static let steps = """
    CREATE TABLE retentionDays (kind TEXT PRIMARY KEY, days INTEGER) STRICT, WITHOUT ROWID;
    INSERT INTO retentionDays SELECT kind, days FROM retention;
    DROP TABLE retention;
    ALTER TABLE retentionDays RENAME TO retention;
    CREATE INDEX caseFile_closedAt ON caseFile (closedAt) WHERE state = 'closed';
    CREATE TABLE lastNumber (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """

  /// Tables whose numbers stand in the audit trail or in links.
  private static let numbered = [
    "caseFile", "decision", "appeal", "escalation", "report", "run", "candidateReview", "apiToken",
  ]

  private static func trigger(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_numbered AFTER DELETE ON \(table)
      BEGIN
        INSERT INTO lastNumber (kind, last) VALUES ('\(table)', OLD.id)
          ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
      END
    """
  }
}

/// Numbers that are not given again once what had them is removed: the audit trail still names them.
enum Numbering {
  /// The expression for the next number of a table's rows.
  static func next(_ table: StaticString) -> String {
    """
    (SELECT max(coalesce((SELECT max(id) FROM \(table)), 0),
      coalesce((SELECT last FROM lastNumber WHERE kind = '\(table)'), 0)) + 1)
    """
  }
}
