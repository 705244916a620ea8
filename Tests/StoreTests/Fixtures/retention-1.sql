-- The step retention-1, with rows in it. Never edited: later steps start from it.
CREATE TABLE retentionDays (kind TEXT PRIMARY KEY, days INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO retentionDays SELECT kind, days FROM retention;
DROP TABLE retention;
ALTER TABLE retentionDays RENAME TO retention;
CREATE INDEX caseFile_closedAt ON caseFile (closedAt) WHERE state = 'closed';
CREATE TABLE lastNumber (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER caseFile_numbered AFTER DELETE ON caseFile
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('caseFile', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER decision_numbered AFTER DELETE ON decision
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('decision', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER appeal_numbered AFTER DELETE ON appeal
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('appeal', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER escalation_numbered AFTER DELETE ON escalation
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('escalation', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER report_numbered AFTER DELETE ON report
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('report', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER run_numbered AFTER DELETE ON run
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('run', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER candidateReview_numbered AFTER DELETE ON candidateReview
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('candidateReview', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
CREATE TRIGGER apiToken_numbered AFTER DELETE ON apiToken
  BEGIN
    INSERT INTO lastNumber (kind, last) VALUES ('apiToken', OLD.id)
      ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last);
  END;
INSERT INTO grdb_migrations VALUES ('retention-1');

INSERT INTO retention VALUES ('session', NULL);
INSERT INTO lastNumber VALUES ('caseFile', 40);
