import SocialModel

/// Describes communities: kind, members, reasons, indicators.
public struct CandidateBuilder {
  let stream: StreamColumns
  let found: DetectionResult
  let profile: DetectionProfile
  let parameters: DetectionParameters
  private let activity: [AccountActivity]
  private let clock: StreamClock
  private let joiners: [Int32: Joiner]

  /// How many shared objects a candidate names.
  public static let objectLimit = 24

  /// A builder over an input and what was found in it.
  public init(
    stream: StreamColumns, found: DetectionResult, profile: DetectionProfile,
    parameters: DetectionParameters
  ) {
    self.stream = stream
    self.found = found
    self.profile = profile
    self.parameters = parameters
    activity = stream.activity()
    clock = StreamClock(stream.postTimes)
    joiners = Dictionary(uniqueKeysWithValues: found.joiners.map { ($0.account, $0) })
  }

  /// The descriptions of all communities in the order of review.
  ///
  /// Kinds that are as a rule harmless come last and are not hidden; within each half the order of
  /// the communities holds.
  public func drafts() -> [CandidateDraft] {
    let all = found.communities.map(draft)
    let isOrdinary = { (draft: CandidateDraft) in draft.candidate.kind.isOrdinary }
    var ordered = all.filter { !isOrdinary($0) } + all.filter(isOrdinary)
    for index in ordered.indices { ordered[index].candidate.id = "c\(index + 1)" }
    return ordered
  }

  /// The description of a community, without its place in the order of review.
  func draft(_ community: Community) -> CandidateDraft {
    let pairs = LayerTally(
      pairs: pairs(of: community), found: found, profile: profile, parameters: parameters)
    let shared = SharedActions(
      members: community.members, stream: stream, actions: found.actions,
      lag: parameters.contextWindow / 4)
    let members = self.members(community)
    let indicators = CandidateIndicators(
      members: community.members, posts: members.reduce(0) { $0 + $1.posts }, shared: shared,
      stream: stream, clock: clock)
    let (kind, why) = CandidateKindRule.kind(pairs, indicators: indicators)
    let own = community.members.compactMap { joiners[$0] }
    let candidate = Candidate(
      id: "", kind: kind, kindReason: why, members: members, layers: pairs.layers,
      indicators: indicators.all,
      reasons: Reasons(parameters: parameters)
        .candidate(pairs.layers, community.edges.map { found.edges[$0] }, joiners: own)
        + TimeUnit.reasons(stream.coarseAccounts(of: community.members)),
      objects: [], firstPosts: [], timeline: [], edges: community.edges,
      log10P: community.log10P, log10Q: community.log10Q)
    return CandidateDraft(
      candidate: candidate, objects: shared.named(limit: Self.objectLimit), posts: shared.posts)
  }

  /// The community's edges, and each joiner with the members it coincides with most.
  private func pairs(of community: Community) -> [AccountPair] {
    let members = Set(community.members)
    var pairs = Set(community.edges.map { found.edges[$0].pair })
    for account in community.members {
      guard let joiner = joiners[account] else { continue }
      for partner in joiner.partners.prefix(3) where members.contains(partner.account) {
        pairs.insert(AccountPair(account, partner.account))
      }
    }
    return pairs.sorted()
  }

  private func members(_ community: Community) -> [Member] {
    var own: [Int32: [Edge]] = [:]
    for index in community.edges {
      let edge = found.edges[index]
      own[edge.pair.a, default: []].append(edge)
      own[edge.pair.b, default: []].append(edge)
    }
    return community.members.map { member($0, edges: own[$0] ?? []) }
      .sorted { ($0.log10P, $0.account) < ($1.log10P, $1.account) }
  }

  private func member(_ account: Int32, edges: [Edge]) -> Member {
    let activity = activity[Int(account)]
    let joiner = joiners[account]
    let reasons = Reasons(parameters: parameters)
    return Member(
      account: account, edges: edges.count,
      coactions: edges.isEmpty
        ? joiner?.hits ?? 0 : edges.reduce(0) { $0 + $1.coactions },
      expected: edges.isEmpty
        ? joiner?.expected ?? 0 : edges.reduce(0) { $0 + $1.expected },
      log10P: found.log10POfAccount[account] ?? 0,
      firstPost: Timestamp(milliseconds: activity.first),
      lastPost: Timestamp(milliseconds: activity.last), posts: activity.posts,
      reason: edges.isEmpty
        ? joiner.map(reasons.joiner) ?? reasons.member(edges) : reasons.member(edges))
  }
}
