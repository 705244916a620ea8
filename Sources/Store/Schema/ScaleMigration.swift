import GRDB

/// What ten million posts and the edges of keeping data need: prefixes in the search, posts counted by
/// hour, false alarms on the board, and until when a removal order has content preserved.
enum ScaleMigration {
  static let name = "0006-scale"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: alarms)
      try db.execute(sql: keeping)
      try db.execute(sql: counts)
      try db.execute(sql: search)
      try SearchWriter.fill(db)
    }
  }

  /// False alarms have no threat level and ring all the same.
  private static let alarms = """
    DROP INDEX assessment_alarm;
    CREATE INDEX assessment_alarm ON assessment (urgency DESC, post DESC)
      WHERE state = 'open' AND (level >= 2 OR kind = 'false alarm');
    CREATE INDEX assessment_falseAlarm ON assessment (state, post DESC) WHERE kind = 'false alarm';
    UPDATE assessment SET urgency = max(urgency, 90) WHERE kind = 'false alarm';
    """

  /// Rows of before get the end of the day six months after the removal, or of the month's last day.
  private static let keeping = """
    ALTER TABLE removalOrder ADD COLUMN preservedUntil INTEGER;
    UPDATE removalOrder SET preservedUntil = max(coalesce(preserveUntil, 0), 86400000 +
      1000 * unixepoch(min(date(carriedOutAt / 1000, 'unixepoch', '+6 months'),
        date(carriedOutAt / 1000, 'unixepoch', 'start of month', '+7 months', '-1 day'))))
      WHERE carriedOutAt IS NOT NULL;
    CREATE INDEX account_lastPost ON account (lastPost, posts);
    CREATE INDEX audit_actorAction ON audit (actor, action, sequence);
    """

  /// `post.id` begins with the post's second; the hour is rounded towards the past.
  private static let counts = """
    CREATE TABLE postHour (hour INTEGER PRIMARY KEY, posts INTEGER NOT NULL) STRICT;
    INSERT INTO postHour (hour, posts)
      SELECT (id >> 22) / 3600 - ((id >> 22) % 3600 < 0), count(*) FROM post GROUP BY 1;
    CREATE TRIGGER post_counted AFTER INSERT ON post
      BEGIN
        INSERT INTO postHour (hour, posts)
          VALUES ((NEW.id >> 22) / 3600 - ((NEW.id >> 22) % 3600 < 0), 1)
          ON CONFLICT (hour) DO UPDATE SET posts = posts + 1;
      END;
    CREATE TRIGGER post_uncounted AFTER DELETE ON post
      BEGIN
        UPDATE postHour SET posts = posts - 1
          WHERE hour = (OLD.id >> 22) / 3600 - ((OLD.id >> 22) % 3600 < 0);
      END;
    """

  /// The search holds no copy of a text, so that an index of prefixes cannot be added to it: it is
  /// made again. A larger hash makes one segment of a batch instead of several.
  private static let search = """
    DROP TABLE postSearch;
    CREATE VIRTUAL TABLE postSearch USING fts5(
      text, facet, content='', columnsize=0, prefix='2 3', tokenize="ascii tokenchars '_'");
    INSERT INTO postSearch (postSearch, rank) VALUES ('hashsize', 16777216);
    CREATE VIRTUAL TABLE postSearchTerm USING fts5vocab(postSearch, 'instance');
    """
}
