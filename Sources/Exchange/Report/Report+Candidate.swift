import SocialModel

extension Report {
  /// A candidate's section.
  func candidate(_ candidate: Candidate, place: Int, _ analysis: Analysis) -> CandidateView {
    let members = candidate.members.prefix(limits.members).map { member($0, analysis) }
    let posts = candidate.firstPosts.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    let network = NetworkPicture(candidate, analysis, limits)
    let total = candidate.members.count
    return CandidateView(
      anchor: Self.anchor(place), id: candidate.id, kind: candidate.kind.rawValue,
      kindMeaning: candidate.kind.meaning, kindReason: line(candidate.kindReason),
      swatch: Pattern(place, limits).swatch, facts: facts(candidate, analysis),
      threatShare: threatShare(candidate, analysis),
      hasReasons: !candidate.reasons.isEmpty, reasons: candidate.reasons.map(line),
      layers: candidate.layers.map(layer), hasIndicators: !candidate.indicators.isEmpty,
      indicators: candidate.indicators.map(indicator),
      memberTitle: HumanText.count(total, "account"),
      members: Array(members.prefix(limits.membersBeforeFold)),
      hasMoreMembers: members.count > limits.membersBeforeFold,
      moreMembersTitle: moreTitle(members.count - limits.membersBeforeFold, total),
      moreMembers: Array(members.dropFirst(limits.membersBeforeFold)),
      memberRest: rest(of: total, limits.members, "account", in: .accounts),
      hasPosts: !posts.isEmpty, posts: posts.prefix(limits.posts).map { post($0, analysis) },
      postRest: rest(of: posts.count, limits.posts, "post", in: .candidates),
      hasTemplates: !candidate.templates.isEmpty,
      templates: candidate.templates.prefix(limits.objects).map { template($0, analysis) },
      hasPictures: !candidate.pictures.isEmpty,
      pictures: candidate.pictures.prefix(limits.pictures).enumerated().map {
        picture($1, place: $0, of: candidate, analysis)
      },
      hasObjects: !candidate.objects.isEmpty,
      objects: candidate.objects.prefix(limits.objects).map { object($0, analysis) },
      objectRest: rest(of: candidate.objects.count, limits.objects, "object", in: .candidates),
      hasNetwork: network.isWorthDrawing, network: network.view)
  }

  private func moreTitle(_ folded: Int, _ total: Int) -> String {
    total > limits.members
      ? "Show \(NumberText.grouped(folded)) more of \(HumanText.count(total, "account"))"
      : "Show the other \(HumanText.count(max(0, folded), "account"))"
  }

  private func facts(_ candidate: Candidate, _ analysis: Analysis) -> [Fact] {
    let platforms = Set(candidate.members.map { analysis.accounts[Int($0.account)].platform })
    return [
      Fact(name: "Accounts", value: NumberText.grouped(candidate.members.count)),
      Fact(name: "Edges", value: NumberText.grouped(candidate.edges.count)),
      Fact(
        name: platforms.count == 1 ? "Platform" : "Platforms",
        value: platforms.sorted().map(\.name).joined(separator: ", ")),
      Fact(name: "First post (UTC)", value: HumanText.moment(candidate.firstAction)),
      Fact(name: "Smallest p", value: HumanText.probability(log10: candidate.log10P)),
      Fact(name: "Smallest q", value: HumanText.probability(log10: candidate.log10Q)),
    ]
  }

  private func layer(_ layer: LayerEvidence) -> LayerView {
    LayerView(
      layer: layer.layer?.name ?? "all layers", edges: NumberText.grouped(layer.edges),
      coactions: NumberText.grouped(layer.coactions),
      opportunities: NumberText.grouped(layer.opportunities),
      expected: HumanText.measure(layer.expected))
  }

  private func indicator(_ indicator: Indicator) -> IndicatorView {
    IndicatorView(
      name: HumanText.shortened(indicator.name, to: 60),
      value: HumanText.measure(indicator.value),
      unit: indicator.unit == "1" ? "" : HumanText.shortened(indicator.unit, to: 20),
      reason: line(indicator.reason))
  }

  private func member(_ member: Member, _ analysis: Analysis) -> MemberView {
    let account = analysis.accounts[Int(member.account)]
    let handle = account.handle ?? ""
    return MemberView(
      platform: account.platform.name, account: line(account.id), hasHandle: !handle.isEmpty,
      handle: line(handle), posts: NumberText.grouped(member.posts),
      edges: NumberText.grouped(member.edges), coactions: NumberText.grouped(member.coactions),
      expected: HumanText.measure(member.expected),
      p: HumanText.probability(log10: member.log10P),
      first: HumanText.moment(member.firstPost, within: analysis.stream.span),
      last: HumanText.moment(member.lastPost, within: analysis.stream.span),
      reason: line(member.reason))
  }

  private func post(_ post: PostExcerpt, _ analysis: Analysis) -> PostView {
    let account = analysis.accounts[Int(post.account)]
    return PostView(
      time: HumanText.moment(post.time), machineTime: post.time.description,
      platform: post.platform.name, post: line(post.id),
      account: line(account.handle.map { "@" + $0 } ?? account.id), hasText: !post.text.isEmpty,
      text: HumanText.shortened(post.text, to: limits.text))
  }

  private func object(_ object: SharedObject, _ analysis: Analysis) -> ObjectView {
    ObjectView(
      layer: object.layer.name, isFolded: object.layer == .text || object.layer == .phrase,
      label: HumanText.shortened(object.label, to: limits.text),
      members: NumberText.grouped(object.members),
      memberActions: NumberText.grouped(object.memberActions),
      allActions: NumberText.grouped(object.allActions),
      first: HumanText.moment(object.first, within: analysis.stream.span),
      source: object.lineage.map { line(Self.source($0, analysis.stream.span)) } ?? "")
  }

  /// The first post of all with an object: when, where and whose.
  private static func source(_ lineage: Lineage, _ span: ClosedRange<Timestamp>?) -> String {
    let first = lineage.first
    return "\(HumanText.moment(first.time, within: span)) \(first.name) on \(first.platform)"
      + (lineage.arrivals[0].order == .certain ? "" : "; \(lineage.arrivals[0].order.meaning)")
  }
}
