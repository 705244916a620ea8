import GRDB

/// Structured professional judgements that people record on cases, version by version.
enum JudgementMigration {
  static let name = "judgement-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in try db.execute(sql: steps) }
  }

  private static let steps = """
    CREATE TABLE judgement (
      id INTEGER PRIMARY KEY, caseFile INTEGER NOT NULL REFERENCES caseFile ON DELETE CASCADE,
      version INTEGER NOT NULL, instrument TEXT NOT NULL, items TEXT NOT NULL,
      author INTEGER NOT NULL REFERENCES user, time INTEGER NOT NULL,
      UNIQUE (caseFile, version)) STRICT;
    """
}
