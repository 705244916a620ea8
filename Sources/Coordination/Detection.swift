import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What detection found in a stream, before it is put into words.
public struct DetectionResult: Sendable {
  /// Pairs whose co-actions are more than chance, between accounts that are found, ordered.
  public var edges: [Edge]
  /// Accounts that a group gave away, ordered by account, those held out before those of growth.
  public var joiners: [Joiner]
  /// log10 of the p-value of each account that was found.
  public var log10POfAccount: [Int32: Double]
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
  /// Pairs and held-out groups give one p-value for each account; Benjamini-Hochberg over the accounts
  /// controls the false discovery rate at one half of what is asked for, growth at the other half.
  ///
  /// - Complexity: O(n log n) in the actions plus the coincidences of rare objects, of which each
  ///   action has at most the crowd limit.
  public func run(
    _ stream: StreamColumns, threads: Int = Parallel.defaultThreads
  ) -> DetectionResult {
    let actions = RareActions(stream: stream, layers: profile.layers, parameters: parameters)
    let test = PairTest(actions, profile: profile, parameters: parameters)
    let halves = Halves(turn: parameters.contextWindow)
    let pairs = test.run(
      threads: threads, halves: parameters.growsGroups ? (halves, stream) : nil)
    let heldOut = HeldOutTest(
      actions: actions, stream: stream, profile: profile, parameters: parameters, halves: halves
    ).run(pairs.tentative)
    let share = parameters.growsGroups ? 0.5 : 1
    let rate = parameters.falseDiscoveryRate * share
    let accounts = AccountTest(pairs: pairs, heldOut: heldOut).found(rate: rate)
    var result = DetectionResult(
      edges: pairs.edges.filter { accounts[$0.pair.a] != nil && accounts[$0.pair.b] != nil },
      joiners: AccountTest.joiners(heldOut, accounts), log10POfAccount: accounts.mapValues(\.p),
      communities: [], actions: actions)
    if parameters.growsGroups {
      let growth = Growth(
        actions: actions, stream: stream, profile: profile, parameters: parameters)
      let grown = growth.joiners(certain(result, stream), rate: rate)
      result.joiners += grown.filter { result.log10POfAccount[$0.account] == nil }
      for joiner in grown where result.log10POfAccount[joiner.account] == nil {
        result.log10POfAccount[joiner.account] = joiner.log10P
      }
    }
    result.communities = CoordinationNetwork.communities(
      result.edges, joiners: result.joiners, parameters: parameters)
    return result
  }

  /// The accounts that groups grow from: those found so far, unless most posts of their community
  /// come from programs that feed or schedule posts, whose readers are no part of anything.
  private func certain(_ found: DetectionResult, _ stream: StreamColumns) -> [Bool] {
    var isInside = [Bool](repeating: false, count: stream.accountCount)
    var posts = [Int](repeating: 0, count: stream.accountCount)
    var fed = [Int](repeating: 0, count: stream.accountCount)
    for (account, isFed) in zip(stream.postAccounts, stream.postIsFed) {
      posts[Int(account)] += 1
      if isFed { fed[Int(account)] += 1 }
    }
    var pairs = parameters
    pairs.smallestCandidate = 2
    for community in CoordinationNetwork.communities(
      found.edges, joiners: found.joiners, parameters: pairs)
    {
      let all = community.members.reduce(0) { $0 + posts[Int($1)] }
      let ofPrograms = community.members.reduce(0) { $0 + fed[Int($1)] }
      if ofPrograms * 2 > all { continue }
      for member in community.members { isInside[Int(member)] = true }
    }
    return isInside
  }
}
