import GRDB

/// What the lists of threats count by: the target, the place and the language of each assessment.
enum ThreatsMigration {
  static let name = "threats-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in try db.execute(sql: steps) }
  }

  private static let steps = """
    ALTER TABLE assessment ADD COLUMN target TEXT;
    ALTER TABLE assessment ADD COLUMN place TEXT;
    ALTER TABLE assessment ADD COLUMN language TEXT;
    CREATE INDEX assessment_threat ON assessment (post) WHERE level >= 1;
    """
}
