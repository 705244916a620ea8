import Desk
import Exchange
import Store

extension RetentionPages {
  /// What a purge would remove now, and the form that does it.
  static func preview(_ visit: Visit) async throws -> [PageContent.Block] {
    let counts = try await visit.desk { desk, acting in try desk.purgePreview(by: acting) }
    let isEmpty = counts.posts + counts.accounts + counts.runs + counts.reports == 0
    var blocks: [PageContent.Block] = [
      .heading("Purge"), .text("What would be removed now:"), .facts(facts(counts)),
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
    [
      .init("Posts", HumanText.measure(Double(counts.posts))),
      .init("Posts past their time that stay", HumanText.measure(Double(counts.postsKept))),
      .init("Accounts without a post", HumanText.measure(Double(counts.accounts))),
      .init("Runs", HumanText.measure(Double(counts.runs))),
      .init("Reports", HumanText.measure(Double(counts.reports))),
    ]
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
          .facts(facts(removed)), .links([.init(words: "Retention and holds", link: "/retention")]),
        ]))
  }
}
