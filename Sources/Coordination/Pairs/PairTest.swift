import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Tests whether two accounts that act on the same rare objects do so closer in time than chance.
///
/// Given that both acted on the same object within the context window W, how surprising is it that
/// they came so close? For an occasion of m opportunities the chance that one of them falls within
/// a time scale δ is 1−(1−p)^m, where p is the largest of
/// 2x−x² for x = δ/W, the share of the occasion's most telling layer in the profile and
/// the object's own share. The number of occasions that do follows a Poisson binomial law under
/// independence; the p-value is its upper tail, over the scales their harmonic mean.
///
/// It conditions on shared interest: fans of one team share its rare tags all evening, but not its
/// seconds. Moving every time by up to ±W/2 leaves interest and rhythm as they are and is what the
/// p-value compares with.
///
/// Pairs with fewer than two occasions are no tests. Which pairs have two is settled by who acted on
/// what within an hour and not by how close within it, so that the choice does not bias the
/// p-values (Bourgon, Gentleman & Huber 2010, doi:10.1073/pnas.0914005107). The choice is made at
/// two levels of rarity; each gets half of the false discovery rate.
///
/// Known problems: a shared clock, such as a live broadcast that both react to, or feeds that post
/// the same news at once, is one of the harmless kinds. Evaded by acting further apart than W.
/// Source: A. Amarasingham, M. T. Harrison, N. G. Hatsopoulos & S. Geman (2012), "Conditional
/// modeling and the jitter method of spike resampling", Journal of Neurophysiology 107, 517-531,
/// doi:10.1152/jn.00633.2011; the law is Hong's (2013).
public struct PairTest: Sendable {
  let actions: RareActions
  let parameters: DetectionParameters
  let chances: Chances
  /// log10 of the p-value, uncorrected, below which a pair is no measure of chance.
  private static let doubt = -2.0

  /// log10 of the p-value that a pair must be able to reach to be a test.
  private static let attainable = -5.0

  /// One level of rarity.
  struct Stratum: Sendable, Hashable {
    var occasions: Int
    var log10P: Double
  }

  /// What was found of a pair, for each level of rarity.
  struct Finding: Sendable {
    var pair: AccountPair
    var strata: [Stratum]
  }

  /// Prepares the test.
  public init(
    _ actions: RareActions, profile: DetectionProfile, parameters: DetectionParameters
  ) {
    precondition(parameters.scales.count <= 8, "at most eight time scales")
    self.actions = actions
    self.parameters = parameters
    chances = Chances(profile: profile, parameters: parameters)
  }

  /// What the test found.
  struct Result: Sendable {
    /// Pairs with p < 0.01 at a level of rarity, ordered, after the own shares of objects were learnt.
    var doubtful: [Finding]
    /// The chances with what was learnt.
    var chances: Chances
    /// log10 of the p-value of each account over all its pairs, for those that have a doubtful
    /// one.
    var log10POfAccount: [Int32: Double]
    /// How many accounts were tested.
    var testedAccounts: Int
    /// Pairs that meet twice in one half of the hours; empty where they were not weighed.
    var tentative: TentativePairs
  }

  /// Runs the test, and weighs tentative pairs along the way where a scale is given.
  func run(threads: Int, weighedBy scale: TentativePairs.Scale? = nil) -> Result {
    let (findings, tentative) = search(threads: threads, weighedBy: scale)
    let tests = testsOfAccounts(findings)
    var result = Result(
      doubtful: [], chances: chances, log10POfAccount: [:], testedAccounts: tests.count { $0 > 0 },
      tentative: tentative)
    let doubtful = findings.filter { $0.strata.contains { $0.log10P < Self.doubt } }
    guard !doubtful.isEmpty else { return result }
    let (second, learnt) = again(doubtful, threads: threads)
    result.log10POfAccount = accounts(second, tests: tests)
    result.doubtful = second
    result.chances = learnt
    return result
  }

  /// Tests doubtful pairs again, with the own shares of their objects.
  private func again(_ doubtful: [Finding], threads: Int) -> ([Finding], Chances) {
    // Accounts that look at all like acting in concert are no measure of chance.
    let learnt = chancesLearnt(from: doubtful.map(\.pair))
    let collector = PairCollector(actions: actions, parameters: parameters)
    let second = Parallel.map(0..<doubtful.count, threads: threads) { index -> Finding? in
      var cutter = OccasionCutter()
      let pair = doubtful[index].pair
      return finding(pair, collector.coincidences(pair), chances: learnt, &cutter)
    }
    return (second.compactMap { $0 }, learnt)
  }

