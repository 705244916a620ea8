import GRDB
import SocialModel

/// Writes one batch of posts within a transaction.
struct PostWriter {
  private let db: Database
  private let input: Int64?
  private let now: Timestamp
  private var names: NameWriter
  private var accounts: AccountWriter
  private var search: SearchWriter
  private var nextInSecond: [Int64: Int64] = [:]
  private var buffer: [UInt8] = []
  private(set) var counts = IntakeCounts()
  /// The posts with a file of which the input does not list all hashes.
  private(set) var withFiles: [Int64] = []

  init(_ db: Database, cache: KeyCache, input: Int64?, now: Timestamp) throws {
    self.db = db
    self.input = input
    self.now = now
    names = NameWriter(db, cache: cache)
    accounts = AccountWriter(db)
    search = try SearchWriter(db)
  }

  /// Writes the posts in the order of their seconds and returns the names learnt.
  mutating func write(_ posts: [NewPost]) throws -> KeyCache {
    let order = posts.indices.sorted {
      (PostKey.second(posts[$0].post.time), $0) < (PostKey.second(posts[$1].post.time), $1)
    }
    for index in order { try write(posts[index]) }
    try accounts.finish(&search)
    names.cache.trim()
    return names.cache
  }

  private mutating func write(_ new: NewPost) throws {
    let platform = try names.platform(new.post.platform)
    let id = ExternalID(new.post.id)
    let digest = new.digest(&buffer)
    let lookup = try RawStatement(
      db, "SELECT id, digest, account FROM post WHERE platform = ? AND externalId = ?")
    lookup.bind(1, platform)
    lookup.bind(2, id)
    let known = try lookup.first {
      (RawColumn.integer($0, 0) ?? 0, RawColumn.blob($0, 1), RawColumn.integer($0, 2) ?? 0)
    }
    if let known {
      note(new.post, known.0)
      guard known.1 != digest else {
        counts.duplicate += 1
        return
      }
      counts.updated += 1
      try update(known.0, account: known.2, platform, new, digest)
    } else {
      counts.new += 1
      try insert(platform, id, new, digest)
    }
  }

  private mutating func note(_ post: Post, _ key: Int64) {
    let isHashable = post.media.contains {
      $0.kind != .other && $0.path != nil && ($0.sha256 == nil || $0.pdq == nil)
    }
    if isHashable { withFiles.append(key) }
  }

  private mutating func insert(
    _ platform: Int64, _ id: ExternalID, _ new: NewPost, _ digest: [UInt8]
  ) throws {
    let post = new.post
    let account = try accounts.id(of: post, platform, &names)
    let key = try nextKey(post.time)
    note(post, key)
    let row = try RawStatement(
      db,
      """
      INSERT INTO post (id, platform, externalId, account, time, text, language, client, replyTo,
        repostOf, repostedFrom, input, offset, length, line, digest)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
      """)
    row.bind(1, key)
    row.bind(2, platform)
    row.bind(3, id)
    row.bind(4, account)
    row.bind(5, post.time.milliseconds)
    row.bind(12, input)
    row.bind(13, input == nil ? nil : post.location.offset)
    row.bind(14, input == nil ? nil : Int64(post.location.length))
    row.bind(15, input == nil ? nil : post.location.line)
    try bindContent(post, digest, row)
    try row.run()
    try writeParts(of: new, key, account, platform)
  }

  private mutating func bindContent(
    _ post: Post, _ digest: [UInt8], _ row: RawStatement
  ) throws {
    let client = try post.client.map { try names.client($0) }
    row.bind(6, post.text)
    row.bind(7, post.language)
    row.bind(8, client)
    row.bind(9, post.replyTo.map { ExternalID($0) })
    row.bind(10, post.repostOf.map { ExternalID($0) })
    row.bind(11, post.repostedFrom)
    row.bind(16, blob: digest)
  }

  private mutating func update(
    _ key: Int64, account: Int64, _ platform: Int64, _ new: NewPost, _ digest: [UInt8]
  ) throws {
    let edit = try RawStatement(
      db,
      """
      INSERT INTO postEdit (post, replacedAt, text, language)
      SELECT id, ?2, text, language FROM post WHERE id = ?1
      """)
    edit.bind(1, key)
    edit.bind(2, now.milliseconds)
    try edit.run()
    try search.removePost(key)
    try db.execute(sql: "DELETE FROM media WHERE post = ?", arguments: [key])
    try db.execute(sql: "DELETE FROM action WHERE post = ?", arguments: [key])
    let row = try RawStatement(
      db,
      """
      UPDATE post SET text = ?6, language = ?7, client = ?8, replyTo = ?9, repostOf = ?10,
        repostedFrom = ?11, digest = ?16 WHERE id = ?1
      """)
    row.bind(1, key)
    try bindContent(new.post, digest, row)
    try row.run()
    try writeParts(of: new, key, account, platform)
  }

  /// What hangs on a post: media, actions, the search.
  private mutating func writeParts(
    of new: NewPost, _ key: Int64, _ account: Int64, _ platform: Int64
  ) throws {
    for (position, media) in new.post.media.enumerated() {
      try writeMedia(media, key, position)
    }
    var tags: [Int64] = []
    for listed in new.objects {
      let object = try names.object(listed)
      if listed.layer == .hashtag { tags.append(object) }
      let row = try RawStatement(
        db, "INSERT OR IGNORE INTO action (post, object, account) VALUES (?, ?, ?)")
      row.bind(1, key)
      row.bind(2, object)
      row.bind(3, account)
      try row.run()
    }
    try search.addPost(
      key, text: new.post.text,
      facets: SearchFacets(
        platform: platform, account: account, language: new.post.language, tags: tags))
  }

  private func writeMedia(_ media: Media, _ post: Int64, _ position: Int) throws {
    let row = try RawStatement(
      db,
      """
      INSERT INTO media (post, position, kind, path, url, sha256, pdq) VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    row.bind(1, post)
    row.bind(2, Int64(position))
    row.bind(3, media.kind.rawValue)
    row.bind(4, media.path)
    row.bind(5, media.url)
    row.bind(6, media.sha256)
    row.bind(7, media.pdq)
    try row.run()
  }

  /// The next free id of a post's second.
  private mutating func nextKey(_ time: Timestamp) throws -> Int64 {
    let second = PostKey.second(time)
    let end = PostKey.end(ofSecond: second)
    let key: Int64
    if let next = nextInSecond[second] {
      key = next
    } else {
      let last = try RawStatement(db, "SELECT max(id) FROM post WHERE id >= ? AND id < ?")
      last.bind(1, PostKey.first(ofSecond: second))
      last.bind(2, end)
      let found = try last.first { RawColumn.integer($0, 0) } ?? nil
      key = found.map { $0 + 1 } ?? PostKey.first(ofSecond: second)
    }
    guard key < end else {
      throw StoreError(
        .crowdedSecond, subject: time.description,
        message: "More than \(1 << PostKey.sequenceBits) posts bear the same second.")
    }
    nextInSecond[second] = key + 1
    return key
  }
}
