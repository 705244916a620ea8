import GRDB

/// Users, how they are let in, settings, and the audit trail.
enum PeopleMigration {
  static let name = "0003-people"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: people)
      try db.execute(sql: audit)
    }
  }

  private static let people = """
    CREATE TABLE user (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL,
      passwordHash TEXT NOT NULL, sealedSecret BLOB, lastCode INTEGER, createdAt INTEGER NOT NULL,
      disabledAt INTEGER, failures INTEGER NOT NULL DEFAULT 0, lockedUntil INTEGER) STRICT;
    CREATE TABLE session (
      digest BLOB PRIMARY KEY, user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
      createdAt INTEGER NOT NULL, usedAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL,
      csrf BLOB NOT NULL, isSecondFactorShown INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX session_user ON session (user);
    CREATE INDEX session_expiresAt ON session (expiresAt);
    CREATE TABLE apiToken (
      id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
      scopes TEXT NOT NULL, user INTEGER NOT NULL REFERENCES user, createdAt INTEGER NOT NULL,
      expiresAt INTEGER NOT NULL, revokedAt INTEGER, usedAt INTEGER) STRICT;
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE userSetting (
      user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE, name TEXT NOT NULL,
      value TEXT NOT NULL, PRIMARY KEY (user, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE exposure (
      user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE, day INTEGER NOT NULL,
      seconds INTEGER NOT NULL, PRIMARY KEY (user, day)) STRICT, WITHOUT ROWID;
    """

  private static let audit = """
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, actor TEXT NOT NULL,
      action TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL,
      previousHash BLOB NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE INDEX audit_subject ON audit (subject, sequence);
    CREATE INDEX audit_actor ON audit (actor, sequence);
    CREATE INDEX audit_action ON audit (action, sequence);
    CREATE TABLE auditCheckpoint (
      sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, hash BLOB NOT NULL,
      count INTEGER NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL) STRICT;
    CREATE TRIGGER audit_noUpdate BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER audit_noDelete BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER audit_noReplace BEFORE INSERT ON audit
      WHEN EXISTS (SELECT 1 FROM audit WHERE sequence >= NEW.sequence)
      BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER auditCheckpoint_noUpdate BEFORE UPDATE ON auditCheckpoint
      BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
    CREATE TRIGGER auditCheckpoint_noDelete BEFORE DELETE ON auditCheckpoint
      BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
    CREATE TRIGGER auditCheckpoint_noReplace BEFORE INSERT ON auditCheckpoint
      WHEN EXISTS (SELECT 1 FROM auditCheckpoint WHERE sequence >= NEW.sequence)
      BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
    """
}
