import SocialModel

/// The hours of a stream in two halves by turns: groups are chosen in one and tested in the other.
struct Halves: Sendable {
  /// How long a turn lasts, in milliseconds.
  let turn: Int64

  /// Turns of half of the context window: short beside a night's burst, so that both halves see
  /// of it.
  init(contextWindow: Int64) { turn = max(1, contextWindow / 2) }

  /// 0 or 1; what two posts have in common is in the half of the earlier one.
  @inline(__always)
  func half(of time: Int64) -> Int {
    let (quotient, remainder) = time.quotientAndRemainder(dividingBy: turn)
    return Int((remainder < 0 ? quotient - 1 : quotient) & 1)
  }
}

/// Pairs of accounts that share at least two occasions in one half of the hours, at several levels.
///
/// Nothing is claimed of such a pair: it is a guess which the other half checks.
struct TentativePairs: Sendable {
  /// A lag and a rarity at which coincidences are counted.
  struct Level: Sendable, Hashable {
    /// In milliseconds.
    var lag: Int64
    var rarity: Double
  }

  /// A pair and how many occasions it shares.
  struct Weighted: Sendable {
    var pair: AccountPair
    var occasions: Int32
  }

  /// Where more pairs than this are found, a level says nothing: everybody meets everybody.
  static let limit = 5_000_000

  /// The levels, the most inclusive first.
  let levels: [Level]
  /// The pairs of each level, of the first half, then of the second.
  private(set) var pairs: [[Weighted]]
  private var inHalf: [Coincidence] = []
  private var atLevel: [Coincidence] = []

  init(parameters: DetectionParameters) {
    let window = parameters.contextWindow
    levels = [window, window / 12].flatMap { lag in
      parameters.rarities.sorted().map { Level(lag: lag, rarity: $0) }
    }
    pairs = Array(repeating: [], count: levels.count * 2)
  }

  /// The pairs of a level in a half; nil where they are too many to say anything.
  func found(_ level: Int, half: Int) -> [Weighted]? {
    let own = pairs[level * 2 + half]
    return own.count <= Self.limit ? own : nil
  }

  /// Adds what another search found.
  mutating func add(_ other: TentativePairs) {
    for index in pairs.indices where pairs[index].count <= Self.limit {
      pairs[index] += other.pairs[index]
    }
  }

  /// Weighs what a pair has in common.
  ///
  /// Stricter levels are looked at only where the first one has two occasions.
  mutating func weigh(
    _ pair: AccountPair, _ coincidences: [Coincidence], by scale: Scale,
    _ cutter: inout OccasionCutter
  ) {
    for half in 0..<2 {
      scale.select(coincidences, half: half, into: &inHalf)
      // Every coincidence is within the first level.
      let first = Self.canBeTwo(inHalf) ? cutter.count(inHalf) : 0
      guard first >= 2 else { continue }
      pairs[half].append(Weighted(pair: pair, occasions: Int32(first)))
      for (index, level) in levels.enumerated().dropFirst() {
        scale.select(inHalf, level: level, into: &atLevel)
        let count = Self.canBeTwo(atLevel) ? cutter.count(atLevel) : 0
        if count >= 2 {
          pairs[index * 2 + half].append(Weighted(pair: pair, occasions: Int32(count)))
        }
      }
    }
  }

  /// Whether both accounts act with at least two posts, as two occasions need: most pairs do not in
  /// one half, and this is cheap.
  private static func canBeTwo(_ coincidences: [Coincidence]) -> Bool {
    guard let first = coincidences.first else { return false }
    return coincidences.contains { $0.postA != first.postA }
      && coincidences.contains { $0.postB != first.postB }
  }

  /// What coincidences are weighed by; a class, since every pair would copy what a structure holds.
  final class Scale: Sendable {
    let halves: Halves
    let postTimes: [Int64]
    let rarities: [Double]

    init(halves: Halves, postTimes: [Int64], rarities: [Double]) {
      self.halves = halves
      self.postTimes = postTimes
      self.rarities = rarities
    }

    fileprivate func select(
      _ coincidences: [Coincidence], half: Int, into selected: inout [Coincidence]
    ) {
      selected.removeAll(keepingCapacity: true)
      for coincidence in coincidences {
        let time = min(postTimes[Int(coincidence.postA)], postTimes[Int(coincidence.postB)])
        if halves.half(of: time) == half { selected.append(coincidence) }
      }
    }

    fileprivate func select(
      _ coincidences: [Coincidence], level: Level, into selected: inout [Coincidence]
    ) {
      selected.removeAll(keepingCapacity: true)
      for coincidence in coincidences
      where coincidence.lag <= level.lag && rarities[Int(coincidence.object)] >= level.rarity {
        selected.append(coincidence)
      }
    }
  }
}
