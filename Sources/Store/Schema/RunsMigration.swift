import GRDB

/// Runs, candidates with their reviews, edges, assessments and events.
enum RunsMigration {
  static let name = "0002-runs"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: runs)
      try db.execute(sql: candidates)
      try db.execute(sql: others)
    }
  }

  private static let runs = """
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
    """

  private static let candidates = """
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
    """

  private static let others = """
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
    """
}
