import GRDB
import SocialModel

/// What a search is narrowed to, apart from its words.
public struct SearchFilter: Hashable, Sendable {
  /// One platform.
  public var platform: Platform?
  /// One account, by its number.
  public var account: Int64?
  /// A language, by the first part of its tag, such as `ar`.
  public var language: String?
  /// A tag, in any spelling.
  public var hashtag: String?
  /// Posts from this moment on.
  public var from: Timestamp?
  /// Posts before this moment.
  public var until: Timestamp?

  /// A filter; what is nil narrows nothing.
  public init(
    platform: Platform? = nil, account: Int64? = nil, language: String? = nil,
    hashtag: String? = nil, from: Timestamp? = nil, until: Timestamp? = nil
  ) {
    self.platform = platform
    self.account = account
    self.language = language
    self.hashtag = hashtag
    self.from = from
    self.until = until
  }
}

extension CaseStore {
  /// The posts that a query finds, the latest first.
  ///
  /// An empty query finds whatever the filter lets through.
  /// - Throws: ``StoreError`` with `badQuery` or `badCursor`.
  public func search(
    _ query: SearchQuery, in filter: SearchFilter = SearchFilter(),
    after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<PostRow> {
    let limit = PageLimit.checked(limit)
    let low = filter.from.map { PostKey.first(ofSecond: PostKey.second($0)) } ?? .min
    let high = filter.until.map { PostKey.end(ofSecond: PostKey.second($0)) } ?? .max
    let below = min(try cursor.below(), high)
    return try read { db in
      guard let facets = try Self.facets(filter, db) else { return Page(items: [], next: nil) }
      let expression = try query.expression(facets: facets) { try SearchWords.beginning($0, db) }
      var arguments: StatementArguments = expression.map { [$0] } ?? []
      arguments += [
        low, below, filter.from?.milliseconds ?? .min,
        filter.until.map { $0.milliseconds - 1 } ?? .max,
        limit + 1,
      ]
      let sql = expression == nil ? Self.latestPosts : Self.matchingPosts
      let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
      return Page(try rows.map { try PostRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  static let matchingPosts = """
    SELECT \(PostRow.columns) FROM postSearch f CROSS JOIN post p ON p.id = f.rowid \(PostRow.joins)
    WHERE postSearch MATCH ? AND f.rowid >= ? AND f.rowid < ? AND p.time >= ? AND p.time <= ?
    ORDER BY f.rowid DESC LIMIT ?
    """
  static let latestPosts = """
    SELECT \(PostRow.columns) FROM post p \(PostRow.joins)
    WHERE p.id >= ? AND p.id < ? AND p.time >= ? AND p.time <= ? ORDER BY p.id DESC LIMIT ?
    """

  /// The accounts whose handle, name or description a query finds, those stored last first.
  ///
  /// - Throws: ``StoreError`` with `badQuery` or `badCursor`.
  public func searchAccounts(
    _ query: SearchQuery, platform: Platform? = nil, after cursor: PageCursor? = nil,
    limit: Int = 50
  ) throws -> Page<AccountRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let filter = SearchFilter(platform: platform)
      guard let facets = try Self.facets(filter, db) else { return Page(items: [], next: nil) }
      guard let expression = try query.expression(facets: facets) else {
        throw StoreError(.badQuery, subject: "search", message: "The query has no word.")
      }
      let rows = try Row.fetchAll(
        db, sql: Self.matchingAccounts, arguments: [expression, below, limit + 1])
      return Page(try rows.map { try AccountRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  static let matchingAccounts = """
    SELECT \(AccountRow.columns) FROM accountSearch f CROSS JOIN account a ON a.id = f.rowid
    CROSS JOIN platform ap ON ap.id = a.platform
    WHERE accountSearch MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?
    """

  /// The filter as words of the search; nil where nothing can match.
  private static func facets(_ filter: SearchFilter, _ db: Database) throws -> [String]? {
    var facets: [String] = []
    if let platform = filter.platform {
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM platform WHERE name = ?", arguments: [platform.name])
      guard let id else { return nil }
      facets.append(SearchFacets.platform(id))
    }
    if let account = filter.account { facets.append(SearchFacets.account(account)) }
    if let language = filter.language {
      guard let word = SearchFacets.language(language) else {
        throw StoreError(.badQuery, subject: "search", message: "The language is no language tag.")
      }
      facets.append(word)
    }
    if let tag = filter.hashtag {
      guard let id = try hashtagID(tag, db) else { return nil }
      facets.append(SearchFacets.tag(id))
    }
    return facets
  }

  private static func hashtagID(_ tag: String, _ db: Database) throws -> Int64? {
    let bare = tag.hasPrefix("#") ? String(tag.dropFirst()) : tag
    let key = TagFolding.key(bare)
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM object WHERE layer = ? AND key = ?",
      arguments: [Layer.hashtag.rawValue, key])
  }
}
