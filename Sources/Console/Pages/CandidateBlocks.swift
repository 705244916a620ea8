import Exchange
import SocialModel
import Store

/// Parts of a candidate's page.
enum CandidateBlocks {
  /// Counts over time.
  static func timeline(
    _ counts: [Int], _ start: Timestamp, _ binSeconds: Int, of what: String = "post"
  ) -> PageContent.Picture {
    let length = Int64(counts.count) * Int64(binSeconds) * 1000
    let moments = [0, length / 2, length].map {
      HumanText.moment(Timestamp(milliseconds: start.milliseconds + $0))
    }
    let total = counts.reduce(0, +)
    let peak = counts.max() ?? 0
    let words =
      "\(HumanText.count(total, what)) between \(moments[0]) and \(moments[2]) UTC; at most "
      + "\(HumanText.measure(Double(peak))) in \(HumanText.duration(seconds: binSeconds))."
    return PageContent.Picture(
      markup: CandidatePictures.bars(counts), alternative: words, caption: words, axis: moments)
  }

  /// How much of what the members posted was flagged: posts and no persons.
  static func threats(_ found: CandidateThreats) -> [PageContent.Fact] {
    guard found.posts > 0 else { return [] }
    let share = HumanText.measure(100 * Double(found.threats) / Double(found.posts))
    return [
      .init(
        "Threats among its posts",
        "\(found.threats) of \(found.posts) (\(share) %), \(found.serious) of them moderate or high"
      ),
      .init("False alarms among its posts", "\(found.falseAlarms)"),
    ]
  }

  /// The network of a candidate's strongest members; nil where there is none to draw.
  ///
  /// - Parameter link: where an account's dot leads, by the account's number.
  static func network(
    _ page: CandidatePage, _ members: [MemberRow], _ edges: [EdgeRow], link: (Int64) -> String
  ) -> PageContent.Picture? {
    var places: [Int64: Int32] = [:]
    for (place, member) in members.enumerated() { places[member.account.id] = Int32(place) }
    let drawn = edges.compactMap { edge -> Edge? in
      guard edge.accounts.count == 2, let a = places[edge.accounts[0]],
        let b = places[edge.accounts[1]], a != b
      else { return nil }
      return Edge(
        pair: AccountPair(a, b), layer: edge.layer, coactions: edge.coactions, opportunities: 0,
        expected: 0, log10P: edge.log10P, log10Q: edge.log10P)
    }
    let candidate = Candidate(
      id: page.row.name, kind: page.row.kind, kindReason: "",
      members: members.enumerated().map { member(Int32($0), $1) }, layers: [], indicators: [],
      reasons: [], objects: [], firstPosts: [], timeline: [], edges: Array(drawn.indices),
      log10P: 0, log10Q: page.row.log10Q)
    let analysis = Analysis(
      run: RunRecord(version: "", inputs: [], parameters: [], stages: [], rejectionReasons: []),
      stream: StreamSummary(
        posts: 0, accounts: members.count, span: nil, timelineStart: page.timelineStart,
        binSeconds: 1, timeline: []),
      accounts: members.map {
        AccountReference(
          platform: $0.account.platform, id: $0.account.externalID, handle: $0.account.handle)
      }, edges: drawn, candidates: [candidate])
    let links = members.map { link($0.account.id) }
    return CandidatePictures.network(of: candidate, in: analysis, links: links).map { network in
      PageContent.Picture(
        markup: network.picture, alternative: network.alternative, caption: network.caption,
        isNetwork: true, legend: network.legend)
    }
  }

  private static func member(_ place: Int32, _ row: MemberRow) -> Member {
    Member(
      account: place, edges: row.edges, coactions: row.coactions, expected: row.expected,
      log10P: row.log10P, firstPost: row.account.firstPost, lastPost: row.account.lastPost,
      posts: row.account.posts, reason: row.reason)
  }

  static let memberColumns: [PageContent.Column] = [
    .init("account", detail: "why"), .init("platform"), .init("edges", isNumber: true),
    .init("co-actions", isNumber: true), .init("by chance", isNumber: true),
    .init("p", isNumber: true), .init("posts", isNumber: true),
  ]

  @Sendable static func memberCells(_ row: MemberRow) -> [PageContent.Cell] {
    [
      .init(
        AccountName.of(row.account), link: "/accounts/\(row.account.id)", detail: row.reason),
      .init(row.account.platform.name), .init("\(row.edges)"), .init("\(row.coactions)"),
      .init(HumanText.measure(row.expected)), .init(HumanText.probability(log10: row.log10P)),
      .init("\(row.account.posts)"),
    ]
  }

  static func indicators(_ page: CandidatePage) -> PageContent.Table {
    PageContent.Table(
      id: "indicators", caption: "Measured signals",
      columns: [
        .init("indicator", detail: "reason"), .init("value", isNumber: true), .init("unit"),
      ],
      rows: page.indicators.map {
        [
          .init($0.name, detail: $0.reason), .init(HumanText.measure($0.value)), .init($0.unit),
        ]
      }, empty: "No indicator was measured.")
  }

  static func objects(_ page: CandidatePage) -> PageContent.Table {
    PageContent.Table(
      id: "objects", caption: "What most members carried",
      columns: [
        .init("layer"), .init("object"), .init("members", isNumber: true),
        .init("their actions", isNumber: true), .init("all actions", isNumber: true),
        .init("first"),
      ],
      rows: page.objects.map { object in
        [
          .init(object.layer.name),
          .init(
            isText(object.layer) ? "(a text, folded)" : HumanText.shortened(object.label, to: 160)),
          .init("\(object.members)"), .init("\(object.memberActions)"),
          .init("\(object.allActions)"), .init(HumanText.moment(object.first)),
        ]
      }, empty: "No object is shared by most members.")
  }

  private static func isText(_ layer: Layer) -> Bool { layer == .text || layer == .phrase }
}
