ALTER TABLE assessment ADD COLUMN target TEXT;
ALTER TABLE assessment ADD COLUMN place TEXT;
ALTER TABLE assessment ADD COLUMN language TEXT;
CREATE INDEX assessment_threat ON assessment (post) WHERE level >= 1;
INSERT INTO grdb_migrations VALUES ('threats-1');
