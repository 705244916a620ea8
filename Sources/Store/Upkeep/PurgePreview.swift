import GRDB
import SocialModel

/// Up to when what is removed, in full hours: what is kept for a day is kept for at most an hour more.
struct PurgeLimits {
  /// Now.
  let now: Timestamp
  private let rule: RetentionRule

  init(_ rule: RetentionRule, now: Timestamp) {
    self.rule = rule
    self.now = now
  }

  /// The first moment that stays; nil where everything does.
  subscript(kind: RetentionKind) -> Timestamp? {
    rule[kind].map { days in
      let moment = now.milliseconds - Int64(days) * 86_400_000
      let hour: Int64 = 3_600_000
      return Timestamp(milliseconds: moment - ((moment % hour) + hour) % hour)
    }
  }

  /// The id of the first post that stays; the least where all do.
  var firstPost: Int64 {
    self[.post].map { PostKey.first(ofSecond: PostKey.second($0)) } ?? .min
  }
}

extension CaseStore {
  /// What retention would remove now, and what stays past its time.
  ///
  /// - Complexity: grows with the accounts and with what is kept, and not with the posts.
  public func purgePreview() throws -> PurgeCounts {
    let limits = PurgeLimits(try retention(), now: clock())
    return try read { try Self.preview(limits, $0) }
  }

  static func preview(_ limits: PurgeLimits, _ db: Database) throws -> PurgeCounts {
    var counts = PurgeCounts()
    let gone = try previewCases(limits, &counts, db)
    let kept = try Kept(db, before: limits.firstPost, now: limits.now, without: gone)
    let runs = try limits[.run].map { try pastRuns($0, kept, db) } ?? PastTime()
    counts.runs = runs.going.count
    counts.kept[.run] = runs.kept
    if let limit = limits[.report] {
      let reports = try pastReports(limit, limits.now, db)
      counts.reports = reports.going.count
      counts.kept[.report] = reports.kept
    }
    if let limit = limits[.post] {
      counts.posts = try oldPosts(limit, db) - kept.posts.count
      counts.kept[.post] = kept.posts.values.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
      counts.accounts = try emptyAccounts(limit, kept, without: runs.going, db)
    }
    for row in SmallKind.allCases {
      counts[keyPath: row.count] =
        try limits[row.kind].map { limit in
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(row.past)", arguments: [row.bound(limit)]) ?? 0
        } ?? 0
    }
    counts.kept = counts.kept.filter { !$0.value.isEmpty }
    return counts
  }

  /// Counts cases, and returns the decisions that go.
  private static func previewCases(
    _ limits: PurgeLimits, _ counts: inout PurgeCounts, _ db: Database
  ) throws -> [Int64] {
    guard let limit = limits[.caseFile] else { return [] }
    let past = try PastCases(db, before: limit, now: limits.now)
    counts.cases = past.cases.going.count
    counts.decisions = past.goingDecisions.count
    counts.packages =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM json_each(?) j CROSS JOIN escalation e ON e.caseFile = j.value
          """, arguments: [try JSONText.encode(past.cases.going)]) ?? 0
    var all = past.cases
    all.addKept(of: past.decisions)
    counts.kept[.caseFile] = all.kept
    return past.goingDecisions
  }

  /// How many posts are older than a full hour.
  static func oldPosts(_ limit: Timestamp, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT coalesce(sum(posts), 0) FROM postHour WHERE hour < ?",
      arguments: [limit.milliseconds / 3_600_000]) ?? 0
  }

  /// Runs of before a moment. They stay where a candidate of theirs is the latest of an open review or a
  /// campaign's, or of a review that is kept.
  ///
  /// - Parameter some: only this one; nil for all.
  static func pastRuns(
    _ limit: Timestamp, _ kept: Kept, only some: Int64? = nil, _ db: Database
  ) throws -> PastTime {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT run.id, k.review, r.candidate = k.id AND r.state <> 'dismissed'
        FROM run LEFT JOIN candidate k ON k.run = run.id LEFT JOIN candidateReview r ON r.id = k.review
        WHERE run.storedAt < ?1 \(some == nil ? "" : "AND run.id = ?2") ORDER BY run.id
        """, arguments: [limit.milliseconds] + (some.map { [$0] } ?? []))
    var reasons: [Int64: KeepReason] = [:]
    var ids: [Int64] = []
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if ids.last != id { ids.append(id) }
      let isOpen: Bool? = row[2]
      let found = [
        reasons[id], (row[1] as Int64?).flatMap { kept.reviews[$0] },
        isOpen == true ? KeepReason.openReview : nil,
      ]
      reasons[id] = found.compactMap { $0 }.min()
    }
    return ids.reduce(into: PastTime()) { $0.add($1, reasons[$1]) }
  }

  /// Closed reports of before a moment. They stay where what they are about or their case is kept.
  static func pastReports(_ limit: Timestamp, _ now: Timestamp, _ db: Database) throws -> PastTime {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        WITH keeping AS MATERIALIZED (\(Kept.keeping))
        SELECT p.id, k.why, CASE
          WHEN o.id IS NOT NULL AND \(Kept.isPreserving) THEN \(KeepReason.preserved.rawValue)
          WHEN f.state = 'open' THEN \(KeepReason.openCase.rawValue) END
        FROM report p LEFT JOIN keeping k ON k.subject = p.subject
        LEFT JOIN caseFile f ON f.id = p.caseFile LEFT JOIN removalOrder o ON o.caseFile = f.id
        WHERE p.state <> 'open' AND p.closedAt < ?2 ORDER BY p.id
        """, arguments: [now.milliseconds, limit.milliseconds])
    var past = PastTime()
    while let row = try rows.next() {
      let reasons = [row[1] as Int?, row[2] as Int?].compactMap { $0.flatMap(KeepReason.init) }
      past.add(row[0], reasons.min())
    }
    return past
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
    let staying = kept.accounts.union(kept.posts.values.map(\.account)).union(members)
    let find = try RawStatement(
      db, "SELECT 1 FROM account WHERE id = ? AND (lastPost < ? OR posts = 0)")
    find.bind(2, limit.milliseconds)
    return try staying.sorted().reduce(all) { count, account in
      find.bind(1, account)
      return try find.first { _ in true } == nil ? count : count - 1
    }
  }
}
