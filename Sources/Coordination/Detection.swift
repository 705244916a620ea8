import SocialModel

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
  /// Pairs and held-out groups are two families of tests of accounts, each with half of the false
  /// discovery rate; growth has the whole of it again, so that it may reach twice the rate at most.
  ///
  /// - Complexity: O(n log n) in the actions plus the coincidences of rare objects, of which each
  ///   action has at most the crowd limit.
  public func run(
    _ stream: StreamColumns, threads: Int = Parallel.defaultThreads
  ) -> DetectionResult {
    let actions = RareActions(stream: stream, layers: profile.layers, parameters: parameters)
    let test = PairTest(actions, profile: profile, parameters: parameters)
    let halves = Halves(contextWindow: parameters.contextWindow)
    let pairs = test.run(
      threads: threads,
      weighedBy: parameters.growsGroups
        ? TentativePairs.Scale(
          halves: halves, postTimes: stream.postTimes, rarities: actions.rarities) : nil)
    let heldOut = HeldOutTest(
      actions: actions, stream: stream, profile: profile, parameters: parameters, halves: halves
    ).run(pairs.tentative, threads: threads)
    let (accounts, inGroups) = found(pairs, heldOut)
    var result = DetectionResult(
      edges: test.edges(pairs, between: Set(accounts.keys)),
      joiners: joiners(heldOut.members, inGroups, among: accounts),
      log10POfAccount: accounts.mapValues(\.p), communities: [], actions: actions)
    if parameters.growsGroups { grow(&result, stream) }
    result.communities = CoordinationNetwork.communities(
      result.edges, joiners: result.joiners, parameters: parameters)
    return result
  }

  /// The accounts that either family of tests rejects, and those that the groups' does.
  private func found(
    _ pairs: PairTest.Result, _ heldOut: HeldOutTest.Result
  ) -> (all: [Int32: AccountTest.Value], inGroups: [Int32: AccountTest.Value]) {
    let rate = parameters.falseDiscoveryRate
    let family = parameters.growsGroups ? rate / 2 : rate
    let paired = AccountTest.found(
      pairs.log10POfAccount, tests: pairs.testedAccounts, rate: family)
    let inGroups = AccountTest.found(
      Dictionary(uniqueKeysWithValues: heldOut.members.map { ($0.account, $0.log10P) }),
      tests: heldOut.isTested.count { $0 }, rate: family)
    return (paired.merging(inGroups) { $0.or($1) }, inGroups)
  }

  /// The members of groups that were found, with the partners that were found as well.
  private func joiners(
    _ members: [Joiner], _ found: [Int32: AccountTest.Value],
    among accounts: [Int32: AccountTest.Value]
  ) -> [Joiner] {
    members.compactMap { joiner in
      guard let value = found[joiner.account] else { return nil }
      var joiner = joiner
      joiner.log10Q = value.q
      joiner.partners.removeAll { accounts[$0.account] == nil }
      return joiner
    }
  }

  /// Adds the accounts that join those that are certain.
  private func grow(_ result: inout DetectionResult, _ stream: StreamColumns) {
    let growth = Growth(
      actions: result.actions, stream: stream, profile: profile, parameters: parameters)
    let grown = growth.joiners(certain(result, stream), rate: parameters.falseDiscoveryRate)
      .filter { result.log10POfAccount[$0.account] == nil }
    result.joiners += grown
    for joiner in grown { result.log10POfAccount[joiner.account] = joiner.log10P }
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
