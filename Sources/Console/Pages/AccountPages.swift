import Exchange
import SocialModel
import Store

/// An account: its posts, the candidates it is in, accounts that did the same. No guess at a person.
enum AccountPages {
  static let routes: [ConsoleRoute] = [
    .get("/accounts/{id}", .permission(.viewSensitive), page),
    .get("/accounts/{id}/posts.csv", .permissions(.viewSensitive, .exportTables)) { visit in
      let id = try visit.number()
      return try await Export.list(
        "account-\(id)-posts", on: "table:account-posts:\(id)", visit, PostPages.columns,
        cells: PostPages.cells
      ) { store, cursor in
        if cursor == nil { _ = try store.account(id) }
        return try store.posts(ofAccount: id, after: cursor, limit: 1000)
      }
    },
  ]

  private struct Found: Sendable {
    var account: AccountPage
    var posts: Page<PostRow>
    var related: [RelatedAccount]
    var care: Care
    var media: [Int64: [MediaCard]] = [:]
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let cursor = try visit.cursor()
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    var found = try await visit.store { store in
      let care = try Care.of(viewer.id, in: store, now: now)
      let account = try store.account(id)
      let posts = try store.posts(ofAccount: id, after: cursor, limit: 30)
      if PostCards(visit, care).showsText(posts.items) {
        try store.record("content.viewed", on: account.row.subject.description, by: viewer.actor)
      }
      return Found(
        account: account, posts: posts, related: try store.relatedAccounts(to: id), care: care)
    }
    found.media = try await PostMediaPages.cards(of: found.posts.items, visit, found.care)
    let row = found.account.row
    let casework = try await SubjectPages.blocks(.account(id), visit, urgency: 30)
    return .page(
      PageContent(
        title: AccountName.of(row), lead: "Account on \(row.platform.name).",
        blocks: blocks(found, visit) + casework))
  }

  private static func blocks(_ found: Found, _ visit: Visit) -> [PageContent.Block] {
    let row = found.account.row
    var cards = PostCards(visit, found.care, media: found.media)
    var facts: [PageContent.Fact] = [
      .init("Platform", row.platform.name), .init("Id", row.externalID),
      .init("Posts stored", "\(row.posts)"),
      .init("First post", HumanText.moment(row.firstPost)),
      .init("Last post", HumanText.moment(row.lastPost)),
    ]
    if let followers = row.followers { facts.append(.init("Followers", "\(followers)")) }
    if let created = row.created { facts.append(.init("Created", HumanText.moment(created))) }
    var blocks: [PageContent.Block] = [.facts(facts)]
    if row.name != nil || found.account.bio != nil {
      let lines = [row.name, found.account.bio].compactMap { $0 }
      blocks.append(
        .fold(
          title: "What the account says of itself",
          lines.map { HumanText.shortened($0, to: 1000) }))
    }
    blocks += [
      .heading("Candidates"), .table(candidates(found.account)), .heading("Related accounts"),
      .text("They acted on the same rare objects. It says who did the same, not who somebody is."),
      .table(related(found.related)), .heading("Posts"),
      .posts(
        cards.cards(found.posts.items), next: found.posts.next.map { visit.link("after", $0.text) }),
    ]
    if let csv = Export.link(visit, "/accounts/\(row.id)/posts.csv") {
      blocks.append(.links([PageContent.Action(words: "Posts as CSV", link: csv)]))
    }
    return blocks
  }

  private static func candidates(_ account: AccountPage) -> PageContent.Table {
    PageContent.Table(
      id: "candidates", caption: "Candidates that it is a member of",
      columns: [
        .init("candidate"), .init("kind"), .init("state"), .init("members", isNumber: true),
      ],
      rows: account.candidates.map {
        [
          .init("\($0.name) of run \($0.run)", link: "/candidates/\($0.id)"),
          .init($0.kind.rawValue), .init($0.state.rawValue), .init("\($0.members)"),
        ]
      }, empty: "It is in no candidate.")
  }

  private static func related(_ accounts: [RelatedAccount]) -> PageContent.Table {
    PageContent.Table(
      id: "related", caption: "Those that share the most first",
      columns: [
        .init("account"), .init("platform"), .init("shared objects", isNumber: true),
        .init("some of them"),
      ],
      rows: accounts.map { related in
        let examples = related.examples.map { object in
          object.key.map { "\(object.layer.name) \(HumanText.shortened($0, to: 60))" }
            ?? object.layer.name
        }
        return [
          .init(AccountName.of(related.account), link: "/accounts/\(related.account.id)"),
          .init(related.account.platform.name), .init("\(related.sharedObjects)"),
          .init(examples.joined(separator: ", ")),
        ]
      }, empty: "No other account acted on the same rare objects.")
  }
}
