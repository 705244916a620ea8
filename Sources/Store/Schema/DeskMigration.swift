import GRDB

/// What casework needs to be done by rules: every measure of a decision, successors after appeals, held
/// notices, packages for authorities, removal orders, and sign-ins that a restart must not forget.
enum DeskMigration {
  static let name = "0005-desk"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: columns)
      try db.execute(sql: tables)
    }
  }

  private static let columns = """
    ALTER TABLE decision ADD COLUMN measures TEXT;
    ALTER TABLE decision ADD COLUMN policyVersion INTEGER;
    ALTER TABLE decision ADD COLUMN isFoundAutomatically INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE decision ADD COLUMN successorOf INTEGER REFERENCES decision;
    ALTER TABLE decision ADD COLUMN publishedAt INTEGER;
    CREATE INDEX decision_successorOf ON decision (successorOf) WHERE successorOf IS NOT NULL;
    CREATE INDEX caseFile_dueAt ON caseFile (queue, state, dueAt) WHERE dueAt IS NOT NULL;
    ALTER TABLE appeal ADD COLUMN outcome TEXT;
    ALTER TABLE report ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reportNotice ADD COLUMN isHeld INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reportNotice ADD COLUMN isTrusted INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN id TEXT;
    ALTER TABLE session ADD COLUMN previousDigest BLOB;
    ALTER TABLE session ADD COLUMN replacedAt INTEGER;
    ALTER TABLE session ADD COLUMN rotatedAt INTEGER;
    CREATE INDEX session_previousDigest ON session (previousDigest)
      WHERE previousDigest IS NOT NULL;
    """

  private static let tables = """
    CREATE TABLE recoveryCode (
      user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE, hash BLOB NOT NULL,
      PRIMARY KEY (user, hash)) STRICT, WITHOUT ROWID;
    CREATE TABLE signIn (
      id INTEGER PRIMARY KEY, account BLOB NOT NULL, source BLOB NOT NULL, time INTEGER NOT NULL,
      isSuccess INTEGER NOT NULL) STRICT;
    CREATE INDEX signIn_time ON signIn (time);
    CREATE TABLE escalation (
      id INTEGER PRIMARY KEY, caseFile INTEGER NOT NULL REFERENCES caseFile, items TEXT NOT NULL,
      suspicion TEXT NOT NULL, locating TEXT NOT NULL, requestedBy INTEGER NOT NULL REFERENCES user,
      requestedAt INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'requested'
        CHECK (state IN ('requested', 'released', 'refused', 'withdrawn')),
      decidedBy INTEGER REFERENCES user, decidedAt INTEGER) STRICT;
    CREATE INDEX escalation_state ON escalation (state, id);
    CREATE INDEX escalation_caseFile ON escalation (caseFile);
    CREATE TABLE escalationDownload (
      id INTEGER PRIMARY KEY, escalation INTEGER NOT NULL REFERENCES escalation,
      user INTEGER NOT NULL REFERENCES user, time INTEGER NOT NULL) STRICT;
    CREATE INDEX escalationDownload_escalation ON escalationDownload (escalation, id);
    CREATE TABLE removalOrder (
      id INTEGER PRIMARY KEY, caseFile INTEGER NOT NULL UNIQUE REFERENCES caseFile,
      issuedBy TEXT NOT NULL, receivedAt INTEGER NOT NULL, objectedAt INTEGER, clearedAt INTEGER,
      carriedOutAt INTEGER, preserveUntil INTEGER) STRICT;
    CREATE INDEX removalOrder_receivedAt ON removalOrder (receivedAt);
    """
}
