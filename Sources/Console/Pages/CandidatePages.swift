import Exchange
import SocialModel
import Store

/// Candidates: lists, and one with its reasons.
enum CandidatePages {
  static let routes: [ConsoleRoute] = [
    .get("/candidates", .permission(.viewBoard), list),
    .get("/candidates.csv", .permission(.exportTables)) { visit in
      let (run, state) = try filter(visit)
      return try await Export.list(
        "candidates", on: "table:candidates", visit, columns, cells: { cells($0, true) }
      ) { store, cursor in try fetch(store, run, state, cursor, 1000) }
    },
    .get("/candidates/{id}", .permission(.viewCases), page),
    .get("/candidates/{id}/members.csv", .permissions(.viewCases, .exportTables), members),
  ]

  private static let columns: [PageContent.Column] = [
    .init("candidate"), .init("kind"), .init("state"), .init("urgency", isNumber: true),
    .init("members", isNumber: true), .init("q", isNumber: true), .init("first post"),
    .init("run", isNumber: true),
  ]

  @Sendable private static func cells(
    _ row: CandidateRow, _ isLinked: Bool
  ) -> [PageContent.Cell] {
    [
      .init(row.name, link: isLinked ? "/candidates/\(row.id)" : nil), .init(row.kind.rawValue),
      .init(row.state.rawValue), .init("\(row.urgency)"), .init("\(row.members)"),
      .init(HumanText.probability(log10: row.log10Q)), .init(HumanText.moment(row.firstPost)),
      .init("\(row.run)", link: "/runs/\(row.run)"),
    ]
  }

  private static func filter(_ visit: Visit) throws -> (run: Int64?, state: ReviewState?) {
    let state = visit.query["state"].flatMap { $0.isEmpty ? nil : ReviewState(rawValue: $0) }
    guard let text = visit.query["run"], !text.isEmpty else { return (nil, state) }
    guard let run = Int64(text), run > 0 else {
      throw ConsoleError(.badRequest, "The run is no number.")
    }
    return (run, nil)
  }

  @Sendable private static func fetch(
    _ store: CaseStore, _ run: Int64?, _ state: ReviewState?, _ cursor: PageCursor?, _ limit: Int
  ) throws -> Page<CandidateRow> {
    if let state { return try store.candidates(state, after: cursor, limit: limit) }
    return try store.candidates(run: run, after: cursor, limit: limit)
  }

  @Sendable private static func list(_ visit: Visit) async throws -> Answer {
    let (run, state) = try filter(visit)
    let cursor = try visit.cursor()
    let found = try await visit.store { try fetch($0, run, state, cursor, 50) }
    let isLinked = visit.viewer?.may(.viewCases) == true
    let states =
      [PageContent.Action(words: "all", link: "/candidates", isCurrent: state == nil)]
      + ReviewState.allCases.map {
        PageContent.Action(
          words: $0.rawValue, link: "/candidates?state=\($0.rawValue)", isCurrent: $0 == state)
      }
    return .page(
      PageContent(
        title: run.map { "Candidates of run \($0)" } ?? "Candidates",
        lead: "Groups of accounts that act in concert more than chance explains.",
        part: "/candidates",
        blocks: [
          .links(states),
          .table(
            PageContent.Table(
              id: "candidates",
              caption: state == nil ? "The latest first" : "The most urgent first",
              columns: columns, rows: found.items.map { cells($0, isLinked) },
              next: found.next.map { visit.link("after", $0.text) },
              csv: Export.link(visit, "/candidates.csv"), empty: "There is no such candidate.")),
        ]))
  }

  private struct Found: Sendable {
    var page: CandidatePage
    var threats: CandidateThreats
    var members: Page<MemberRow>
    var strongest: [MemberRow]
    var edges: [EdgeRow]
    var excerpts: [(excerpt: CandidatePage.Excerpt, id: Int64?, account: String)]
    var care: Care
    var media: [Int64: [MediaCard]] = [:]
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let cursor = try visit.cursor()
    let (viewer, now) = (try visit.signedIn(), visit.services.clock())
    var found = try await visit.store { store in
      let page = try store.candidate(id)
      let excerpts = try page.excerpts.prefix(20).map { excerpt in
        (
          excerpt: excerpt, id: try store.postID(excerpt.platform, excerpt.externalID),
          account: AccountName.of(try store.account(excerpt.account).row)
        )
      }
      return Found(
        page: page, threats: try store.threats(ofCandidate: id),
        members: try store.members(ofCandidate: id, after: cursor, limit: 50),
        strongest: try store.members(ofCandidate: id, limit: 150).items,
        edges: try store.edges(ofCandidate: id), excerpts: Array(excerpts),
        care: try Care.of(viewer.id, in: store, now: now))
    }
    found.media = try await PostMediaPages.cards(
      ofPosts: found.excerpts.compactMap { one in one.id.map { ($0, one.account) } }, visit,
      found.care)
    return .page(
      try await PageContent(
        title: "Candidate \(found.page.row.name) of run \(found.page.row.run)",
        lead: found.page.kindReason, part: "/candidates",
        blocks: Flash.blocks(visit) + blocks(found, visit)
          + SubjectPages.reviewBlocks(found.page, visit)
          + SubjectPages.blocks(.candidate(id), visit)))
  }