  /// Every pair with two occasions and its last p-values, for looking at how these are spread.
  func everyFinding(
    threads: Int, weighedBy scale: TentativePairs.Scale
  ) -> ([Finding], TentativePairs) {
    var (findings, tentative) = search(threads: threads, weighedBy: scale)
    let isDoubtful = { (finding: Finding) in
      finding.strata.contains { $0.log10P < Self.doubt }
    }
    let doubtful = findings.filter(isDoubtful)
    findings.removeAll(where: isDoubtful)
    if !doubtful.isEmpty { findings += again(doubtful, threads: threads).0 }
    return (findings, tentative)
  }

  /// The pairs that tie accounts which are found: Benjamini-Hochberg over all pairs between them.
  func edges(_ result: Result, between found: Set<Int32>) -> [Edge] {
    let own = result.doubtful.filter { found.contains($0.pair.a) && found.contains($0.pair.b) }
    let tests = found.count * (found.count - 1) / 2
    let collector = PairCollector(actions: actions, parameters: parameters)
    return significant(own, tests: parameters.rarities.map { _ in tests }).map { finding, log10Q in
      edge(
        finding, log10Q: log10Q,
        Occasion.cut(collector.coincidences(finding.pair), of: actions, chances: result.chances))
    }
  }

  /// log10 of the p-value of each account that has a doubtful pair; its other pairs count as 1.
  private func accounts(_ doubtful: [Finding], tests: [Int32]) -> [Int32: Double] {
    var means: [Int32: HarmonicMean] = [:]
    for finding in doubtful {
      for stratum in finding.strata where stratum.occasions >= 2 {
        means[finding.pair.a, default: HarmonicMean()].add(log10P: stratum.log10P)
        means[finding.pair.b, default: HarmonicMean()].add(log10P: stratum.log10P)
      }
    }
    var result: [Int32: Double] = [:]
    for (account, mean) in means {
      result[account] = mean.log10P(tests: Int(tests[Int(account)]) * parameters.rarities.count)
    }
    return result
  }

  /// For each account with how many others it was tested.
  private func testsOfAccounts(_ findings: [Finding]) -> [Int32] {
    var tests = [Int32](repeating: 0, count: actions.table.accountCount)
    for finding in findings {
      tests[Int(finding.pair.a)] += 1
      tests[Int(finding.pair.b)] += 1
    }
    return tests
  }

  /// What one thread keeps from row to row.
  private struct Search: Sendable {
    var tentative: TentativePairs
    var findings: [Finding] = []
    var coincidences: [Coincidence] = []
    var cutter = OccasionCutter()
  }

  /// Every pair with at least two occasions, and the tentative ones.
  private func search(
    threads: Int, weighedBy scale: TentativePairs.Scale?
  ) -> ([Finding], TentativePairs) {
    let engine = CoactionEngine(
      actions.table, window: parameters.contextWindow, threads: threads)
    let none = TentativePairs(parameters: parameters)
    var all = Search(tentative: none)
    engine.forEachRow(threads: threads) {
      Search(tentative: none)
    } visit: { search, row in
      row.forEachPair { other, records in
        guard hasTwoPosts(records) else { return }
        look(at: AccountPair(row.account, other), records, weighedBy: scale, &search)
      }
    } consume: { part in
      all.findings += part.findings
      all.tentative.add(part.tentative)
    }
    return (all.findings, all.tentative)
  }

  /// Tests one pair, and weighs it where a scale is given.
  private func look(
    at pair: AccountPair, _ records: UnsafeBufferPointer<CoactionRecord>,
    weighedBy scale: TentativePairs.Scale?, _ search: inout Search
  ) {
    search.coincidences.removeAll(keepingCapacity: true)
    for record in records {
      search.coincidences.append(Coincidence(record, in: actions.table))
    }
    let found = finding(pair, search.coincidences, chances: chances, &search.cutter)
    if let found { search.findings.append(found) }
    if let scale {
      search.tentative.weigh(pair, search.coincidences, by: scale, &search.cutter)
    }
  }

  /// Whether both accounts act with at least two posts: most pairs do not, and this is cheap.
  private func hasTwoPosts(_ records: UnsafeBufferPointer<CoactionRecord>) -> Bool {
    let contents = actions.table.contents
    let a = contents[Int(records[0].position)]
    let b = contents[Int(records[0].otherPosition)]
    return records.contains { contents[Int($0.position)] != a }
      && records.contains { contents[Int($0.otherPosition)] != b }
  }

