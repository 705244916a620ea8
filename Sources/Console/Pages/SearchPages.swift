import Exchange
import SocialModel
import Store

/// The search over posts and accounts. All of its state is in the link.
enum SearchPages {
  static let routes: [ConsoleRoute] = [
    .get("/search", .permission(.search), page),
    .get("/search.csv", .permissions(.search, .exportTables), csv),
  ]

  private struct Asked: Sendable {
    var words: String
    var query: SearchQuery
    var filter: SearchFilter
    var isForAccounts: Bool

    var isEmpty: Bool { query.isEmpty && filter == SearchFilter() }
  }

  private static func asked(_ visit: Visit) throws -> Asked {
    let words = visit.query["q"] ?? ""
    func given(_ name: String) -> String? { visit.query[name].flatMap { $0.isEmpty ? nil : $0 } }
    var filter = SearchFilter(language: given("language"), hashtag: given("tag"))
    if let name = given("platform") {
      guard let platform = Platform(name) else {
        throw ConsoleError(.badRequest, "The platform is no platform’s name.")
      }
      filter.platform = platform
    }
    filter.from = try day(given("from"))
    filter.until = try day(given("until")).map {
      Timestamp(milliseconds: $0.milliseconds + 86_400_000)
    }
    return Asked(
      words: words, query: try SearchQuery(words), filter: filter,
      isForAccounts: visit.query["in"] == "accounts")
  }

  private static func day(_ text: String?) throws -> Timestamp? {
    guard let text else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard text.utf8.count == 10, parts.count == 3,
      let time = Timestamp(year: parts[0], month: parts[1], day: parts[2])
    else { throw ConsoleError(.badRequest, "A day is written as 2016-03-22.") }
    return time
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    var content = PageContent(title: "Search", part: "/search", blocks: [.form(form(visit))])
    let asked: Asked
    do { asked = try self.asked(visit) } catch let error as StoreError where error.code == .badQuery
    {
      content.blocks.insert(.notice(error.message), at: 0)
      content.blocks += help
      return .page(content)
    }
    guard !asked.isEmpty else {
      content.blocks += help
      return .page(content)
    }
    content.blocks +=
      asked.isForAccounts
      ? try await accounts(asked, visit) : try await posts(asked, visit)
    return .page(content)
  }

  private static let help: [PageContent.Block] = [
    .heading("How to ask"),
    .list([
      "Words must all occur: iron lantern",
      "Words in quotation marks stand together: \"iron lantern parade\"",
      "A minus leaves out: lantern -festival",
      "A star stands for any end, after two letters at least: parad*",
      "Case, accents and Arabic letter forms do not count; scripts without spaces are found by any part.",
    ]),
  ]

  private static func form(_ visit: Visit) -> PageContent.Form {
    func field(_ name: String, _ label: String, _ type: String = "text") -> PageContent.Field {
      PageContent.Field(name: name, label: label, type: type, value: visit.query[name] ?? "")
    }
    var place = field("in", "In")
    place.options = [("posts", "posts"), ("accounts", "accounts")]
    return PageContent.Form(
      id: "search", action: "/search", token: nil,
      fields: [
        field("q", "Words", "search"), place, field("platform", "Platform"),
        field("language", "Language"), field("tag", "Tag"), field("from", "From day (UTC)", "date"),
        field("until", "Until day (UTC)", "date"),
      ], submit: "Search")
  }

  /// What the audit trail keeps of a search: that there was one and how long its words are.
  @Sendable private static func record(
    _ asked: Asked, _ viewer: Viewer, _ store: CaseStore
  ) throws {
    try store.record(
      "content.searched", on: asked.isForAccounts ? "accounts" : "posts", by: viewer.actor,
      details: ["bytes": "\(asked.words.utf8.count)"])
  }

  private static func posts(_ asked: Asked, _ visit: Visit) async throws -> [PageContent.Block] {
    let cursor = try visit.cursor()
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    let (found, care) = try await visit.store { store in
      try record(asked, viewer, store)
      let found = try store.search(asked.query, in: asked.filter, after: cursor, limit: 30)
      let care = try Care.of(viewer.id, in: store, now: now)
      if PostCards(visit, care).showsText(found.items) {
        try store.record("content.viewed", on: "search", by: viewer.actor)
      }
      return (found, care)
    }
    guard !found.items.isEmpty else { return [.text("No post was found.")] }
    var cards = PostCards(visit, care, marks: SearchMarks(asked.query))
    var blocks: [PageContent.Block] = [
      .heading("Posts, the latest first"),
      .posts(cards.cards(found.items), next: found.next.map { visit.link("after", $0.text) }),
    ]
    if let csv = Export.link(visit, "/search.csv") {
      blocks.append(.links([PageContent.Action(words: "As CSV", link: csv)]))
    }
    return blocks
  }

  private static func accounts(
    _ asked: Asked, _ visit: Visit
  ) async throws -> [PageContent.Block] {
    guard !asked.query.isEmpty else { return [.notice("A search for accounts needs a word.")] }
    let cursor = try visit.cursor()
    let viewer = try visit.signedIn()
    let found = try await visit.store { store in
      try record(asked, viewer, store)
      return try store.searchAccounts(
        asked.query, platform: asked.filter.platform, after: cursor)
    }
    let table = PageContent.Table(
      id: "accounts", caption: "Accounts, those stored last first",
      columns: [
        .init("account"), .init("platform"), .init("posts", isNumber: true), .init("last post"),
      ],
      rows: found.items.map {
        [
          .init(AccountName.of($0), link: "/accounts/\($0.id)"), .init($0.platform.name),
          .init("\($0.posts)"), .init(HumanText.moment($0.lastPost)),
        ]
      }, next: found.next.map { visit.link("after", $0.text) }, empty: "No account was found.")
    return [.heading("Accounts"), .table(table)]
  }

  @Sendable private static func csv(_ visit: Visit) async throws -> Answer {
    let asked = try asked(visit)
    return try await Export.list(
      "search", on: "table:search", visit, PostPages.columns, cells: PostPages.cells
    ) { store, cursor in
      try store.search(asked.query, in: asked.filter, after: cursor, limit: 1000)
    }
  }
}
