import Desk
import Exchange
import Store

extension RetentionPages {
  /// What a purge would remove now, and the form that does it.
  static func preview(_ visit: Visit) async throws -> [PageContent.Block] {
    let counts = try await visit.desk { desk, acting in try desk.purgePreview(by: acting) }
    let isEmpty = counts.removed.allSatisfy { $0.count == 0 }
    var blocks: [PageContent.Block] = [
      .heading("Purge"), .text("What would be removed now:"), .facts(facts(counts)),
      staying(counts),
    ]
    if !isEmpty {
      blocks.append(
        .form(
          PageContent.Form(
            id: "purge", action: "/retention/purge", token: visit.token,
            fields: [
              .init(
                name: "confirm", label: "Remove this for good", value: "yes", isRequired: true,
                isBox: true)
            ], submit: "Remove", help: "There is no undo. Backups keep what they hold.")))
    }
    return blocks
  }

  private static func facts(_ counts: PurgeCounts) -> [PageContent.Fact] {
    counts.removed.map { name, count in
      .init(name.prefix(1).uppercased() + name.dropFirst(), HumanText.measure(Double(count)))
    }
  }

  /// What is past its time and kept, with the reasons.
  private static func staying(_ counts: PurgeCounts) -> PageContent.Block {
    .table(
      PageContent.Table(
        id: "staying", caption: "Past their time and kept",
        columns: [.init("what"), .init("how many", isNumber: true), .init("why")],
        rows: counts.staying.map { kind, reason, count in
          [
            .init(kind.plural), .init(HumanText.measure(Double(count))), .init(reason.words),
          ]
        }, empty: "Nothing is past its time and kept."))
  }

  @Sendable static func purge(_ visit: Visit) async throws -> Answer {
    guard try visit.field("confirm") == "yes" else {
      throw ConsoleError(.badRequest, "Tick the box to remove.")
    }
    let removed = try await visit.desk { desk, acting in try desk.purge(by: acting) }
    return .page(
      PageContent(
        title: "Purged", lead: "This was removed.", part: "/retention",
        blocks: [
          .facts(facts(removed)), staying(removed),
          .links([.init(words: "Retention and holds", link: "/retention")]),
        ]))
  }
}
