import GRDB
import SocialModel

extension CaseStore {
  /// Removes what retention says, in batches, each with its audit entry.
  ///
  /// Other writers get their turn between batches; what they hold, open or decide meanwhile is kept. What
  /// is removed is overwritten in the file, once the log has been written into it.
  ///
  /// - Parameter afterBatch: is told how many posts were removed so far.
  /// - Returns: what was removed.
  public func purge(by actor: Actor, afterBatch: (Int) -> Void = { _ in }) throws -> PurgeCounts {
    let limits = PurgeLimits(try retention(), now: clock())
    var purge = Purge(store: self, actor: actor, limits: limits)
    var counts = PurgeCounts()
    if let limit = limits[.caseFile] { try purge.cases(before: limit, &counts) }
    if let limit = limits[.run] { counts.runs = try purge.runs(before: limit) }
    if let limit = limits[.report] { counts.reports = try purge.reports(before: limit) }
    if let limit = limits[.post] {
      counts.posts = try purge.posts(before: limit, afterBatch)
      counts.accounts = try purge.accounts()
      try purge.leftovers()
    }
    for small in SmallKind.allCases {
      counts[keyPath: small.count] = try purge.small(small)
    }
    counts.kept = try read { try Self.preview(limits, $0).kept }
    try mapped { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    return counts
  }
}

/// A purge under way.
struct Purge {
  private static let batch = 2000

  let store: CaseStore
  let actor: Actor
  let limits: PurgeLimits
  private var kept: Kept?
  private var keptAsOf: Int64 = -1

  init(store: CaseStore, actor: Actor, limits: PurgeLimits) {
    self.store = store
    self.actor = actor
    self.limits = limits
  }

  /// What is kept now, read again where the audit trail has grown by others: whatever keeps something
  /// writes an entry.
  private mutating func kept(_ db: Database) throws -> Kept {
    let last = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM audit") ?? 0
    if let kept, last == keptAsOf { return kept }
    let fresh = try Kept(db, before: limits.firstPost, now: limits.now)
    kept = fresh
    keptAsOf = last
    return fresh
  }

  /// Removes rows in one transaction with its entry.
  private mutating func remove(
    _ what: String, _ details: [String: String] = [:],
    _ body: (Database, Kept) throws -> Int
  ) throws -> Int {
    var purge = self
    let removed = try store.write(by: actor, "retention.purged", on: what) { db, entry in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      let removed = try body(db, purge.kept(db))
      entry.details = details.merging(["removed": "\(removed)"]) { _, removed in removed }
      return removed
    }
    self = purge
    keptAsOf += 1
    return removed
  }

  /// Removes rows that others are kept for, in one transaction with its entry, to which the body adds.
  mutating func remove(
    _ what: String, before limit: Timestamp,
    listing body: (Database, inout [String: String]) throws -> Int
  ) throws -> Int {
    kept = nil
    return try store.write(by: actor, "retention.purged", on: what) { db, entry in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      var details = ["before": limit.description]
      let removed = try body(db, &details)
      details["removed"] = "\(removed)"
      entry.details = details
      return removed
    }
  }

  /// Removes old runs one by one, and the reviews that no candidate is left of.
  mutating func runs(before limit: Timestamp) throws -> Int {
    var purge = self
    let ids = try store.read { try CaseStore.pastRuns(limit, purge.kept($0), $0).going }
    self = purge
    return try ids.reduce(0) { count, id in
      try count
        + remove("run", ["before": limit.description, "run": "\(id)"]) { db, kept in
          guard try CaseStore.pastRuns(limit, kept, only: id, db).going == [id] else { return 0 }
          try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
          let removed = db.changesCount
          try db.execute(sql: Self.orphanedReviews)
          return removed
        }
    }
  }

  private static let orphanedReviews = """
    DELETE FROM candidateReview
      WHERE NOT EXISTS (SELECT 1 FROM candidate WHERE review = candidateReview.id);
    UPDATE candidateReview
      SET candidate = (SELECT max(id) FROM candidate WHERE review = candidateReview.id)
      WHERE NOT EXISTS (SELECT 1 FROM candidate WHERE id = candidateReview.candidate);
    """

  /// Removes closed reports.
  mutating func reports(before limit: Timestamp) throws -> Int {
    let now = limits.now
    guard try store.read({ try !CaseStore.pastReports(limit, now, $0).going.isEmpty }) else {
      return 0
    }
    return try remove("report", ["before": limit.description]) { db, _ in
      let ids = try CaseStore.pastReports(limit, now, db).going
      for id in ids { try db.execute(sql: "DELETE FROM report WHERE id = ?", arguments: [id]) }
      return ids.count
    }
  }

