import GRDB
import SocialModel

/// What retention must not remove now, however old it is, and why.
///
/// A subject is kept while it is under a legal hold, in an open case, or in a case that answers a removal
/// order whose content is preserved (Regulation (EU) 2021/784, Article 6), decisions made in that case
/// included. With an account its posts are kept, with a tag the posts that carry it, with a candidate its
/// runs and its members' posts. What a standing decision is about is kept too: a post, an account's row, a
/// candidate's run.
struct Kept {
  /// A kept post.
  struct Post {
    var account: Int64
    var reason: KeepReason
  }

  /// Kept posts before the limit.
  private(set) var posts: [Int64: Post] = [:]
  /// Accounts whose rows are kept, with or without posts.
  private(set) var accounts: Set<Int64> = []
  /// Candidate reviews whose runs are kept.
  private(set) var reviews: [Int64: KeepReason] = [:]

  private var postingAccounts: [Int64: KeepReason] = [:]

  /// Reads what is kept.
  ///
  /// - Parameters:
  ///   - limit: the id of the first post that is young enough to stay anyway.
  ///   - gone: decisions that are removed before anything else is.
  /// - Complexity: a look-up for each kept subject and each kept post.
  init(
    _ db: Database, before limit: Int64, now: Timestamp, without gone: [Int64] = []
  ) throws {
    let kept = try Self.subjects(db, Self.keeping, [now.milliseconds])
    let standing = try Standing(gone)
    let reviewed = try Self.subjects(
      db,
      """
      SELECT subject, \(KeepReason.decision.rawValue) AS why FROM decision
      WHERE subject >= 'candidate:' AND subject < 'candidate;' AND undoneAt IS NULL
        AND \(standing.condition("id"))
      """, standing.arguments)
    for item in kept + reviewed where item.subject.kind == .candidate {
      if let id = Int64(item.subject.id) { Self.note(item.reason, of: id, in: &reviews) }
    }
    try readAccounts(db, kept: kept)
    try readDecided(db, standing, limit)
    let tags = kept.filter { $0.subject.kind == .hashtag }
    try readNamedPosts(db, [now.milliseconds, limit])
    try readPosts(db, tags: tags, limit)
  }

  /// Reads the posts of held accounts, under held tags and of held candidates' members.
  init(_ db: Database, postsOf held: [Subject]) throws {
    let kept: [Item] = held.map { ($0, .held) }
    try readAccounts(db, kept: kept)
    try readPosts(db, tags: kept.filter { $0.subject.kind == .hashtag }, .max)
  }

  /// Leaves out decisions that are removed before anything else is.
  private struct Standing {
    private let isAll: Bool
    let arguments: StatementArguments

    init(_ gone: [Int64]) throws {
      isAll = gone.isEmpty
      arguments = isAll ? [] : [try JSONText.encode(gone)]
    }

    func condition(_ id: String) -> String {
      isAll ? "true" : "\(id) NOT IN (SELECT value FROM json_each(?))"
    }
  }

  /// That a removal order `o` of the case `f` has its content preserved. Parameter ?1: now.
  static let isPreserving = """
    (o.carriedOutAt IS NULL AND f.state <> 'closed'
      OR o.carriedOutAt IS NOT NULL AND coalesce(o.preservedUntil, 9e18) > ?1)
    """

  /// Subjects that are held, under review or preserved, with the number of the reason. Parameter ?1: now.
  static let keeping = """
    SELECT subject, min(why) AS why FROM (
      SELECT subject, \(KeepReason.held.rawValue) AS why FROM legalHold
        WHERE liftedAt IS NULL AND (until IS NULL OR until > ?1)
      UNION ALL SELECT t.subject, \(KeepReason.openCase.rawValue) FROM caseFile f
        CROSS JOIN caseSubject t ON t.caseFile = f.id WHERE f.state = 'open'
      UNION ALL SELECT t.subject, \(KeepReason.preserved.rawValue) FROM removalOrder o
        CROSS JOIN caseFile f ON f.id = o.caseFile
        CROSS JOIN caseSubject t ON t.caseFile = f.id WHERE \(isPreserving)
      UNION ALL SELECT d.subject, \(KeepReason.preserved.rawValue) FROM removalOrder o
        CROSS JOIN caseFile f ON f.id = o.caseFile
        CROSS JOIN decision d ON d.caseFile = f.id WHERE \(isPreserving))
    GROUP BY subject
    """

  private typealias Item = (subject: Subject, reason: KeepReason)

  private static func subjects(
    _ db: Database, _ sql: String, _ arguments: StatementArguments
  ) throws -> [Item] {
    try Row.fetchAll(db, sql: sql, arguments: arguments).compactMap { row in
      Subject(row["subject"] as String).flatMap { subject in
        KeepReason(rawValue: row["why"]).map { (subject, $0) }
      }
    }
  }

