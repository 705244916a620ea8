import GRDB
import SocialModel

/// The clocks of one case: what response times are computed from.
public struct CaseClock: Hashable, Sendable {
  /// The case's number.
  public var caseFile: Int64
  /// The queue's number.
  public var queue: Int64
  /// What sort of case.
  public var kind: String
  /// The language of what it is about.
  public var language: String?
  /// The first notice that it answers; nil where it answers none.
  public var reportedAt: Timestamp?
  /// When it was opened.
  public var openedAt: Timestamp
  /// When somebody first looked at it.
  public var firstViewedAt: Timestamp?
  /// When it was decided.
  public var decidedAt: Timestamp?
  /// When it had to be decided.
  public var dueAt: Timestamp?
}

/// How many of what there were in a time.
public struct PeriodCounts: Hashable, Sendable {
  /// Notices taken, by reason.
  public var noticesByReason: [String: Int] = [:]
  /// Decisions that were not undone, by ground.
  public var decisionsByGround: [String: Int] = [:]
  /// Decisions that were not undone, by measure; `none` where nothing was done.
  public var decisionsByMeasure: [String: Int] = [:]
  /// Decisions that were undone.
  public var decisionsUndone = 0
  /// Appeals that came in.
  public var appeals = 0
  /// Appeals decided, by outcome.
  public var appealsByOutcome: [String: Int] = [:]
}

/// Decisions and reversals in one language.
public struct LanguageErrors: Hashable, Sendable {
  /// The language; nil where it is unknown.
  public var language: String?
  /// Decisions made in the time.
  public var decisions: Int
  /// Of these, reversed on appeal so far.
  public var reversed: Int
}

extension CaseStore {
  /// The clocks of the cases that were opened in a time, in the order of opening.
  public func caseClocks(from: Timestamp, until: Timestamp) throws -> [CaseClock] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT f.*, (SELECT min(firstAt) FROM report WHERE caseFile = f.id) AS reportedAt
          FROM caseFile f WHERE f.openedAt >= ? AND f.openedAt < ? ORDER BY f.openedAt, f.id
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { row in
        CaseClock(
          caseFile: row["id"], queue: row["queue"], kind: row["kind"], language: row["language"],
          reportedAt: Moment.optional(row, "reportedAt"), openedAt: Moment.of(row, "openedAt"),
          firstViewedAt: Moment.optional(row, "firstViewedAt"),
          decidedAt: Moment.optional(row, "decidedAt"), dueAt: Moment.optional(row, "dueAt"))
      }
    }
  }

  /// Appeals that came in during a time, in order, with their decisions.
  public func appeals(from: Timestamp, until: Timestamp) throws -> [AppealRow] {
    let ids = try read { db in
      try Int64.fetchAll(
        db,
        sql:
          "SELECT id FROM appeal WHERE receivedAt >= ? AND receivedAt < ? ORDER BY receivedAt, id",
        arguments: [from.milliseconds, until.milliseconds])
    }
    return try ids.map { try appeal($0) }
  }

  /// Decisions of a time, undone ones among them, in order: what statements of reasons are made from.
  public func decisions(from: Timestamp, until: Timestamp) throws -> [DecisionRow] {
    try read { db in
      try DecisionRow.fetch(
        db, "WHERE d.time >= ? AND d.time < ? ORDER BY d.time, d.id",
        [from.milliseconds, until.milliseconds])
    }
  }

  /// The counts of a transparency report.
  public func counts(from: Timestamp, until: Timestamp) throws -> PeriodCounts {
    let span: StatementArguments = [from.milliseconds, until.milliseconds]
    return try read { db in
      func grouped(_ sql: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: span) { counts[row[0]] = row[1] }
        return counts
      }
      var counts = PeriodCounts()
      counts.noticesByReason = try grouped(
        """
        SELECT p.reason, count(*) FROM reportNotice n JOIN report p ON p.id = n.report
        WHERE n.time >= ? AND n.time < ? GROUP BY 1
        """)
      let standing = "FROM decision WHERE time >= ? AND time < ? AND undoneAt IS NULL GROUP BY 1"
      counts.decisionsByGround = try grouped("SELECT groundKind, count(*) \(standing)")
      counts.decisionsByMeasure = try grouped(
        "SELECT coalesce(accountMeasure, visibilityMeasure, 'none'), count(*) \(standing)")
      counts.decisionsUndone =
        try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM decision WHERE time >= ? AND time < ? AND undoneAt IS NOT NULL
            """, arguments: span) ?? 0
      counts.appeals =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM appeal WHERE receivedAt >= ? AND receivedAt < ?",
          arguments: span) ?? 0
      counts.appealsByOutcome = try grouped(
        """
        SELECT state, count(*) FROM appeal WHERE receivedAt >= ? AND receivedAt < ?
        AND state <> 'open' GROUP BY 1
        """)
      return counts
    }
  }

  /// Decisions and reversals by language, ordered by language, the unknown first.
  public func languageErrors(from: Timestamp, until: Timestamp) throws -> [LanguageErrors] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.language, count(*) AS decisions, sum(p.state IS 'reversed') AS reversed
          FROM decision d LEFT JOIN appeal p ON p.decision = d.id
          WHERE d.time >= ? AND d.time < ? GROUP BY d.language ORDER BY d.language
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { row in
        LanguageErrors(
          language: row["language"], decisions: row["decisions"], reversed: row["reversed"])
      }
    }
  }
}
