import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Packages for authorities: the list, one with its posts, its release and its downloads. Nothing is sent.
enum EscalationPages {
  static let routes: [ConsoleRoute] =
    EscalateForm.routes + [
      .get("/escalations", .permission(.viewCases), list),
      .get("/escalations.csv", .permissions(.viewCases, .exportTables), table),
      .get("/escalations/{id}", .permission(.viewCases)) { .page(try await page($0)) },
      .post("/escalations/{id}/decide", .permission(.releaseEscalation), decide),
      .post("/escalations/{id}/withdraw", .permission(.requestEscalation), withdraw),
      .post("/escalations/{id}/package", .permission(.requestEscalation)) {
        try await download($0, .package)
      },
      .post("/escalations/{id}/web-archive", .permission(.requestEscalation)) {
        try await download($0, .webArchive)
      },
    ]

  private static let columns: [PageContent.Column] = [
    .init("number", isNumber: true), .init("state"), .init("case", isNumber: true),
    .init("posts", isNumber: true), .init("asked for"), .init("decided"),
    .init("downloads", isNumber: true),
  ]

  @Sendable private static func cells(_ row: EscalationRow) -> [PageContent.Cell] {
    [
      .init("\(row.id)", link: "/escalations/\(row.id)"), .init(row.state),
      .init("\(row.caseFile)", link: "/cases/\(row.caseFile)"), .init("\(row.items.count)"),
      .init(HumanText.moment(row.requestedAt)),
      .init(row.decidedAt.map { HumanText.moment($0) } ?? ""), .init("\(row.downloads.count)"),
    ]
  }

  private static func state(_ visit: Visit) -> Escalation.State? {
    visit.query["state"].flatMap { Escalation.State(rawValue: $0) }
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let state = state(visit)
    let cursor = try visit.cursor()
    let found = try await visit.store { store in
      try store.escalations(state: state?.rawValue, after: cursor, limit: 50)
    }
    let states =
      [PageContent.Action(words: "all", link: "/escalations", isCurrent: state == nil)]
      + Escalation.State.allCases.map {
        PageContent.Action(
          words: $0.rawValue, link: "/escalations?state=\($0.rawValue)", isCurrent: $0 == state)
      }
    return .page(
      PageContent(
        title: "Packages for authorities",
        lead:
          "One person asks from a case, another releases. Delivery is a download; nothing is sent.",
        part: "/escalations",
        blocks: [
          .links(states),
          .table(
            PageContent.Table(
              id: "escalations", caption: "The latest first", columns: columns,
              rows: found.items.map(cells), next: found.next.map { visit.link("after", $0.text) },
              csv: Export.link(visit, "/escalations.csv"), empty: "There is no such package.")),
        ]))
  }

  @Sendable private static func table(_ visit: Visit) async throws -> Answer {
    let state = state(visit)?.rawValue
    return try await Export.list(
      "escalations", on: "table:escalations", visit, columns, cells: cells
    ) { store, cursor in try store.escalations(state: state, after: cursor, limit: 1000) }
  }

  /// A package's page.
  ///
  /// - Parameters:
  ///   - error: why something was not done.
  ///   - reasons: what was written into the form that was refused.
  static func page(
    _ visit: Visit, _ error: DeskError? = nil, reasons: String = ""
  ) async throws -> PageContent {
    let id = try visit.number()
    let found = try await visit.desk { desk, acting in
      let page = try desk.escalation(id, by: acting)
      return EscalationFound(page, try EscalationNames(page, desk.store))
    }
    var content = PageContent(
      title: "Package \(id)",
      lead:
        "For an authority, from case \(found.page.package.caseID). It is \(found.page.package.state.rawValue).",
      part: "/escalations")
    if let error {
      content.status = ErrorAnswer(error).status
      let words = [error.message, error.hint].filter { !$0.isEmpty }
      content.blocks.append(.notice(words.joined(separator: " ")))
    }
    content.blocks += found.blocks
    content.blocks += forms(found, visit, reasons: reasons)
    return content
  }

  /// What the viewer may do with it now.
  private static func forms(
    _ found: EscalationFound, _ visit: Visit, reasons: String
  ) -> [PageContent.Block] {
    guard let viewer = visit.viewer else { return [] }
    let package = found.page.package
    let name = "user:\(viewer.id)"
    let path = "/escalations/\(package.id)"
    let isMade = [package.requestedBy, package.decidedBy].contains(name)
    switch package.state {
    case .requested:
      var blocks: [PageContent.Block] = []
      if viewer.may(.releaseEscalation), package.requestedBy != name {
        blocks += [.heading("Release or refuse"), .form(decision(path, visit.token, reasons))]
      }
      if package.requestedBy == name {
        blocks.append(button("withdraw", path, "Take it back", visit.token))
      }
      return blocks
    case .released where isMade && viewer.may(.requestEscalation):
      return [
        .heading("Download"),
        button(
          "package", path, "Download the signed package", visit.token,
          help: "Each download is recorded. Deliver it by the authority’s own way."),
        button("web-archive", path, "Download the posts as a web archive", visit.token),
      ]
    default: return []
    }
  }

  private static func decision(
    _ path: String, _ token: String, _ reasons: String
  ) -> PageContent.Form {
    PageContent.Form(
      id: "decide", action: path + "/decide", token: token,
      fields: [
        .init(
          name: "decision", label: "Decision",
          options: [("", "choose"), ("release", "release"), ("refuse", "refuse")]),
        .init(
          name: "reasons", label: "Reasons", value: reasons,
          hint: "A refusal has reasons. At most \(EscalationRules.longestText) characters.",
          lines: 4),
      ], submit: "Decide",
      help: "Open each post and read its text first: what is released leaves the team.")
  }

  private static func button(
    _ name: String, _ path: String, _ words: String, _ token: String, help: String = ""
  ) -> PageContent.Block {
    .form(
      PageContent.Form(
        id: name, action: "\(path)/\(name)", token: token, fields: [], submit: words, help: help))
  }

  @Sendable private static func decide(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let choice = try visit.field("decision")
    let reasons = LineEnds.plain(try visit.field("reasons"))
    do {
      guard ["release", "refuse"].contains(choice) else {
        throw DeskError(.incomplete, subject: "decision", message: "Say whether it is released.")
      }
      try await visit.desk { desk, acting in
        try desk.decideEscalation(
          id, isReleased: choice == "release", reasons: reasons, by: acting)
      }
    } catch let error as DeskError where [.incomplete, .wrongState].contains(error.code) {
      return .page(try await page(visit, error, reasons: reasons))
    }
    return .redirect("/escalations/\(id)")
  }

  @Sendable private static func withdraw(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    do {
      try await visit.desk { desk, acting in try desk.withdrawEscalation(id, by: acting) }
    } catch let error as DeskError where error.code == .wrongState {
      return .page(try await page(visit, error))
    }
    return .redirect("/escalations/\(id)")
  }

  private static func download(
    _ visit: Visit, _ file: EscalationFile
  ) async throws -> Answer {
    let id = try visit.number()
    do {
      let bytes = try await visit.desk { desk, acting in
        try desk.downloadEscalation(id, file, by: acting)
      }
      switch file {
      case .package:
        return .attachment(name: "tocsin-package-\(id).zip", bytes: bytes, type: "application/zip")
      case .webArchive:
        return .attachment(
          name: "tocsin-package-\(id).warc.gz", bytes: bytes, type: "application/gzip")
      }
    } catch let error as DeskError
      where [.wrongState, .incomplete, .unavailable, .conflict, .tooMany].contains(error.code)
    {
      return .page(try await page(visit, error))
    }
  }
}
