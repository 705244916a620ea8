import Casework
import Desk
import Exchange
import SocialModel
import Store

/// False alarms: posts that would send people into or away from danger, the latest first.
enum FalseAlarmPages {
  static let routes: [ConsoleRoute] = [
    .get("/false-alarms", .permission(.viewSensitive), list),
    .get("/false-alarms.csv", .permissions(.viewSensitive, .exportTables)) { visit in
      try await Export.list(
        "false-alarms", on: "table:false-alarms", visit, columns, cells: cells
      ) { store, cursor in
        try store.threatTexts(ThreatFilter(.falseAlarms), after: cursor, limit: 1000)
      }
    },
    .post("/false-alarms/{id}", .permission(.decide), say),
  ]

  private static let columns: [PageContent.Column] = [
    .init("last post"), .init("place"), .init("false alarm", detail: "what it tells people"),
    .init("posts", isNumber: true), .init("accounts", isNumber: true),
    .init("open", isNumber: true), .init("first post"),
  ]

  @Sendable private static func cells(_ row: ThreatTextRow) -> [PageContent.Cell] {
    let length = HumanText.count((row.post.text ?? "").unicodeScalars.count, "character")
    return [
      .init(HumanText.moment(row.last)),
      .init(row.place.map { HumanText.shortened($0, to: 80) } ?? "none named"),
      .init(
        "A text of \(length) on \(row.post.platform.name)", link: "/posts/\(row.post.id)",
        detail: row.reasons.joined(separator: " ")),
      .init("\(row.posts)"), .init("\(row.accounts)"), .init("\(row.open)"),
      .init(HumanText.moment(row.first)),
    ]
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let cursor = try visit.cursor()
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    let (found, care) = try await visit.store { store in
      let found = try store.threatTexts(ThreatFilter(.falseAlarms), after: cursor, limit: 30)
      let care = try Care.of(viewer.id, in: store, now: now)
      if PostCards(visit, care).showsText(found.items.map(\.post)) {
        try store.record("content.viewed", on: "false-alarms", by: viewer.actor)
      }
      return (found, care)
    }
    let table = PageContent.Table(
      id: "false-alarms", caption: "By text, the latest first", columns: columns,
      rows: found.items.map(cells), next: found.next.map { visit.link("after", $0.text) },
      csv: Export.link(visit, "/false-alarms.csv"), empty: "No false alarm is stored.")
    var blocks: [PageContent.Block] = [.table(table)]
    if !found.items.isEmpty {
      var cards = PostCards(visit, care)
      blocks += [
        .heading("What they tell people to do"),
        .posts(cards.cards(found.items.map(\.post)), next: nil),
      ]
    }
    if viewer.may(.decide) {
      let open = found.items.filter { $0.open > 0 }
      if !open.isEmpty { blocks.append(.heading("What was done about them")) }
      blocks += open.map { .form(form($0, visit.token)) }
    }
    return .page(
      PageContent(
        title: "False alarms",
        lead:
          "Posts that would send people into or away from danger. Whether they are false is for people to find "
          + "out, and whoever is in charge of the place should know of them at once.",
        part: "/false-alarms", blocks: blocks))
  }

  private static func form(_ row: ThreatTextRow, _ token: String) -> PageContent.Form {
    let place = row.place.map { HumanText.shortened($0, to: 60) } ?? "no place"
    return PageContent.Form(
      id: "alarm-\(row.post.id)", action: "/false-alarms/\(row.post.id)", token: token,
      fields: [
        .init(
          name: "state",
          label: "Text of post \(row.post.id) (\(place), \(HumanText.count(row.posts, "post")))",
          options: [
            ("", "choose"), (AssessmentState.handled.rawValue, "handled"),
            (AssessmentState.dismissed.rawValue, "dismissed"),
          ])
      ], submit: "Save for all its posts")
  }

  @Sendable private static func say(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    guard let state = AssessmentState(rawValue: try visit.field("state")) else {
      throw ConsoleError(.badRequest, "Say whether it was handled or dismissed.")
    }
    _ = try await visit.desk { desk, acting in
      try desk.setFalseAlarm(like: id, to: state, by: acting)
    }
    return .redirect("/false-alarms")
  }
}
