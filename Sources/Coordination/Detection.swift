import SocialModel

/// What detection found in a stream, before it is put into words.
public struct DetectionResult: Sendable {
  /// Pairs whose co-actions are more than chance, ordered.
  public var edges: [Edge]
  /// For each account of an edge, with how many accounts it was tested.
  public var testsOfAccount: [Int32: Int]
  /// Accounts that joined because of a group, ordered by round and account.
  public var joiners: [Joiner]
  /// The communities that make candidates, in the order of review.
  public var communities: [Community]
  /// The rare actions that all of it was found in.
  public var actions: RareActions
}

/// From the columns of a stream to edges, joiners and communities.
public struct Detection: Sendable {
  /// What chance is taken to give.
  public var profile: DetectionProfile
  /// What it is run with.
  public var parameters: DetectionParameters

  /// A detection with this profile and these parameters.
  public init(profile: DetectionProfile, parameters: DetectionParameters) {
    self.profile = profile
    self.parameters = parameters
  }

  /// Runs all steps.
  ///
  /// - Complexity: O(n log n) in the actions plus the coincidences of rare objects, of which each
  ///   action has at most the crowd limit.
  public func run(
    _ stream: StreamColumns, threads: Int = Parallel.defaultThreads
  ) -> DetectionResult {
    let actions = RareActions(stream: stream, layers: profile.layers, parameters: parameters)
    let (edges, tests) = PairTest(actions, profile: profile, parameters: parameters)
      .run(threads: threads)
    var joiners: [Joiner] = []
    if parameters.growsGroups {
      let isInside = certain(edges, stream)
      joiners = Growth(
        actions: actions, stream: stream, profile: profile, parameters: parameters
      ).joiners(isInside)
    }
    return DetectionResult(
      edges: edges, testsOfAccount: tests, joiners: joiners,
      communities: CoordinationNetwork.communities(
        edges, joiners: joiners, parameters: parameters),
      actions: actions)
  }

  /// The accounts that groups grow from: those with an edge, unless most posts of their community come from programs that feed or schedule posts, whose readers are no part of anything.
  private func certain(_ edges: [Edge], _ stream: StreamColumns) -> [Bool] {
    var isInside = [Bool](repeating: false, count: stream.accountCount)
    var posts = [Int](repeating: 0, count: stream.accountCount)
    var fed = [Int](repeating: 0, count: stream.accountCount)
    for (account, isFed) in zip(stream.postAccounts, stream.postIsFed) {
      posts[Int(account)] += 1
      if isFed { fed[Int(account)] += 1 }
    }
    var pairs = parameters
    pairs.smallestCandidate = 2
    for community in CoordinationNetwork.communities(edges, parameters: pairs) {
      let all = community.members.reduce(0) { $0 + posts[Int($1)] }
      let ofPrograms = community.members.reduce(0) { $0 + fed[Int($1)] }
      if ofPrograms * 2 > all { continue }
      for member in community.members { isInside[Int(member)] = true }
    }
    return isInside
  }
}
