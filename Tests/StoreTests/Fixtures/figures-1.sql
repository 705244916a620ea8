-- The step figures-1, with rows in it. Never edited: later steps start from it.
DROP INDEX caseFile_openedAt;
DROP INDEX appeal_receivedAt;
CREATE TABLE decisionSort (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE decisionDay (
  day INTEGER NOT NULL, sort INTEGER NOT NULL REFERENCES decisionSort,
  isUndone INTEGER NOT NULL, appeal TEXT NOT NULL, decisions INTEGER NOT NULL,
  PRIMARY KEY (day, sort, isUndone, appeal)) STRICT, WITHOUT ROWID;
CREATE TABLE noticeDay (
  day INTEGER NOT NULL, reason TEXT NOT NULL, notices INTEGER NOT NULL,
  PRIMARY KEY (day, reason)) STRICT, WITHOUT ROWID;
CREATE INDEX caseFile_clock ON caseFile (openedAt, queue, firstViewedAt, decidedAt);
CREATE INDEX appeal_clock ON appeal (receivedAt, id, decision, closedAt);
CREATE INDEX decision_case ON decision (id, caseFile) WHERE caseFile IS NOT NULL;
CREATE INDEX decision_account ON decision (subject, time, accountMeasure, measures, undoneAt)
  WHERE accountMeasure IS NOT NULL;
CREATE TRIGGER decision_counted AFTER INSERT ON decision
  BEGIN INSERT INTO decisionSort (words) SELECT words FROM (SELECT json_array(NEW.groundKind, NEW.jurisdiction, NEW.clause, NEW.policyVersion,
  coalesce(NEW.measures, trim(coalesce(NEW.visibilityMeasure, '') || ' '
    || coalesce(NEW.accountMeasure, ''))), NEW.source, NEW.language) AS words) n
  WHERE NOT EXISTS (SELECT 1 FROM decisionSort s WHERE s.words = n.words); INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (NEW.time / 86400000 - (NEW.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(NEW.groundKind, NEW.jurisdiction, NEW.clause, NEW.policyVersion,
  coalesce(NEW.measures, trim(coalesce(NEW.visibilityMeasure, '') || ' '
    || coalesce(NEW.accountMeasure, ''))), NEW.source, NEW.language)) AS sort,
  NEW.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = NEW.id), '') AS appeal ) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1; END;
CREATE TRIGGER decision_uncounted AFTER DELETE ON decision
  BEGIN UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(OLD.groundKind, OLD.jurisdiction, OLD.clause, OLD.policyVersion,
  coalesce(OLD.measures, trim(coalesce(OLD.visibilityMeasure, '') || ' '
    || coalesce(OLD.accountMeasure, ''))), OLD.source, OLD.language)) AS sort,
  OLD.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = OLD.id), '') AS appeal );
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(OLD.groundKind, OLD.jurisdiction, OLD.clause, OLD.policyVersion,
  coalesce(OLD.measures, trim(coalesce(OLD.visibilityMeasure, '') || ' '
    || coalesce(OLD.accountMeasure, ''))), OLD.source, OLD.language)) AS sort,
  OLD.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = OLD.id), '') AS appeal ) AND decisions = 0; END;
CREATE TRIGGER decision_recounted AFTER UPDATE OF id, time, groundKind, jurisdiction, clause,
  policyVersion, measures, visibilityMeasure, accountMeasure, source, language, undoneAt ON decision
  BEGIN UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(OLD.groundKind, OLD.jurisdiction, OLD.clause, OLD.policyVersion,
  coalesce(OLD.measures, trim(coalesce(OLD.visibilityMeasure, '') || ' '
    || coalesce(OLD.accountMeasure, ''))), OLD.source, OLD.language)) AS sort,
  OLD.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = OLD.id), '') AS appeal );
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(OLD.groundKind, OLD.jurisdiction, OLD.clause, OLD.policyVersion,
  coalesce(OLD.measures, trim(coalesce(OLD.visibilityMeasure, '') || ' '
    || coalesce(OLD.accountMeasure, ''))), OLD.source, OLD.language)) AS sort,
  OLD.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = OLD.id), '') AS appeal ) AND decisions = 0; INSERT INTO decisionSort (words) SELECT words FROM (SELECT json_array(NEW.groundKind, NEW.jurisdiction, NEW.clause, NEW.policyVersion,
  coalesce(NEW.measures, trim(coalesce(NEW.visibilityMeasure, '') || ' '
    || coalesce(NEW.accountMeasure, ''))), NEW.source, NEW.language) AS words) n
  WHERE NOT EXISTS (SELECT 1 FROM decisionSort s WHERE s.words = n.words); INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (NEW.time / 86400000 - (NEW.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(NEW.groundKind, NEW.jurisdiction, NEW.clause, NEW.policyVersion,
  coalesce(NEW.measures, trim(coalesce(NEW.visibilityMeasure, '') || ' '
    || coalesce(NEW.accountMeasure, ''))), NEW.source, NEW.language)) AS sort,
  NEW.undoneAt IS NOT NULL AS isUndone, coalesce((SELECT coalesce(outcome, state) FROM appeal WHERE decision = NEW.id), '') AS appeal ) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1; END;
