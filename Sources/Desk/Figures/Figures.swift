import Casework
import SocialModel
import Store

/// The figures of a period.
public struct PeriodFigures: Sendable {
  /// What the team did, in numbers.
  public var report: TransparencyReport
  /// Response times by queue, of the cases that were opened in the period.
  public var times: [QueueTimes]
  /// Removal orders that were received in the period.
  public var orders: [RemovalOrder]
  /// Until when cases have waited: now, or the period's end if that is earlier.
  public var until: Timestamp
  /// Notices by day and reason, in that order.
  public var notices: [NoticeTally]

  /// Response times as CSV: `queue,clock,done,median_seconds,ninetieth_seconds,waiting,longest_wait_seconds`.
  public var timesCSV: String {
    times.reduce(
      into: "queue,clock,done,median_seconds,ninetieth_seconds,waiting,longest_wait_seconds\n"
    ) { text, queue in
      let name = "\"" + queue.queue.replacing("\"", with: "\"\"") + "\""
      for (clock, time) in [
        ("first-view", queue.toFirstView), ("decision", queue.toDecision),
        ("appeal-decision", queue.toAppealDecision),
      ] {
        let cells = [time.medianSeconds, time.ninetiethSeconds].map(Self.number)
        text += "\(name),\(clock),\(time.done),\(cells[0]),\(cells[1]),\(time.waiting),"
        text += Self.number(time.longestWaitSeconds) + "\n"
      }
    }
  }

  /// Removal orders as CSV:
  /// `order,issued_by,received,due,carried_out,standing,late_seconds,preserved_until`.
  public var ordersCSV: String {
    orders.reduce(
      into: "order,issued_by,received,due,carried_out,standing,late_seconds,preserved_until\n"
    ) { text, order in
      let (word, late): (String, String) =
        switch order.standing(at: until) {
        case .running: ("running", "")
        case .paused: ("paused", "")
        case .inTime: ("in-time", "")
        case .late(let by): ("late", Self.number(Double(by) / 1000))
        }
      let times = [order.due, order.carriedOut, order.preservedUntil].map { $0?.description ?? "" }
      text += "\(order.id),\(order.issuedBy),\(order.received),\(times[0]),\(times[1]),\(word),"
      text += "\(late),\(times[2])\n"
    }
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    return value == value.rounded() ? String(Int64(value)) : String(value)
  }
}

extension CaseDesk {
  /// The figures of a period: from its first moment to before its last.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `malformed` for a period that ends before it begins.
  public func figures(
    from: Timestamp, to: Timestamp, by acting: Acting
  ) throws -> PeriodFigures {
    try look(.viewFigures, by: acting, on: "figures") {
      guard from < to else {
        throw DeskError(
          .malformed, subject: "period", message: "It ends later than it begins.")
      }
      let until = min(now, to)
      var counts = try reportedCounts(from, to)
      counts.times = try queueTimes(from, to, until: until)
      let notices = try store.noticeTallies(from: from, until: to)
      for tally in notices {
        counts.notices[ReportReason(rawValue: tally.reason) ?? .other, default: 0] += tally.count
      }
      return PeriodFigures(
        report: TransparencyReport(from: from, to: to, counts: counts), times: counts.times,
        orders: try store.removalOrders(from: from, until: to).map(RemovalOrder.init), until: until,
        notices: notices)
    }
  }

  /// Decisions, second reviews of them and accounts, as they are counted.
  private func reportedCounts(_ from: Timestamp, _ to: Timestamp) throws -> ReportedCounts {
    var counts = ReportedCounts()
    counts.decisions = try store.decisionTallies(from: from, until: to).map { tally in
      let appeal = try Self.outcome(tally.appeal)
      return Casework.DecisionTally(
        ground: Ground(tally.ground, version: tally.policyVersion),
        measures: try StoredDecisionWords.measures(tally.measures),
        source: try StoredDecisionWords.source(tally.source), language: tally.language,
        appeal: appeal, isAppealed: tally.appeal != nil,
        isUndone: Self.isUndone(tally.isUndone, appeal), count: tally.count)
    }
    for tally in try store.reviewTallies(decidedFrom: from, until: to)
    where try !Self.isUndone(tally.isUndone, Self.outcome(tally.appeal)) {
      let measures = try StoredDecisionWords.measures(tally.measures)
      counts.reviews.append(
        Casework.ReviewTally(
          language: tally.language,
          isDisagreed: try StoredAnswer.answer(tally.answer).measures != measures,
          count: tally.count))
    }
    for measure in TransparencyReport.accountMeasures {
      counts.accounts[measure] = try store.accounts(
        withMeasure: StoredDecisionWords.words(of: measure), from: from, until: to)
    }
    return counts
  }

  /// What an appeal reversed stands in the record as undone; it is counted as reversed.
  private static func isUndone(_ isUndone: Bool, _ appeal: AppealOutcome?) -> Bool {
    isUndone && appeal != .reversed && appeal != .changed
  }

  /// What an appeal came to; nil where there is none or it waits.
  private static func outcome(_ word: String?) throws -> AppealOutcome? {
    guard let word, word != AppealState.open.rawValue else { return nil }
    guard let outcome = AppealOutcome(rawValue: word) else {
      throw DeskError(
        .unavailable, subject: "appeal", message: "A stored word of it is not known.")
    }
    return outcome
  }

  /// Response times by queue, in the order of names.
  private func queueTimes(
    _ from: Timestamp, _ to: Timestamp, until: Timestamp
  ) throws -> [QueueTimes] {
    let names = Dictionary(uniqueKeysWithValues: try store.queueNames())
    return try store.caseClocks(from: from, until: to).map { clocks in
      QueueTimes(
        queue: names[clocks.queue] ?? "queue \(clocks.queue)",
        views: clocks.cases.lazy.map { ($0.openedAt, $0.firstViewedAt) },
        decisions: clocks.cases.lazy.map { ($0.openedAt, $0.decidedAt) },
        appeals: clocks.appeals.lazy.map { ($0.receivedAt, $0.closedAt) }, now: until)
    }.sorted { $0.queue < $1.queue }
  }
}
