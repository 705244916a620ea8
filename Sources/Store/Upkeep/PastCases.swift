import GRDB
import SocialModel

/// Which closed cases and which decisions outside of any case are past their time.
///
/// A case's time counts from its closing. It stays while a hold is on what it or a decision of it is about, its
/// removal order preserves, an appeal or a report of it is open, a package waits; and while a decision of it, its
/// end, its undoing, an appeal's answer or a package's is younger than the limit, so that every decision is
/// there for the days of the rule after it ended. A decision without an end ends with its case.
struct PastCases {
  /// Cases.
  private(set) var cases = PastTime()
  /// Decisions outside of any case.
  private(set) var decisions = PastTime()
  /// Every decision that goes, with a case or alone.
  private(set) var goingDecisions: [Int64] = []

  /// Reads what is past its time.
  ///
  /// - Parameters:
  ///   - limit: the first moment that stays.
  ///   - some: only these cases; nil for all.
  /// - Complexity: a look-up for each case past its time; where there are some, for each post that is held.
  init(_ db: Database, before limit: Timestamp, now: Timestamp, only some: [Int64]? = nil) throws {
    var source = "caseFile f"
    if some != nil { source = "json_each(?4) j CROSS JOIN caseFile f ON f.id = j.value" }
    let isThere = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM caseFile WHERE state = 'closed' AND closedAt < ?1)
          OR EXISTS (SELECT 1 FROM decision WHERE caseFile IS NULL AND time < ?1)
        """, arguments: [limit.milliseconds])
    guard isThere == true else { return }
    let held = try JSONText.encode(Self.held(db, now))
    var arguments: StatementArguments = [now.milliseconds, limit.milliseconds, held]
    if let some { arguments += [try JSONText.encode(some)] }
    let rows = try Row.fetchCursor(db, sql: Self.cases(from: source), arguments: arguments)
    while let row = try rows.next() { cases.add(row[0], (row[1] as Int?).flatMap(KeepReason.init)) }
    goingDecisions = try Int64.fetchAll(
      db,
      sql: """
        SELECT d.id FROM json_each(?) j CROSS JOIN decision d ON d.caseFile = j.value ORDER BY d.id
        """, arguments: [try JSONText.encode(cases.going)])
    let alone = try Row.fetchCursor(
      db, sql: Self.decisionsAlone, arguments: [limit.milliseconds, held])
    while let row = try alone.next() {
      decisions.add(row[0], (row[1] as Int?).flatMap(KeepReason.init))
    }
    goingDecisions += decisions.going
  }

  /// Parameters: now, the limit, what is held, and the cases to look at where the source has them.
  private static func cases(from source: String) -> String {
    """
    WITH held (subject) AS MATERIALIZED (SELECT value FROM json_each(?3))
    SELECT f.id, CASE
      WHEN EXISTS (SELECT 1 FROM caseSubject t WHERE t.caseFile = f.id
          AND t.subject IN (SELECT subject FROM held))
        OR EXISTS (SELECT 1 FROM decision d WHERE d.caseFile = f.id
          AND d.subject IN (SELECT subject FROM held)) THEN \(KeepReason.held.rawValue)
      WHEN EXISTS (SELECT 1 FROM removalOrder o WHERE o.caseFile = f.id
        AND \(Kept.isPreserving)) THEN \(KeepReason.preserved.rawValue)
      WHEN EXISTS (SELECT 1 FROM decision d JOIN appeal a ON a.decision = d.id
        WHERE d.caseFile = f.id AND a.state = 'open') THEN \(KeepReason.openAppeal.rawValue)
      WHEN EXISTS (SELECT 1 FROM report r WHERE r.caseFile = f.id AND r.state = 'open')
        THEN \(KeepReason.openReport.rawValue)
      WHEN EXISTS (SELECT 1 FROM escalation e WHERE e.caseFile = f.id
        AND (e.state = 'requested' OR coalesce(e.decidedAt, e.requestedAt) >= ?2))
        THEN \(KeepReason.package.rawValue)
      WHEN EXISTS (SELECT 1 FROM decision d LEFT JOIN appeal a ON a.decision = d.id
        LEFT JOIN decision s ON s.successorOf = d.id
        WHERE d.caseFile = f.id AND (\(isYoung("?2")) OR s.id IS NOT NULL AND s.caseFile IS NOT f.id))
        THEN \(KeepReason.decision.rawValue) END
    FROM \(source) WHERE f.state = 'closed' AND f.closedAt < ?2 ORDER BY f.id
    """
  }

  /// That a decision `d`, with an appeal `a` or without, is younger than the parameter of a name.
  private static func isYoung(_ limit: String) -> String {
    """
    max(d.time, coalesce(d.validUntil, 0), coalesce(d.undoneAt, 0), coalesce(a.closedAt, 0))
      >= \(limit)
    """
  }

  /// A decision stays as long as one that took its place. Parameters: the limit, what is held.
  private static let decisionsAlone = """
    WITH RECURSIVE
    state (id, successorOf, why) AS MATERIALIZED (
      SELECT d.id, d.successorOf, CASE
        WHEN d.subject IN (SELECT value FROM json_each(?2)) THEN \(KeepReason.held.rawValue)
        WHEN a.state = 'open' THEN \(KeepReason.openAppeal.rawValue)
        WHEN \(isYoung("?1")) THEN \(KeepReason.decision.rawValue) END
      FROM decision d LEFT JOIN appeal a ON a.decision = d.id
      WHERE d.caseFile IS NULL AND d.time < ?1),
    needed (id) AS (
      SELECT successorOf FROM decision WHERE successorOf IS NOT NULL
        AND (caseFile IS NOT NULL OR time >= ?1)
      UNION SELECT successorOf FROM state WHERE successorOf IS NOT NULL AND why IS NOT NULL
      UNION SELECT d.successorOf FROM needed n JOIN decision d ON d.id = n.id
        WHERE d.successorOf IS NOT NULL)
    SELECT id, coalesce(why, CASE WHEN id IN (SELECT id FROM needed)
      THEN \(KeepReason.decision.rawValue) END) FROM state ORDER BY id
    """

  /// What holds are on, with the posts of held accounts, under held tags and of held candidates' members.
  private static func held(_ db: Database, _ now: Timestamp) throws -> [String] {
    let subjects = try String.fetchAll(
      db,
      sql: "SELECT subject FROM legalHold WHERE liftedAt IS NULL AND (until IS NULL OR until > ?)",
      arguments: [now.milliseconds])
    let posts = try Kept(db, postsOf: subjects.compactMap { Subject($0) }).posts.keys.sorted()
    return try subjects
      + String.fetchAll(
        db,
        sql: """
          SELECT 'post:' || pl.name || ':' || p.externalId FROM json_each(?) j
          CROSS JOIN post p ON p.id = j.value JOIN platform pl ON pl.id = p.platform
          """, arguments: [try JSONText.encode(posts)])
  }
}
