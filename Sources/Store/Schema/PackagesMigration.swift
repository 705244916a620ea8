import GRDB

/// What a package for an authority needs to be made of the database alone: where inputs lie, the bytes of its
/// posts as they were when it was asked for, who acted in which role, and the package as it was released.
enum PackagesMigration {
  static let name = "packages-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in try db.execute(sql: steps) }
  }

  private static let steps = """
    ALTER TABLE input ADD COLUMN path TEXT;
    ALTER TABLE escalation ADD COLUMN notice TEXT;
    ALTER TABLE escalation ADD COLUMN requestedAs TEXT;
    ALTER TABLE escalation ADD COLUMN decidedAs TEXT;
    ALTER TABLE escalation ADD COLUMN decisionReasons TEXT;
    ALTER TABLE escalationDownload ADD COLUMN what TEXT NOT NULL DEFAULT 'package';
    CREATE TABLE escalationPost (
      escalation INTEGER NOT NULL REFERENCES escalation, position INTEGER NOT NULL,
      description TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (escalation, position)) STRICT;
    CREATE TABLE escalationPackage (
      escalation INTEGER PRIMARY KEY REFERENCES escalation, bytes BLOB NOT NULL,
      sha256 TEXT NOT NULL, madeAt INTEGER NOT NULL) STRICT;
    """
}
