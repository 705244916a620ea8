import Exchange
import SocialModel
import Store

/// A candidate's network to be explored: by layer, around one account, pair by pair.
enum NetworkPages {
  static let routes: [ConsoleRoute] = [
    .get("/candidates/{id}/network", .permission(.viewCases), page),
    .get("/candidates/{id}/pairs.csv", .permissions(.viewCases, .exportTables)) { visit in
      let asked = try Asked(visit)
      let found = try await visit.store { try find(asked, $0) }
      return try await Export.list(
        "candidate-\(asked.id)-pairs", on: "table:candidate-pairs:\(asked.id)", visit, columns,
        cells: { cells($0, found, asked, isLinked: false) },
        fetch: { _, _ in Page(items: found.edges, next: nil) })
    },
  ]

  /// How many accounts are drawn, and pairs listed.
  private static let mostDrawn = 150
  private static let mostListed = 200

  /// What the link asks for.
  struct Asked: Sendable {
    var id: Int64
    var layer: Layer?
    var account: Int64?

    init(_ visit: Visit) throws {
      id = try visit.number()
      if let name = visit.query["layer"], !name.isEmpty {
        guard let layer = Layer.allCases.first(where: { $0.name == name }) else {
          throw ConsoleError(.badRequest, "There is no such layer.")
        }
        self.layer = layer
      }
      if let text = visit.query["account"], !text.isEmpty {
        guard let account = Int64(text), account > 0 else {
          throw ConsoleError(.badRequest, "The account is no number.")
        }
        self.account = account
      }
    }
  }

  private struct Found: Sendable {
    var page: CandidatePage
    var members: [MemberRow]
    var edges: [EdgeRow]
    var layers: [(layer: Layer, pairs: Int)]
  }

  private static func find(_ asked: Asked, _ store: CaseStore) throws -> Found {
    let page = try store.candidate(asked.id)
    let all = try store.edges(ofCandidate: asked.id, limit: 5000)
    var counts: [Layer: Int] = [:]
    for edge in all { if let layer = edge.layer { counts[layer, default: 0] += 1 } }
    var edges = all
    if let layer = asked.layer { edges = edges.filter { $0.layer == layer } }
    if let account = asked.account {
      let near = Set(edges.filter { $0.accounts.contains(account) }.flatMap(\.accounts))
      guard !near.isEmpty || asked.layer != nil else {
        throw ConsoleError(.notFound, "There is no such page.")
      }
      edges = edges.filter { $0.accounts.allSatisfy(near.contains) }
    }
    let joined = Set(edges.flatMap(\.accounts))
    var members: [MemberRow] = []
    var cursor: PageCursor?
    repeat {
      let list = try store.members(ofCandidate: asked.id, after: cursor, limit: 1000)
      members += list.items.filter { joined.contains($0.account.id) }
      cursor = list.next
    } while cursor != nil
    let layers = counts.map { (layer: $0.key, pairs: $0.value) }
    return Found(
      page: page, members: members, edges: edges,
      layers: layers.sorted { $0.layer.rawValue < $1.layer.rawValue })
  }

  private static let columns: [PageContent.Column] = [
    .init("account"), .init("with"), .init("layer"), .init("co-actions", isNumber: true),
    .init("p", isNumber: true),
  ]

  private static func cells(
    _ edge: EdgeRow, _ found: Found, _ asked: Asked, isLinked: Bool
  ) -> [PageContent.Cell] {
    let names = edge.accounts.map { account -> PageContent.Cell in
      let member = found.members.first { $0.account.id == account }
      return .init(
        member.map { AccountName.of($0.account) } ?? "account \(account)",
        link: isLinked ? link(asked, layer: asked.layer, account: account) : nil)
    }
    return names + [
      .init(edge.layer?.name ?? "all layers"), .init("\(edge.coactions)"),
      .init(HumanText.probability(log10: edge.log10P)),
    ]
  }

  private static func link(_ asked: Asked, layer: Layer?, account: Int64?) -> String {
    Link.to(
      "/candidates/\(asked.id)/network",
      ["layer": layer?.name ?? "", "account": account.map { "\($0)" } ?? ""])
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let asked = try Asked(visit)
    let found = try await visit.store { try find(asked, $0) }
    let centre = asked.account.flatMap { id in found.members.first { $0.account.id == id } }
    var lead = "\(HumanText.count(found.members.count, "account")) and "
    lead += "\(HumanText.count(found.edges.count, "edge"))"
    if let centre { lead += " around \(AccountName.of(centre.account))" }
    return .page(
      PageContent(
        title: "Network of candidate \(found.page.row.name)", lead: lead + ".",
        part: "/candidates", blocks: blocks(found, asked, centre, visit)))
  }

  private static func blocks(
    _ found: Found, _ asked: Asked, _ centre: MemberRow?, _ visit: Visit
  ) -> [PageContent.Block] {
    var ways: [PageContent.Action] = [
      .init(words: "to the candidate", link: "/candidates/\(asked.id)")
    ]
    if let centre {
      ways += [
        .init(words: "the whole network", link: link(asked, layer: asked.layer, account: nil)),
        .init(
          words: "posts of \(AccountName.of(centre.account))",
          link: "/accounts/\(centre.account.id)"),
      ]
    }
    let layers =
      [
        PageContent.Action(
          words: "all layers", link: link(asked, layer: nil, account: asked.account),
          isCurrent: asked.layer == nil)
      ]
      + found.layers.map { layer, pairs in
        PageContent.Action(
          words: "\(layer.name) (\(pairs))",
          link: link(asked, layer: layer, account: asked.account), isCurrent: layer == asked.layer)
      }
    var blocks: [PageContent.Block] = [.links(ways), .links(layers)]
    let drawn = Array(found.members.prefix(mostDrawn))
    let picture = CandidateBlocks.network(found.page, drawn, found.edges) { account in
      link(asked, layer: asked.layer, account: account)
    }
    blocks.append(
      picture.map { .picture($0) } ?? .text("There are too few pairs to draw a network."))
    let csv = Export.link(visit, "/candidates/\(asked.id)/pairs.csv")
    return blocks + [
      .heading("Pairs"),
      .table(
        PageContent.Table(
          id: "pairs", caption: "The strongest evidence first", columns: columns,
          rows: found.edges.prefix(mostListed).map { cells($0, found, asked, isLinked: true) },
          csv: csv, empty: "No pair is left.")),
    ]
  }
}