  private static func note(
    _ reason: KeepReason, of id: Int64, in reasons: inout [Int64: KeepReason]
  ) {
    reasons[id] = min(reasons[id] ?? reason, reason)
  }

  private mutating func readAccounts(_ db: Database, kept: [Item]) throws {
    func id(_ subject: Subject) throws -> Int64? {
      guard subject.kind == .account, let platform = subject.platform else { return nil }
      return try Lookup.account(platform, subject.id, db)
    }
    for item in kept {
      if let id = try id(item.subject) { Self.note(item.reason, of: id, in: &postingAccounts) }
      guard item.subject.kind == .candidate, let review = Int64(item.subject.id) else { continue }
      let members = try Int64.fetchAll(
        db,
        sql: """
          SELECT m.account FROM candidate k CROSS JOIN candidateMember m ON m.candidate = k.id
          WHERE k.review = ?
          """, arguments: [review])
      for member in members { Self.note(item.reason, of: member, in: &postingAccounts) }
    }
    accounts = Set(postingAccounts.keys)
  }

  /// Reads what standing decisions are about. What was not stored when it was decided is looked up.
  private mutating func readDecided(_ db: Database, _ standing: Standing, _ limit: Int64) throws {
    let condition = standing.condition("x.decision")
    let named = try Row.fetchCursor(
      db, sql: "\(Self.decidedPosts) AND \(condition)", arguments: [limit] + standing.arguments)
    while let row = try named.next() { note(post: row[0], of: row[1], .decision) }
    let accounts = try Row.fetchCursor(
      db, sql: "\(Self.decidedAccounts) AND \(condition)", arguments: standing.arguments)
    while let row = try accounts.next() { self.accounts.insert(row[0]) }
    let late = try Row.fetchCursor(
      db, sql: "\(Self.undecided) AND \(condition)", arguments: standing.arguments)
    while let row = try late.next() {
      if let post: Int64 = row[0] {
        if post < limit { note(post: post, of: row[1], .decision) }
      } else if let account: Int64 = row[2] {
        self.accounts.insert(account)
      }
    }
  }

  static let decidedPosts = """
    SELECT x.post, x.account FROM decided x INDEXED BY decided_post
    WHERE x.post IS NOT NULL AND x.post < ?
    """
  static let decidedAccounts = """
    SELECT x.account FROM decided x INDEXED BY decided_account
    WHERE x.post IS NULL AND x.account IS NOT NULL
    """
  static let undecided = """
    SELECT CASE WHEN \(DecidedSubject.isPost("d")) THEN \(DecidedSubject.post("id", "d")) END,
      CASE WHEN \(DecidedSubject.isPost("d")) THEN \(DecidedSubject.post("account", "d")) END,
      CASE WHEN \(DecidedSubject.isAccount("d")) THEN \(DecidedSubject.account("d")) END
    FROM decided x INDEXED BY decided_account CROSS JOIN decision d ON d.id = x.decision
    WHERE x.post IS NULL AND x.account IS NULL
    """

  private mutating func note(post id: Int64, of account: Int64, _ reason: KeepReason) {
    posts[id] = Post(account: account, reason: min(posts[id]?.reason ?? reason, reason))
  }

  private mutating func readNamedPosts(_ db: Database, _ arguments: StatementArguments) throws {
    let rows = try Row.fetchCursor(db, sql: Self.namedPosts, arguments: arguments)
    while let row = try rows.next() {
      guard let reason = KeepReason(rawValue: row[2]) else { continue }
      note(post: row[0], of: row[1], reason)
    }
  }

  private mutating func readPosts(
    _ db: Database, tags: [Item], _ limit: Int64
  ) throws {
    func add(_ reason: KeepReason, _ sql: String, _ arguments: StatementArguments) throws {
      let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
      while let row = try rows.next() { note(post: row[0], of: row[1], reason) }
    }
    for (account, reason) in postingAccounts {
      try add(
        reason, "SELECT id, account FROM post WHERE account = ? AND id < ?", [account, limit])
    }
    for (tag, reason) in tags {
      guard let object = try Lookup.object(.hashtag, TagFolding.key(tag.id), db) else { continue }
      let isElsewhere = tag.platform == nil ? "" : "AND pl.name = ?3"
      try add(
        reason,
        """
        SELECT p.id, p.account FROM action x CROSS JOIN post p ON p.id = x.post
        CROSS JOIN platform pl ON pl.id = p.platform
        WHERE x.object = ?1 AND x.post < ?2 \(isElsewhere)
        """, [object, limit] + (tag.platform.map { [$0.name] } ?? []))
    }
  }

  /// Posts that a kept subject names. Parameters: now, the limit.
  private static let namedPosts = """
    WITH named (subject, why) AS (
      SELECT n.subject, n.why FROM (\(keeping)) n WHERE \(DecidedSubject.isPost("n")))
    SELECT p.id, p.account, k.why FROM named k CROSS JOIN post p ON p.id = \(DecidedSubject.post("id", "k"))
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
