import GRDB

/// What the figures of a period are read from at any size: decisions and notices counted by day, and indexes that
/// hold all that a clock needs.
enum FiguresMigration {
  static let name = "figures-1"

  /// Rows are only counted and noted: nothing that could refer to a row that is not there is changed, and a check of all of
  /// them would take minutes with ten million posts.
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name, foreignKeyChecks: .immediate) { db in
      try db.execute(sql: tables)
      try db.execute(sql: rows)
      for sql in decisionTriggers + appealTriggers + noticeTriggers { try db.execute(sql: sql) }
      try db.execute(sql: indexes)
    }
  }

  /// A sort is what a report counts decisions by, as a JSON array. A day without any has no row.
  private static let tables = """
    CREATE TABLE decisionSort (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE decisionDay (
      day INTEGER NOT NULL, sort INTEGER NOT NULL REFERENCES decisionSort,
      isUndone INTEGER NOT NULL, appeal TEXT NOT NULL, decisions INTEGER NOT NULL,
      PRIMARY KEY (day, sort, isUndone, appeal)) STRICT, WITHOUT ROWID;
    CREATE TABLE noticeDay (
      day INTEGER NOT NULL, reason TEXT NOT NULL, notices INTEGER NOT NULL,
      PRIMARY KEY (day, reason)) STRICT, WITHOUT ROWID;
    """

  private static let rows = """
    INSERT INTO decisionSort (words)
      SELECT DISTINCT \(DayCount.sort("d")) FROM decision d ORDER BY d.id;
    INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
      SELECT d.day, s.id, d.isUndone, d.appeal, d.decisions FROM (\(DayCount.decisions)) d
      JOIN decisionSort s ON s.words = d.sort;
    INSERT INTO noticeDay (day, reason, notices) \(DayCount.notices);
    """

  /// The times of a case are in one index, those of an appeal with its case in two.
  private static let indexes = """
    DROP INDEX caseFile_openedAt;
    CREATE INDEX caseFile_clock ON caseFile (openedAt, queue, firstViewedAt, decidedAt);
    DROP INDEX appeal_receivedAt;
    CREATE INDEX appeal_clock ON appeal (receivedAt, id, decision, closedAt);
    CREATE INDEX decision_case ON decision (id, caseFile) WHERE caseFile IS NOT NULL;
    CREATE INDEX decision_account ON decision (subject, time, accountMeasure, measures, undoneAt)
      WHERE accountMeasure IS NOT NULL;
    """

  /// The row that counts a decision: the table or alias that has it, where that stands, its appeal's word.
  private static func key(_ row: String, _ source: String, _ appeal: String) -> String {
    """
    SELECT \(DayCount.day("\(row).time")) AS day,
      (SELECT id FROM decisionSort WHERE words = \(DayCount.sort(row))) AS sort,
      \(row).undoneAt IS NOT NULL AS isUndone, \(appeal) AS appeal \(source)
    """
  }

  private static func add(_ key: String) -> String {
    """
    INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
      SELECT day, sort, isUndone, appeal, 1 FROM (\(key)) WHERE true
      ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1;
    """
  }

  private static func remove(_ key: String) -> String {
    """
    UPDATE decisionDay SET decisions = decisions - 1
      WHERE (day, sort, isUndone, appeal) = (\(key));
    DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (\(key)) AND decisions = 0;
    """
  }

  private static var decisionTriggers: [String] {
    func key(_ row: String) -> String {
      Self.key(
        row, "",
        "coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = \(row).id), '')")
    }
    // A clause of INSERT OR ... would be overridden by that of the statement that fires the trigger.
    let known = """
      INSERT INTO decisionSort (words) SELECT words FROM (SELECT \(DayCount.sort("NEW")) AS words) n
        WHERE NOT EXISTS (SELECT 1 FROM decisionSort s WHERE s.words = n.words);
      """
    return [
      """
      CREATE TRIGGER decision_counted AFTER INSERT ON decision
        BEGIN \(known) \(add(key("NEW"))) END
      """,
      """
      CREATE TRIGGER decision_uncounted AFTER DELETE ON decision
        BEGIN \(remove(key("OLD"))) END
      """,
      """
      CREATE TRIGGER decision_recounted AFTER UPDATE OF id, time, groundKind, jurisdiction, clause,
        policyVersion, measures, visibilityMeasure, accountMeasure, source, language, undoneAt ON decision
        BEGIN \(remove(key("OLD"))) \(known) \(add(key("NEW"))) END
      """,
    ]
  }

  private static var appealTriggers: [String] {
    func key(_ row: String, _ appeal: String) -> String {
      Self.key("d", "FROM decision d WHERE d.id = \(row).decision", appeal)
    }
    let (before, after) = ("coalesce(OLD.outcome, OLD.state)", "coalesce(NEW.outcome, NEW.state)")
    return [
      """
      CREATE TRIGGER appeal_counted AFTER INSERT ON appeal
        BEGIN \(remove(key("NEW", "''"))) \(add(key("NEW", after))) END
      """,
      """
      CREATE TRIGGER appeal_uncounted AFTER DELETE ON appeal
        BEGIN \(remove(key("OLD", before))) \(add(key("OLD", "''"))) END
      """,
      """
      CREATE TRIGGER appeal_recounted AFTER UPDATE OF decision, state, outcome ON appeal
        BEGIN
          \(remove(key("OLD", before))) \(add(key("OLD", "''")))
          \(remove(key("NEW", "''"))) \(add(key("NEW", after)))
        END
      """,
    ]
  }

  /// A report takes its notices with it: they are uncounted before, while their reason can still be read. A
  /// report's reason never changes.
  private static var noticeTriggers: [String] {
    let add = """
      INSERT INTO noticeDay (day, reason, notices)
        SELECT \(DayCount.day("NEW.time")), reason, 1 FROM report WHERE id = NEW.report
        ON CONFLICT (day, reason) DO UPDATE SET notices = notices + 1;
      """
    let place = """
      day = \(DayCount.day("OLD.time")) AND reason = (SELECT reason FROM report WHERE id = OLD.report)
      """
    let remove = """
      UPDATE noticeDay SET notices = notices - 1 WHERE \(place);
      DELETE FROM noticeDay WHERE \(place) AND notices = 0;
      """
    let days = "SELECT \(DayCount.day("n.time")) FROM reportNotice n WHERE n.report = OLD.id"
    return [
      "CREATE TRIGGER reportNotice_counted AFTER INSERT ON reportNotice BEGIN \(add) END",
      "CREATE TRIGGER reportNotice_uncounted AFTER DELETE ON reportNotice BEGIN \(remove) END",
      """
      CREATE TRIGGER reportNotice_recounted AFTER UPDATE OF time, report ON reportNotice
        BEGIN \(remove) \(add) END
      """,
      """
      CREATE TRIGGER report_uncounted BEFORE DELETE ON report
        BEGIN
          UPDATE noticeDay SET notices = notices - (
            SELECT count(*) FROM reportNotice n
            WHERE n.report = OLD.id AND \(DayCount.day("n.time")) = noticeDay.day)
            WHERE reason = OLD.reason AND day IN (\(days));
          DELETE FROM noticeDay WHERE notices = 0 AND reason = OLD.reason AND day IN (\(days));
        END
      """,
    ]
  }
}

