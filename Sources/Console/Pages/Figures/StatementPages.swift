import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Statements of reasons as the DSA Transparency Database takes them: what would be handed out, what cannot be and
/// why, files of at most 100, and that they were handed out. Nothing is sent.
enum StatementPages {
  static let routes: [ConsoleRoute] = [
    .get("/statements", .permission(.exportStatements), page),
    .get("/statements/batch", .permission(.exportStatements), batch),
    .get("/statements.csv", .permissions(.exportTables, .exportStatements)) { visit in
      let export = try await fetch(visit)
      return try await Export.list(
        "statements", on: "table:statements", visit, columns, cells: cells,
        fetch: { _, _ in Page(items: export.stated, next: nil) })
    },
    .post("/statements/published", .permission(.publishStatements), mark),
  ]

  private static let columns: [PageContent.Column] = [
    .init("decision", isNumber: true), .init("id"), .init("category"), .init("measures"),
    .init("decided"), .init("handed out"),
  ]

  @Sendable private static func cells(_ row: StatementExport.Stated) -> [PageContent.Cell] {
    [
      .init("\(row.decision)"), .init(row.id), .init(category(row.category)),
      .init(row.measures.map(\.rawValue).joined(separator: " ")),
      .init(HumanText.moment(row.time)),
      .init(row.publishedAt.map { HumanText.moment($0) } ?? "no"),
    ]
  }

  private static func category(_ category: StatementCategory) -> String {
    category.rawValue.replacing("STATEMENT_CATEGORY_", with: "").replacing("_", with: " ")
      .lowercased()
  }

  /// Whether those are left out that were handed out before.
  private static func isNew(_ visit: Visit) -> Bool { visit.query["all"] != "yes" }

  private static func fetch(_ visit: Visit) async throws -> StatementExport {
    let period = try Period(visit)
    let isNew = isNew(visit)
    return try await visit.desk { desk, acting in
      try desk.previewStatements(from: period.from, to: period.until, isNew: isNew, by: acting)
    }
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let isNew = isNew(visit)
    let export = try await fetch(visit)
    var blocks: [PageContent.Block] = [
      .form(period.form("period", "/statements")),
      .links([
        .init(
          words: "Not handed out yet", link: Link.to("/statements", period.query), isCurrent: isNew),
        .init(
          words: "All", link: Link.to("/statements", period.query.merging(["all": "yes"]) { $1 }),
          isCurrent: !isNew),
      ]),
      .facts([
        .init("Can be handed out", "\(export.statements)"),
        .init("Files", "\(export.batches.count)"),
        .init("Cannot be stated", "\(export.refused.count)"),
        .init("Can still be undone", "\(export.waiting)"),
      ]),
    ]
    for number in export.batches.indices { blocks += batch(number + 1, export, period, visit) }
    blocks += [
      .heading("What would be handed out"),
      .table(
        PageContent.Table(
          id: "statements", caption: "At most 1,000 are shown; the files have all",
          columns: columns, rows: export.stated.prefix(1000).map(cells),
          csv: Export.link(visit, "/statements.csv"),
          empty: "No decision with a measure stands that was not handed out.")),
      .heading("What cannot be stated"), .table(refused(export)),
    ]
    return .page(
      PageContent(
        title: "Statements of reasons",
        lead:
          "As the DSA Transparency Database takes them. Nothing is sent: whoever may send it takes a file.",
        part: "/statements", blocks: blocks))
  }

  private static func refused(_ export: StatementExport) -> PageContent.Table {
    PageContent.Table(
      id: "refused", caption: "Decisions whose words name somebody or lack something",
      columns: [.init("decision", isNumber: true), .init("field"), .init("what is wrong")],
      rows: export.refused.prefix(1000).map { one in
        [.init("\(one.decision)"), .init(one.field), .init(one.message)]
      }, empty: "None.")
  }

  /// A batch's file, and the form that says that it was handed out. The form names the decisions, so that it says
  /// so of those that the page shows, whatever came since.
  private static func batch(
    _ number: Int, _ export: StatementExport, _ period: Period, _ visit: Visit
  ) -> [PageContent.Block] {
    let most = StatementEncoding.mostInBatch
    let stated = export.stated[(number - 1) * most..<min(number * most, export.stated.count)]
    var query = period.query
    query["number"] = "\(number)"
    if !isNew(visit) { query["all"] = "yes" }
    var blocks: [PageContent.Block] = [
      .links([
        .init(
          words: "File \(number): \(HumanText.count(stated.count, "statement")) as JSON",
          link: Link.to("/statements/batch", query))
      ])
    ]
    let fresh = stated.filter { $0.publishedAt == nil }
    if !fresh.isEmpty {
      blocks.append(
        .form(
          PageContent.Form(
            id: "published-\(number)", action: "/statements/published", token: visit.token,
            fields: [
              .init(
                name: "decisions", label: "", type: "hidden",
                value: fresh.map { "\($0.decision)" }.joined(separator: " "))
            ], submit: "File \(number) was handed out",
            help: "From then on these decisions cannot be undone.")))
    }
    return blocks
  }

  @Sendable private static func batch(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let isNew = isNew(visit)
    guard let number = Int(visit.query["number"] ?? "1"), number > 0 else {
      throw ConsoleError(.badRequest, "The file’s number is none.")
    }
    let bytes = try await visit.desk { desk, acting in
      try desk.statementBatch(
        number, from: period.from, to: period.until, isNew: isNew, by: acting)
    }
    return .data(
      bytes, type: "application/json; charset=utf-8", name: "tocsin-statements-\(number).json")
  }

  @Sendable private static func mark(_ visit: Visit) async throws -> Answer {
    let words = try visit.field("decisions").split(separator: " ")
    let ids = words.compactMap { Int64($0) }
    guard !ids.isEmpty, ids.count == words.count else {
      throw ConsoleError(.badRequest, "The form names no decisions.")
    }
    _ = try await visit.desk { desk, acting in
      try desk.markStatements(published: ids, by: acting)
    }
    return .redirect("/statements")
  }
}
