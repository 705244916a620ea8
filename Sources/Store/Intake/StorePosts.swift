import GRDB
import SocialModel

extension CaseStore {
  /// Stores posts by platform and id, all or none; storing them again changes nothing.
  ///
  /// When this returns, the posts survive the end of the process and of the machine's power. Batches
  /// of some thousand are fastest. A post that is there with other content is replaced and its
  /// earlier text kept; its time, account and place in the input stay as first stored.
  ///
  /// - Parameters:
  ///   - posts: the posts with their objects.
  ///   - input: the input that their places refer to, from ``beginInput(name:path:)``.
  /// - Throws: ``StoreError``, among them `crowdedSecond`.
  /// - Complexity: O(p log p) for p posts, plus a few look-ups in trees for each.
  public func store(posts: [NewPost], input: Int64? = nil) throws -> IntakeCounts {
    var files: [Int64] = []
    return try store(posts: posts, input: input, withFiles: &files)
  }

  /// Stores posts as ``store(posts:input:)``, and names those whose files can be hashed.
  ///
  /// - Parameter files: takes the numbers of posts, new or not, with a file of which the input does not
  ///   list all hashes.
  /// - Throws: ``StoreError``, among them `crowdedSecond`.
  public func store(
    posts: [NewPost], input: Int64? = nil, withFiles files: inout [Int64]
  ) throws -> IntakeCounts {
    guard !posts.isEmpty else { return IntakeCounts() }
    let now = clock()
    let (counts, found) = try writeUnaudited { db in
      let version = try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0
      var cache = keys.value.withLock { $0 }
      if cache.dataVersion != version {
        cache = KeyCache()
        cache.dataVersion = version
      }
      var writer = try PostWriter(db, cache: cache, input: input, now: now)
      let learnt = try writer.write(posts)
      // Only what is committed: a failed transaction must leave no id that does not exist.
      db.afterNextTransaction { [keys] _ in keys.value.withLock { $0 = learnt } }
      return (writer.counts, writer.withFiles)
    }
    files += found
    return counts
  }

  /// Makes an input that posts can refer to.
  ///
  /// - Parameters:
  ///   - name: the file's name, which pages show.
  ///   - path: where it lies, absolute; nil where it is no file of this machine.
  public func beginInput(name: String, path: String? = nil) throws -> Int64 {
    let now = clock()
    return try writeUnaudited { db in
      try db.execute(
        sql: "INSERT INTO input (name, storedAt, path) VALUES (?, ?, ?)",
        arguments: [name, now.milliseconds, path])
      return db.lastInsertedRowID
    }
  }
}
