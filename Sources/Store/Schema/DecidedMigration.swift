import GRDB

/// What standing decisions are about, as the numbers of posts and accounts: what a purge must keep is read without
/// looking up every subject.
enum DecidedMigration {
  static let name = "decided-1"

  /// Nothing that could refer to a row that is not there is changed: see ``FiguresMigration``.
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration(name, foreignKeyChecks: .immediate) { db in
      try db.execute(sql: table)
      try db.execute(
        sql: "\(DecidedSubject.posts("decision")); \(DecidedSubject.accounts("decision"))")
      for sql in triggers { try db.execute(sql: sql) }
    }
  }

  /// Without an account, what the decision is about was not stored when it was made.
  private static let table = """
    CREATE TABLE decided (
      decision INTEGER PRIMARY KEY REFERENCES decision ON DELETE CASCADE, post INTEGER,
      account INTEGER) STRICT;
    CREATE INDEX decided_post ON decided (post, account) WHERE post IS NOT NULL;
    CREATE INDEX decided_account ON decided (account, post) WHERE post IS NULL;
    """

  private static var triggers: [String] {
    let add = """
      \(DecidedSubject.posts("(SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt)"));
      \(DecidedSubject.accounts("(SELECT NEW.id AS id, NEW.subject AS subject, NEW.undoneAt AS undoneAt)"));
      """
    return [
      "CREATE TRIGGER decision_decided AFTER INSERT ON decision BEGIN \(add) END",
      """
      CREATE TRIGGER decision_redecided AFTER UPDATE OF id, subject, undoneAt ON decision
        BEGIN DELETE FROM decided WHERE decision IN (OLD.id, NEW.id); \(add) END
      """,
      """
      CREATE TRIGGER post_undecided AFTER DELETE ON post
        BEGIN UPDATE decided SET post = NULL, account = NULL WHERE post = OLD.id; END
      """,
      """
      CREATE TRIGGER account_undecided AFTER DELETE ON account
        BEGIN UPDATE decided SET account = NULL WHERE post IS NULL AND account = OLD.id; END
      """,
    ]
  }
}

/// From the subjects of decisions to posts and accounts.
enum DecidedSubject {
  /// That a row's subject is a post.
  static func isPost(_ row: String) -> String {
    "(\(row).subject >= 'post:' AND \(row).subject < 'post;')"
  }

  /// That a row's subject is an account.
  static func isAccount(_ row: String) -> String {
    "(\(row).subject >= 'account:' AND \(row).subject < 'account;')"
  }

  /// The place of a subject's id in a table: its platform's number, and its id as the column holds it.
  ///
  /// A plain decimal id is compared as the number that its column holds.
  private static func place(_ row: String, after start: Int) -> String {
    let rest = "substr(\(row).subject, \(start))"
    let id = "substr(\(rest), instr(\(rest), ':') + 1)"
    return """
      platform = (SELECT id FROM platform WHERE name = substr(\(rest), 1, instr(\(rest), ':') - 1))
      AND externalId =
        CASE WHEN CAST(CAST(\(id) AS INTEGER) AS TEXT) = \(id) THEN CAST(\(id) AS INTEGER) ELSE \(id) END
      """
  }

  /// A column of the post that a row's subject names.
  static func post(_ column: String, _ row: String) -> String {
    "(SELECT \(column) FROM post WHERE \(place(row, after: 6)))"
  }

  /// The number of the account that a row's subject names.
  static func account(_ row: String) -> String {
    "(SELECT id FROM account WHERE \(place(row, after: 9)))"
  }

  /// Notes the standing decisions of a table that are about posts.
  static func posts(_ table: String) -> String {
    """
    INSERT INTO decided (decision, post, account)
      SELECT d.id, \(post("id", "d")), \(post("account", "d")) FROM \(table) d
      WHERE d.undoneAt IS NULL AND \(isPost("d"))
    """
  }

  /// Notes the standing decisions of a table that are about accounts.
  static func accounts(_ table: String) -> String {
    """
    INSERT INTO decided (decision, account)
      SELECT d.id, \(account("d")) FROM \(table) d WHERE d.undoneAt IS NULL AND \(isAccount("d"))
    """
  }

  /// How many decisions are not noted as they should be. What came after its decision need not be noted.
  static let faults = """
    SELECT count(*) FROM (
      SELECT id FROM decision d LEFT JOIN decided x ON x.decision = d.id
      WHERE (d.undoneAt IS NULL AND (\(isPost("d")) OR \(isAccount("d")))) <> (x.decision IS NOT NULL)
        OR x.post IS NOT NULL AND (x.post IS NOT \(post("id", "d")) OR x.account IS NOT \(post("account", "d")))
        OR x.post IS NULL AND x.account IS NOT NULL AND x.account IS NOT \(account("d")))
    """
}
