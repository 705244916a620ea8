import GRDB
import SocialModel

/// Decisions that a report counts alike.
public struct DecisionTally: Hashable, Sendable {
  /// What they rest on.
  public var ground: DecisionGround
  /// The version of the team's list that the clause stands in.
  public var policyVersion: Int?
  /// Every measure, by its word.
  public var measures: [String]
  /// How the subject was found.
  public var source: String
  /// The language of the subject.
  public var language: String?
  /// Whether they were undone, by an appeal too.
  public var isUndone: Bool
  /// What an appeal came to, or its state where it does not say more; nil where there is none.
  public var appeal: String?
  /// How many.
  public var count: Int
}

/// Notices of a day with one reason.
public struct NoticeTally: Hashable, Sendable {
  /// The day's first moment, in UTC.
  public var day: Timestamp
  /// Why.
  public var reason: String
  /// How many.
  public var count: Int
}

/// Second reviews with one answer to decisions that are alike.
public struct ReviewTally: Hashable, Sendable {
  /// Every measure of the decision, by its word.
  public var measures: [String]
  /// The language of the subject.
  public var language: String?
  /// Whether the decision was undone, by an appeal too.
  public var isUndone: Bool
  /// What an appeal against the decision came to, or its state; nil where there is none.
  public var appeal: String?
  /// What the second reviewer would have decided.
  public var answer: String
  /// How many.
  public var count: Int
}

extension CaseStore {
  /// The decisions of a time, undone ones among them, counted by all that a report counts by, in a fixed order.
  ///
  /// - Complexity: grows with the days of the time and the sorts of decisions on them; with the decisions only on
  ///   days of which the time has a part.
  public func decisionTallies(from: Timestamp, until: Timestamp) throws -> [DecisionTally] {
    let span = DaySpan(from, until)
    let parts = (span.parts + [0..<0, 0..<0]).prefix(2).flatMap { [$0.lowerBound, $0.upperBound] }
    return try read { db in
      let rows = try Row.fetchCursor(
        db, sql: Self.decisionCounts,
        arguments: [span.days.lowerBound, span.days.upperBound] + StatementArguments(parts))
      var tallies: [DecisionTally] = []
      while let row = try rows.next() { tallies.append(try DecisionTally(row)) }
      return tallies
    }
  }

  /// Parameters: the first whole day and the one after the last, and two parts of days.
  static let decisionCounts = """
    WITH counted (sort, isUndone, appeal, decisions) AS (
      SELECT s.words, t.isUndone, t.appeal, t.n FROM (
        SELECT sort, isUndone, appeal, sum(decisions) AS n FROM decisionDay
        WHERE day >= ?1 AND day < ?2 GROUP BY sort, isUndone, appeal) t
      CROSS JOIN decisionSort s ON s.id = t.sort
      UNION ALL SELECT sort, isUndone, appeal, decisions FROM
        (\(DayCount.decisions(where: "d.time >= ?3 AND d.time < ?4")))
      UNION ALL SELECT sort, isUndone, appeal, decisions FROM
        (\(DayCount.decisions(where: "d.time >= ?5 AND d.time < ?6"))))
    SELECT \(sortColumns), isUndone, appeal, n FROM (
      SELECT sort, isUndone, appeal, sum(decisions) AS n FROM counted GROUP BY 1, 2, 3)
    ORDER BY sort, isUndone, appeal
    """

  private static let sortColumns = (0...6).map { "json_extract(sort, '$[\($0)]')" }
    .joined(separator: ", ")

  /// The notices of a time, counted by day and reason, in that order.
  ///
  /// - Complexity: as of ``decisionTallies(from:until:)``.
  public func noticeTallies(from: Timestamp, until: Timestamp) throws -> [NoticeTally] {
    let span = DaySpan(from, until)
    return try read { db in
      var rows = try Row.fetchAll(
        db, sql: "SELECT day, reason, notices FROM noticeDay WHERE day >= ? AND day < ?",
        arguments: [span.days.lowerBound, span.days.upperBound])
      for part in span.parts {
        rows += try Row.fetchAll(
          db, sql: DayCount.notices(where: "n.time >= ? AND n.time < ?"),
          arguments: [part.lowerBound, part.upperBound])
      }
      return rows.map { row in
        NoticeTally(
          day: Timestamp(milliseconds: (row[0] as Int64) * DaySpan.length), reason: row[1],
          count: row[2])
      }.sorted { ($0.day, $0.reason) < ($1.day, $1.reason) }
    }
  }

