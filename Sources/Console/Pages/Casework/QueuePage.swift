import Casework
import Desk
import Exchange
import SocialModel
import Store

/// One queue: the cases whose clocks run, and all of one state.
enum QueuePage {
  @Sendable static func page(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let cursor = try visit.cursor()
    let state = QueuePages.state(visit)
    let now = visit.services.clock()
    let (queue, clocks, cases, people) = try await visit.store { store in
      (
        try QueuePages.queue(id, store), try store.casesWithClock(inQueue: id),
        try store.cases(inQueue: id, state: state, after: cursor), try People(store)
      )
    }
    let states = Store.CaseState.allCases.map {
      PageContent.Action(
        words: $0.rawValue, link: Link.to("/queues/\(id)", ["state": $0.rawValue]),
        isCurrent: $0 == state)
    }
    var blocks = Flash.blocks(visit) + [.facts(facts(queue, now))]
    if visit.viewer?.may(.claim) == true {
      blocks.append(.buttons([QueuePages.nextButton(queue, visit, isFirst: true)]))
    }
    blocks.append(.links(states))
    if state == .open, !clocks.isEmpty {
      blocks += [
        .heading("Clocks that run"),
        .table(
          PageContent.Table(
            id: "clocks", caption: "The earlier end first", columns: QueuePages.caseColumns,
            rows: clocks.map { QueuePages.caseCells($0, people, now) })), .heading("All"),
      ]
    }
    blocks += self.cases(cases, id, state, people, visit)
    return .page(
      PageContent(
        title: "Queue \(queue.name)", lead: "Cases that await a person.", part: "/queues",
        blocks: blocks))
  }

  private static func facts(_ queue: QueueRow, _ now: Timestamp) -> [PageContent.Fact] {
    [
      .init("Waiting", "\(queue.open)"), .init("Claimed", "\(queue.claimed)"),
      .init(
        "Oldest",
        queue.oldest.map { HumanText.lag(now.milliseconds - $0.milliseconds) } ?? "none"),
      .init("First clock ends", queue.due == nil ? "none" : CaseWords.due(queue.due, now: now)),
      .init("A claim lasts", HumanText.count(queue.claimMinutes, "minute")),
    ]
  }

  /// The list; a lead ticks open cases to decide on them at one go.
  private static func cases(
    _ cases: Page<CaseRow>, _ id: Int64, _ state: Store.CaseState, _ people: People,
    _ visit: Visit
  ) -> [PageContent.Block] {
    let now = visit.services.clock()
    let isTickable = visit.viewer?.may(.decideInBulk) == true && state == .open
    let rows = cases.items.map { row -> [PageContent.Cell] in
      var cells = QueuePages.caseCells(row, people, now)
      if isTickable {
        cells[0].box = .init(name: "case-\(row.id)", label: "Case \(row.id)", form: "bulk")
      }
      return cells
    }
    var blocks: [PageContent.Block] = [
      .table(
        PageContent.Table(
          id: "cases", caption: "The most urgent first, then the oldest",
          columns: QueuePages.caseColumns,
          rows: rows, next: cases.next.map { visit.link("after", $0.text) },
          csv: Export.link(visit, "/queues/\(id)/cases.csv"), empty: "There is no such case."))
    ]
    if isTickable, !rows.isEmpty {
      blocks.append(
        .form(
          PageContent.Form(
            id: "bulk", action: "/queues/\(id)/bulk", token: nil, fields: [],
            submit: "Decide on those that are ticked", isQuiet: true)))
    }
    return blocks
  }
}
