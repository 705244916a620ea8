import GRDB

/// Which texts are edited copies of one another, as analyses found.
enum LikeTextsMigration {
  static let name = "like-texts-1"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in try db.execute(sql: steps) }
  }

  private static let steps = """
    CREATE TABLE likeText (
      object INTEGER PRIMARY KEY REFERENCES object ON DELETE CASCADE,
      likeness INTEGER NOT NULL) STRICT;
    CREATE INDEX likeText_likeness ON likeText (likeness);
    """
}
