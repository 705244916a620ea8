import GRDB

/// Accounts, posts, what they carry, and the search over them.
enum PostsMigration {
  static let name = "0001-posts"

  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name) { db in
      try db.execute(sql: tables)
      try db.execute(sql: search)
    }
  }

  /// `externalId` is an integer where the platform's id is a plain decimal number: half the size.
  /// `post.id` begins with the post's second, so that every list by id is one by time.
  private static let tables = """
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
    """

  /// The rows hold folded words, which the store makes itself: `ascii` only cuts them at spaces.
  private static let search = """
    CREATE VIRTUAL TABLE postSearch USING fts5(
      text, facet, content='', columnsize=0, tokenize="ascii tokenchars '_'");
    CREATE VIRTUAL TABLE accountSearch USING fts5(
      text, facet, content='', columnsize=0, tokenize="ascii tokenchars '_'");
    """
}
