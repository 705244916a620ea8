import SocialModel

/// A decision as far as a transparency report counts it.
public struct ReportedDecision: Hashable, Sendable {
  /// The decision.
  public var decision: Decision
  /// The language of its subject, a BCP 47 tag; nil where unknown.
  public var language: String?
  /// What its appeal came to; nil where there was none or it waits.
  public var appeal: AppealOutcome?
  /// Whether an appeal came in.
  public var isAppealed: Bool
  /// Whether a second reviewer answered otherwise; nil where none answered.
  public var isDisagreed: Bool?
  /// Whether it was undone: such a decision is counted as undone and nowhere else.
  public var isUndone: Bool

  /// A decision with what came of it.
  public init(
    _ decision: Decision, language: String? = nil, appeal: AppealOutcome? = nil,
    isAppealed: Bool = false, isDisagreed: Bool? = nil, isUndone: Bool = false
  ) {
    self.decision = decision
    self.language = language
    self.appeal = appeal
    self.isAppealed = isAppealed || appeal != nil
    self.isDisagreed = isDisagreed
    self.isUndone = isUndone
  }
}

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

  /// The report of a period.
  ///
  /// Decisions count by when they were made, notices by when they came in. Error rates by language are
  /// shares with their 95% intervals: appeals that reversed or changed a decision, of decided appeals; and
  /// second reviews that answered otherwise, of second reviews. Neither is the true error rate: who appeals
  /// is no random sample, and a second reviewer can err too.
  ///
  /// - Parameters:
  ///   - from: the first moment.
  ///   - to: the moment after the last.
  ///   - notices: time and reason class of each notice.
  ///   - decisions: decisions, also of other periods.
  ///   - cases: clocks of cases, also of other periods; a case counts where it was opened.
  /// - Complexity: O(n log n).
  public init(
    from: Timestamp, to: Timestamp, notices: [(time: Timestamp, reason: ReportReason)],
    decisions: [ReportedDecision], cases: [CaseClock]
  ) {
    self.from = from
    self.to = to
    let all = decisions.filter { $0.decision.decidedAt >= from && $0.decision.decidedAt < to }
    let valid = all.filter { !$0.isUndone }
    var table = Table()
    let inPeriod = notices.filter { $0.time >= from && $0.time < to }
    table.counts(
      "notices", inPeriod.map(\.reason.rawValue), of: ReportReason.allCases.map(\.rawValue))
    table.add("decisions", "all", "count", Double(valid.count))
    table.add("decisions", "undone", "count", Double(all.count - valid.count))
    let dismissed = valid.filter { $0.decision.measures.isEmpty }
    table.add("decisions", "without-measure", "count", Double(dismissed.count))
    table.counts(
      "decisions", valid.map { "source-" + $0.decision.source.rawValue },
      of: DecisionSource.allCases.map { "source-" + $0.rawValue })
    table.counts("grounds", valid.compactMap { $0.decision.ground.map(Self.name) })
    table.counts(
      "measures", valid.flatMap { $0.decision.measures.map(\.rawValue) },
      of: Measure.allCases.map(\.rawValue))
    Self.addAppeals(valid, to: &table)
    let accounts = valid.filter { $0.decision.measures.contains { $0.concern == .account } }
    for measure in [Measure.accountSuspension, .accountTermination] {
      let hit = Set(
        accounts.filter { $0.decision.measures.contains(measure) }.map(\.decision.subject))
      table.add("accounts", measure.rawValue, "count", Double(hit.count))
    }
    let opened = cases.filter { $0.opened >= from && $0.opened < to }
    for queue in QueueTimes.all(opened, now: to) { Self.add(queue, to: &table) }
    Self.addErrors(valid, to: &table)
    rows = table.rows
  }

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

  private static func addAppeals(_ decisions: [ReportedDecision], to table: inout Table) {
    let appealed = decisions.filter(\.isAppealed)
    table.add("appeals", "received", "count", Double(appealed.count))
    table.counts(
      "appeals", appealed.compactMap { $0.appeal?.rawValue },
      of: AppealOutcome.allCases.map(\.rawValue))
    table.add("appeals", "waiting", "count", Double(appealed.filter { $0.appeal == nil }.count))
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

  private static func addErrors(_ decisions: [ReportedDecision], to table: inout Table) {
    let byLanguage = Dictionary(grouping: decisions) { $0.language ?? "unknown" }
    let sorted = byLanguage.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (language, decisions) in sorted {
      let answered = decisions.compactMap(\.appeal)
      table.add(
        "appeal-reversals-by-language", language,
        ShareInterval(hits: answered.filter { $0 != .upheld }.count, total: answered.count))
    }
    for (language, decisions) in sorted {
      let reviewed = decisions.compactMap(\.isDisagreed)
      table.add(
        "second-review-by-language", language,
        ShareInterval(hits: reviewed.filter { $0 }.count, total: reviewed.count))
    }
  }

  private struct Table {
    var rows: [Row] = []

    mutating func add(_ section: String, _ key: String, _ figure: String, _ value: Double?) {
      rows.append(Row(section: section, key: key, figure: figure, value: value))
    }

    /// How often each word occurs: those of the list, also where never, then others by name.
    mutating func counts(_ section: String, _ words: [String], of list: [String] = []) {
      let counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
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
