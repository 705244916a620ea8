import GRDB
import SocialModel

extension CaseStore {
  /// Remembers that posts carry edited copies of one text, so that lists of texts show them as one line, those of
  /// the same words that come later too.
  ///
  /// Groups that have a text in common become one. A text too short for a form of its own stays by itself.
  ///
  /// - Parameter groups: for each text the numbers of posts that carry it or an edited copy.
  /// - Complexity: O(posts in groups).
  public func join(likeTexts groups: [[Int64]]) throws {
    guard groups.contains(where: { $0.count > 1 }) else { return }
    try writeUnaudited { db in
      for group in groups where group.count > 1 {
        let texts = try Self.texts(of: group, db)
        if texts.count > 1 { try Self.join(texts, db) }
      }
    }
  }

  private static func texts(of posts: [Int64], _ db: Database) throws -> [Int64] {
    let find = try db.cachedStatement(
      sql: """
        SELECT o.id FROM action x CROSS JOIN object o ON o.id = x.object
        WHERE x.post = ? AND o.layer = \(Layer.text.rawValue) LIMIT 1
        """)
    return Set(try posts.compactMap { try Int64.fetchOne(find, arguments: [$0]) }).sorted()
  }

  private static func join(_ texts: [Int64], _ db: Database) throws {
    let find = try db.cachedStatement(sql: "SELECT likeness FROM likeText WHERE object = ?")
    let known = Set(try texts.compactMap { try Int64.fetchOne(find, arguments: [$0]) }).sorted()
    let likeness =
      try known.first
      ?? Int64.fetchOne(db, sql: "SELECT coalesce(max(likeness), 0) + 1 FROM likeText") ?? 1
    for other in known.dropFirst() {
      try db.cachedStatement(sql: "UPDATE likeText SET likeness = ? WHERE likeness = ?")
        .execute(arguments: [likeness, other])
    }
    let put = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO likeText (object, likeness) VALUES (?, ?)")
    for text in texts { try put.execute(arguments: [text, likeness]) }
  }
}
