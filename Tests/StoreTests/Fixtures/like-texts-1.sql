-- The step like-texts-1, with rows in it. Never edited: later steps start from it.
CREATE TABLE likeText (
  object INTEGER PRIMARY KEY REFERENCES object ON DELETE CASCADE,
  likeness INTEGER NOT NULL) STRICT;
CREATE INDEX likeText_likeness ON likeText (likeness);
INSERT INTO grdb_migrations VALUES ('like-texts-1');

INSERT INTO likeText VALUES (2, 1);