/// By what decisions and notices are counted a day: what the triggers count by, and what the counts are checked
/// and completed with.
enum DayCount {
  /// The day of a time in milliseconds, rounded towards the past.
  static func day(_ time: String) -> String {
    "(\(time) / 86400000 - (\(time) % 86400000 < 0))"
  }

  /// The sort of a decision: its ground, measures, source and language.
  static func sort(_ row: String) -> String {
    """
    json_array(\(row).groundKind, \(row).jurisdiction, \(row).clause, \(row).policyVersion,
      coalesce(\(row).measures, trim(coalesce(\(row).visibilityMeasure, '') || ' '
        || coalesce(\(row).accountMeasure, ''))), \(row).source, \(row).language)
    """
  }

  /// Every decision, counted.
  static let decisions = decisions(where: "true")

  /// Decisions `d` of which something holds, counted.
  static func decisions(where condition: String) -> String {
    """
    SELECT \(day("d.time")) AS day, \(sort("d")) AS sort, d.undoneAt IS NOT NULL AS isUndone,
      coalesce(p.outcome, p.state, '') AS appeal, count(*) AS decisions
    FROM decision d LEFT JOIN appeal p ON p.decision = d.id WHERE \(condition) GROUP BY 1, 2, 3, 4
    """
  }

  /// Every notice, counted.
  static let notices = notices(where: "true")

  /// Notices `n` of which something holds, counted.
  static func notices(where condition: String) -> String {
    """
    SELECT \(day("n.time")) AS day, p.reason AS reason, count(*) AS notices
    FROM reportNotice n CROSS JOIN report p ON p.id = n.report WHERE \(condition) GROUP BY 1, 2
    """
  }
}
