import SocialModel

/// What a team did in a period, in numbers: for the report that Articles 15 and 24 of Regulation
/// (EU) 2022/2065 ask for, and for the team itself.
public struct TransparencyReport: Hashable, Sendable {
  /// One number.
  public struct Row: Hashable, Sendable {
    /// The part of the report: `notices`, `decisions`, `grounds`, `measures`, `appeals`, `accounts`,
    /// `response-times`, `appeal-reversals-by-language`, `second-review-by-language`.
    public var section: String
    /// What is counted, such as a reason, a measure or a language.
    public var key: String
    /// What the number is, such as `count`, `share`, `low`, `high`, `median-seconds`.
    public var figure: String
    /// The number; nil where there is nothing to compute it of.
    public var value: Double?
  }

  /// The first moment of the period.
  public let from: Timestamp
  /// The moment after its last.
  public let to: Timestamp
  /// Every number, in the report's order.
  public let rows: [Row]

  /// The report of a period, of what was counted in it.
  ///
  /// Decisions count by when they were made, notices by when they came in. Error rates by language are
  /// shares with their 95% intervals: appeals that reversed or changed a decision, of decided appeals; and
  /// second reviews that answered otherwise, of second reviews. Neither is the true error rate: who appeals
  /// is no random sample, and a second reviewer can err too.
  ///
  /// - Parameters:
  ///   - from: the first moment.
  ///   - to: the moment after the last.
  ///   - counts: what was counted from the one to the other.
  /// - Complexity: O(n log n) in the tallies.
  public init(from: Timestamp, to: Timestamp, counts: ReportedCounts) {
    self.from = from
    self.to = to
    let valid = counts.decisions.filter { !$0.isUndone }
    var table = Table()
    table.counts(
      "notices", counts.notices.map { ($0.key.rawValue, $0.value) },
      of: ReportReason.allCases.map(\.rawValue))
    table.add("decisions", "all", "count", Double(valid.total))
    table.add("decisions", "undone", "count", Double(counts.decisions.total - valid.total))
    let dismissed = valid.filter { $0.measures.isEmpty }
    table.add("decisions", "without-measure", "count", Double(dismissed.total))
    table.counts(
      "decisions", valid.map { ("source-" + $0.source.rawValue, $0.count) },
      of: DecisionSource.allCases.map { "source-" + $0.rawValue })
    table.counts(
      "grounds", valid.compactMap { tally in tally.ground.map { (Self.name($0), tally.count) } })
    table.counts(
      "measures",
      valid.flatMap { tally in tally.measures.map { ($0.rawValue, tally.count) } },
      of: Measure.allCases.map(\.rawValue))
    Self.addAppeals(valid, to: &table)
    for measure in Self.accountMeasures {
      table.add("accounts", measure.rawValue, "count", Double(counts.accounts[measure] ?? 0))
    }
    for queue in counts.times { Self.add(queue, to: &table) }
    Self.addErrors(valid, counts.reviews, to: &table)
    rows = table.rows
  }

  /// The measures whose accounts are counted.
  public static let accountMeasures: [Measure] = [.accountSuspension, .accountTermination]

  /// The report as CSV: `from,to,section,key,figure,value`, lines end with a line feed. Cells whose
  /// content a team or a law chose, such as a clause, are quoted.
  public var csv: String {
    rows.reduce(into: "from,to,section,key,figure,value\n") { text, row in
      let key = "\"" + row.key.replacing("\"", with: "\"\"") + "\""
      let value = row.value.map { $0 == $0.rounded() ? String(Int64($0)) : String($0) } ?? ""
      text += "\(from),\(to),\(row.section),\(key),\(row.figure),\(value)\n"
    }
  }

  private static func name(_ ground: Ground) -> String {
    switch ground {
    case .legal(let jurisdiction, let provision): "law \(jurisdiction): \(provision)"
    case .policy(let clause, let version): "policy \(version): \(clause)"
    }
  }

  private static func addAppeals(_ decisions: [DecisionTally], to table: inout Table) {
    let appealed = decisions.filter(\.isAppealed)
    table.add("appeals", "received", "count", Double(appealed.total))
    table.counts(
      "appeals",
      appealed.compactMap { tally in tally.appeal.map { ($0.rawValue, tally.count) } },
      of: AppealOutcome.allCases.map(\.rawValue))
    table.add("appeals", "waiting", "count", Double(appealed.filter { $0.appeal == nil }.total))
  }

  private static func add(_ queue: QueueTimes, to table: inout Table) {
    for (name, time) in [
      ("first-view", queue.toFirstView), ("decision", queue.toDecision),
      ("appeal-decision", queue.toAppealDecision),
    ] {
      let key = "\(queue.queue): \(name)"
      table.add("response-times", key, "count", Double(time.done))
      table.add("response-times", key, "median-seconds", time.medianSeconds)
      table.add("response-times", key, "ninetieth-seconds", time.ninetiethSeconds)
      table.add("response-times", key, "waiting", Double(time.waiting))
      table.add("response-times", key, "longest-wait-seconds", time.longestWaitSeconds)
    }
  }

  private static func addErrors(
    _ decisions: [DecisionTally], _ reviews: [ReviewTally], to table: inout Table
  ) {
    let byLanguage = Dictionary(grouping: decisions) { $0.language ?? "unknown" }
    let sorted = byLanguage.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (language, decisions) in sorted {
      let answered = decisions.filter { $0.appeal != nil }
      table.add(
        "appeal-reversals-by-language", language,
        ShareInterval(
          hits: answered.filter { $0.appeal != .upheld }.total, total: answered.total))
    }
    for (language, _) in sorted {
      let reviewed = reviews.filter { ($0.language ?? "unknown") == language }
      let total = reviewed.reduce(0) { $0 + $1.count }
      let hits = reviewed.reduce(0) { $0 + ($1.isDisagreed ? $1.count : 0) }
      table.add(
        "second-review-by-language", language, ShareInterval(hits: hits, total: total))
    }
  }

  private struct Table {
    var rows: [Row] = []

    mutating func add(_ section: String, _ key: String, _ figure: String, _ value: Double?) {
      rows.append(Row(section: section, key: key, figure: figure, value: value))
    }

    /// How often each word occurs: those of the list, also where never, then others by name.
    mutating func counts(
      _ section: String, _ words: [(word: String, count: Int)], of list: [String] = []
    ) {
      let counts = Dictionary(words.map { ($0.word, $0.count) }, uniquingKeysWith: +)
      let others = counts.keys.filter { !list.contains($0) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for word in list + others { add(section, word, "count", Double(counts[word] ?? 0)) }
    }

    mutating func add(_ section: String, _ key: String, _ share: ShareInterval) {
      add(section, key, "count", Double(share.total))
      add(section, key, "share", share.share)
      add(section, key, "low", share.total == 0 ? nil : share.interval.lowerBound)
      add(section, key, "high", share.total == 0 ? nil : share.interval.upperBound)
    }
  }
}
