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
      let rows = try store.decisions(from: from, until: to)
      let clocks = try caseClocks(from, to)
      let notices = try store.notices(from: from, until: to).map { row in
        (time: row.time, reason: ReportReason(rawValue: row.reason) ?? .other)
      }
      let until = min(now, to)
      return PeriodFigures(
        report: TransparencyReport(
          from: from, to: to, notices: notices, decisions: try reported(rows), cases: clocks),
        times: QueueTimes.all(clocks, now: until),
        orders: try store.removalOrders(from: from, until: to).map(RemovalOrder.init), until: until)
    }
  }

  /// Decisions with what came of them.
  private func reported(_ rows: [DecisionRow]) throws -> [ReportedDecision] {
    let reviews = try store.secondReviews(
      from: Timestamp(milliseconds: 0), until: Timestamp(milliseconds: now.milliseconds + 1))
    var disagreed: [Int64: Bool] = [:]
    for (review, row) in reviews {
      guard let text = review.answer else { continue }
      disagreed[review.decision] =
        try StoredAnswer.answer(text).measures != Decision(row).measures
    }
    return try rows.map { row in
      let appeal = try row.appeal.map { try store.appeal($0) }
      let outcome = appeal.flatMap { appeal in
        appeal.outcome.flatMap(AppealOutcome.init) ?? Self.outcome(appeal.state)
      }
      // What an appeal reversed stands in the record as undone; it is counted as reversed.
      let isReversed = outcome == .reversed || outcome == .changed
      return ReportedDecision(
        try Decision(row), language: row.content.language, appeal: outcome,
        isAppealed: appeal != nil, isDisagreed: disagreed[row.id],
        isUndone: row.undoneAt != nil && !isReversed)
    }
  }

  private static func outcome(_ state: AppealState) -> AppealOutcome? {
    switch state {
    case .open: nil
    case .upheld: .upheld
    case .reversed: .reversed
    }
  }

  private func caseClocks(_ from: Timestamp, _ to: Timestamp) throws -> [Casework.CaseClock] {
    let names = Dictionary(uniqueKeysWithValues: try store.queues().map { ($0.id, $0.name) })
    var appeals: [Int64: AppealRow] = [:]
    let later = Timestamp(milliseconds: now.milliseconds + 1)
    for appeal in try store.appeals(from: from, until: max(later, to)) {
      guard let id = appeal.decision.content.caseFile, appeals[id] == nil else { continue }
      appeals[id] = appeal
    }
    return try store.caseClocks(from: from, until: to).map { row in
      Casework.CaseClock(
        queue: names[row.queue] ?? "queue \(row.queue)", opened: row.openedAt,
        firstViewed: row.firstViewedAt, decided: row.decidedAt,
        appealed: appeals[row.caseFile]?.receivedAt,
        appealDecided: appeals[row.caseFile]?.closedAt)
    }
  }
}
