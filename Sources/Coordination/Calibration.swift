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

  /// The lags of each layer: the most telling one of each occasion.
  public private(set) var lags: [Layer: Lags] = [:]
  /// How many accounts coincided with a group drawn at random with at least 1, 2, 3 ... posts.
  public private(set) var repeats = [Int](repeating: 0, count: 6)
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
    return DetectionProfile(name: name, shares: shares, repeats: repeatShares())
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

  /// Draws groups of active accounts at random and counts who coincides with them how often.
  private mutating func measureRepeats(_ actions: RareActions, _ stream: StreamColumns) {
    let activity = stream.activity()
    let active = activity.indices.filter { activity[$0].posts >= 5 }
    let size = min(80, active.count / 3)
    guard size > 2 else { return }
    var generator = SeededGenerator(seed: parameters.seed)
    let level = Growth.Level(
      scale: parameters.contextWindow, rarity: parameters.rarities.min() ?? 0)
    for _ in 0..<Self.groups {
      var isInside = [Bool](repeating: false, count: stream.accountCount)
      for _ in 0..<size { isInside[active[Int(generator.next() % UInt64(active.count))]] = true }
      let contacts = GroupContacts(actions: actions, isInside: isInside, parameters: parameters)
      for outsider in contacts.byOutsider() {
        let hits = outsider.hits(level, actions)
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
