DROP INDEX assessment_alarm;
CREATE INDEX assessment_alarm ON assessment (urgency DESC, post DESC)
  WHERE state = 'open' AND (level >= 2 OR kind = 'false alarm');
CREATE INDEX assessment_falseAlarm ON assessment (state, post DESC) WHERE kind = 'false alarm';
UPDATE assessment SET urgency = max(urgency, 90) WHERE kind = 'false alarm';
ALTER TABLE removalOrder ADD COLUMN preservedUntil INTEGER;
UPDATE removalOrder SET preservedUntil = max(coalesce(preserveUntil, 0), 86400000 +
  1000 * unixepoch(min(date(carriedOutAt / 1000, 'unixepoch', '+6 months'),
    date(carriedOutAt / 1000, 'unixepoch', 'start of month', '+7 months', '-1 day'))))
  WHERE carriedOutAt IS NOT NULL;
CREATE INDEX account_lastPost ON account (lastPost, posts);
CREATE INDEX audit_actorAction ON audit (actor, action, sequence);
CREATE TABLE postHour (hour INTEGER PRIMARY KEY, posts INTEGER NOT NULL) STRICT;
INSERT INTO postHour (hour, posts)
  SELECT (id >> 22) / 3600 - ((id >> 22) % 3600 < 0), count(*) FROM post GROUP BY 1;
CREATE TRIGGER post_counted AFTER INSERT ON post
  BEGIN
    INSERT INTO postHour (hour, posts)
      VALUES ((NEW.id >> 22) / 3600 - ((NEW.id >> 22) % 3600 < 0), 1)
      ON CONFLICT (hour) DO UPDATE SET posts = posts + 1;
  END;
CREATE TRIGGER post_uncounted AFTER DELETE ON post
  BEGIN
    UPDATE postHour SET posts = posts - 1
      WHERE hour = (OLD.id >> 22) / 3600 - ((OLD.id >> 22) % 3600 < 0);
  END;
DROP TABLE postSearch;
CREATE VIRTUAL TABLE postSearch USING fts5(
  text, facet, content='', columnsize=0, prefix='2 3', tokenize="ascii tokenchars '_'");
INSERT INTO postSearch (postSearch, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE postSearchTerm USING fts5vocab(postSearch, 'instance');
INSERT INTO postSearch (rowid, text, facet) VALUES
  (6117952743014400, 'the iron lantern parade begins', 'p1 a1 l_en t1'),
  (6117952747208704, 'le defile des lanternes', 'p1 a1 l_fr t1'), (6117952751403008, '', 'p2 a2');
INSERT INTO grdb_migrations VALUES ('0006-scale');

INSERT INTO assessment VALUES (6117952747208704, 'false alarm', 0, '[]', '["It sends people away."]', 90, 1458633800000, 'open', NULL, NULL, NULL);
