import GRDB
import SocialModel

/// A post with all that its page shows.
public struct PostPage: Sendable {
  /// Its line in lists.
  public var row: PostRow
  /// The files that it carries.
  public var media: [Media]
  /// The objects that it carries.
  public var objects: [ObjectRow]
  /// Its earlier texts, the latest first.
  public var edits: [Edit]
  /// What was said of it; nil where nothing was.
  public var assessment: Assessed?
  /// Where its bytes lie: the input's name, SHA-256 and the place in it.
  public var source: Source?

  /// An earlier text.
  public struct Edit: Hashable, Sendable {
    /// When it was replaced.
    public var replacedAt: Timestamp
    /// What it said.
    public var text: String?
  }

  /// What was said of the post.
  public struct Assessed: Hashable, Sendable {
    /// Its kind.
    public var kind: String
    /// How serious the threat is.
    public var level: AssessmentLevel
    /// The places in the text that led to it.
    public var spans: [AssessedSpan]
    /// Why, in words.
    public var reasons: [String]
    /// 0 to 100.
    public var urgency: Int
    /// What reviewers did about it.
    public var state: AssessmentState
  }

  /// Where a post's bytes lie.
  public struct Source: Hashable, Sendable {
    /// The input's name.
    public var input: String
    /// SHA-256 of the input; nil while its run is under way.
    public var sha256: String?
    /// The offset in the decompressed input.
    public var offset: Int64
    /// The length in bytes.
    public var length: Int64
    /// The line, from 1; 0 where there are none.
    public var line: Int64
  }
}

extension CaseStore {
  /// The number of a post; nil where it is not stored.
  public func postID(_ platform: Platform, _ externalID: String) throws -> Int64? {
    try read { db in try Lookup.post(platform, externalID, db) }
  }

  /// A post.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func post(_ id: Int64) throws -> PostPage {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT \(PostRow.columns) FROM post p \(PostRow.joins) WHERE p.id = ?",
        arguments: [id])
      guard let row else { throw StoreError.missing("post", id) }
      let objects = try Row.fetchAll(
        db,
        sql: """
          SELECT o.id, o.layer, o.key FROM action x CROSS JOIN object o ON o.id = x.object
          WHERE x.post = ? ORDER BY o.layer, o.id
          """, arguments: [id])
      let edits = try Row.fetchAll(
        db, sql: "SELECT replacedAt, text FROM postEdit WHERE post = ? ORDER BY id DESC",
        arguments: [id])
      return PostPage(
        row: try PostRow(row), media: try Self.media(id, db),
        objects: try objects.map { try ObjectRow($0) },
        edits: edits.map {
          PostPage.Edit(replacedAt: Moment.of($0, "replacedAt"), text: $0["text"])
        },
        assessment: try Self.assessed(id, db), source: try Self.source(id, db))
    }
  }

  /// The files that a post carries, in its order; none where it is not stored.
  public func media(ofPost id: Int64) throws -> [Media] {
    try read { db in try Self.media(id, db) }
  }

  /// The object of a layer and key, as the signals name it; nil where no stored post carries it.
  ///
  /// Reposts of and answers to a post are objects with the key `platform:id`.
  public func object(_ layer: Layer, key: String) throws -> ObjectRow? {
    let value: DatabaseValue
    switch ObjectKey(ListedObject(layer: layer, id: key)) {
    case .text(let text): value = text.databaseValue
    case .digest(let digest): value = Bytes.data(digest).databaseValue
    }
    return try read { db in
      try Row.fetchOne(
        db, sql: "SELECT id, layer, key FROM object WHERE layer = ? AND key = ?",
        arguments: [layer.rawValue, value]
      ).map { try ObjectRow($0) }
    }
  }

  /// The posts that carry an object, the latest first.
  public func posts(
    withObject id: Int64, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<PostRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(db, sql: Self.objectPosts, arguments: [id, below, limit + 1])
      return Page(try rows.map { try PostRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  static let objectPosts = """
    SELECT \(PostRow.columns) FROM action x CROSS JOIN post p ON p.id = x.post \(PostRow.joins)
    WHERE x.object = ? AND x.post < ? ORDER BY x.post DESC LIMIT ?
    """

  private static func media(_ post: Int64, _ db: Database) throws -> [Media] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM media WHERE post = ? ORDER BY position", arguments: [post]
    ).map { row in
      Media(
        kind: try StoredWord.read(row, "kind"), path: row["path"], url: row["url"],
        sha256: row["sha256"], pdq: row["pdq"])
    }
  }

  private static func assessed(_ post: Int64, _ db: Database) throws -> PostPage.Assessed? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM assessment WHERE post = ?", arguments: [post])
    guard let row, let level = AssessmentLevel(rawValue: row["level"]) else { return nil }
    return PostPage.Assessed(
      kind: row["kind"], level: level,
      spans: try JSONText.decode(row["spans"], as: [AssessedSpan].self),
      reasons: try JSONText.decode(row["reasons"], as: [String].self), urgency: row["urgency"],
      state: try StoredWord.read(row, "state"))
  }

  private static func source(_ post: Int64, _ db: Database) throws -> PostPage.Source? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT i.name, i.sha256, p.offset, p.length, p.line FROM post p
        JOIN input i ON i.id = p.input WHERE p.id = ?
        """, arguments: [post]
    ).map { row in
      PostPage.Source(
        input: row["name"], sha256: row["sha256"], offset: row["offset"] ?? 0,
        length: row["length"] ?? 0, line: row["line"] ?? 0)
    }
  }
}
