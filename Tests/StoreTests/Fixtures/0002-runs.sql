-- The schema as the step 0002-runs made it, with rows in it. Never edited: later steps start from it.
CREATE TABLE run (
  id INTEGER PRIMARY KEY, storedAt INTEGER NOT NULL, version TEXT NOT NULL,
  posts INTEGER NOT NULL, accounts INTEGER NOT NULL, firstPost INTEGER, lastPost INTEGER,
  record TEXT NOT NULL) STRICT;
ALTER TABLE input ADD COLUMN run INTEGER REFERENCES run ON DELETE SET NULL;
CREATE INDEX input_run ON input (run) WHERE run IS NOT NULL;
CREATE TABLE edge (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, accountA INTEGER NOT NULL,
  accountB INTEGER NOT NULL, layer INTEGER NOT NULL, candidate INTEGER,
  coactions INTEGER NOT NULL, opportunities INTEGER NOT NULL, expected REAL NOT NULL,
  log10P REAL NOT NULL, log10Q REAL NOT NULL,
  PRIMARY KEY (run, accountA, accountB, layer)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_candidate ON edge (candidate) WHERE candidate IS NOT NULL;
CREATE TABLE candidateReview (
  id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'campaign', 'dismissed')),
  urgency INTEGER NOT NULL, why TEXT NOT NULL, candidate INTEGER NOT NULL,
  firstSeen INTEGER NOT NULL, updatedAt INTEGER NOT NULL, firstViewedAt INTEGER,
  closedAt INTEGER, reviewer INTEGER, note TEXT) STRICT;
CREATE INDEX candidateReview_state ON candidateReview (state, urgency DESC, id DESC);
CREATE TABLE candidate (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  review INTEGER NOT NULL REFERENCES candidateReview, name TEXT NOT NULL, kind TEXT NOT NULL,
  kindReason TEXT NOT NULL, members INTEGER NOT NULL, log10P REAL NOT NULL,
  log10Q REAL NOT NULL, firstPost INTEGER NOT NULL, lastPost INTEGER NOT NULL,
  detail TEXT NOT NULL) STRICT;
CREATE INDEX candidate_run ON candidate (run, id);
CREATE INDEX candidate_review ON candidate (review, id);
CREATE TABLE candidateMember (
  candidate INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
  account INTEGER NOT NULL, position INTEGER NOT NULL, edges INTEGER NOT NULL,
  coactions INTEGER NOT NULL, expected REAL NOT NULL, log10P REAL NOT NULL,
  firstPost INTEGER NOT NULL, lastPost INTEGER NOT NULL, posts INTEGER NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (candidate, position)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX candidateMember_account ON candidateMember (account, candidate);
CREATE TABLE assessment (
  post INTEGER PRIMARY KEY, kind TEXT NOT NULL, level INTEGER NOT NULL,
  spans TEXT NOT NULL, reasons TEXT NOT NULL, urgency INTEGER NOT NULL,
  assessedAt INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'handled', 'dismissed')),
  firstViewedAt INTEGER, closedAt INTEGER, reviewer INTEGER) STRICT;
CREATE INDEX assessment_alarm ON assessment (urgency DESC, post DESC)
  WHERE state = 'open' AND level >= 2;
CREATE TABLE event (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, start INTEGER NOT NULL, place TEXT,
  tags TEXT NOT NULL, note TEXT, createdAt INTEGER NOT NULL) STRICT;
CREATE INDEX event_start ON event (start);
INSERT INTO grdb_migrations VALUES ('0002-runs');

INSERT INTO run VALUES (1, 1458633800000, '0.1.0', 3, 2, 1458633600000, 1458633602000,
  '{"binSeconds":60,"record":{"inputs":[],"parameters":[],"rejectionReasons":[],"stages":[],"version":"0.1.0","warnings":[]},"timeline":[3],"timelineStart":{"milliseconds":1458633600000}}');
UPDATE input SET run = 1, sha256 = 'ab', bytes = 300, format = 'tocsin' WHERE id = 1;
INSERT INTO candidateReview VALUES (1, 'campaign', 70, '["2 accounts act together."]', 1, 1458633800000, 1458633800000, NULL, 1458633900000, NULL, 'confirmed');
INSERT INTO candidate VALUES (1, 1, 1, 'c1', 'copy-paste', 'They post copies.', 2, -9.5, -7.5, 1458633600000, 1458633602000,
  '{"excerpts":[],"indicators":[],"layers":[],"objects":[],"reasons":["copies"],"templates":[],"timeline":[1]}');
INSERT INTO candidateMember VALUES (1, 1, 0, 1, 3, 0.1, -9.5, 1458633600000, 1458633601000, 2, 'It acted with another.'),
  (1, 2, 1, 1, 3, 0.1, -9.5, 1458633602000, 1458633602000, 1, 'It acted with another.');
INSERT INTO edge VALUES (1, 1, 2, -1, 1, 3, 4, 0.1, -9.5, -7.5);
INSERT INTO assessment VALUES (6117952743014400, 'threat', 3, '[]', '["Because."]', 80, 1458633800000, 'open', NULL, NULL, NULL);
INSERT INTO event VALUES (1, 'The iron lantern parade', 1458633600000, 'Port Meridian', '["ironlantern"]', NULL, 1458633800000);
