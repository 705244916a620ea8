import GRDB
import SocialModel

/// What retention removes, or would remove.
public struct PurgeCounts: Hashable, Sendable {
  /// Posts, with their media, actions, assessments and earlier texts.
  public var posts = 0
  /// Posts that are old enough and stay: held, preserved after a removal order, or subject of an open case or a
  /// standing decision.
  public var postsKept = 0
  /// Accounts without a post that is left, that are no member of a candidate. Edges of old runs may still
  /// name their numbers.
  public var accounts = 0
  /// Runs with their candidates and edges.
  public var runs = 0
  /// Closed reports with their notices.
  public var reports = 0

  /// Nothing.
  public init() {}
}

extension CaseStore {
  /// What retention would remove now.
  public func purgePreview() throws -> PurgeCounts {
    let now = clock()
    let days = try retention()
    return try read { db in
      var counts = PurgeCounts()
      if let limit = Self.limit(days[.post], now) {
        (counts.posts, counts.postsKept) = try Self.countPosts(limit, now, db)
        counts.accounts =
          try Int.fetchOne(db, sql: Self.emptyAccountCount, arguments: Self.gone(limit, now)) ?? 0
      }
      if let limit = Self.limit(days[.run], now) {
        counts.runs =
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM run WHERE \(Self.oldRun)",
            arguments: [limit.milliseconds]) ?? 0
      }
      if let limit = Self.limit(days[.report], now) {
        counts.reports =
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM report WHERE \(Self.oldReport)",
            arguments: [limit.milliseconds]) ?? 0
      }
      return counts
    }
  }

  /// Removes what retention says, in batches, each with its audit entry.
  ///
  /// Other writers get their turn between batches. What is removed is overwritten in the file, once
  /// the log has been written into it.
  ///
  /// - Parameter afterBatch: is told how many posts were removed so far.
  /// - Returns: what was removed.
  public func purge(by actor: Actor, afterBatch: (Int) -> Void = { _ in }) throws -> PurgeCounts {
    let now = clock()
    let days = try retention()
    var counts = PurgeCounts()
    if let limit = Self.limit(days[.run], now) {
      counts.runs = try purge("run", Self.oldRun, limit, by: actor)
    }
    if let limit = Self.limit(days[.report], now) {
      counts.reports = try purge("report", Self.oldReport, limit, by: actor)
    }
    if let limit = Self.limit(days[.post], now) {
      while true {
        let removed = try purgePosts(limit, now, by: actor)
        counts.posts += removed
        guard removed > 0 else { break }
        afterBatch(counts.posts)
      }
      counts.postsKept = try read { db in try Self.countPosts(limit, now, db).1 }
      counts.accounts = try purgeAccounts(by: actor)
    }
    try mapped { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    return counts
  }

  private static func limit(_ days: Int?, _ now: Timestamp) -> Timestamp? {
    days.map { Timestamp(milliseconds: now.milliseconds - Int64($0) * 86_400_000) }
  }

  /// Runs none of whose candidates is the latest of an open review.
  private static let oldRun = """
    storedAt < ? AND NOT EXISTS (
      SELECT 1 FROM candidate k JOIN candidateReview r ON r.candidate = k.id
      WHERE k.run = run.id AND r.state <> 'dismissed')
    """
  private static let oldReport = "state <> 'open' AND closedAt < ?"

  /// What was removed under a removal order is preserved for six months, to the end of the last day: no six months
  /// are longer.
  private static let preservedMilliseconds: Int64 = 185 * 86_400_000

  /// Posts before a moment that nothing keeps. Parameters: the moment's id, now.
  private static let removablePosts = """
    FROM post p CROSS JOIN platform pl ON pl.id = p.platform
    CROSS JOIN account a ON a.id = p.account
    WHERE p.id < ?1
      AND NOT EXISTS (SELECT 1 FROM legalHold h WHERE h.liftedAt IS NULL
        AND (h.until IS NULL OR h.until > ?2) AND h.subject IN (
          'post:' || pl.name || ':' || p.externalId, 'account:' || pl.name || ':' || a.externalId))
      AND NOT EXISTS (SELECT 1 FROM legalHold h CROSS JOIN object o
        ON o.layer = 0 AND o.key = substr(h.subject, instr(substr(h.subject, 9), ':') + 9)
        CROSS JOIN action x ON x.post = p.id AND x.object = o.id
        WHERE h.liftedAt IS NULL AND (h.until IS NULL OR h.until > ?2)
          AND h.subject LIKE 'hashtag:%'
          AND (h.subject LIKE 'hashtag::%' OR h.subject LIKE 'hashtag:' || pl.name || ':%'))
      AND NOT EXISTS (SELECT 1 FROM caseSubject t JOIN caseFile f ON f.id = t.caseFile
        WHERE t.subject = 'post:' || pl.name || ':' || p.externalId AND f.state = 'open')
      AND NOT EXISTS (SELECT 1 FROM caseSubject t JOIN removalOrder o ON o.caseFile = t.caseFile
        WHERE t.subject IN (
          'post:' || pl.name || ':' || p.externalId, 'account:' || pl.name || ':' || a.externalId)
        AND (o.carriedOutAt + \(preservedMilliseconds) > ?2 OR o.preserveUntil > ?2))
      AND NOT EXISTS (SELECT 1 FROM decision d
        WHERE d.subject = 'post:' || pl.name || ':' || p.externalId AND d.undoneAt IS NULL)
    """

  private static func gone(_ limit: Timestamp, _ now: Timestamp) -> StatementArguments {
    [PostKey.first(ofSecond: PostKey.second(limit)), now.milliseconds]
  }

  private static func countPosts(
    _ limit: Timestamp, _ now: Timestamp, _ db: Database
  ) throws -> (Int, Int) {
    let old =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM post WHERE id < ?",
        arguments: [PostKey.first(ofSecond: PostKey.second(limit))]) ?? 0
    let removable =
      try Int.fetchOne(
        db, sql: "SELECT count(*) \(removablePosts)", arguments: gone(limit, now)) ?? 0
    return (removable, old - removable)
  }

  /// Accounts all of whose posts would go.
  private static let emptyAccountCount = """
    SELECT count(*) FROM account WHERE \(unreferenced) AND posts = (
      SELECT count(*) \(removablePosts) AND p.account = account.id)
    """
  private static let unreferenced = """
    NOT EXISTS (SELECT 1 FROM candidateMember m WHERE m.account = account.id)
    """

  private func purge(
    _ table: String, _ condition: String, _ limit: Timestamp, by actor: Actor
  ) throws -> Int {
    try write(by: actor, "retention.purged", on: table) { db, entry in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      if table == "run" {
        try db.execute(
          sql: """
            DELETE FROM candidateReview WHERE candidate IN (SELECT id FROM candidate WHERE run IN (
              SELECT id FROM run WHERE \(condition)))
            """, arguments: [limit.milliseconds])
      }
      try db.execute(
        sql: "DELETE FROM \(table) WHERE \(condition)", arguments: [limit.milliseconds])
      entry.details = ["removed": "\(db.changesCount)", "before": limit.description]
      return db.changesCount
    }
  }

  private func purgePosts(_ limit: Timestamp, _ now: Timestamp, by actor: Actor) throws -> Int {
    let ids = try read { db in
      try Int64.fetchAll(
        db, sql: "SELECT p.id \(Self.removablePosts) LIMIT 2000", arguments: Self.gone(limit, now))
    }
    guard !ids.isEmpty else { return 0 }
    return try write(by: actor, "retention.purged", on: "post") { db, entry in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      // Asked again: a hold may have been placed in between.
      let removable = try ids.filter { id in
        let arguments = Self.gone(limit, now) + [id]
        return try Int.fetchOne(
          db, sql: "SELECT 1 \(Self.removablePosts) AND p.id = ?3", arguments: arguments) != nil
      }
      var search = try SearchWriter(db)
      for id in removable {
        try search.removePost(id)
        try db.execute(
          sql: """
            UPDATE account SET posts = posts - 1 WHERE id = (SELECT account FROM post WHERE id = ?)
            """, arguments: [id])
        for table in ["action", "assessment"] {
          try db.execute(sql: "DELETE FROM \(table) WHERE post = ?", arguments: [id])
        }
        try db.execute(sql: "DELETE FROM post WHERE id = ?", arguments: [id])
      }
      keys.value.withLock { $0 = KeyCache() }
      entry.details = ["removed": "\(removable.count)", "before": limit.description]
      return removable.count
    }
  }

  private func purgeAccounts(by actor: Actor) throws -> Int {
    try write(by: actor, "retention.purged", on: "account") { db, entry in
      let ids = try Int64.fetchAll(
        db, sql: "SELECT id FROM account WHERE posts = 0 AND \(Self.unreferenced)")
      var search = try SearchWriter(db)
      for id in ids {
        try search.removeAccount(id)
        try db.execute(sql: "DELETE FROM account WHERE id = ?", arguments: [id])
      }
      try db.execute(
        sql: """
          DELETE FROM object WHERE NOT EXISTS (SELECT 1 FROM action WHERE object = object.id)
          """)
      keys.value.withLock { $0 = KeyCache() }
      entry.details = ["removed": "\(ids.count)"]
      return ids.count
    }
  }
}
