import Casework
import Exchange
import Store

/// The audit trail, the latest entries first.
enum AuditPages {
  static let routes: [ConsoleRoute] = [
    .get("/audit", .permission(.readAudit), page),
    .get("/audit.csv", .permission(.exportAudit)) { visit in
      let filter = Filter(visit)
      return try await Export.list("audit", on: "table:audit", visit, columns, cells: cells) {
        store, cursor in try filter.fetch(store, cursor, 1000)
      }
    },
  ]

  private struct Filter: Sendable {
    var subject: String?
    var actor: String?
    var action: String?

    init(_ visit: Visit) {
      func given(_ name: String) -> String? { visit.query[name].flatMap { $0.isEmpty ? nil : $0 } }
      subject = given("subject")
      actor = given("actor")
      action = given("action")
    }

    func fetch(_ store: CaseStore, _ cursor: PageCursor?, _ limit: Int) throws -> Page<AuditRow> {
      try store.auditEntries(
        subject: subject, actor: actor, action: action, after: cursor, limit: limit)
    }
  }

  private static let columns: [PageContent.Column] = [
    .init("number", isNumber: true), .init("time"), .init("actor"), .init("action"),
    .init("subject", detail: "details"),
  ]

  @Sendable private static func cells(_ row: AuditRow) -> [PageContent.Cell] {
    let entry = row.content
    let details = entry.details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [
      .init("\(entry.sequence)"), .init(HumanText.moment(entry.time)),
      .init(entry.actor, link: Link.to("/audit", ["actor": entry.actor])),
      .init(entry.action, link: Link.to("/audit", ["action": entry.action])),
      .init(
        entry.subject,
        link: entry.subject.isEmpty ? nil : Link.to("/audit", ["subject": entry.subject]),
        detail: details.joined(separator: ", ")),
    ]
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let cursor = try visit.cursor()
    let filter = Filter(visit)
    let found = try await visit.store { try filter.fetch($0, cursor, 100) }
    func field(_ name: String, _ label: String) -> PageContent.Field {
      PageContent.Field(name: name, label: label, value: visit.query[name] ?? "")
    }
    let form = PageContent.Form(
      id: "audit-filter", action: "/audit", token: nil,
      fields: [field("actor", "Actor"), field("action", "Action"), field("subject", "Subject")],
      submit: "Show")
    return .page(
      PageContent(
        title: "Audit trail",
        lead: "Who did what, and who looked at what. Each entry seals the one before it.",
        part: "/audit",
        blocks: [
          .form(form),
          .table(
            PageContent.Table(
              id: "audit", caption: "Entries, the latest first", columns: columns,
              rows: found.items.map(cells), next: found.next.map { visit.link("after", $0.text) },
              csv: Export.link(visit, "/audit.csv", .exportAudit), empty: "There is no such entry.")
          ),
        ]))
  }
}