CREATE TRIGGER appeal_counted AFTER INSERT ON appeal
  BEGIN UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = NEW.decision);
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = NEW.decision) AND decisions = 0; INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(NEW.outcome, NEW.state) AS appeal FROM decision d WHERE d.id = NEW.decision) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1; END;
CREATE TRIGGER appeal_uncounted AFTER DELETE ON appeal
  BEGIN UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(OLD.outcome, OLD.state) AS appeal FROM decision d WHERE d.id = OLD.decision);
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(OLD.outcome, OLD.state) AS appeal FROM decision d WHERE d.id = OLD.decision) AND decisions = 0; INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = OLD.decision) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1; END;
CREATE TRIGGER appeal_recounted AFTER UPDATE OF decision, state, outcome ON appeal
  BEGIN
    UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(OLD.outcome, OLD.state) AS appeal FROM decision d WHERE d.id = OLD.decision);
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(OLD.outcome, OLD.state) AS appeal FROM decision d WHERE d.id = OLD.decision) AND decisions = 0; INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = OLD.decision) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1;
    UPDATE decisionDay SET decisions = decisions - 1
  WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = NEW.decision);
DELETE FROM decisionDay WHERE (day, sort, isUndone, appeal) = (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, '' AS appeal FROM decision d WHERE d.id = NEW.decision) AND decisions = 0; INSERT INTO decisionDay (day, sort, isUndone, appeal, decisions)
  SELECT day, sort, isUndone, appeal, 1 FROM (SELECT (d.time / 86400000 - (d.time % 86400000 < 0)) AS day,
  (SELECT id FROM decisionSort WHERE words = json_array(d.groundKind, d.jurisdiction, d.clause, d.policyVersion,
  coalesce(d.measures, trim(coalesce(d.visibilityMeasure, '') || ' '
    || coalesce(d.accountMeasure, ''))), d.source, d.language)) AS sort,
  d.undoneAt IS NOT NULL AS isUndone, coalesce(NEW.outcome, NEW.state) AS appeal FROM decision d WHERE d.id = NEW.decision) WHERE true
  ON CONFLICT (day, sort, isUndone, appeal) DO UPDATE SET decisions = decisions + 1;
  END;
CREATE TRIGGER reportNotice_counted AFTER INSERT ON reportNotice BEGIN INSERT INTO noticeDay (day, reason, notices)
  SELECT (NEW.time / 86400000 - (NEW.time % 86400000 < 0)), reason, 1 FROM report WHERE id = NEW.report
  ON CONFLICT (day, reason) DO UPDATE SET notices = notices + 1; END;
CREATE TRIGGER reportNotice_uncounted AFTER DELETE ON reportNotice BEGIN UPDATE noticeDay SET notices = notices - 1 WHERE day = (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AND reason = (SELECT reason FROM report WHERE id = OLD.report);
DELETE FROM noticeDay WHERE day = (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AND reason = (SELECT reason FROM report WHERE id = OLD.report) AND notices = 0; END;
CREATE TRIGGER reportNotice_recounted AFTER UPDATE OF time, report ON reportNotice
  BEGIN UPDATE noticeDay SET notices = notices - 1 WHERE day = (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AND reason = (SELECT reason FROM report WHERE id = OLD.report);
DELETE FROM noticeDay WHERE day = (OLD.time / 86400000 - (OLD.time % 86400000 < 0)) AND reason = (SELECT reason FROM report WHERE id = OLD.report) AND notices = 0; INSERT INTO noticeDay (day, reason, notices)
  SELECT (NEW.time / 86400000 - (NEW.time % 86400000 < 0)), reason, 1 FROM report WHERE id = NEW.report
  ON CONFLICT (day, reason) DO UPDATE SET notices = notices + 1; END;
CREATE TRIGGER report_uncounted BEFORE DELETE ON report
  BEGIN
    UPDATE noticeDay SET notices = notices - (
      SELECT count(*) FROM reportNotice n
      WHERE n.report = OLD.id AND (n.time / 86400000 - (n.time % 86400000 < 0)) = noticeDay.day)
      WHERE reason = OLD.reason AND day IN (SELECT (n.time / 86400000 - (n.time % 86400000 < 0)) FROM reportNotice n WHERE n.report = OLD.id);
    DELETE FROM noticeDay WHERE notices = 0 AND reason = OLD.reason AND day IN (SELECT (n.time / 86400000 - (n.time % 86400000 < 0)) FROM reportNotice n WHERE n.report = OLD.id);
  END;
INSERT INTO grdb_migrations VALUES ('figures-1');

INSERT INTO decisionSort VALUES (1, '["policy",null,"4.1",null,"removal","report","en"]');
INSERT INTO decisionDay VALUES (16882, 1, 0, '', 1);
