import Casework
import Desk
import Exchange
import Store
import Threats

/// What the team protects: shown to who sees cases, changed by a lead.
enum AssetPages {
  static let routes: [ConsoleRoute] = [
    .get("/assets", .permission(.viewCases)) { .page(try await list($0)) },
    .get("/assets.csv", .permissions(.viewCases, .exportTables), table),
    .get("/assets.json", .permissions(.viewCases, .exportTables), json),
    .get("/assets/{id}", .permission(.manageAssets)) { .page(try await edit($0)) },
    .post("/assets", .permission(.manageAssets), add),
    .post("/assets/import", .permission(.manageAssets), importFile),
    .post("/assets/{id}", .permission(.manageAssets), change),
    .post("/assets/{id}/remove", .permission(.manageAssets), remove),
  ]

  private static let columns: [PageContent.Column] = [
    .init("id"), .init("name"), .init("kind"), .init("variants"), .init("place"),
    .init("contacts"),
  ]

  private static func cells(_ row: AssetRow, isLinked: Bool) -> [PageContent.Cell] {
    [
      .init(row.key, link: isLinked ? "/assets/\(row.id)" : nil), .init(row.name),
      .init(row.kind), .init(row.variants.joined(separator: " | ")), .init(row.place ?? ""),
      .init(row.contacts.joined(separator: " | ")),
    ]
  }

  private static func list(
    _ visit: Visit, form: [String: String] = [:], wrong: [String: String] = [:],
    notice: String? = nil, status: Int = 200
  ) async throws -> PageContent {
    let rows = try await visit.store { try $0.assets() }
    let mayChange = visit.viewer?.may(.manageAssets) == true
    var blocks: [PageContent.Block] = notice.map { [.notice($0)] } ?? []
    blocks.append(
      .table(
        PageContent.Table(
          id: "assets", caption: "By identifier", columns: columns,
          rows: rows.map { cells($0, isLinked: mayChange) },
          csv: Export.link(visit, "/assets.csv"), empty: "Nothing is protected yet.")))
    if visit.viewer?.may(.exportTables) == true {
      blocks.append(.links([.init(words: "As JSON", link: "/assets.json")]))
    }
    if mayChange {
      blocks += [
        .heading("Add an asset"),
        .form(AssetInput.form("asset", "/assets", visit.token, form, wrong, submit: "Add")),
        .heading("Take a file"), .form(AssetInput.file(visit.token, form)),
      ]
    }
    return PageContent(
      title: "Protected assets",
      lead:
        "Organisations, offices, people in public roles, events and places. A threat that names one is more "
        + "urgent. `tocsin analyze --db` uses this list where no file is named.",
      part: "/assets", blocks: blocks, status: status)
  }

  private static func edit(
    _ visit: Visit, form: [String: String]? = nil, wrong: [String: String] = [:],
    notice: String? = nil
  ) async throws -> PageContent {
    let id = try visit.number()
    let row = try await visit.store { try $0.asset(id) }
    return PageContent(
      title: "Asset \(HumanText.shortened(row.key, to: 64))", lead: row.name, part: "/assets",
      blocks: (notice.map { [.notice($0)] } ?? []) + [
        .form(
          AssetInput.form(
            "asset", "/assets/\(id)", visit.token, form ?? AssetInput.fields(of: row), wrong,
            submit: "Save")),
        .form(
          PageContent.Form(
            id: "asset-remove", action: "/assets/\(id)/remove", token: visit.token, fields: [],
            submit: "Remove this asset")),
      ], status: notice == nil ? 200 : 422)
  }

  @Sendable private static func table(_ visit: Visit) async throws -> Answer {
    try await Export.list(
      "assets", on: "table:assets", visit, columns, cells: { cells($0, isLinked: false) }
    ) { store, _ in Page(items: try store.assets(), next: nil) }
  }

  @Sendable private static func json(_ visit: Visit) async throws -> Answer {
    let assets = try await visit.desk { desk, acting in
      let assets = try desk.assets(by: acting)
      try desk.store.record(
        "export.made", on: "file:assets", by: acting.actor, details: ["rows": "\(assets.count)"])
      return assets
    }
    return .attachment(
      name: "tocsin-assets.json", bytes: try AssetInput.json(assets), type: "application/json")
  }

  private static let refused = "The asset was not taken. What is wrong stands beside the fields."

  @Sendable private static func add(_ visit: Visit) async throws -> Answer {
    let (asset, wrong) = AssetInput.asset(visit.form)
    guard let asset, wrong.isEmpty else {
      return .page(
        try await list(visit, form: visit.form, wrong: wrong, notice: refused, status: 422))
    }
    do {
      _ = try await visit.desk { desk, acting in try desk.saveAsset(asset, by: acting) }
    } catch let error as DeskError where [.malformed, .conflict].contains(error.code) {
      return .page(
        try await list(visit, form: visit.form, notice: AssetInput.words(error), status: 422))
    }
    return .redirect("/assets")
  }

  @Sendable private static func change(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let (asset, wrong) = AssetInput.asset(visit.form)
    guard let asset, wrong.isEmpty else {
      return .page(try await edit(visit, form: visit.form, wrong: wrong, notice: refused))
    }
    do {
      _ = try await visit.desk { desk, acting in try desk.saveAsset(asset, id: id, by: acting) }
    } catch let error as DeskError where [.malformed, .conflict].contains(error.code) {
      return .page(try await edit(visit, form: visit.form, notice: AssetInput.words(error)))
    }
    return .redirect("/assets")
  }

  @Sendable private static func remove(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    try await visit.desk { desk, acting in try desk.removeAsset(id, by: acting) }
    return .redirect("/assets")
  }

  @Sendable private static func importFile(_ visit: Visit) async throws -> Answer {
    let text = try visit.field("file")
    do {
      let (made, changed) = try await visit.desk { desk, acting in
        try desk.importAssets(Array(text.utf8), by: acting)
      }
      return .page(
        try await list(
          visit, notice: "Taken: \(HumanText.count(made, "new asset")), \(changed) changed."))
    } catch let error as DeskError where [.malformed, .tooMany, .conflict].contains(error.code) {
      return .page(
        try await list(visit, form: visit.form, notice: AssetInput.words(error), status: 422))
    }
  }
}
