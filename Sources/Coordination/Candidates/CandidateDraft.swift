import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A candidate before its objects and posts have got their words.
public struct CandidateDraft: Sendable {
  /// An object by its layer and id, with its counts.
  public struct Object: Sendable, Hashable {
    /// Its layer.
    public var layer: Layer
    /// Its id in the layer's table.
    public var object: Int32
    /// Members that acted on it.
    public var members: Int
    /// Actions of members on it.
    public var memberActions: Int
    /// Actions of all accounts on it.
    public var allActions: Int
    /// The first action of a member on it.
    public var first: Timestamp
  }

  /// The candidate; its objects and first posts are empty.
  public var candidate: Candidate
  /// Its shared objects, the most telling first.
  public var objects: [Object]
  /// Posts of members that carry a shared object, in order of time.
  public var posts: [Int32]
}

/// Describes communities: kind, members, reasons, indicators.
public struct CandidateBuilder {
  let stream: StreamColumns
  let edges: [Edge]
  let parameters: TimingParameters
  private let activity: [AccountActivity]

  /// How many shared objects a candidate names.
  public static let objectLimit = 24

  /// A builder over an input and its edges.
  public init(stream: StreamColumns, edges: [Edge], parameters: TimingParameters) {
    self.stream = stream
    self.edges = edges
    self.parameters = parameters
    activity = stream.activity()
  }

  /// The description of a community.
  ///
  /// - Parameter rank: its place in the order of review, from 1.
  public func draft(_ community: Community, rank: Int) -> CandidateDraft {
    let layers = layerEvidence(community)
    let shared = SharedActions(
      members: community.members, stream: stream, layers: layers.compactMap(\.layer),
      timeWindow: parameters.timeWindow)
    let members = self.members(community)
    let indicators = CandidateIndicators(
      shared: shared, stream: stream, posts: members.reduce(0) { $0 + $1.posts })
    let (kind, why) = CandidateKindRule.kind(
      pairs: pairs(community), indicators: indicators)
    let reasons = Reasons(parameters: parameters)
    let candidate = Candidate(
      id: "c\(rank)", kind: kind, kindReason: why, members: members, layers: layers,
      indicators: indicators.all,
      reasons: reasons.candidate(layers, community.edges.map { edges[$0] }), objects: [],
      firstPosts: [], timeline: [], edges: community.edges, log10P: community.log10P,
      log10Q: community.log10Q)
    return CandidateDraft(
      candidate: candidate,
      objects: shared.objects.prefix(Self.objectLimit).map {
        CandidateDraft.Object(
          layer: $0.layer, object: $0.object, members: $0.members,
          memberActions: $0.memberActions, allActions: $0.allActions,
          first: Timestamp(milliseconds: $0.firstTime))
      },
      posts: shared.posts)
  }

  private func layerEvidence(_ community: Community) -> [LayerEvidence] {
    var byLayer: [Layer: LayerEvidence] = [:]
    for index in community.edges {
      let edge = edges[index]
      guard let layer = edge.layer else { continue }
      var evidence =
        byLayer[layer]
        ?? LayerEvidence(layer: layer, edges: 0, coactions: 0, opportunities: 0, expected: 0)
      evidence.edges += 1
      evidence.coactions += edge.coactions
      evidence.opportunities += edge.opportunities
      evidence.expected += edge.expected
      byLayer[layer] = evidence
    }
    return byLayer.sorted {
      $0.value.edges != $1.value.edges ? $0.value.edges > $1.value.edges : $0.key < $1.key
    }.map(\.value)
  }

  private func pairs(_ community: Community) -> [Layer: Set<AccountPair>] {
    community.edges.reduce(into: [:]) { pairs, index in
      guard let layer = edges[index].layer else { return }
      pairs[layer, default: []].insert(edges[index].pair)
    }
  }

  private func members(_ community: Community) -> [Member] {
    var own: [Int32: [Edge]] = [:]
    for index in community.edges {
      own[edges[index].pair.a, default: []].append(edges[index])
      own[edges[index].pair.b, default: []].append(edges[index])
    }
    let reasons = Reasons(parameters: parameters)
    let partners = log10(Double(max(1, stream.accountCount - 1)))
    return community.members.map { account in
      let mine = own[account] ?? []
      let strongest = mine.map(\.log10P).min() ?? 0
      let activity = activity[Int(account)]
      return Member(
        account: account, edges: Set(mine.map(\.pair)).count,
        coactions: mine.reduce(0) { $0 + $1.coactions },
        expected: mine.reduce(0) { $0 + $1.expected }, log10P: min(0, strongest + partners),
        firstPost: Timestamp(milliseconds: activity.first),
        lastPost: Timestamp(milliseconds: activity.last), posts: activity.posts,
        reason: reasons.member(mine))
    }.sorted { ($0.log10P, $0.account) < ($1.log10P, $1.account) }
  }
}