  /// The answered second reviews of the decisions of a time, counted by all that a report counts by.
  public func reviewTallies(decidedFrom from: Timestamp, until: Timestamp) throws -> [ReviewTally] {
    try reviewTallies("d.time >= ? AND d.time < ?", from, until)
  }

  /// The second reviews that were answered in a time, counted by all that a report counts by.
  public func reviewTallies(answeredFrom from: Timestamp, until: Timestamp) throws -> [ReviewTally]
  {
    try reviewTallies("r.answeredAt >= ? AND r.answeredAt < ?", from, until)
  }

  private func reviewTallies(
    _ condition: String, _ from: Timestamp, _ until: Timestamp
  ) throws -> [ReviewTally] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.sortColumns), isUndone, appeal, n, answer FROM (
            SELECT \(DayCount.sort("d")) AS sort, d.undoneAt IS NOT NULL AS isUndone,
              coalesce(p.outcome, p.state, '') AS appeal, r.answer AS answer, count(*) AS n
            FROM secondReview r CROSS JOIN decision d ON d.id = r.decision
            LEFT JOIN appeal p ON p.decision = d.id
            WHERE r.answer IS NOT NULL AND \(condition) GROUP BY 1, 2, 3, 4)
          ORDER BY sort, isUndone, appeal, answer
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { row in
        let tally = try DecisionTally(row)
        return ReviewTally(
          measures: tally.measures, language: tally.language, isUndone: tally.isUndone,
          appeal: tally.appeal, answer: row[10], count: tally.count)
      }
    }
  }

  /// How many subjects met one of some measures on accounts in a time, by decisions that were not undone otherwise
  /// than by an appeal. One that met it several times counts once.
  ///
  /// - Complexity: O(n) in all decisions with a measure on an account.
  public func accounts(
    withMeasure words: [String], from: Timestamp, until: Timestamp
  ) throws -> Int {
    let listed = words.map { _ in
      "instr(' ' || coalesce(measures, accountMeasure) || ' ', ' ' || ? || ' ') > 0"
    }
    return try read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM (SELECT subject FROM decision d INDEXED BY decision_account
            WHERE accountMeasure IS NOT NULL AND time >= ? AND time < ?
              AND (\(listed.joined(separator: " OR ")))
              AND (undoneAt IS NULL OR EXISTS (SELECT 1 FROM appeal p
                WHERE p.decision = d.id AND p.state = 'reversed')) GROUP BY subject)
          """,
        arguments: [from.milliseconds, until.milliseconds] + StatementArguments(words)) ?? 0
    }
  }
}

/// A time as whole days, and the parts of days at its ends.
struct DaySpan {
  /// Milliseconds of a day.
  static let length: Int64 = 86_400_000

  /// Days since 1970-01-01 that lie within the time, whole.
  let days: Range<Int64>
  /// What is left of the time, in milliseconds.
  let parts: [Range<Int64>]

  init(_ from: Timestamp, _ until: Timestamp) {
    let (from, until) = (from.milliseconds, max(from.milliseconds, until.milliseconds))
    let first = -Self.day(-from)
    let end = Self.day(until)
    guard first < end else {
      days = 0..<0
      parts = from < until ? [from..<until] : []
      return
    }
    days = first..<end
    parts = [from..<first * Self.length, end * Self.length..<until].filter { !$0.isEmpty }
  }

  /// The day of a moment, rounded towards the past.
  private static func day(_ time: Int64) -> Int64 {
    let day = time.quotientAndRemainder(dividingBy: length)
    return day.quotient - (day.remainder < 0 ? 1 : 0)
  }
}

extension DecisionTally {
  /// A row of the seven words of a sort, whether undone, the appeal's word or an empty one, and how many.
  fileprivate init(_ row: Row) throws {
    guard let kind: String = row[0], let measures: String = row[4], let source: String = row[5]
    else {
      throw StoreError(.damaged, subject: "decision", message: "A stored sort is not one.")
    }
    let appeal: String = row[8]
    self.init(
      ground: DecisionGround(kind: kind, jurisdiction: row[1], clause: row[2]),
      policyVersion: row[3], measures: measures.split(separator: " ").map(String.init),
      source: source, language: row[6], isUndone: row[7], appeal: appeal.isEmpty ? nil : appeal,
      count: row[9])
  }
}
