import GRDB
import SocialModel

/// What the file of a picture or a video is known by, as a run computed it.
public struct ComputedHashes: Hashable, Sendable {
  /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// A picture's PDQ hash, 64 lower-case hexadecimal digits; nil where there is none to compare.
  public var pdq: String?

  /// What a file is known by.
  public init(sha256: String, pdq: String? = nil) {
    self.sha256 = sha256
    self.pdq = pdq
  }
}

extension CaseStore {
  /// Stores what was computed of files that posts name, all or none, where no hash is stored yet.
  ///
  /// What the input listed stands, and so does what was computed before: a file that others put in
  /// the place of the first one is not taken for it. A PDQ hash is added to a listed SHA-256 only
  /// where the file has that one. It is part of the intake, and so is not in the audit trail.
  ///
  /// - Parameters:
  ///   - posts: their numbers; those that are not stored are passed over.
  ///   - hashes: what the file of a name is known by; nil where it was not hashed.
  /// - Returns: of how many files something was stored.
  /// - Throws: ``StoreError``.
  /// - Complexity: O(p log n) for p posts among n.
  @discardableResult
  public func store(
    hashesOfPosts posts: [Int64], _ hashes: (String) -> ComputedHashes?
  ) throws -> Int {
    guard !posts.isEmpty else { return 0 }
    return try writeUnaudited { db in
      var stored = 0
      for post in posts {
        for file in try UnhashedFile.of(post, db) {
          guard let computed = hashes(file.path) else { continue }
          stored += try file.store(computed, post, db) ? 1 : 0
        }
      }
      return stored
    }
  }
}

/// A file of a post of which not all hashes are stored.
private struct UnhashedFile {
  var position: Int64
  var path: String
  var sha256: String?

  static func of(_ post: Int64, _ db: Database) throws -> [UnhashedFile] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT position, path, sha256 FROM media
        WHERE post = ? AND path IS NOT NULL AND kind <> 'other' AND (sha256 IS NULL OR pdq IS NULL)
        """)
    return try Row.fetchAll(statement, arguments: [post]).map {
      UnhashedFile(position: $0["position"], path: $0["path"], sha256: $0["sha256"])
    }
  }

  func store(_ computed: ComputedHashes, _ post: Int64, _ db: Database) throws -> Bool {
    let isSame = sha256.map { $0.lowercased() == computed.sha256 } ?? true
    guard isSame, sha256 == nil || computed.pdq != nil else { return false }
    try db.cachedStatement(
      sql: """
        UPDATE media SET sha256 = coalesce(sha256, ?), pdq = coalesce(pdq, ?)
        WHERE post = ? AND position = ?
        """
    ).execute(arguments: [computed.sha256, computed.pdq, post, position])
    return true
  }
}
