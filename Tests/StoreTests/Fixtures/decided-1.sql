-- The step decided-1, with rows in it. Never edited: later steps start from it.
CREATE TABLE decided (
  decision INTEGER PRIMARY KEY REFERENCES decision ON DELETE CASCADE, post INTEGER,
  account INTEGER) STRICT;
CREATE INDEX decided_post ON decided (post, account) WHERE post IS NOT NULL;
CREATE INDEX decided_account ON decided (account, post) WHERE post IS NULL;
CREATE TRIGGER decision_decided AFTER INSERT ON decision BEGIN INSERT INTO decided (decision, post, account)
  SELECT d.id, (SELECT id FROM post WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 6), 1, instr(substr(d.subject, 6), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) THEN CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) END), (SELECT account FROM post WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 6), 1, instr(substr(d.subject, 6), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) THEN CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) END) FROM (SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt) d
  WHERE d.undoneAt IS NULL AND (d.subject >= 'post:' AND d.subject < 'post;');
INSERT INTO decided (decision, account)
  SELECT d.id, (SELECT id FROM account WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 9), 1, instr(substr(d.subject, 9), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) THEN CAST(substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) END) FROM (SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt) d WHERE d.undoneAt IS NULL AND (d.subject >= 'account:' AND d.subject < 'account;'); END;
CREATE TRIGGER decision_redecided AFTER UPDATE OF id, subject, undoneAt ON decision
  BEGIN DELETE FROM decided WHERE decision IN (OLD.id, NEW.id); INSERT INTO decided (decision, post, account)
  SELECT d.id, (SELECT id FROM post WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 6), 1, instr(substr(d.subject, 6), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) THEN CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) END), (SELECT account FROM post WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 6), 1, instr(substr(d.subject, 6), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) THEN CAST(substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 6), instr(substr(d.subject, 6), ':') + 1) END) FROM (SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt) d
  WHERE d.undoneAt IS NULL AND (d.subject >= 'post:' AND d.subject < 'post;');
INSERT INTO decided (decision, account)
  SELECT d.id, (SELECT id FROM account WHERE platform = (SELECT id FROM platform WHERE name = substr(substr(d.subject, 9), 1, instr(substr(d.subject, 9), ':') - 1))
AND externalId =
  CASE WHEN CAST(CAST(substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) AS INTEGER) AS TEXT) = substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) THEN CAST(substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) AS INTEGER) ELSE substr(substr(d.subject, 9), instr(substr(d.subject, 9), ':') + 1) END) FROM (SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt) d WHERE d.undoneAt IS NULL AND (d.subject >= 'account:' AND d.subject < 'account;'); END;
CREATE TRIGGER post_undecided AFTER DELETE ON post
  BEGIN UPDATE decided SET post = NULL, account = NULL WHERE post = OLD.id; END;
CREATE TRIGGER account_undecided AFTER DELETE ON account
  BEGIN UPDATE decided SET account = NULL WHERE post IS NULL AND account = OLD.id; END;
INSERT INTO grdb_migrations VALUES ('decided-1');

INSERT INTO decided VALUES (1, 6117952743014400, 1);
