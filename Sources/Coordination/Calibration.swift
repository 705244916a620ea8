import SocialModel

/// Measures on ordinary traffic what chance must be taken to give.
///
/// Streams of ordinary accounts are added one by one; the profile pools them. Traffic that holds a
/// campaign gives shares that are too high, so that the test finds less and does not accuse more.
public struct Calibration: Sendable {
  /// Occasions of a single opportunity in one layer, and how many fell within each scale.
  public struct Lags: Sendable, Hashable {
    /// How many occasions there were.
    public var occasions = 0
    /// How many fell within each of the profile's scales.
    public var within = [Int](repeating: 0, count: DetectionProfile.scales.count)

    /// No occasions.
    public init() {}
  }

  /// Posts of accounts in hours held back, and how many of them met the accounts again that theirs
  /// had met in the other hours.
  public struct Returns: Sendable, Hashable {
    /// Posts of accounts that had met others.
    public var posts = 0
    /// How many of them met these again, on something new.
    public var meetings = 0

    /// No posts.
    public init() {}

    /// Meetings for each post; without enough posts to tell, one in five.
    public var rate: Double {
      posts < 100 ? 0.2 : min(1, Double(meetings + 1) / Double(posts + 1))
    }
  }

  /// The lags of each layer: the most telling one of each occasion.
  public private(set) var lags: [Layer: Lags] = [:]
  /// How many accounts coincided with a group drawn at random with at least 1, 2, 3 ... posts.
  public private(set) var repeats = [Int](repeating: 0, count: 6)
  /// How often accounts that met in one half of the hours met again in the other.
  public private(set) var returns = Returns()
  /// Fewer occasions than this are too few to state a share.
  public static let leastOccasions = 40
  /// Groups drawn from each stream.
  static let groups = 40

  private let parameters: DetectionParameters

  /// A calibration that has seen nothing.
  public init(parameters: DetectionParameters = DetectionParameters()) {
    var parameters = parameters
    parameters.contextWindow = DetectionProfile.contextWindow
    self.parameters = parameters
  }

  /// Adds a stream of ordinary accounts.
  public mutating func add(_ stream: StreamColumns, threads: Int = Parallel.defaultThreads) {
    let actions = RareActions(
      stream: stream, layers: DetectionProfile.testable, parameters: parameters)
    for (layer, found) in measureLags(actions, threads: threads) {
      lags[layer, default: Lags()].add(found)
    }
    measureRepeats(actions, stream)
    measureReturns(actions, stream, threads: threads)
  }

  /// The profile of all streams added.
  ///
  /// A layer with too few occasions takes, scale by scale, the largest share of the others.
  public func profile(name: String) -> DetectionProfile {
    var shares: [Layer: [Double]] = [:]
    for (layer, found) in lags where found.occasions >= Self.leastOccasions {
      shares[layer] = found.within.map { Double($0 + 1) / Double(found.occasions + 1) }
    }
    let largest = DetectionProfile.scales.indices.map { scale in
      shares.values.map { $0[scale] }.max() ?? 1
    }
    for layer in DetectionProfile.testable where shares[layer] == nil { shares[layer] = largest }
    return DetectionProfile(
      name: name, shares: shares, repeats: repeatShares(),
      returnRate: returns.rate)
  }

  /// The shares of repeated coincidences, as far as enough accounts show them.
  ///
  /// A stream with fewer than twenty of them is no measure; every other coincidence is then taken
  /// to come back.
  private func repeatShares() -> [Double] {
    let known = repeats.prefix { $0 >= 5 }
    guard repeats[0] >= 20 else { return [1, 0.5] }
    let shares = known.map { Double($0) / Double(repeats[0]) }
    return shares.count > 1 ? shares : [1, 5 / Double(repeats[0])]
  }

