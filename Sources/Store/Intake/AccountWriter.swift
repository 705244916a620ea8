import GRDB
import SocialModel

/// Keeps the accounts of a batch until its end: one reading and one writing each.
struct AccountWriter {
  fileprivate struct Entry {
    var id: Int64
    var platform: Int64
    var account: Account
    var first: Int64
    var last: Int64
    var posts: Int64
    var isNew = false
    var profileChanged = false
  }

  private let db: Database
  private var entries: [Int64: Entry] = [:]
  private var ids: [KeyCache.AccountName: Int64] = [:]

  init(_ db: Database) { self.db = db }

  /// The id of the account of a post that is new, and counts the post.
  ///
  /// What a later post says of its account stands; what it does not say stays as it was.
  mutating func id(
    of post: Post, _ platform: Int64, _ names: inout NameWriter
  ) throws -> Int64 {
    let name = KeyCache.AccountName(platform: platform, id: ExternalID(post.account.id))
    let time = post.time.milliseconds
    let id = try ids[name] ?? load(name, first: time)
    ids[name] = id
    guard var entry = entries[id] else { return id }
    entry.posts += 1
    if time >= entry.last || entry.posts == 1 { entry.take(post.account) }
    // An account that a run named before any post of it was stored bears the time of that run.
    entry.first = entry.posts == 1 ? time : min(entry.first, time)
    entry.last = entry.posts == 1 ? time : max(entry.last, time)
    entries[id] = entry
    return id
  }

  private mutating func load(_ name: KeyCache.AccountName, first time: Int64) throws -> Int64 {
    let find = try RawStatement(
      db,
      """
      SELECT id, handle, name, bio, created, followers, firstPost, lastPost, posts FROM account
      WHERE platform = ? AND externalId = ?
      """)
    find.bind(1, name.platform)
    find.bind(2, name.id)
    let found = try find.first { row in
      Entry(
        id: RawColumn.integer(row, 0) ?? 0, platform: name.platform,
        account: Account(
          id: name.id.string, handle: RawColumn.text(row, 1), name: RawColumn.text(row, 2),
          bio: RawColumn.text(row, 3),
          created: RawColumn.integer(row, 4).map { Timestamp(milliseconds: $0) },
          followers: RawColumn.integer(row, 5).map { Int($0) }),
        first: RawColumn.integer(row, 6) ?? 0, last: RawColumn.integer(row, 7) ?? 0,
        posts: RawColumn.integer(row, 8) ?? 0)
    }
    if let found {
      entries[found.id] = found
      return found.id
    }
    let add = try RawStatement(
      db,
      """
      INSERT INTO account (platform, externalId, firstPost, lastPost, posts) VALUES (?, ?, ?, ?, 0)
      """)
    add.bind(1, name.platform)
    add.bind(2, name.id)
    add.bind(3, time)
    add.bind(4, time)
    try add.run()
    let id = db.lastInsertedRowID
    entries[id] = Entry(
      id: id, platform: name.platform, account: Account(id: name.id.string), first: time,
      last: time, posts: 0, isNew: true, profileChanged: true)
    return id
  }

  /// Writes every account of the batch, in the order of ids.
  mutating func finish(_ search: inout SearchWriter) throws {
    for entry in entries.values.sorted(by: { $0.id < $1.id }) {
      if entry.profileChanged && !entry.isNew { try search.removeAccount(entry.id) }
      let row = try RawStatement(
        db,
        """
        UPDATE account SET handle = ?2, name = ?3, bio = ?4, created = ?5, followers = ?6,
          firstPost = ?7, lastPost = ?8, posts = ?9 WHERE id = ?1
        """)
      row.bind(1, entry.id)
      row.bind(2, entry.account.handle)
      row.bind(3, entry.account.name)
      row.bind(4, entry.account.bio)
      row.bind(5, entry.account.created?.milliseconds)
      row.bind(6, entry.account.followers.map { Int64($0) })
      row.bind(7, entry.first)
      row.bind(8, entry.last)
      row.bind(9, entry.posts)
      try row.run()
      if entry.profileChanged { try search.addAccount(entry.id) }
    }
    entries.removeAll()
    ids.removeAll()
  }
}

extension AccountWriter.Entry {
  /// Takes what is said of an account; what is not said stays.
  fileprivate mutating func take(_ said: Account) {
    let before = (account.handle, account.name, account.bio)
    account.handle = said.handle ?? account.handle
    account.name = said.name ?? account.name
    account.bio = said.bio ?? account.bio
    account.created = said.created ?? account.created
    account.followers = said.followers ?? account.followers
    if before != (account.handle, account.name, account.bio) { profileChanged = true }
  }
}
