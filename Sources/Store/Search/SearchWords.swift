import GRDB

/// The words that the search of posts holds.
///
/// FTS5 answers a prefix that it has no index for by joining the lists of all words that begin so, from the
/// first post to the last, before it gives a row. With the words named one by one it reads each list from
/// its end and stops when the page is full, so that the time no longer grows with the posts.
enum SearchWords {
  /// Prefixes of so many letters have an index.
  static let indexed = 2...3
  /// With more words than these, joining their lists is left to FTS5: each of them is rare.
  static let most = 128

  /// All words that begin so; nil where the prefix has an index or there are more than ``most``.
  ///
  /// - Complexity: a look-up in a tree for each word.
  static func beginning(_ prefix: String, _ db: Database) throws -> [String]? {
    guard !indexed.contains(prefix.unicodeScalars.count) else { return nil }
    let next = try db.cachedStatement(
      sql: "SELECT term FROM postSearchTerm WHERE term >= ? LIMIT 1")
    var words: [String] = []
    var from = prefix
    while let word = try String.fetchOne(next, arguments: [from]) {
      guard word.utf8.starts(with: prefix.utf8) else { return words }
      guard words.count < most else { return nil }
      words.append(word)
      // Words hold no control characters: this is the least text behind the word.
      from = word + "\u{1}"
    }
    return words
  }
}
