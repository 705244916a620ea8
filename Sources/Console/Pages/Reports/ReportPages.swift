import Casework
import Desk
import Exchange
import SocialModel
import Store

/// The reports inbox: users' notices, those on one subject for one reason as one line.
enum ReportPages {
  static let routes: [ConsoleRoute] = [
    .get("/reports", .permission(.viewCases), list),
    .get("/reports.csv", .permissions(.exportTables, .viewCases)) { visit in
      let filter = try Filter(visit)
      return try await Export.list(
        "reports", on: "table:reports", visit, columns,
        cells: { (line: Line) in cells(line) },
        fetch: { store, cursor in
          let page = try filter.fetch(store, cursor, 1000)
          return Page(items: try lines(page.items, visit, store), next: page.next)
        })
    },
    .get("/reports/{id}", .permission(.viewCases)) { try await ReportPage.page($0) },
    .get("/reports/{id}/notices.csv", .permissions(.exportTables, .viewCases)) { visit in
      let id = try visit.number()
      return try await Export.list(
        "report-\(id)-notices", on: "report:\(id)", visit, ReportPage.columns,
        cells: ReportPage.cells,
        fetch: { store, _ in Page(items: try store.report(id).notices, next: nil) })
    },
    .post("/reports/{id}/close", .permission(.decide), close),
  ]

  /// Which reports are listed.
  struct Filter: Sendable {
    var state: ReportState
    var areHeld: Bool?

    /// - Throws: ``ConsoleError`` with `badRequest` for a state that there is not.
    init(_ visit: Visit) throws {
      let word = visit.query["state"] ?? ""
      guard let state = ReportState(rawValue: word.isEmpty ? "open" : word) else {
        throw ConsoleError(.badRequest, "There is no such state of a report.")
      }
      self.state = state
      areHeld = visit.query["held"] == "yes" ? true : nil
    }

    func fetch(_ store: CaseStore, _ cursor: PageCursor?, _ limit: Int) throws -> Page<ReportRow> {
      try store.reports(state, areHeld: areHeld, after: cursor, limit: limit)
    }
  }

  /// A report with what its line shows beside its row.
  struct Line: Sendable {
    var row: ReportRow
    var languages: [String]
    var link: String?
  }

  static let columns: [PageContent.Column] = [
    .init("report", isNumber: true), .init("about"), .init("reason"),
    .init("reporters", isNumber: true), .init("held", isNumber: true), .init("languages"),
    .init("first"), .init("last"), .init("state"),
  ]

  static func lines(_ rows: [ReportRow], _ visit: Visit, _ store: CaseStore) throws -> [Line] {
    let languages = try store.languages(ofReports: rows.map(\.id))
    return try rows.map { row in
      Line(
        row: row, languages: languages[row.id] ?? [],
        link: try SubjectCell.link(row.subject, visit, store))
    }
  }

  @Sendable static func cells(_ line: Line) -> [PageContent.Cell] {
    let row = line.row
    return [
      .init("\(row.id)", link: "/reports/\(row.id)"),
      .init(SubjectCell.words(row.subject), link: line.link), .init(row.reason),
      .init("\(row.notices)"), .init("\(row.held)"),
      .init(line.languages.map { HumanText.shortened($0, to: 16) }.joined(separator: " ")),
      .init(HumanText.moment(row.firstAt)), .init(HumanText.moment(row.lastAt)),
      .init(state(row)),
    ]
  }

  static func state(_ row: ReportRow) -> String {
    row.caseFile.map { "\(row.state.rawValue), case \($0)" } ?? row.state.rawValue
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let filter = try Filter(visit)
    let cursor = try visit.cursor()
    let hour = Timestamp(milliseconds: visit.services.clock().milliseconds - 3_600_000)
    let surges = try await visit.desk { desk, acting in
      try desk.surges(from: hour, to: desk.store.clock(), by: acting)
    }
    let (found, next) = try await visit.store { store -> ([Line], PageCursor?) in
      let page = try filter.fetch(store, cursor, 50)
      return (try lines(page.items, visit, store), page.next)
    }
    let table = PageContent.Table(
      id: "reports", caption: "Reports, those with the latest notice first", columns: columns,
      rows: found.map(cells), next: next.map { visit.link("after", $0.text) },
      csv: Export.link(visit, "/reports.csv"), empty: "No report stands here.")
    return .page(
      PageContent(
        title: "Reports",
        lead: "How many report something says how many press a button, not how grave it is.",
        part: "/reports",
        blocks: [.links(links(visit, filter))] + SurgeBlocks.blocks(surges, "the last hour")
          + [.table(table)]))
  }

  private static func links(_ visit: Visit, _ filter: Filter) -> [PageContent.Action] {
    func action(_ words: String, _ query: [String: String], _ isCurrent: Bool) -> PageContent.Action
    {
      .init(words: words, link: Link.to("/reports", query), isCurrent: isCurrent)
    }
    var links = ReportState.allCases.map { state in
      action(
        state.rawValue.capitalized, ["state": state.rawValue],
        filter.state == state && filter.areHeld == nil)
    }
    links.append(
      action(
        "Held by the throttle", ["held": "yes"], filter.areHeld == true && filter.state == .open))
    links.append(.init(words: "Possible reporting campaigns", link: "/reports/campaigns"))
    if visit.viewer?.may(.takeReports) == true {
      links.append(.init(words: "Enter or import", link: "/reports/new"))
    }
    return links
  }

  @Sendable private static func close(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let word = try visit.field("upheld")
    guard ["yes", "no"].contains(word) else {
      throw ConsoleError(.badRequest, "A report is upheld or it is not.")
    }
    try await visit.desk { desk, acting in
      try desk.closeReport(id, upheld: word == "yes", by: acting)
    }
    return .redirect("/reports/\(id)")
  }
}

/// Surges as pages show them.
enum SurgeBlocks {
  static func blocks(_ surges: [ReportSurge], _ span: String) -> [PageContent.Block] {
    guard !surges.isEmpty else { return [] }
    return [
      .notice(
        "Many reported the same within ten minutes of \(span). It may be a campaign against somebody, or "
          + "many people who saw the same thing."),
      .table(
        PageContent.Table(
          id: "surges",
          caption: "At least \(ReportThrottle.surgeReporters) reporters within ten minutes",
          columns: [
            .init("about"), .init("reporters", isNumber: true), .init("ten minutes from"),
          ],
          rows: surges.prefix(50).map { surge in
            [
              .init(SubjectText.words(surge.subject)), .init("\(surge.reporters)"),
              .init(HumanText.moment(surge.from)),
            ]
          })),
    ]
  }
}

/// Subjects of casework in words.
enum SubjectText {
  static func words(_ subject: CaseSubject) -> String {
    SubjectCell.words("\(subject.kind.rawValue):\(subject.platform?.name ?? ""):\(subject.id)")
  }
}
