import GRDB

/// Reports, queues, cases, decisions, appeals, and what is kept how long.
enum CaseworkMigration {
  static let name = "0004-casework"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: cases)
      try db.execute(sql: reports)
      try db.execute(sql: decisions)
      try db.execute(sql: retention)
    }
  }

  private static let cases = """
    CREATE TABLE queue (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, claimMinutes INTEGER NOT NULL DEFAULT 30,
      createdAt INTEGER NOT NULL) STRICT;
    CREATE TABLE caseFile (
      id INTEGER PRIMARY KEY, queue INTEGER NOT NULL REFERENCES queue,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided', 'closed')),
      urgency INTEGER NOT NULL, why TEXT NOT NULL, openedAt INTEGER NOT NULL,
      firstViewedAt INTEGER, decidedAt INTEGER, closedAt INTEGER, dueAt INTEGER,
      kind TEXT NOT NULL DEFAULT 'review', language TEXT) STRICT;
    CREATE INDEX caseFile_queue ON caseFile (queue, state, urgency DESC, id);
    CREATE INDEX caseFile_state ON caseFile (state, queue);
    CREATE INDEX caseFile_openedAt ON caseFile (openedAt);
    CREATE TABLE caseSubject (
      caseFile INTEGER NOT NULL REFERENCES caseFile ON DELETE CASCADE, position INTEGER NOT NULL,
      subject TEXT NOT NULL, PRIMARY KEY (caseFile, position)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX caseSubject_subject ON caseSubject (subject, caseFile);
    CREATE TABLE caseNote (
      id INTEGER PRIMARY KEY, caseFile INTEGER NOT NULL REFERENCES caseFile ON DELETE CASCADE,
      time INTEGER NOT NULL, author INTEGER REFERENCES user, text TEXT NOT NULL) STRICT;
    CREATE INDEX caseNote_caseFile ON caseNote (caseFile, id);
    CREATE TABLE claim (
      caseFile INTEGER PRIMARY KEY REFERENCES caseFile ON DELETE CASCADE,
      user INTEGER NOT NULL REFERENCES user, claimedAt INTEGER NOT NULL,
      expiresAt INTEGER NOT NULL) STRICT;
    CREATE INDEX claim_user ON claim (user);
    """

  private static let reports = """
    CREATE TABLE reporter (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, reports INTEGER NOT NULL DEFAULT 0,
      upheld INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
      firstReport INTEGER NOT NULL, lastReport INTEGER NOT NULL) STRICT;
    CREATE TABLE report (
      id INTEGER PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'rejected')),
      notices INTEGER NOT NULL, firstAt INTEGER NOT NULL, lastAt INTEGER NOT NULL,
      firstViewedAt INTEGER, closedAt INTEGER, caseFile INTEGER REFERENCES caseFile) STRICT;
    CREATE UNIQUE INDEX report_open ON report (subject, reason) WHERE state = 'open';
    CREATE INDEX report_state ON report (state, lastAt DESC, id DESC);
    CREATE INDEX report_subject ON report (subject, id);
    CREATE INDEX report_caseFile ON report (caseFile) WHERE caseFile IS NOT NULL;
    CREATE TABLE reportNotice (
      id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
      reporter INTEGER NOT NULL REFERENCES reporter, externalId TEXT UNIQUE, time INTEGER NOT NULL,
      language TEXT, text TEXT) STRICT;
    CREATE UNIQUE INDEX reportNotice_report ON reportNotice (report, reporter);
    CREATE INDEX reportNotice_reporter ON reportNotice (reporter, id);
    CREATE INDEX reportNotice_time ON reportNotice (time);
    """

  private static let decisions = """
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY, caseFile INTEGER REFERENCES caseFile, subject TEXT NOT NULL,
      groundKind TEXT NOT NULL CHECK (groundKind IN ('legal', 'policy', 'none')),
      jurisdiction TEXT, clause TEXT, category TEXT, scope TEXT NOT NULL,
      visibilityMeasure TEXT, accountMeasure TEXT, reasons TEXT NOT NULL, facts TEXT NOT NULL,
      source TEXT NOT NULL, validUntil INTEGER, language TEXT, puid TEXT NOT NULL UNIQUE,
      author INTEGER NOT NULL REFERENCES user, time INTEGER NOT NULL, batch TEXT,
      undoneAt INTEGER, undoneBy INTEGER REFERENCES user, undoneWhy TEXT) STRICT;
    CREATE INDEX decision_time ON decision (time DESC, id DESC);
    CREATE INDEX decision_subject ON decision (subject, id);
    CREATE INDEX decision_caseFile ON decision (caseFile, id) WHERE caseFile IS NOT NULL;
    CREATE INDEX decision_author ON decision (author, id);
    CREATE INDEX decision_batch ON decision (batch) WHERE batch IS NOT NULL;
    CREATE TABLE secondReview (
      decision INTEGER PRIMARY KEY REFERENCES decision, drawnAt INTEGER NOT NULL,
      reviewer INTEGER REFERENCES user, answeredAt INTEGER, answer TEXT) STRICT;
    CREATE INDEX secondReview_open ON secondReview (decision) WHERE answeredAt IS NULL;
    CREATE TABLE goldenCase (
      id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, answer TEXT NOT NULL,
      reasons TEXT NOT NULL, createdAt INTEGER NOT NULL, author INTEGER NOT NULL REFERENCES user)
      STRICT;
    CREATE TABLE goldenAnswer (
      goldenCase INTEGER NOT NULL REFERENCES goldenCase ON DELETE CASCADE,
      user INTEGER NOT NULL REFERENCES user, answer TEXT NOT NULL, time INTEGER NOT NULL,
      PRIMARY KEY (goldenCase, user)) STRICT, WITHOUT ROWID;
    CREATE TABLE appeal (
      id INTEGER PRIMARY KEY, decision INTEGER NOT NULL UNIQUE REFERENCES decision,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'reversed')),
      receivedAt INTEGER NOT NULL, text TEXT NOT NULL, firstViewedAt INTEGER, closedAt INTEGER,
      reviewer INTEGER REFERENCES user, reasons TEXT) STRICT;
    CREATE INDEX appeal_state ON appeal (state, id);
    CREATE INDEX appeal_receivedAt ON appeal (receivedAt);
    """

  private static let retention = """
    CREATE TABLE legalHold (
      id INTEGER PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL,
      placedAt INTEGER NOT NULL, placedBy TEXT NOT NULL, until INTEGER, liftedAt INTEGER,
      liftedBy TEXT) STRICT;
    CREATE INDEX legalHold_subject ON legalHold (subject) WHERE liftedAt IS NULL;
    CREATE TABLE retention (kind TEXT PRIMARY KEY, days INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """
}
