import Exchange
import SocialModel
import Store

/// Runs: what was analysed, with which parameters, at what cost.
enum RunPages {
  static let routes: [ConsoleRoute] = [
    .get("/runs", .permission(.viewBoard), list),
    .get("/runs.csv", .permission(.exportTables)) { visit in
      try await Export.list("runs", on: "table:runs", visit, columns, cells: cells) {
        store, cursor in try store.runs(after: cursor, limit: 1000)
      }
    },
    .get("/runs/{id}", .permission(.viewBoard), page),
  ]

  private static let columns: [PageContent.Column] = [
    .init("run", isNumber: true), .init("stored"), .init("posts", isNumber: true),
    .init("accounts", isNumber: true), .init("candidates", isNumber: true), .init("version"),
  ]

  @Sendable private static func cells(_ run: RunRow) -> [PageContent.Cell] {
    [
      .init("\(run.id)", link: "/runs/\(run.id)"), .init(HumanText.moment(run.storedAt)),
      .init("\(run.posts)"), .init("\(run.accounts)"), .init("\(run.candidates)"),
      .init(run.version),
    ]
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let cursor = try visit.cursor()
    let runs = try await visit.store { try $0.runs(after: cursor) }
    return .page(
      PageContent(
        title: "Runs", part: "/runs",
        blocks: [
          .table(
            PageContent.Table(
              id: "runs", caption: "Runs, the latest first", columns: columns,
              rows: runs.items.map(cells), next: runs.next.map { visit.link("after", $0.text) },
              csv: Export.link(visit, "/runs.csv"),
              empty: "No run is stored. `tocsin analyze --db` stores one."))
        ]))
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let run = try await visit.store { try $0.run(id) }
    var blocks: [PageContent.Block] = [
      .facts([
        .init("Stored", HumanText.moment(run.row.storedAt)),
        .init("Posts", HumanText.measure(Double(run.row.posts))),
        .init("Accounts", HumanText.measure(Double(run.row.accounts))),
        .init("Candidates", "\(run.row.candidates)", link: "/candidates?run=\(id)"),
        .init("Version", run.record.version),
      ]),
      .heading("Time line"),
      .picture(CandidateBlocks.timeline(run.timeline, run.timelineStart, run.binSeconds)),
    ]
    blocks += run.record.warnings.map { .notice($0) }
    blocks.append(.heading("Inputs"))
    blocks.append(
      .table(
        PageContent.Table(
          id: "inputs", caption: "Files that were read",
          columns: [
            .init("name", detail: "SHA-256"), .init("format"), .init("posts", isNumber: true),
            .init("rejections", isNumber: true),
          ],
          rows: run.record.inputs.map {
            [
              .init($0.name, detail: $0.sha256), .init($0.format), .init("\($0.posts)"),
              .init("\($0.rejections)"),
            ]
          })))
    blocks.append(.heading("Parameters"))
    blocks.append(.facts(run.record.parameters.map { .init($0.name, $0.value) }))
    blocks.append(.heading("Cost"))
    blocks.append(
      .facts(
        run.record.stages.map { .init($0.name, "\(HumanText.measure($0.seconds)) s") }))
    return .page(PageContent(title: "Run \(id)", part: "/runs", blocks: blocks))
  }
}
