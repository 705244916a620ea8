import GRDB

/// The organisations, offices, people in public roles, events and places that the team protects.
enum AssetsMigration {
  static let name = "assets-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in try db.execute(sql: steps) }
  }

  private static let steps = """
    CREATE TABLE asset (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
      variants TEXT NOT NULL, place TEXT, contacts TEXT NOT NULL, changedAt INTEGER NOT NULL)
      STRICT;
    """
}