  private static func blocks(_ found: Found, _ visit: Visit) -> [PageContent.Block] {
    let page = found.page
    var blocks: [PageContent.Block] = [
      .facts(facts(page) + CandidateBlocks.threats(found.threats)), .heading("Why it was found"),
      .list(page.reasons),
    ]
    if let note = page.note { blocks.append(.notice(note)) }
    blocks += [
      .heading("Time line"),
      .picture(CandidateBlocks.timeline(page.timeline, page.timelineStart, page.binSeconds)),
    ]
    let explore = "/candidates/\(page.row.id)/network"
    let network = CandidateBlocks.network(page, found.strongest, found.edges) {
      Link.to(explore, ["account": "\($0)"])
    }
    if let network {
      blocks += [
        .heading("Network"), .picture(network),
        .links([.init(words: "Explore the network", link: explore)]),
      ]
    }
    blocks += [
      .heading("Members"),
      .table(
        PageContent.Table(
          id: "members", caption: "The strongest evidence first",
          columns: CandidateBlocks.memberColumns,
          rows: found.members.items.map(CandidateBlocks.memberCells),
          next: found.members.next.map { visit.link("after", $0.text) },
          csv: Export.link(visit, "/candidates/\(page.row.id)/members.csv"))),
      .heading("Indicators"), .table(CandidateBlocks.indicators(page)),
      .heading("First posts"),
      .posts(found.excerpts.map { card($0, found.media, visit) }, next: nil),
      .heading("Objects"), .table(CandidateBlocks.objects(page)),
    ]
    if !page.templates.isEmpty {
      blocks += [.heading("Templates"), .table(templates(page))]
    }
    return blocks
  }

  private static func facts(_ page: CandidatePage) -> [PageContent.Fact] {
    let row = page.row
    var facts: [PageContent.Fact] = [
      .init("Kind", row.kind.rawValue), .init("State", row.state.rawValue),
      .init("Urgency", "\(row.urgency)"), .init("Accounts", "\(row.members)"),
      .init("q", HumanText.probability(log10: row.log10Q)),
      .init("First post", HumanText.moment(row.firstPost)),
      .init("Last post", HumanText.moment(row.lastPost)),
      .init("First found", HumanText.moment(row.firstSeen)),
      .init("Run", "\(row.run)", link: "/runs/\(row.run)"),
    ]
    facts += page.sameReview.filter { $0 != row.id }.suffix(5).map {
      .init("Same accounts", "candidate \($0)", link: "/candidates/\($0)")
    }
    return facts
  }

  /// A first post: always folded, since the candidate keeps no assessment of it.
  private static func card(
    _ found: (excerpt: CandidatePage.Excerpt, id: Int64?, account: String),
    _ media: [Int64: [MediaCard]], _ visit: Visit
  ) -> PostCard {
    let count = found.excerpt.text.unicodeScalars.count
    return PostCard(
      id: found.id, time: HumanText.moment(found.excerpt.time),
      machineTime: found.excerpt.time.description, platform: found.excerpt.platform.name,
      account: found.account, accountLink: "/accounts/\(found.excerpt.account)", about: [],
      pieces: nil, fold: "Text of \(HumanText.count(count, "character")), folded.",
      token: visit.token, media: found.id.flatMap { media[$0] } ?? [])
  }

  private static func templates(_ page: CandidatePage) -> PageContent.Table {
    PageContent.Table(
      id: "templates", caption: "Texts that members posted with small edits",
      columns: [
        .init("template"), .init("posts", isNumber: true), .init("members", isNumber: true),
        .init("first"),
      ],
      rows: page.templates.enumerated().map { place, template in
        [
          .init(
            "Template \(place + 1), \(HumanText.count(template.text.unicodeScalars.count, "character")), folded",
            link: "/candidates/\(page.row.id)/templates/\(place + 1)"),
          .init("\(template.posts)"), .init("\(template.members)"),
          .init(HumanText.moment(template.first)),
        ]
      })
  }

  @Sendable private static func members(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    return try await Export.list(
      "candidate-\(id)-members", on: "table:candidate-members:\(id)", visit,
      CandidateBlocks.memberColumns, cells: CandidateBlocks.memberCells
    ) { store, cursor in
      if cursor == nil { _ = try store.candidate(id) }
      return try store.members(ofCandidate: id, after: cursor, limit: 1000)
    }
  }
}
