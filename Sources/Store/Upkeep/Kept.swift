import GRDB
import SocialModel

/// What retention must not remove now, however old it is.
///
/// A subject is kept while it is under a legal hold, in an open case, or in a case that answers a removal
/// order whose content is preserved (Regulation (EU) 2021/784, Article 6), decisions made in that case
/// included. With an account its posts are kept, with a tag the posts that carry it, with a candidate its
/// runs and its members' posts. What a standing decision is about is kept too: a post, an account's row, a
/// candidate's run.
struct Kept {
  /// Kept posts before the limit, each with its account.
  private(set) var posts: [Int64: Int64] = [:]
  /// Accounts whose rows are kept, with or without posts.
  private(set) var accounts: Set<Int64> = []
  /// Candidate reviews whose runs are kept.
  private(set) var reviews: [Int64] = []

  private var postingAccounts: Set<Int64> = []

  /// Reads what is kept.
  ///
  /// - Parameter limit: the id of the first post that is young enough to stay anyway.
  /// - Complexity: a look-up for each kept subject and each kept post.
  init(_ db: Database, before limit: Int64, now: Timestamp) throws {
    let kept = try Self.subjects(db, "SELECT subject FROM (\(Self.keptSubjects))", now)
    let decided = try Self.subjects(
      db, "SELECT subject FROM decision WHERE undoneAt IS NULL AND \(Self.isNoPost)", now)
    reviews = Set((kept + decided).filter { $0.kind == .candidate }.compactMap { Int64($0.id) })
      .sorted()
    try readAccounts(db, kept: kept, decided: decided)
    try readPosts(db, tags: kept.filter { $0.kind == .hashtag }, limit, now)
  }

  private static let isNoPost = "NOT (subject >= 'post:' AND subject < 'post;')"

  /// That a removal order `o` of the case `f` has its content preserved. Parameter ?1: now.
  static let isPreserving = """
    (o.carriedOutAt IS NULL AND f.state <> 'closed'
      OR o.carriedOutAt IS NOT NULL AND coalesce(o.preservedUntil, 9e18) > ?1)
    """

  /// Subjects that are held, under review or preserved. Parameter ?1: now.
  static let keptSubjects = """
    SELECT subject FROM legalHold WHERE liftedAt IS NULL AND (until IS NULL OR until > ?1)
    UNION SELECT t.subject FROM caseFile f CROSS JOIN caseSubject t ON t.caseFile = f.id
      WHERE f.state = 'open'
    UNION SELECT t.subject FROM removalOrder o CROSS JOIN caseFile f ON f.id = o.caseFile
      CROSS JOIN caseSubject t ON t.caseFile = f.id WHERE \(isPreserving)
    UNION SELECT d.subject FROM removalOrder o CROSS JOIN caseFile f ON f.id = o.caseFile
      CROSS JOIN decision d ON d.caseFile = f.id WHERE \(isPreserving)
    """

  private static func subjects(
    _ db: Database, _ sql: String, _ now: Timestamp
  ) throws -> [Subject] {
    let arguments: StatementArguments = sql.contains("?1") ? [now.milliseconds] : []
    return try String.fetchAll(db, sql: sql, arguments: arguments).compactMap { Subject($0) }
  }

  private mutating func readAccounts(
    _ db: Database, kept: [Subject], decided: [Subject]
  ) throws {
    func ids(_ subjects: [Subject]) throws -> [Int64] {
      try subjects.compactMap { subject in
        guard subject.kind == .account, let platform = subject.platform else { return nil }
        return try Lookup.account(platform, subject.id, db)
      }
    }
    let keptReviews = kept.filter { $0.kind == .candidate }.compactMap { Int64($0.id) }
    let members = try Int64.fetchAll(
      db,
      sql: """
        SELECT m.account FROM json_each(?) j CROSS JOIN candidate k ON k.review = j.value
        CROSS JOIN candidateMember m ON m.candidate = k.id
        """, arguments: [try JSONText.encode(keptReviews)])
    postingAccounts = Set(try ids(kept) + members)
    accounts = postingAccounts.union(try ids(decided))
  }

  private mutating func readPosts(
    _ db: Database, tags: [Subject], _ limit: Int64, _ now: Timestamp
  ) throws {
    func add(_ sql: String, _ arguments: StatementArguments) throws {
      let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
      while let row = try rows.next() { posts[row[0]] = row[1] }
    }
    try add(Self.namedPosts, [now.milliseconds, limit])
    try add(
      """
      SELECT p.id, p.account FROM json_each(?) j CROSS JOIN post p ON p.account = j.value
      WHERE p.id < ?
      """, [try JSONText.encode(postingAccounts.sorted()), limit])
    for tag in tags {
      guard let object = try Lookup.object(.hashtag, TagFolding.key(tag.id), db) else { continue }
      let isElsewhere = tag.platform == nil ? "" : "AND pl.name = ?3"
      try add(
        """
        SELECT p.id, p.account FROM action x CROSS JOIN post p ON p.id = x.post
        CROSS JOIN platform pl ON pl.id = p.platform
        WHERE x.object = ?1 AND x.post < ?2 \(isElsewhere)
        """, [object, limit] + (tag.platform.map { [$0.name] } ?? []))
    }
  }

  /// Posts that a kept subject or a standing decision names. Parameters: now, the limit.
  ///
  /// A plain decimal id is compared as the number that its column holds.
  private static let namedPosts = """
    WITH named (rest) AS (
      SELECT substr(subject, 6) FROM (
        \(keptSubjects) UNION SELECT subject FROM decision WHERE undoneAt IS NULL)
      WHERE subject >= 'post:' AND subject < 'post;'),
    key (platform, id) AS (
      SELECT substr(rest, 1, instr(rest, ':') - 1), substr(rest, instr(rest, ':') + 1) FROM named)
    SELECT p.id, p.account FROM key k CROSS JOIN platform pl ON pl.name = k.platform
    CROSS JOIN post p ON p.platform = pl.id AND p.externalId =
      CASE WHEN CAST(CAST(k.id AS INTEGER) AS TEXT) = k.id THEN CAST(k.id AS INTEGER) ELSE k.id END
    WHERE p.id < ?2
    """
}

extension Lookup {
  /// The number of an object; nil where no stored post carries it.
  static func object(_ layer: Layer, _ key: String, _ db: Database) throws -> Int64? {
    let value: DatabaseValue
    switch ObjectKey(ListedObject(layer: layer, id: key)) {
    case .text(let text): value = text.databaseValue
    case .digest(let digest): value = Bytes.data(digest).databaseValue
    }
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM object WHERE layer = ? AND key = ?",
      arguments: [layer.rawValue, value])
  }
}
