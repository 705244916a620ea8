CREATE TABLE judgement (
  id INTEGER PRIMARY KEY, caseFile INTEGER NOT NULL REFERENCES caseFile ON DELETE CASCADE,
  version INTEGER NOT NULL, instrument TEXT NOT NULL, items TEXT NOT NULL,
  author INTEGER NOT NULL REFERENCES user, time INTEGER NOT NULL,
  UNIQUE (caseFile, version)) STRICT;
INSERT INTO grdb_migrations VALUES ('judgement-1');

INSERT INTO judgement VALUES (1, 1, 1, 'trap-18', '{}', 1, 1458634000000);
