import SocialModel

/// The p-values of all tests that detection runs, those that find nothing included: for looking at
/// how they are spread over traffic of which nothing should be found.
public struct DetectionDiagnostics: Sendable {
  /// A family of tests.
  public struct Family: Sendable {
    /// log10 of the p-values, in no order that means anything; those left out are 0.
    public var log10P: [Double] = []
    /// How many tests there were, at least as many as p-values.
    public var tests = 0

    /// No tests.
    public init() {}
  }

  /// Pairs: one test for each pair and level of rarity at which it has two occasions.
  public var pairs = Family()
  /// Members of tentative groups in the hours that were held back.
  public var heldOut = Family()
  /// Accounts with at least five exposed posts outside a group of active accounts that is drawn at
  /// random: an ordinary stream has no group that is certain, so that growth has nothing to test.
  public var growth = Family()

  /// No tests.
  public init() {}
}

extension Detection {
  /// Runs the tests and keeps every p-value, without deciding anything.
  ///
  /// - Parameter groupSeed: seeds the draw of the group that growth is tested on.
  /// - Complexity: as ``run(_:threads:)``; memory for every pair with two occasions.
  public func diagnostics(
    _ stream: StreamColumns, groupSeed: UInt64 = 1, threads: Int = Parallel.defaultThreads
  ) -> DetectionDiagnostics {
    let actions = RareActions(stream: stream, layers: profile.layers, parameters: parameters)
    let halves = Halves(contextWindow: parameters.contextWindow)
    let (findings, tentative) = PairTest(actions, profile: profile, parameters: parameters)
      .everyFinding(
        threads: threads,
        weighedBy: TentativePairs.Scale(
          halves: halves, postTimes: stream.postTimes, rarities: actions.rarities))
    var result = DetectionDiagnostics()
    result.pairs.log10P = findings.flatMap { finding in
      finding.strata.filter { $0.occasions >= 2 }.map(\.log10P)
    }
    result.pairs.tests = result.pairs.log10P.count
    let heldOut = HeldOutTest(
      actions: actions, stream: stream, profile: profile, parameters: parameters, halves: halves
    ).run(tentative)
    result.heldOut.log10P = heldOut.members.map(\.log10P)
    result.heldOut.tests = heldOut.isTested.count { $0 }
    let isInside = Self.activeAccounts(of: stream, seed: groupSeed)
    let growth = Growth(
      actions: actions, stream: stream, profile: profile, parameters: parameters)
    (result.growth.log10P, result.growth.tests) = growth.log10PValues(isInside)
    return result
  }

  /// How many accounts would join a group of active accounts that is drawn at random.
  ///
  /// - Complexity: as growth, O(neighbours of the group's actions) a round.
  public func joinersOfRandomGroup(_ stream: StreamColumns, seed: UInt64) -> Int {
    let actions = RareActions(stream: stream, layers: profile.layers, parameters: parameters)
    let growth = Growth(
      actions: actions, stream: stream, profile: profile, parameters: parameters)
    return growth.joiners(
      Self.activeAccounts(of: stream, seed: seed), rate: parameters.falseDiscoveryRate
    ).count
  }

  /// Eighty accounts with at least five posts, or a third of them where they are fewer.
  private static func activeAccounts(of stream: StreamColumns, seed: UInt64) -> [Bool] {
    let activity = stream.activity()
    let active = activity.indices.filter { activity[$0].posts >= Growth.activePosts }
    var isInside = [Bool](repeating: false, count: stream.accountCount)
    var draw = SeededGenerator(seed: seed)
    for _ in 0..<min(80, active.count / 3) { isInside[draw.pick(active)] = true }
    return isInside
  }
}
