import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Queues: what waits, how long, and whose clocks run; the next case is the first.
enum QueuePages {
  static let routes: [ConsoleRoute] = [
    .get("/queues", .permission(.viewCases)) { try await list($0) },
    .get("/queues.csv", .permissions(.viewCases, .exportTables)) { visit in
      let now = visit.services.clock()
      return try await Export.list(
        "queues", on: "table:queues", visit, columns, cells: { cells($0, now) },
        fetch: { store, _ in Page(items: try store.queues(), next: nil) })
    },
    .post("/queues", .permission(.manageQueues), save),
    .get("/queues/{id}", .permission(.viewCases), QueuePage.page),
    .get("/queues/{id}/cases.csv", .permissions(.viewCases, .exportTables)) { visit in
      let id = try visit.number()
      let (state, now) = (state(visit), visit.services.clock())
      let people = try await visit.store { try People($0) }
      return try await Export.list(
        "queue-\(id)-cases", on: "table:queue-cases:\(id)", visit, caseColumns,
        cells: { caseCells($0, people, now) }
      ) { store, cursor in
        if cursor == nil { _ = try queue(id, store) }
        return try store.cases(inQueue: id, state: state, after: cursor, limit: 1000)
      }
    },
    .post("/queues/{id}/next", .permission(.claim), next),
  ]

  private static let columns: [PageContent.Column] = [
    .init("queue"), .init("waiting", isNumber: true), .init("of these claimed", isNumber: true),
    .init("oldest", isNumber: true), .init("first clock ends"),
    .init("minutes of a claim", isNumber: true),
  ]

  @Sendable private static func cells(_ row: QueueRow, _ now: Timestamp) -> [PageContent.Cell] {
    [
      .init(row.name, link: "/queues/\(row.id)"), .init("\(row.open)"), .init("\(row.claimed)"),
      .init(row.oldest.map { HumanText.lag(now.milliseconds - $0.milliseconds) } ?? ""),
      .init(CaseWords.due(row.due, now: now)), .init("\(row.claimMinutes)"),
    ]
  }

  static let caseColumns: [PageContent.Column] = [
    .init("case", isNumber: true), .init("about", detail: "why"), .init("kind"),
    .init("urgency", isNumber: true), .init("waits", isNumber: true), .init("clock"),
    .init("held by"), .init("state"),
  ]

  @Sendable static func caseCells(
    _ row: CaseRow, _ people: People, _ now: Timestamp
  ) -> [PageContent.Cell] {
    let more = row.subjects > 1 ? " and \(HumanText.count(row.subjects - 1, "other"))" : ""
    return [
      .init("\(row.id)", link: "/cases/\(row.id)"),
      .init(
        CaseWords.subject(row.subject) + more,
        detail: HumanText.shortened(row.why.joined(separator: " "), to: 300)),
      .init(row.kind), .init("\(row.urgency)"),
      .init(HumanText.lag(max(0, now.milliseconds - row.openedAt.milliseconds))),
      .init(row.state == .open ? CaseWords.due(row.dueAt, now: now) : ""),
      .init(row.claim.map { people.name($0.user) } ?? ""), .init(row.state.rawValue),
    ]
  }

  static func queue(_ id: Int64, _ store: CaseStore) throws -> QueueRow {
    guard let row = try store.queues().first(where: { $0.id == id }) else {
      throw ConsoleError(.notFound, "There is no such queue.")
    }
    return row
  }

  static func state(_ visit: Visit) -> Store.CaseState {
    visit.query["state"].flatMap { Store.CaseState(rawValue: $0) } ?? .open
  }

  private static func list(
    _ visit: Visit, wrong: [String: String] = [:], status: Int = 200
  ) async throws -> Answer {
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    let (queues, mine, people) = try await visit.store { store in
      (try store.queues(), try store.claimedCases(of: viewer.id), try People(store))
    }
    var blocks = Flash.blocks(visit)
    if !mine.isEmpty {
      blocks.append(
        .table(
          PageContent.Table(
            id: "mine", caption: "Cases that you hold", columns: caseColumns,
            rows: mine.map { caseCells($0, people, now) })))
    }
    // Those whose clock ends first come first, as in each of them.
    let order = queues.sorted { ($0.due?.milliseconds ?? .max) < ($1.due?.milliseconds ?? .max) }
    blocks.append(
      .table(
        PageContent.Table(
          id: "queues", caption: "Those with a running clock first, the earlier end first",
          columns: columns, rows: order.map { cells($0, now) },
          csv: Export.link(visit, "/queues.csv"), empty: "There is no queue. A lead makes one.")))
    blocks += acts(order, visit, wrong)
    return .page(
      PageContent(
        title: "Queues", lead: "Nobody chooses what to review: the next case is the first.",
        part: "/queues", blocks: blocks, status: status))
  }

  /// What a person may do on the page.
  private static func acts(
    _ queues: [QueueRow], _ visit: Visit, _ wrong: [String: String]
  ) -> [PageContent.Block] {
    func may(_ permission: Permission) -> Bool { visit.viewer?.may(permission) == true }
    var blocks: [PageContent.Block] = []
    if may(.claim) {
      blocks.append(
        .buttons(
          queues.filter { $0.open > 0 }.enumerated().map { place, queue in
            nextButton(queue, visit, isFirst: place == 0)
          }))
    }
    if may(.manageQueues) {
      blocks += [.heading("Make a queue, or change one"), .form(QueueForms.queue(visit, wrong))]
    }
    if may(.decide), !queues.isEmpty {
      blocks.append(.links([.init(words: "Take a removal order", link: "/removal-orders")]))
    }
    return blocks
  }

  static func nextButton(
    _ queue: QueueRow, _ visit: Visit, isFirst: Bool
  ) -> PageContent.Form {
    var form = PageContent.Form(
      id: "next-\(queue.id)", action: "/queues/\(queue.id)/next", token: visit.token, fields: [],
      submit: "Take the next of \(queue.name)")
    form.key = isFirst ? "n" : ""
    form.isQuiet = !isFirst
    return form
  }

  @Sendable private static func save(_ visit: Visit) async throws -> Answer {
    let name = visit.typed("name")
    let minutes = Int(try visit.field("minutes")) ?? 0
    let (_, refusal) = try await visit.attempt { desk, acting in
      try desk.saveQueue(name, claimMinutes: minutes, by: acting)
    }
    if let refusal {
      return try await list(visit, wrong: ["queue": refusal.message], status: refusal.status)
    }
    return .redirect(Flash.saved.on("/queues"))
  }

  @Sendable private static func next(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let found = try await visit.desk { desk, acting in
      _ = try queue(id, desk.store)
      return try desk.claimNext(inQueue: id, by: acting)
    }
    guard let found else { return .redirect(Flash.nothingWaits.on("/queues/\(id)")) }
    return .redirect(Flash.claimed.on("/cases/\(found)"))
  }
}