  /// Removes what goes with its time alone.
  mutating func small(_ small: SmallKind) throws -> Int {
    guard let limit = limits[small.kind] else { return 0 }
    let bound = small.bound(limit)
    let isThere = try store.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM \(small.past))", arguments: [bound])
    }
    guard isThere == true else { return 0 }
    return try remove(small.kind.rawValue, ["before": limit.description]) { db, _ in
      try db.execute(sql: "DELETE FROM \(small.past)", arguments: [bound])
      return db.changesCount
    }
  }

  /// Removes old posts.
  mutating func posts(before limit: Timestamp, _ afterBatch: (Int) -> Void) throws -> Int {
    let end = limits.firstPost
    var (removed, after) = (0, Int64.min)
    while true {
      var purge = self
      let (ids, last) = try store.read { db in
        let kept = try purge.kept(db)
        let ids = try Int64.fetchAll(
          db, sql: "SELECT id FROM post WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
          arguments: [after, end, Self.batch])
        return (ids.filter { kept.posts[$0] == nil }, ids.last)
      }
      self = purge
      guard let last else { return removed }
      after = last
      guard !ids.isEmpty else { continue }
      removed += try remove("post", ["before": limit.description]) { [store] db, kept in
        try store.removePosts(ids.filter { kept.posts[$0] == nil }, db)
      }
      afterBatch(removed)
    }
  }

  /// Removes accounts without a post that nothing names.
  mutating func accounts() throws -> Int {
    var (removed, after) = (0, Int64.min)
    while true {
      var purge = self
      let (ids, last) = try store.read { db in
        let kept = try purge.kept(db)
        let ids = try Int64.fetchAll(
          db,
          sql: """
            SELECT id FROM account WHERE id > ? AND posts = 0 AND NOT EXISTS (
              SELECT 1 FROM candidateMember m WHERE m.account = account.id) ORDER BY id LIMIT ?
            """, arguments: [after, Self.batch])
        return (ids.filter { !kept.accounts.contains($0) }, ids.last)
      }
      self = purge
      guard let last else { return removed }
      after = last
      guard !ids.isEmpty else { continue }
      removed += try remove("account") { [store] db, kept in
        try store.removeAccounts(ids.filter { !kept.accounts.contains($0) }, db)
      }
    }
  }

  /// Removes what named what was removed: edges of accounts, and objects that nobody carries any more.
  mutating func leftovers() throws {
    for run in try store.read({ try Int64.fetchAll($0, sql: "SELECT id FROM run ORDER BY id") }) {
      let isNamed = try store.read { db in
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM edge WHERE \(Self.looseEdge))", arguments: [run])
      }
      guard isNamed == true else { continue }
      _ = try remove("edge", ["run": "\(run)"]) { db, _ in
        try db.execute(sql: "DELETE FROM edge WHERE \(Self.looseEdge)", arguments: [run])
        return db.changesCount
      }
    }
    var after = Int64.min
    while true {
      let ids = try store.read { db in
        try Int64.fetchAll(
          db,
          sql: """
            SELECT id FROM object WHERE id > ? AND NOT EXISTS (
              SELECT 1 FROM action WHERE object = object.id) ORDER BY id LIMIT ?
            """, arguments: [after, Self.batch * 10])
      }
      guard let last = ids.last else { return }
      after = last
      _ = try remove("object") { [store] db, _ in try store.removeObjects(ids, db) }
    }
  }

  private static let looseEdge = """
    run = ? AND NOT (EXISTS (SELECT 1 FROM account WHERE id = accountA)
      AND EXISTS (SELECT 1 FROM account WHERE id = accountB))
    """
}

extension CaseStore {
  /// Removes posts with what hangs on them; those that are gone already are left out.
  fileprivate func removePosts(_ ids: [Int64], _ db: Database) throws -> Int {
    var search = try SearchWriter(db)
    var accounts: Set<Int64> = []
    var removed = 0
    for id in ids {
      let account = try Int64.fetchOne(
        db, sql: "SELECT account FROM post WHERE id = ?", arguments: [id])
      guard let account else { continue }
      try search.removePost(id)
      try db.cachedStatement(sql: "UPDATE account SET posts = posts - 1 WHERE id = ?")
        .execute(arguments: [account])
      for table in ["action", "assessment"] {
        try db.cachedStatement(sql: "DELETE FROM \(table) WHERE post = ?").execute(arguments: [id])
      }
      try db.cachedStatement(sql: "DELETE FROM post WHERE id = ?").execute(arguments: [id])
      accounts.insert(account)
      removed += 1
    }
    for account in accounts.sorted() {
      try db.cachedStatement(sql: Self.renewSpan).execute(arguments: [account])
    }
    keys.value.withLock { $0 = KeyCache() }
    return removed
  }

  /// The first and the last post of an account that has some left. Ids are in the order of seconds.
  private static let renewSpan = """
    UPDATE account SET
      firstPost = (SELECT min(time) FROM post WHERE account = ?1
        AND id < ((SELECT min(id) >> 22 FROM post WHERE account = ?1) + 1) << 22),
      lastPost = (SELECT max(time) FROM post WHERE account = ?1
        AND id >= (SELECT max(id) >> 22 FROM post WHERE account = ?1) << 22)
    WHERE id = ?1 AND posts > 0
    """

  /// Removes accounts; those that got a post or became a member meanwhile stay.
  fileprivate func removeAccounts(_ ids: [Int64], _ db: Database) throws -> Int {
    var search = try SearchWriter(db)
    var removed = 0
    for id in ids {
      let isEmpty = try Bool.fetchOne(
        db,
        sql: """
          SELECT posts = 0 AND NOT EXISTS (SELECT 1 FROM candidateMember WHERE account = ?1)
          FROM account WHERE id = ?1
          """, arguments: [id])
      guard isEmpty == true else { continue }
      try search.removeAccount(id)
      try db.execute(sql: "DELETE FROM account WHERE id = ?", arguments: [id])
      removed += 1
    }
    keys.value.withLock { $0 = KeyCache() }
    return removed
  }

  /// Removes objects that no post carries.
  fileprivate func removeObjects(_ ids: [Int64], _ db: Database) throws -> Int {
    let statement = try db.cachedStatement(
      sql: """
        DELETE FROM object WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM action WHERE object = ?1)
        """)
    var removed = 0
    for id in ids {
      try statement.execute(arguments: [id])
      removed += db.changesCount
    }
    keys.value.withLock { $0 = KeyCache() }
    return removed
  }
}
