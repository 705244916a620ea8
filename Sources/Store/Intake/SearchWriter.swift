import GRDB
import SocialModel

/// What a search can be narrowed to, as words of the search's second column.
struct SearchFacets {
  var platform: Int64
  var account: Int64
  var language: String?
  var tags: [Int64]

  static func platform(_ id: Int64) -> String { "p\(id)" }
  static func account(_ id: Int64) -> String { "a\(id)" }
  static func tag(_ object: Int64) -> String { "t\(object)" }

  /// The language's first subtag, such as `l_ar`; nil for what is no language tag.
  static func language(_ tag: String) -> String? {
    let primary = tag.lowercased().utf8.prefix {
      $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_")
    }
    let isTag =
      (2...8).contains(primary.count)
      && primary.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    return isTag ? "l_" + String(decoding: Array(primary), as: UTF8.self) : nil
  }

  var words: String {
    var words = [Self.platform(platform), Self.account(account)]
    if let language, let word = Self.language(language) { words.append(word) }
    words += Set(tags).sorted().map { Self.tag($0) }
    return words.joined(separator: " ")
  }
}

/// Keeps the search in step with the tables, within the same transaction.
///
/// The search holds no copy of a text: to remove a row, its words are made again from the tables.
struct SearchWriter {
  private let db: Database
  private var folding = SearchFolding()

  init(_ db: Database) throws { self.db = db }

  mutating func addPost(_ id: Int64, text: String?, facets: SearchFacets) throws {
    try put("INSERT INTO postSearch (rowid, text, facet) VALUES (?, ?, ?)", id, text, facets.words)
  }

  /// Takes a stored post out; called before its rows change.
  mutating func removePost(_ id: Int64) throws {
    guard let (text, facets) = try storedPost(id) else { return }
    try put(
      "INSERT INTO postSearch (postSearch, rowid, text, facet) VALUES ('delete', ?, ?, ?)", id,
      text, facets.words)
  }

  /// Fills the search of posts, which is empty, from the tables.
  static func fill(_ db: Database) throws {
    var search = try SearchWriter(db)
    let ids = try Int64.fetchCursor(db, sql: "SELECT id FROM post ORDER BY id")
    while let id = try ids.next() {
      guard let (text, facets) = try search.storedPost(id) else { continue }
      try search.addPost(id, text: text, facets: facets)
    }
  }

  mutating func addAccount(_ id: Int64) throws {
    guard let (text, platform) = try storedAccount(id) else { return }
    try put(
      "INSERT INTO accountSearch (rowid, text, facet) VALUES (?, ?, ?)", id, text,
      SearchFacets.platform(platform))
  }

  /// Takes a stored account out; called before its row changes.
  mutating func removeAccount(_ id: Int64) throws {
    guard let (text, platform) = try storedAccount(id) else { return }
    try put(
      "INSERT INTO accountSearch (accountSearch, rowid, text, facet) VALUES ('delete', ?, ?, ?)",
      id, text, SearchFacets.platform(platform))
  }

  private mutating func put(_ sql: String, _ id: Int64, _ text: String?, _ facets: String) throws {
    let row = try RawStatement(db, sql)
    row.bind(1, id)
    row.bind(2, text: folding.words(of: text ?? ""))
    row.bind(3, facets)
    try row.run()
  }

  private func storedPost(_ id: Int64) throws -> (text: String?, facets: SearchFacets)? {
    let row = try Row.fetchOne(
      db, sql: "SELECT platform, account, language, text FROM post WHERE id = ?", arguments: [id])
    guard let row else { return nil }
    let tags = try Int64.fetchAll(
      db,
      sql: """
        SELECT object FROM action JOIN object ON object.id = action.object
        WHERE action.post = ? AND object.layer = ?
        """, arguments: [id, Layer.hashtag.rawValue])
    let facets = SearchFacets(
      platform: row["platform"], account: row["account"], language: row["language"], tags: tags)
    return (row["text"], facets)
  }

  private func storedAccount(_ id: Int64) throws -> (text: String, platform: Int64)? {
    let row = try Row.fetchOne(
      db, sql: "SELECT platform, externalId, handle, name, bio FROM account WHERE id = ?",
      arguments: [id])
    guard let row else { return nil }
    let parts: [String?] = [row["handle"], row["name"], row["bio"]]
    return (parts.compactMap { $0 }.joined(separator: " "), row["platform"])
  }
}
