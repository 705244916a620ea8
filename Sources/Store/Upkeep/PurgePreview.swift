import GRDB
import SocialModel

/// What retention removes, or would remove.
public struct PurgeCounts: Hashable, Sendable {
  /// Posts, with their media, actions, assessments and earlier texts.
  public var posts = 0
  /// Posts that are old enough and stay: held, preserved by a removal order, in an open case or the
  /// subject of a standing decision.
  public var postsKept = 0
  /// Accounts without a post that is left, that are no member of a candidate and that nothing keeps. Edges
  /// that name them go with them.
  public var accounts = 0
  /// Runs with their candidates and edges.
  public var runs = 0
  /// Closed reports with their notices.
  public var reports = 0

  /// Nothing.
  public init() {}
}

/// Up to when what is removed, in full hours: what is kept for a day is kept for at most an hour more.
struct PurgeLimits {
  /// Now.
  let now: Timestamp
  private let days: [RetentionKind: Int]

  init(_ days: [RetentionKind: Int], now: Timestamp) {
    self.days = days
    self.now = now
  }

  /// The first moment that stays; nil where everything does.
  subscript(kind: RetentionKind) -> Timestamp? {
    days[kind].map { days in
      let moment = now.milliseconds - Int64(days) * 86_400_000
      let hour: Int64 = 3_600_000
      return Timestamp(milliseconds: moment - ((moment % hour) + hour) % hour)
    }
  }

  /// The id of the first post that stays.
  static func post(_ limit: Timestamp) -> Int64 { PostKey.first(ofSecond: PostKey.second(limit)) }
}

extension CaseStore {
  /// What retention would remove now.
  ///
  /// - Complexity: grows with the accounts and with what is kept, and not with the posts.
  public func purgePreview() throws -> PurgeCounts {
    let limits = PurgeLimits(try retention(), now: clock())
    return try read { db in
      let postLimit = limits[.post]
      let kept = try Kept(db, before: postLimit.map(PurgeLimits.post) ?? .min, now: limits.now)
      var counts = PurgeCounts()
      let runs = try limits[.run].map { try Self.oldRuns($0, kept, db) } ?? []
      counts.runs = runs.count
      counts.reports =
        try limits[.report].map { try Self.oldReports($0, limits.now, db).count } ?? 0
      if let postLimit {
        counts.postsKept = kept.posts.count
        counts.posts = try Self.oldPosts(postLimit, db) - kept.posts.count
        counts.accounts = try Self.emptyAccounts(postLimit, kept, without: runs, db)
      }
      return counts
    }
  }

  /// How many posts are older than a full hour.
  static func oldPosts(_ limit: Timestamp, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT coalesce(sum(posts), 0) FROM postHour WHERE hour < ?",
      arguments: [limit.milliseconds / 3_600_000]) ?? 0
  }

  /// Runs of before a moment none of whose candidates is the latest of an open review or a campaign's, or
  /// of a review that is kept.
  static func oldRuns(_ limit: Timestamp, _ kept: Kept, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM run WHERE storedAt < ?1 AND NOT EXISTS (
          SELECT 1 FROM candidate k JOIN candidateReview r ON r.id = k.review
          WHERE k.run = run.id AND (r.candidate = k.id AND r.state <> 'dismissed'
            OR r.id IN (SELECT value FROM json_each(?2)))) ORDER BY id
        """, arguments: [limit.milliseconds, try JSONText.encode(kept.reviews)])
  }

  /// Closed reports of before a moment about nothing that is kept.
  static func oldReports(_ limit: Timestamp, _ now: Timestamp, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM report WHERE state <> 'open' AND closedAt < ?2
          AND subject NOT IN (\(Kept.keptSubjects))
          AND NOT EXISTS (SELECT 1 FROM caseFile f LEFT JOIN removalOrder o ON o.caseFile = f.id
            WHERE f.id = report.caseFile
              AND (f.state = 'open' OR o.id IS NOT NULL AND \(Kept.isPreserving))) ORDER BY id
        """, arguments: [now.milliseconds, limit.milliseconds])
  }

  /// How many accounts would have no post left and be named by nothing.
  private static func emptyAccounts(
    _ limit: Timestamp, _ kept: Kept, without runs: [Int64], _ db: Database
  ) throws -> Int {
    let all =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM account WHERE lastPost < ? OR posts = 0",
        arguments: [limit.milliseconds]) ?? 0
    let members = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT m.account FROM candidate k CROSS JOIN candidateMember m ON m.candidate = k.id
        WHERE k.run NOT IN (SELECT value FROM json_each(?))
        """, arguments: [try JSONText.encode(runs)])
    let staying = kept.accounts.union(kept.posts.values).union(members)
    let stayingAll =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM json_each(?) j CROSS JOIN account a ON a.id = j.value
          WHERE a.lastPost < ? OR a.posts = 0
          """, arguments: [try JSONText.encode(staying.sorted()), limit.milliseconds]) ?? 0
    return all - stayingAll
  }
}
