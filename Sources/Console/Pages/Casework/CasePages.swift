import Casework
import Desk
import Exchange
import SocialModel
import Store

/// A case: what it is about, its clocks, claim, notes, decisions, appeals and history.
enum CasePages {
  static let routes: [ConsoleRoute] =
    [.get("/cases/{id}", .permission(.viewCases)) { try await page($0) }]
    + tables + CaseActs.routes

  private static let tables: [ConsoleRoute] = [
    csv("subjects", [.init("subject")]) { page, _ in page.subjects.map { [.init($0)] } },
    csv("reports", reportColumns) { page, _ in page.reports.map(reportCells) },
    csv("notes", noteColumns) { page, people in page.notes.map { noteCells($0, people) } },
    csv("history", historyColumns) { page, people in
      page.history.map { historyCells($0, people) }
    },
    .get("/cases/{id}/decisions.csv", .permissions(.viewCases, .exportTables)) { visit in
      let id = try visit.number()
      let (page, blocks) = try await visit.desk { desk, acting in
        let page = try desk.view(case: id, by: acting)
        return (page, try DecisionBlocks(page.decisions, desk, acting))
      }
      return try await Export.rows(
        "case-\(id)-decisions", on: "table:case-decisions:\(id)", visit, DecisionBlocks.columns,
        page.decisions.map(blocks.cells))
    },
  ]

  /// A table of a case as CSV; it is a look at the case.
  private static func csv(
    _ name: String, _ columns: [PageContent.Column],
    _ rows: @escaping @Sendable (CasePage, People) -> [[PageContent.Cell]]
  ) -> ConsoleRoute {
    .get("/cases/{id}/\(name).csv", .permissions(.viewCases, .exportTables)) { visit in
      let id = try visit.number()
      let (page, people) = try await visit.desk { desk, acting in
        (try desk.view(case: id, by: acting), try People(desk.store))
      }
      return try await Export.rows(
        "case-\(id)-\(name)", on: "table:case-\(name):\(id)", visit, columns, rows(page, people))
    }
  }

  static let reportColumns: [PageContent.Column] = [
    .init("report", isNumber: true), .init("subject"), .init("reason"), .init("state"),
    .init("reporters", isNumber: true), .init("held", isNumber: true), .init("first"),
    .init("last"),
  ]

  @Sendable static func reportCells(_ row: ReportRow) -> [PageContent.Cell] {
    [
      .init("\(row.id)", link: "/reports/\(row.id)"),
      .init(CaseWords.subject(row.subject)), .init(row.reason), .init(row.state.rawValue),
      .init("\(row.notices)"), .init("\(row.held)"), .init(HumanText.moment(row.firstAt)),
      .init(HumanText.moment(row.lastAt)),
    ]
  }

  static let noteColumns: [PageContent.Column] = [.init("time"), .init("by"), .init("note")]

  @Sendable static func noteCells(_ note: CasePage.Note, _ people: People) -> [PageContent.Cell] {
    [.init(HumanText.moment(note.time)), .init(people.name(note.author)), .init(note.text)]
  }

  static let historyColumns: [PageContent.Column] = [
    .init("time"), .init("who"), .init("what", detail: "details"),
  ]

  @Sendable static func historyCells(_ row: AuditRow, _ people: People) -> [PageContent.Cell] {
    let entry = row.content
    let user = entry.actor.hasPrefix("user:") ? Int64(entry.actor.dropFirst(5)) : nil
    let details = entry.details.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { "\($0.key)=\($0.value)" }
    return [
      .init(HumanText.moment(entry.time)), .init(user.map { people.name($0) } ?? entry.actor),
      .init(entry.action, detail: details.joined(separator: ", ")),
    ]
  }

  /// Where the list of subjects begins.
  static func first(_ visit: Visit) -> Int {
    visit.query["from"].flatMap { Int($0) }.map { min(max($0, 0), 1_000_000) } ?? 0
  }

  /// The page, with a note that was not taken.
  static func page(
    _ visit: Visit, note: String = "", refusal: Refusal? = nil
  ) async throws -> Answer {
    let id = try visit.number()
    if let blind = try await blind(id, visit) { return .page(blind) }
    var found = try await visit.desk { desk, acting in
      try CaseFound.read(id, from: first(visit), visit, desk, acting)
    }
    found.evidence = try await found.evidence.withMedia(visit, found.care)
    let subject = CaseWords.subject(found.page.row.subject)
    let others = found.page.subjects.count - 1
    var blocks = Flash.blocks(visit)
    if let refusal { blocks.append(.notice(refusal.message)) }
    blocks += CaseBlocks(found: found, visit: visit)
      .all(note: note, wrongNote: refusal?.message ?? "")
    return .page(
      PageContent(
        title: "Case \(id)",
        lead: "About \(subject)" + (others > 0 ? " and \(HumanText.count(others, "other"))." : "."),
        part: "/queues", blocks: blocks, status: refusal?.status ?? 200))
  }

  /// What stands in the place of a case of which the viewer may still be asked for a blind second review;
  /// nil where there is none, or the viewer opens it all the same.
  private static func blind(_ id: Int64, _ visit: Visit) async throws -> PageContent? {
    guard visit.query["open"] != "yes" else { return nil }
    let isBlind = try await visit.desk { desk, acting in
      try desk.store.caseFile(id).decisions.contains { try desk.isBlind($0, for: acting) }
    }
    guard isBlind else { return nil }
    return PageContent(
      title: "Case \(id)",
      lead: "A decision of this case awaits a second review, which you may give.",
      part: "/queues",
      blocks: [
        .text("Who opens the case sees how it was decided, and cannot review it blindly any more."),
        .links([
          .init(words: "Give second reviews", link: "/second-reviews"),
          .init(words: "Open the case all the same", link: visit.link("open", "yes")),
        ]),
      ])
  }
}
