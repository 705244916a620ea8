import Exchange
import SocialModel
import Store

/// Threats by text: what 200 accounts post is one line with 200 posts.
enum ThreatPages {
  static let routes: [ConsoleRoute] = [
    .get("/threats", .permission(.viewSensitive), list),
    .get("/threats.csv", .permissions(.viewSensitive, .exportTables)) { visit in
      let filter = try filter(visit)
      return try await Export.list(
        "threats", on: "table:threats", visit, columns, cells: cells
      ) { store, cursor in try store.threatTexts(filter, after: cursor, limit: 1000) }
    },
  ]

  private static let columns: [PageContent.Column] = [
    .init("level"), .init("text", detail: "why"), .init("posts", isNumber: true),
    .init("accounts", isNumber: true), .init("target"), .init("place"), .init("language"),
    .init("first post"), .init("last post"),
  ]

  @Sendable static func cells(_ row: ThreatTextRow) -> [PageContent.Cell] {
    let length = HumanText.count((row.post.text ?? "").unicodeScalars.count, "character")
    return [
      .init(row.post.assessment.map { LevelWords.of($0.level) } ?? ""),
      .init(
        "\(row.post.assessment?.kind ?? "assessment"), a text of \(length)",
        link: "/posts/\(row.post.id)", detail: row.reasons.joined(separator: " ")),
      .init("\(row.posts)"), .init("\(row.accounts)"),
      .init(HumanText.shortened(row.target ?? "", to: 60)),
      .init(HumanText.shortened(row.place ?? "", to: 60)), .init(row.language ?? ""),
      .init(HumanText.moment(row.first)), .init(HumanText.moment(row.last)),
    ]
  }

  private static func filter(_ visit: Visit) throws -> ThreatFilter {
    func given(_ name: String) -> String? { visit.query[name].flatMap { $0.isEmpty ? nil : $0 } }
    let level = try given("level").map { name in
      guard let level = AssessmentLevel.allCases.first(where: { LevelWords.of($0) == name }) else {
        throw ConsoleError(.badRequest, "There is no such level.")
      }
      return level
    }
    return ThreatFilter(
      .threats(level ?? .low), kind: given("kind"), target: given("target"),
      place: given("place"), language: given("language"), day: try day(given("day")))
  }

  private static func day(_ text: String?) throws -> Int64? {
    guard let text else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard text.utf8.count == 10, parts.count == 3,
      let time = Timestamp(year: parts[0], month: parts[1], day: parts[2])
    else { throw ConsoleError(.badRequest, "A day is written as 2016-03-22.") }
    return time.milliseconds / 86_400_000
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let filter = try filter(visit)
    let cursor = try visit.cursor()
    let (texts, counts) = try await visit.store { store in
      (
        try store.threatTexts(filter, after: cursor, limit: 50), try store.threatCounts(filter)
      )
    }
    let table = PageContent.Table(
      id: "threats", caption: "By text: the highest level first, then the most accounts",
      columns: columns, rows: texts.items.map(cells),
      next: texts.next.map { visit.link("after", $0.text) },
      csv: Export.link(visit, "/threats.csv"), empty: "No post of that sort is stored.")
    return .page(
      PageContent(
        title: "Threats",
        lead:
          "\(HumanText.count(counts.posts, "assessed post")), joined where the words are the same. "
          + "An assessment orders what people look at and decides nothing.",
        part: "/threats",
        blocks: [.form(form(visit)), .table(table)] + ThreatCountBlocks.of(counts, visit)))
  }

  private static func form(_ visit: Visit) -> PageContent.Form {
    func field(_ name: String, _ label: String, _ type: String = "text") -> PageContent.Field {
      PageContent.Field(name: name, label: label, type: type, value: visit.query[name] ?? "")
    }
    var level = field("level", "Level at least")
    level.options = [("", "low")] + [("moderate", "moderate"), ("high", "high")]
    var kind = field("kind", "Kind")
    kind.options =
      [("", "all")]
      + ["threat", "call to violence", "instruction", "glorification"].map { ($0, $0) }
    return PageContent.Form(
      id: "threat-filter", action: "/threats", token: nil,
      fields: [
        level, kind, field("target", "Target"), field("place", "Place"),
        field("language", "Language"), field("day", "Day (UTC)", "date"),
      ], submit: "Show")
  }
}

/// Counts of threats, each a link that filters by it.
enum ThreatCountBlocks {
  static func of(_ counts: ThreatCounts, _ visit: Visit) -> [PageContent.Block] {
    func table(
      _ name: String, _ caption: String, _ rows: [ThreatCounts.Count],
      _ words: (String) -> String = { $0 }
    ) -> PageContent.Block {
      .table(
        PageContent.Table(
          id: "by-\(name)", caption: caption,
          columns: [.init(name), .init("posts", isNumber: true)],
          rows: rows.map { row in
            let value = row.name.map(words)
            return [
              .init(
                value.map { HumanText.shortened($0, to: 60) } ?? "none known",
                link: value.map { filtered(name, $0, visit) }), .init("\(row.posts)"),
            ]
          }))
    }
    return [
      .heading("Where and when"), table("target", "Posts by target", counts.targets),
      table("place", "Posts by place", counts.places),
      table("language", "Posts by language", counts.languages),
      table("day", "Posts by day (UTC)", counts.days, day),
    ]
  }

  private static func filtered(_ name: String, _ value: String, _ visit: Visit) -> String {
    var query = visit.query
    query["after"] = nil
    query[name] = value
    return Link.to("/threats", query)
  }

  /// A day since 1970 as people write it.
  private static func day(_ number: String) -> String {
    guard let days = Int64(number) else { return number }
    return Timestamp(milliseconds: days * 86_400_000).civil.date
  }
}
