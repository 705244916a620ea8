import Casework
import Desk
import Exchange
import SocialModel
import Store

/// What casework adds to the pages of candidates, posts, accounts and reports: the cases and decisions about
/// them, opening a case, and a candidate's review.
enum SubjectPages {
  static let routes: [ConsoleRoute] = [
    .post("/candidates/{id}/review", .permission(.decide), review),
    .get("/accounts/{id}/decisions.csv", .permissions(.viewCases, .exportTables)) { visit in
      let id = try visit.number()
      let (rows, blocks) = try await visit.desk { desk, acting in
        let subject = try desk.store.account(id).row.subject
        let rows = try desk.store.decisions(about: subject, limit: 1000).items
        return (rows, try DecisionBlocks(rows, desk, acting))
      }
      return try await Export.rows(
        "account-\(id)-decisions", on: "table:account-decisions:\(id)", visit,
        DecisionBlocks.columns, rows.map(blocks.cells))
    },
  ]

  /// The cases and decisions about what a page shows, and the form that opens a case, for who may.
  ///
  /// - Parameter urgency: what the form proposes; nil where it has an urgency of its own.
  static func blocks(
    _ origin: CaseOrigin, _ visit: Visit, urgency: Int? = nil
  ) async throws -> [PageContent.Block] {
    guard visit.viewer?.may(.viewCases) == true else { return [] }
    let now = visit.services.clock()
    let (cases, rows, decisions, people, queues) = try await visit.desk { desk, acting in
      let subject = try desk.subject(of: origin)
      let rows = try desk.store.decisions(about: subject, limit: 50).items
      return (
        try desk.store.cases(about: subject), rows, try DecisionBlocks(rows, desk, acting),
        try People(desk.store), try desk.store.queues()
      )
    }
    var blocks: [PageContent.Block] = [.heading("Cases")]
    blocks.append(
      .table(
        PageContent.Table(
          id: "cases", caption: "Cases about it, the latest first",
          columns: QueuePages.caseColumns,
          rows: cases.map { QueuePages.caseCells($0, people, now) }, empty: "No case is about it."))
    )
    if !rows.isEmpty {
      blocks += [
        .heading("Decisions"),
        .table(decisions.table(rows, csv: csv(origin, visit), empty: "There is none.")),
      ]
    }
    if visit.viewer?.may(.decide) == true {
      blocks.append(openForm(origin, visit, queues, urgency))
    }
    return blocks
  }

  private static func csv(_ origin: CaseOrigin, _ visit: Visit) -> String? {
    guard case .account(let id) = origin else { return nil }
    return Export.link(visit, "/accounts/\(id)/decisions.csv")
  }

  private static func openForm(
    _ origin: CaseOrigin, _ visit: Visit, _ queues: [QueueRow], _ urgency: Int?
  ) -> PageContent.Block {
    guard !queues.isEmpty else { return .text("A case needs a queue: a lead makes one.") }
    let (word, id) =
      switch origin {
      case .candidate(let id): ("candidate", id)
      case .post(let id): ("post", id)
      case .account(let id): ("account", id)
      case .report(let id): ("report", id)
      }
    var fields: [PageContent.Field] = [
      .init(name: "origin", label: "", type: "hidden", value: word),
      .init(name: "about", label: "", type: "hidden", value: "\(id)"),
      .init(name: "queue", label: "Queue", options: queues.map { ("\($0.id)", $0.name) }),
    ]
    if let urgency {
      fields.append(
        .init(
          name: "urgency", label: "Urgency", type: "number", value: "\(urgency)",
          hint: "0 to 100.", isRequired: true))
    }
    return .form(
      PageContent.Form(
        id: "open-case", action: "/cases", token: visit.token, fields: fields,
        submit: "Open a case", isQuiet: true))
  }

  /// A candidate's review, which can be changed at any time.
  static func reviewBlocks(_ page: CandidatePage, _ visit: Visit) -> [PageContent.Block] {
    guard visit.viewer?.may(.decide) == true else { return [] }
    var blocks: [PageContent.Block] = [.heading("Review")]
    let before = visit.query["was"].flatMap { ReviewState(rawValue: $0) }
    if visit.query["done"] == Flash.reviewed.rawValue, let before, before != page.row.state {
      var undo = PageContent.Form(
        id: "review-undo", action: "/candidates/\(page.row.id)/review", token: visit.token,
        fields: [
          .init(name: "state", label: "", type: "hidden", value: before.rawValue),
          .init(name: "note", label: "", type: "hidden", value: page.note ?? ""),
        ], submit: "Undo: \(words(before)) again")
      (undo.key, undo.isQuiet) = ("u", true)
      blocks.append(.buttons([undo]))
    }
    blocks.append(
      .form(
        PageContent.Form(
          id: "review", action: "/candidates/\(page.row.id)/review", token: visit.token,
          fields: [
            .init(
              name: "state", label: "It is held to be", value: page.row.state.rawValue,
              options: ReviewState.allCases.map { ($0.rawValue, words($0)) }),
            .init(
              name: "note", label: "Note", value: page.note ?? "",
              hint: "For colleagues; it stands on this page.", lines: 2),
          ], submit: "Record the review",
          help: "It says what the group is, and decides on nobody.")))
    return blocks
  }

  private static func words(_ state: ReviewState) -> String {
    switch state {
    case .open: "open"
    case .campaign: "a campaign"
    case .dismissed: "dismissed"
    }
  }

  @Sendable private static func review(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    guard let state = ReviewState(rawValue: try visit.field("state")) else {
      throw ConsoleError(.badRequest, "The form has no such choice.")
    }
    let note = String(visit.typed("note").prefix(2000))
    let before = try await visit.desk { desk, acting in
      let row = try desk.store.candidate(id).row
      try desk.review(
        candidate: row.review, as: state, note: note.isEmpty ? nil : note, by: acting)
      return row.state
    }
    return .redirect(Flash.reviewed.on("/candidates/\(id)", ["was": before.rawValue]))
  }
}
