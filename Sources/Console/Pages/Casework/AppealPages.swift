import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Appeals: received by a decision's id, decided by another person, with what follows.
enum AppealPages {
  static let routes: [ConsoleRoute] = [
    .get("/appeals", .permission(.viewCases)) { try await list($0, nil) },
    .get("/appeals.csv", .permissions(.viewCases, .exportTables)) { visit in
      let (state, people) = (state(visit), try await visit.store { try People($0) })
      return try await Export.list(
        "appeals", on: "table:appeals", visit, columns, cells: { cells($0, people) }
      ) { store, cursor in try store.appeals(state, after: cursor, limit: 1000) }
    },
    .post("/appeals", .permission(.takeReports), receive),
    .get("/appeals/{id}", .permission(.viewCases)) { try await AppealPage.page($0, nil) },
    .post("/appeals/{id}/decide", .permission(.decideAppeal), AppealPage.decide),
  ]

  static let columns: [PageContent.Column] = [
    .init("appeal", isNumber: true), .init("about"), .init("received"), .init("state"),
    .init("decided"), .init("by"),
  ]

  @Sendable static func cells(_ row: AppealRow, _ people: People) -> [PageContent.Cell] {
    [
      .init("\(row.id)", link: "/appeals/\(row.id)"),
      .init(CaseWords.subject(row.decision.content.subject)),
      .init(HumanText.moment(row.receivedAt)), .init(row.outcome ?? row.state.rawValue),
      .init(row.closedAt.map { HumanText.moment($0) } ?? ""),
      .init(row.reviewer.map { people.name($0) } ?? ""),
    ]
  }

  private static func state(_ visit: Visit) -> AppealState {
    visit.query["state"].flatMap { AppealState(rawValue: $0) } ?? .open
  }

  private static func list(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let viewer = try visit.signedIn()
    let (state, cursor) = (state(visit), try visit.cursor())
    let (found, people) = try await visit.store { store in
      (try store.appeals(state, after: cursor), try People(store))
    }
    var blocks = Flash.blocks(visit)
    blocks += [
      .links(
        AppealState.allCases.map {
          .init(
            words: $0.rawValue, link: Link.to("/appeals", ["state": $0.rawValue]),
            isCurrent: $0 == state)
        }),
      .table(
        PageContent.Table(
          id: "appeals", caption: "The oldest first", columns: columns,
          rows: found.items.map { cells($0, people) },
          next: found.next.map { visit.link("after", $0.text) },
          csv: Export.link(visit, "/appeals.csv"), empty: "There is no such appeal.")),
    ]
    if viewer.may(.takeReports) { blocks += receiving(visit, refusal) }
    return .page(
      PageContent(
        title: "Appeals", lead: "Each is decided by somebody who had no part in the decision.",
        part: "/appeals", blocks: blocks, status: refusal?.status ?? 200))
  }

  private static func receiving(_ visit: Visit, _ refusal: Refusal?) -> [PageContent.Block] {
    [
      .heading("Receive an appeal"),
      .form(
        PageContent.Form(
          id: "appeal", action: "/appeals", token: visit.token,
          fields: [
            .init(
              name: "decision", label: "The decision’s id", value: visit.typed("decision"),
              hint: "The one that the person concerned was told.", isRequired: true,
              wrong: refusal?.message ?? ""),
            .init(
              name: "text", label: "What the person concerned says", value: visit.typed("text"),
              isRequired: true, lines: 5),
          ], submit: "Receive the appeal")),
    ]
  }

  @Sendable private static func receive(_ visit: Visit) async throws -> Answer {
    let puid = visit.typed("decision").lowercased()
    _ = try visit.field("text")
    let text = visit.typed("text")
    let (id, refusal) = try await visit.attempt { desk, acting in
      guard !text.isEmpty else {
        throw DeskError(.incomplete, subject: "appeal", message: "An appeal says something.")
      }
      guard let row = try desk.store.decision(puid: puid) else {
        throw DeskError(.incomplete, subject: "appeal", message: "No decision has this id.")
      }
      // What is sent twice leads to the appeal that is there.
      if let known = row.appeal, try desk.store.appeal(known).text == text { return known }
      return try desk.receiveAppeal(againstDecision: row.id, text: text, by: acting)
    }
    guard id != nil else { return try await list(visit, refusal) }
    return .redirect(Flash.received.on("/appeals"))
  }
}
