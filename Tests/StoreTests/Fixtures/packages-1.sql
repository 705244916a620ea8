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
INSERT INTO grdb_migrations VALUES ('packages-1');

INSERT INTO escalationPost VALUES (1, 0, '{}', X'7B7D');
INSERT INTO escalationPackage VALUES (1, X'504B', 'ab', 1458633950000);
