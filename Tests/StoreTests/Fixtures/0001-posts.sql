-- The schema as the step 0001-posts made it, with rows in it. Never edited: later steps start from it.
PRAGMA application_id = 1416586099;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
CREATE TABLE platform (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE input (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, storedAt INTEGER NOT NULL, sha256 TEXT,
  bytes INTEGER, format TEXT) STRICT;
CREATE TABLE account (
  id INTEGER PRIMARY KEY, platform INTEGER NOT NULL REFERENCES platform, externalId ANY NOT NULL,
  handle TEXT, name TEXT, bio TEXT, created INTEGER, followers INTEGER,
  firstPost INTEGER NOT NULL, lastPost INTEGER NOT NULL, posts INTEGER NOT NULL,
  UNIQUE (platform, externalId)) STRICT;
CREATE TABLE post (
  id INTEGER PRIMARY KEY, platform INTEGER NOT NULL REFERENCES platform,
  externalId ANY NOT NULL, account INTEGER NOT NULL REFERENCES account,
  time INTEGER NOT NULL, text TEXT, language TEXT, client INTEGER REFERENCES client,
  replyTo ANY, repostOf ANY, repostedFrom TEXT,
  input INTEGER REFERENCES input, offset INTEGER, length INTEGER, line INTEGER,
  digest BLOB NOT NULL, UNIQUE (platform, externalId)) STRICT;
CREATE INDEX post_account ON post (account, id);
CREATE TABLE postEdit (
  id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,
  replacedAt INTEGER NOT NULL, text TEXT, language TEXT) STRICT;
CREATE INDEX postEdit_post ON postEdit (post, id);
CREATE TABLE media (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE, position INTEGER NOT NULL,
  kind TEXT NOT NULL, path TEXT, url TEXT, sha256 TEXT, pdq TEXT,
  PRIMARY KEY (post, position)) STRICT, WITHOUT ROWID;
CREATE TABLE object (
  id INTEGER PRIMARY KEY, layer INTEGER NOT NULL, key ANY NOT NULL, UNIQUE (layer, key)) STRICT;
CREATE TABLE action (
  post INTEGER NOT NULL, object INTEGER NOT NULL, account INTEGER NOT NULL,
  PRIMARY KEY (post, object)) STRICT, WITHOUT ROWID;
CREATE INDEX action_object ON action (object, post, account);
CREATE VIRTUAL TABLE postSearch USING fts5(
  text, facet, content='', columnsize=0, tokenize="ascii tokenchars '_'");
CREATE VIRTUAL TABLE accountSearch USING fts5(
  text, facet, content='', columnsize=0, tokenize="ascii tokenchars '_'");
INSERT INTO grdb_migrations VALUES ('0001-posts');

INSERT INTO platform VALUES (1, 'x'), (2, 'vk');
INSERT INTO client VALUES (1, 'Lantern for Port Meridian');
INSERT INTO input VALUES (1, 'posts.ndjson', 1458633600000, NULL, NULL, NULL);
INSERT INTO account VALUES (1, 1, 9001, 'lamplighter', 'Lamp Lighter', 'lights lamps', NULL, 12, 1458633600000, 1458633601000, 2);
INSERT INTO account VALUES (2, 2, 'drummer', NULL, NULL, NULL, NULL, NULL, 1458633602000, 1458633602000, 1);
INSERT INTO post VALUES (6117952743014400, 1, 7120, 1, 1458633600000, 'The iron lantern parade begins', 'en', 1, NULL, NULL, NULL, 1, 0, 100, 1, x'00');
INSERT INTO post VALUES (6117952747208704, 1, 7121, 1, 1458633601000, 'Le défilé des lanternes', 'fr', NULL, 7120, NULL, NULL, NULL, NULL, NULL, NULL, x'01');
INSERT INTO post VALUES (6117952751403008, 2, 'w1', 2, 1458633602000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, x'02');
INSERT INTO postEdit VALUES (1, 6117952743014400, 1458633700000, 'The iron lantern parade', 'en');
INSERT INTO media VALUES (6117952751403008, 0, 'image', 'lantern.jpg', NULL, NULL, NULL);
INSERT INTO object VALUES (1, 0, 'ironlantern'), (2, 3, x'0102');
INSERT INTO action VALUES (6117952743014400, 1, 1), (6117952747208704, 1, 1), (6117952743014400, 2, 1);
INSERT INTO postSearch (rowid, text, facet) VALUES
  (6117952743014400, 'the iron lantern parade begins', 'p1 a1 l_en t1'),
  (6117952747208704, 'le defile des lanternes', 'p1 a1 l_fr t1'), (6117952751403008, '', 'p2 a2');
INSERT INTO accountSearch (rowid, text, facet) VALUES
  (1, 'lamplighter lamp lighter lights lamps', 'p1'), (2, '', 'p2');
