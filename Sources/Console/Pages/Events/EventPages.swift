import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Events around which posts are analysed: make and change them; what is stored within their span.
enum EventPages {
  static let routes: [ConsoleRoute] = [
    .get("/events", .permission(.viewBoard)) { visit in
      .page(try await list(visit, FormDraft([:])))
    },
    .get("/events.csv", .permission(.exportTables)) { visit in
      try await Export.list("events", on: "table:events", visit, columns, cells: cells) {
        store, cursor in try store.events(after: cursor, limit: 1000)
      }
    },
    .get("/events/compare", .permission(.viewBoard)) { try await EventComparison.page($0) },
    .get("/events/{id}", .permission(.viewBoard)) { visit in
      .page(try await EventPage.page(visit, nil))
    },
    .post("/events", .permission(.manageEvents), make),
    .post("/events/{id}", .permission(.manageEvents), change),
  ]

  private static let columns: [PageContent.Column] = [
    .init("event", isNumber: true), .init("name"), .init("began"), .init("place"), .init("tags"),
  ]

  @Sendable private static func cells(_ event: EventRow) -> [PageContent.Cell] {
    [
      .init("\(event.id)", link: "/events/\(event.id)"),
      .init(event.name, link: "/events/\(event.id)"), .init(HumanText.moment(event.start)),
      .init(event.place ?? "–"), .init(tags(event)),
    ]
  }

  static func tags(_ event: EventRow) -> String {
    HumanText.shortened(event.tags.map { "#\($0)" }.joined(separator: " "), to: 300)
  }

  private static func list(_ visit: Visit, _ draft: FormDraft) async throws -> PageContent {
    let cursor = try visit.cursor()
    let page = try await visit.store { try $0.events(after: cursor) }
    var blocks: [PageContent.Block] = [
      .links([.init(words: "Compare two", link: "/events/compare")]),
      .table(
        PageContent.Table(
          id: "events", caption: "Events, those that began last first", columns: columns,
          rows: page.items.map(cells), next: page.next.map { visit.link("after", $0.text) },
          csv: Export.link(visit, "/events.csv"), empty: "No event was made.")),
    ]
    if visit.viewer?.may(.manageEvents) == true {
      blocks += [
        .heading("Make an event"),
        .form(form(visit, draft, id: "event", action: "/events", submit: "Make the event")),
      ]
    }
    return PageContent(
      title: "Events",
      lead: "What happened, when and where, and the tags under which it is spoken of.",
      part: "/events", blocks: blocks, status: draft.isGood ? 200 : 422)
  }

  static func form(
    _ visit: Visit, _ draft: FormDraft, id: String, action: String, submit: String
  ) -> PageContent.Form {
    let fields: [PageContent.Field] = [
      .init(name: "name", label: "Name", isRequired: true),
      .init(name: "start", label: "Began (UTC)", type: "datetime-local", isRequired: true),
      .init(name: "place", label: "Place"),
      .init(name: "tags", label: "Tags", hint: "With blanks between; # may stand before each."),
      .init(name: "note", label: "What the team knows of it", lines: 4),
    ]
    return PageContent.Form(
      id: id, action: action, token: visit.token, fields: fields.map(draft.filled), submit: submit)
  }

  /// What a form says of an event.
  static func draft(of event: EventRow) -> FormDraft {
    FormDraft([
      "name": event.name, "start": TimeField.text(event.start), "place": event.place ?? "",
      "tags": event.tags.map { "#\($0)" }.joined(separator: " "), "note": event.note ?? "",
    ])
  }

  /// The event that a form describes; nil, and noted, where it describes none.
  private static func read(_ draft: inout FormDraft, id: Int64) -> EventRow? {
    let name = draft.required("name", most: 200)
    let place = draft.optional("place", most: 200)
    let note = draft.optional("note", most: 5000)
    let start = TimeField.moment(draft.text("start"))
    if start == nil { draft.refuse("start", "A moment is written as 2026-03-01T14:05.") }
    let tags = draft.text("tags").split { $0.isWhitespace || $0 == "," || $0 == "#" }.map(
      String.init)
    if tags.count > 50 || tags.contains(where: { $0.utf8.count > 100 }) {
      draft.refuse("tags", "At most 50 tags, each of at most 100 bytes.")
    }
    guard draft.isGood, let start else { return nil }
    var seen: Set<String> = []
    return EventRow(
      id: id, name: name, start: start, place: place,
      tags: tags.filter { seen.insert($0).inserted }, note: note)
  }

  @Sendable private static func make(_ visit: Visit) async throws -> Answer {
    _ = try visit.field("name")
    var draft = FormDraft(visit)
    guard let event = read(&draft, id: 0) else { return .page(try await list(visit, draft)) }
    let id = try await visit.desk { desk, acting in try desk.save(event: event, by: acting) }
    return .redirect("/events/\(id)")
  }

  @Sendable private static func change(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    _ = try visit.field("name")
    var draft = FormDraft(visit)
    guard let event = read(&draft, id: id) else {
      return .page(try await EventPage.page(visit, draft))
    }
    _ = try await visit.desk { desk, acting in try desk.save(event: event, by: acting) }
    return .redirect("/events/\(id)")
  }
}