  private func measureLags(_ actions: RareActions, threads: Int) -> [Layer: Lags] {
    let engine = CoactionEngine(actions.table, window: parameters.contextWindow, threads: threads)
    let parts = engine.rows(threads: threads) {
      [Layer: Lags]()
    } visit: { found, row in
      row.forEachPair { _, records in
        let coincidences = records.map { Coincidence($0, in: actions.table) }
        for occasion in Occasion.cut(coincidences, of: actions)
        where occasion.opportunities == 1 {
          found[occasion.topLayer, default: Lags()].add(occasion.lag)
        }
      }
    }
    var sum: [Layer: Lags] = [:]
    for part in parts { for (layer, lags) in part { sum[layer, default: Lags()].add(lags) } }
    return sum
  }

  /// Joins accounts that met once in one half of the hours into groups and counts how often their
  /// members meet again in the other half on something new.
  ///
  /// Streams with more pairs than ``TentativePairs/limit`` are no measure and add nothing.
  private mutating func measureReturns(
    _ actions: RareActions, _ stream: StreamColumns, threads: Int
  ) {
    let halves = Halves(contextWindow: parameters.contextWindow)
    let profile = profile(name: "")
    let test = HeldOutTest(
      actions: actions, stream: stream, profile: profile, parameters: parameters, halves: halves)
    let level = TentativePairs.Level(
      lag: parameters.contextWindow, rarity: parameters.rarities.min() ?? 0)
    let pairs = pairsByHalf(actions, halves, threads: threads)
    for half in 0..<2 where pairs[half].count <= TentativePairs.limit {
      let groups = TentativeGroups(
        pairs[half], accountCount: stream.accountCount, seed: parameters.seed,
        isAnyDensityEnough: true)
      for meeting in test.meetings(groups, chosenIn: half, level).members {
        returns.posts += meeting.exposed
        returns.meetings += meeting.hits
      }
    }
  }

  /// The pairs that coincide in each half.
  private func pairsByHalf(
    _ actions: RareActions, _ halves: Halves, threads: Int
  ) -> [[TentativePairs.Weighted]] {
    let engine = CoactionEngine(actions.table, window: parameters.contextWindow, threads: threads)
    let parts = engine.rows(threads: threads) {
      [[TentativePairs.Weighted]](repeating: [], count: 2)
    } visit: { found, row in
      row.forEachPair { other, records in
        var count = [0, 0]
        for record in records {
          let time = actions.table.actions[Int(record.position)].time
          count[halves.half(of: min(time, time + record.lag))] += 1
        }
        for half in 0..<2 where count[half] > 0 && found[half].count <= TentativePairs.limit {
          found[half].append(
            TentativePairs.Weighted(pair: AccountPair(row.account, other), occasions: 1))
        }
      }
    }
    return (0..<2).map { half in parts.flatMap { $0[half] } }
  }

  /// Draws groups of active accounts at random and counts who coincides with them how often.
  private mutating func measureRepeats(_ actions: RareActions, _ stream: StreamColumns) {
    let activity = stream.activity()
    let active = activity.indices.filter { activity[$0].posts >= 5 }
    let size = min(80, active.count / 3)
    guard size > 2 else { return }
    var generator = SeededGenerator(seed: parameters.seed)
    for _ in 0..<Self.groups {
      var isInside = [Bool](repeating: false, count: stream.accountCount)
      for _ in 0..<size { isInside[active[Int(generator.next() % UInt64(active.count))]] = true }
      let contacts = GroupContacts(
        actions: actions, groups: isInside.map { $0 ? 0 : -1 }, window: parameters.contextWindow,
        leastExclusivity: Growth.exclusivity, meetsMembers: false)
      for outsider in contacts.acquaintances() {
        let hits = outsider.hits { _ in true }
        for index in 0..<min(hits, repeats.count) { repeats[index] += 1 }
      }
    }
  }
}

extension Calibration.Lags {
  fileprivate mutating func add(_ lag: Int64) {
    occasions += 1
    for (index, scale) in DetectionProfile.scales.enumerated() where lag <= scale {
      within[index] += 1
    }
  }

  fileprivate mutating func add(_ other: Self) {
    occasions += other.occasions
    for index in within.indices { within[index] += other.within[index] }
  }
}
