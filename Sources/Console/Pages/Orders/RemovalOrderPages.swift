import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Removal orders under Regulation (EU) 2021/784, their hour and how long what was removed is preserved.
enum RemovalOrderPages {
  static let routes: [ConsoleRoute] = [
    .get("/removal-orders", .permission(.viewCases)) { visit in
      .page(try await page(visit, FormDraft([:])))
    },
    .get("/removal-orders.csv", .permissions(.exportTables, .viewCases)) { visit in
      let now = visit.services.clock()
      return try await Export.list(
        "removal-orders", on: "table:removal-orders", visit, columns, cells: { cells($0, now) }
      ) { store, cursor in try store.removalOrders(after: cursor, limit: 1000) }
    },
    .get("/removal-orders/{id}", .permission(.viewCases)) { visit in
      .page(try await one(visit, FormDraft([:])))
    },
    .post("/removal-orders", .permission(.decide), receive),
    .post("/removal-orders/{id}/note", .permission(.decide), note),
  ]

  private static let columns: [PageContent.Column] = [
    .init("order", isNumber: true), .init("case", isNumber: true), .init("issued by"),
    .init("received"), .init("hour ends"), .init("standing"), .init("carried out"),
    .init("preserved until"),
  ]

  @Sendable private static func cells(
    _ row: RemovalOrderRow, _ now: Timestamp
  ) -> [PageContent.Cell] {
    let order = RemovalOrder(row)
    func moment(_ time: Timestamp?) -> String { time.map { HumanText.moment($0) } ?? "–" }
    return [
      .init("\(row.id)", link: "/removal-orders/\(row.id)"),
      .init("\(row.caseFile)", link: "/cases/\(row.caseFile)"), .init(row.issuedBy),
      .init(HumanText.moment(row.receivedAt)), .init(moment(order.due)),
      .init(standing(order, now)), .init(moment(order.carriedOut)),
      .init(moment(order.preservedUntil)),
    ]
  }

  /// Where an order stands, in words.
  static func standing(_ order: RemovalOrder, _ now: Timestamp) -> String {
    switch order.standing(at: now) {
    case .running(let left): "\(HumanText.lag(left)) left"
    case .paused: "the authority was asked"
    case .inTime: "carried out within the hour"
    case .late(let by):
      order.carriedOut == nil
        ? "late by \(HumanText.lag(by))" : "carried out \(HumanText.lag(by)) late"
    }
  }

  private static func page(_ visit: Visit, _ draft: FormDraft) async throws -> PageContent {
    let cursor = try visit.cursor()
    let now = visit.services.clock()
    let (page, queues) = try await visit.store { store in
      (try store.removalOrders(after: cursor), try store.queues())
    }
    var blocks: [PageContent.Block] = [
      .table(
        PageContent.Table(
          id: "orders", caption: "Removal orders, those received last first", columns: columns,
          rows: page.items.map { cells($0, now) },
          next: page.next.map { visit.link("after", $0.text) },
          csv: Export.link(visit, "/removal-orders.csv"), empty: "No removal order was received."))
    ]
    if visit.viewer?.may(.decide) == true {
      blocks.append(.heading("Receive a removal order"))
      if queues.isEmpty {
        blocks.append(.notice("There is no queue that its case could stand in. Make one first."))
      } else {
        blocks.append(.form(form(visit, draft, queues)))
      }
    }
    return PageContent(
      title: "Removal orders",
      lead:
        "Content is removed or disabled within an hour of receipt, and preserved for six months. "
        + "These are clocks and no legal advice.",
      part: "/removal-orders", blocks: blocks, status: draft.isGood ? 200 : 422)
  }

  private static func form(
    _ visit: Visit, _ draft: FormDraft, _ queues: [QueueRow]
  ) -> PageContent.Form {
    let fields: [PageContent.Field] =
      SubjectCell.fields() + [
        .init(
          name: "issuedBy", label: "Member State", hint: "Two letters, such as FR.",
          isRequired: true),
        .init(
          name: "received", label: "Received (UTC)", type: "datetime-local",
          value: TimeField.text(visit.services.clock()), isRequired: true),
        .init(name: "queue", label: "Queue", options: queues.map { ("\($0.id)", $0.name) }),
      ]
    return PageContent.Form(
      id: "order", action: "/removal-orders", token: visit.token, fields: fields.map(draft.filled),
      submit: "Open its case")
  }

  @Sendable private static func receive(_ visit: Visit) async throws -> Answer {
    var draft = FormDraft(visit)
    _ = try visit.field("issuedBy")
    let subject = SubjectCell.read(&draft)
    let state = draft.required("issuedBy", most: 2).uppercased()
    let received = TimeField.moment(draft.text("received"))
    if received == nil {
      draft.refuse("received", "A moment is written as 2026-03-01T14:05.")
    } else if let received, received > visit.services.clock() {
      draft.refuse("received", "It was received already, in UTC.")
    }
    let queue = Int64(draft.text("queue"))
    let queues = try await visit.store { try $0.queues() }
    if !queues.contains(where: { $0.id == queue }) { draft.refuse("queue", "Choose a queue.") }
    if state.utf8.count != 2 || !state.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      draft.refuse("issuedBy", "Two letters, such as FR.")
    }
    guard draft.isGood, let subject, let received, let queue else {
      return .page(try await page(visit, draft))
    }
    let order = try await visit.desk { desk, acting in
      let id = try desk.receiveRemovalOrder(
        about: [subject], issuedBy: state, received: received, queue: queue, by: acting)
      return try desk.store.removalOrder(ofCase: id)
    }
    return .redirect(order.map { "/removal-orders/\($0.id)" } ?? "/removal-orders")
  }
}