  /// What coincidences of a pair amount to; nil where no level of rarity has two occasions.
  private func finding(
    _ pair: AccountPair, _ coincidences: [Coincidence], chances: Chances,
    _ cutter: inout OccasionCutter
  ) -> Finding? {
    let least = parameters.rarities.min() ?? 0
    var finding: Finding?
    for (level, rarity) in parameters.rarities.enumerated() {
      // Every object is at least as rare as the least level.
      let count =
        rarity == least
        ? cutter.count(coincidences)
        : cutter.count(coincidences) { actions.rarities[Int($0.object)] >= rarity }
      guard count >= 2 else { continue }
      let occasions = cutter.occasions(of: actions, chances: chances)
      guard couldBeFound(occasions) else { continue }
      let none = Stratum(occasions: 0, log10P: 0)
      var found =
        finding
        ?? Finding(pair: pair, strata: Array(repeating: none, count: parameters.rarities.count))
      found.strata[level] = Stratum(occasions: count, log10P: log10P(occasions).log10P)
      finding = found
    }
    return finding
  }

  /// Whether the p-value would be small had all occasions fallen within the shortest scale.
  private func couldBeFound(_ occasions: [Occasion]) -> Bool {
    occasions.reduce(log10(Double(chances.scales.count))) { $0 + log10($1.hitChance(0)) }
      <= Self.attainable
  }

  /// The p-value over all scales, and the scale at which it is smallest.
  private func log10P(_ occasions: [Occasion]) -> (log10P: Double, scale: Int) {
    var best = (log10P: 0.0, scale: 0)
    guard occasions.count >= 2 else { return best }
    var mean = HarmonicMean()
    for (index, scale) in chances.scales.enumerated() {
      let hits = occasions.count { $0.lag <= scale }
      guard hits > 0 else { continue }
      let law = PoissonBinomial(chances: occasions.map { $0.hitChance(index) })
      let tail = law.log10UpperTail(atLeast: hits)
      mean.add(log10P: tail)
      if tail < best.log10P { best = (tail, index) }
    }
    best.log10P = mean.log10P(tests: chances.scales.count)
    return best
  }

  /// What Benjamini-Hochberg rejects at any level of rarity, with the smallest q-value.
  private func significant(
    _ findings: [Finding], tests: [Int]
  ) -> [(finding: Finding, log10Q: Double)] {
    var smallest = [Double](repeating: 0, count: findings.count)
    for level in parameters.rarities.indices {
      let tested = findings.indices.filter { findings[$0].strata[level].occasions >= 2 }
      let q = BenjaminiHochberg.log10QValues(
        tested.map { findings[$0].strata[level].log10P }, tests: Double(tests[level]))
      for (index, q) in zip(tested, q) {
        smallest[index] = min(smallest[index], q + log10(Double(parameters.rarities.count)))
      }
    }
    let limit = log10(parameters.falseDiscoveryRate)
    return zip(findings, smallest).filter { $0.1 <= limit }.map { ($0.0, $0.1) }
  }

  private func chancesLearnt(from pairs: [AccountPair]) -> Chances {
    var isLeftOut = [Bool](repeating: false, count: actions.table.accountCount)
    var objects = Set<Int32>()
    for account in pairs.flatMap({ [$0.a, $0.b] }) where !isLeftOut[Int(account)] {
      isLeftOut[Int(account)] = true
      for position in actions.table.positions(of: account) {
        objects.insert(actions.table.actions[Int(position)].object)
      }
    }
    var learnt = chances
    learnt.learn(
      objects,
      from: OwnShares(
        table: actions.table, postUnits: actions.postUnits, parameters: parameters,
        isLeftOut: isLeftOut))
    return learnt
  }

  private func edge(_ finding: Finding, log10Q: Double, _ occasions: [Occasion]) -> Edge {
    let hits = occasions.count { $0.lag <= parameters.timeWindow }
    let window = chances.scales.firstIndex(of: parameters.timeWindow) ?? 0
    let best = log10P(occasions)
    let scale = chances.scales[best.scale]
    let unit = occasions.map(\.unit).max() ?? .millisecond
    return Edge(
      pair: finding.pair, layer: nil, coactions: hits, opportunities: occasions.count,
      expected: occasions.reduce(0) { $0 + $1.hitChance(window) },
      log10P: finding.strata.filter { $0.occasions >= 2 }.map(\.log10P).min() ?? 0,
      log10Q: log10Q,
      sharpest: Edge.Scale(
        milliseconds: max(scale, unit.milliseconds), coactions: occasions.count { $0.lag <= scale },
        expected: occasions.reduce(0) { $0 + $1.hitChance(best.scale) }))
  }
}
