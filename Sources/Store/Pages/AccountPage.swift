import GRDB
import SocialModel

/// An account with what its page shows at once.
public struct AccountPage: Sendable {
  /// Its line in lists.
  public var row: AccountRow
  /// Its description of itself.
  public var bio: String?
  /// Candidates that it is a member of, the latest first, at most 50.
  public var candidates: [CandidateRow]
}

/// An account that acted on the same objects as another.
public struct RelatedAccount: Hashable, Sendable {
  /// The account.
  public var account: AccountRow
  /// On how many rare objects both acted.
  public var sharedObjects: Int
  /// Some of them: layer and key; the key of a text is not kept.
  public var examples: [ObjectRow]
}

/// An object in a list.
public struct ObjectRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// Its layer.
  public var layer: Layer
  /// Its key; nil where only a digest of it is kept.
  public var key: String?

  init(_ row: Row) throws {
    id = row["id"]
    let layer: Int = row["layer"]
    guard let known = UInt8(exactly: layer).flatMap({ Layer(rawValue: $0) }) else {
      throw StoreError(.damaged, subject: "object", message: "A stored layer is not one.")
    }
    self.layer = known
    let key: DatabaseValue = row["key"]
    self.key = String.fromDatabaseValue(key)
  }
}

extension CaseStore {
  /// The number of an account; nil where it is not stored.
  public func accountID(_ platform: Platform, _ externalID: String) throws -> Int64? {
    try read { db in try Lookup.account(platform, externalID, db) }
  }

  /// An account.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func account(_ id: Int64) throws -> AccountPage {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(AccountRow.columns), a.bio FROM account a JOIN platform ap ON ap.id = a.platform
          WHERE a.id = ?
          """, arguments: [id])
      guard let row else { throw StoreError.missing("account", id) }
      let candidates = try Row.fetchAll(
        db,
        sql: """
          SELECT \(CandidateRow.columns) FROM candidateMember m
          CROSS JOIN candidate k ON k.id = m.candidate CROSS JOIN candidateReview r ON r.id = k.review
          WHERE m.account = ? ORDER BY m.candidate DESC LIMIT 50
          """, arguments: [id])
      return AccountPage(
        row: try AccountRow(row), bio: row["bio"],
        candidates: try candidates.map { try CandidateRow($0) })
    }
  }

  /// The posts of an account, the latest first.
  public func posts(
    ofAccount id: Int64, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<PostRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.accountPosts, arguments: [id, below, limit + 1])
      return Page(try rows.map { try PostRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  static let accountPosts = """
    SELECT \(PostRow.columns) FROM post p \(PostRow.joins)
    WHERE p.account = ? AND p.id < ? ORDER BY p.id DESC LIMIT ?
    """

  /// Accounts that acted on the same rare objects as this one, those that share the most first.
  ///
  /// Of the account's last 300 posts, objects on which at most 60 actions were taken count: what
  /// thousands carry ties nobody to anybody. Domains and mentions are left out. It says who did the
  /// same and never who somebody is.
  ///
  /// - Complexity: bounded by the numbers above, whatever the database holds.
  public func relatedAccounts(to id: Int64, limit: Int = 20) throws -> [RelatedAccount] {
    try read { db in
      var shared: [Int64: [Int64]] = [:]
      for object in try Int64.fetchAll(db, sql: Self.recentObjects, arguments: [id]) {
        let actors = try db.cachedStatement(sql: Self.objectActors)
        let found = try Int64.fetchAll(actors, arguments: [object])
        guard found.count <= 60 else { continue }
        for actor in Set(found) where actor != id { shared[actor, default: []].append(object) }
      }
      let order = shared.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      return try order.prefix(min(max(limit, 1), 100)).map { account, objects in
        RelatedAccount(
          account: try Lookup.accountRow(account, db), sharedObjects: objects.count,
          examples: try objects.prefix(5).map { try Lookup.object($0, db) })
      }
    }
  }

  static let recentObjects = """
    SELECT DISTINCT x.object FROM (
      SELECT id FROM post WHERE account = ? ORDER BY id DESC LIMIT 300) p
    CROSS JOIN action x ON x.post = p.id CROSS JOIN object o ON o.id = x.object
    WHERE o.layer NOT IN (2, 6) ORDER BY x.object LIMIT 2000
    """
  static let objectActors = "SELECT account FROM action WHERE object = ? LIMIT 61"
}

/// Rows by their keys.
enum Lookup {
  static func account(_ platform: Platform, _ externalID: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT a.id FROM platform pl CROSS JOIN account a ON a.platform = pl.id
        WHERE pl.name = ? AND a.externalId = ?
        """, arguments: [platform.name, ExternalID(externalID).value])
  }

  static func post(_ platform: Platform, _ externalID: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT p.id FROM platform pl CROSS JOIN post p ON p.platform = pl.id
        WHERE pl.name = ? AND p.externalId = ?
        """, arguments: [platform.name, ExternalID(externalID).value])
  }

  static func accountRow(_ id: Int64, _ db: Database) throws -> AccountRow {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT \(AccountRow.columns) FROM account a JOIN platform ap ON ap.id = a.platform
        WHERE a.id = ?
        """, arguments: [id])
    guard let row else { throw StoreError.missing("account", id) }
    return try AccountRow(row)
  }

  static func object(_ id: Int64, _ db: Database) throws -> ObjectRow {
    let row = try Row.fetchOne(
      db, sql: "SELECT id, layer, key FROM object WHERE id = ?", arguments: [id])
    guard let row else { throw StoreError.missing("object", id) }
    return try ObjectRow(row)
  }
}
