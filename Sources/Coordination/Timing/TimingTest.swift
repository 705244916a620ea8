import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Tests whether two accounts that act on the same objects do so closer in time than chance.
///
/// Given that both acted on the same object within the context window W, how surprising is it that
/// they did so within the time window Δ? For each occasion of a pair with m opportunities the chance
/// of a hit is 1−(1−p)^m, where p is the largest of Δ/W, the layer's share in the profile and, where
/// enough unsuspected accounts used the object, the object's own share. The number of occasions that
/// hit follows a Poisson binomial law under independence; the p-value is its upper tail.
///
/// It conditions on shared interest: fans of one team share its tags all evening, but not its
/// seconds. Jittering times by up to ±W/2 leaves interest and rhythm as they are.
///
/// Known problems: a shared clock, such as a live broadcast that both react to, or feeds that post
/// the same news at once, looks like coordination and is one of its harmless kinds. Evaded by acting
/// further apart than Δ.
/// Source: A. Amarasingham, M. T. Harrison, N. G. Hatsopoulos & S. Geman (2012), "Conditional
/// modeling and the jitter method of spike resampling", Journal of Neurophysiology 107, 517-531,
/// doi:10.1152/jn.00633.2011; the law is Hong's (2013).
public struct TimingTest: Sendable {
  /// The layer under test.
  public let layer: Layer
  /// Its actions; contents are posts, times are milliseconds.
  public let table: ActionTable
  /// What the test is run with.
  public let parameters: TimingParameters
  /// The chance of one opportunity where nothing more is known.
  let baseChance: Double

  /// Prepares the test of one layer.
  public init(
    layer: Layer, table: ActionTable, profile: DetectionProfile, parameters: TimingParameters
  ) {
    self.layer = layer
    self.table = table
    self.parameters = parameters
    baseChance = profile.chance(
      layer, timeWindow: Double(parameters.timeWindow),
      contextWindow: Double(parameters.contextWindow))
  }

  /// The edges of the layer, ordered by pair.
  public func edges(threads: Int = Parallel.defaultThreads) -> [Edge] {
    let accounts = (0..<table.accountCount).count {
      table.accountStart[$0] < table.accountStart[$0 + 1]
    }
    let tests = Double(accounts) * Double(accounts - 1) / 2
    guard accounts > 1 else { return [] }
    let nominated = worthTesting(nominate(threads: threads), tests: tests)
    let first = test(nominated, threads: threads) { _ in baseChance }
    let suspected = significant(first, tests: tests)
    guard !suspected.isEmpty else { return [] }
    let chances = ownChances(of: suspected)
    let second = test(suspected.map(\.pair), threads: threads) { chances[$0] ?? baseChance }
    return significant(second, tests: tests)
  }

  /// Pairs with at least two co-actions on uncrowded objects, and on how many objects.
  private func nominate(threads: Int) -> [(pair: AccountPair, objects: Int)] {
    let uncrowded = Crowds.without(
      table, limit: parameters.crowdLimit, window: parameters.timeWindow)
    let engine = CoactionEngine(
      uncrowded, window: parameters.timeWindow, threads: threads)
    let parts = engine.rows(threads: threads) {
      [(pair: AccountPair, objects: Int)]()
    } visit: { found, row in
      row.forEachPair { other, records in
        let pair = AccountPair(row.account, other)
        if found.last?.pair == pair {
          // A pair with very many co-actions comes in several visits.
          found[found.count - 1].objects += uncrowded.objectCount(of: records)
        } else if records.count >= 2 {
          found.append((pair, uncrowded.objectCount(of: records)))
        }
      }
    }
    return parts.flatMap { $0 }
  }

  /// Leaves out pairs that no number of edges could make significant.
  ///
  /// A pair that hits on k objects has at most k occasions that hit, so p ≥ chance^k, and
  /// Benjamini-Hochberg rejects none above rate · nominated / tests.
  private func worthTesting(
    _ nominated: [(pair: AccountPair, objects: Int)], tests: Double
  ) -> [AccountPair] {
    let largest = parameters.falseDiscoveryRate * Double(nominated.count) / tests
    var needed = 1
    var p = baseChance
    while p > largest, needed < 64 {
      p *= baseChance
      needed += 1
    }
    return nominated.filter { $0.objects >= needed }.map(\.pair)
  }

  private func test(
    _ pairs: [AccountPair], threads: Int, chance: @Sendable (Int32) -> Double
  ) -> [Edge] {
    let collector = OccasionCollector(table: table, parameters: parameters)
    let parts = Parallel.map(0..<(pairs.count + 255) / 256, threads: threads) { part in
      pairs[(part * 256)..<min(part * 256 + 256, pairs.count)].map { pair in
        let found = collector.occasions(pair.a, pair.b, chance: chance)
        let law = found.law
        return Edge(
          pair: pair, layer: layer, coactions: found.hits, opportunities: found.opportunities,
          expected: law.mean, log10P: law.log10UpperTail(atLeast: found.hits), log10Q: 0)
      }
    }
    return parts.flatMap { $0 }
  }

  /// Fills in q-values and keeps what lies below the false discovery rate.
  private func significant(_ tested: [Edge], tests: Double) -> [Edge] {
    let limit = log10(parameters.falseDiscoveryRate)
    let q = BenjaminiHochberg.log10QValues(tested.map(\.log10P), tests: tests)
    return zip(tested, q).compactMap { edge, q in
      guard q <= limit else { return nil }
      var edge = edge
      edge.log10Q = q
      return edge
    }
  }

  private func ownChances(of suspected: [Edge]) -> [Int32: Double] {
    var isLeftOut = [Bool](repeating: false, count: table.accountCount)
    for edge in suspected {
      isLeftOut[Int(edge.pair.a)] = true
      isLeftOut[Int(edge.pair.b)] = true
    }
    let own = OwnShares(table: table, parameters: parameters, isLeftOut: isLeftOut)
    var objects = Set<Int32>()
    for account in isLeftOut.indices where isLeftOut[account] {
      for position in table.positions(of: Int32(account)) {
        objects.insert(table.actions[Int(position)].object)
      }
    }
    var chances: [Int32: Double] = [:]
    for object in objects {
      if let share = own.share(of: object), share > baseChance { chances[object] = share }
    }
    return chances
  }
}

extension ActionTable {
  /// How many objects co-actions are on; they are in order of position, and so of object.
  fileprivate func objectCount(of records: UnsafeBufferPointer<CoactionRecord>) -> Int {
    var count = 0
    var last: Int32 = -1
    for record in records where actions[Int(record.position)].object != last {
      last = actions[Int(record.position)].object
      count += 1
    }
    return count
  }
}
