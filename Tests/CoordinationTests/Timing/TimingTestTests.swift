import SocialModel
import Testing

@testable import Coordination

/// One action: object, account, seconds, post.
typealias Row = (Int32, Int32, Int, Int32)

/// A small table from rows.
func table(_ rows: [Row], accounts: Int? = nil) -> ActionTable {
  ActionTable(
    accountCount: accounts ?? Int((rows.map(\.1).max() ?? -1) + 1),
    objectCount: Int((rows.map(\.0).max() ?? -1) + 1), objects: rows.map(\.0),
    accounts: rows.map(\.1), times: rows.map { Int64($0.2) * 1000 }, contents: rows.map(\.3))
}

@Suite struct PairOccasionTests {
  private func occasions(_ rows: [Row]) -> PairOccasions {
    OccasionCollector(table: table(rows), parameters: DetectionParameters())
      .occasions(0, 1) { _ in 0.1 }
  }

  @Test func `five tags in one answer are one occasion`() {
    var rows: [Row] = []
    for object in 0..<Int32(5) { rows += [(object, 0, 0, 0), (object, 1, 30, 1)] as [Row] }
    let found = occasions(rows)
    #expect(found.opportunities == 1)
    #expect(found.hits == 1)
    #expect(abs(found.law.mean - 0.1) < 1e-12)
  }

  @Test func `objects of different posts are occasions of their own`() {
    // Object 0 within the time window, object 1 within the context window, object 2 outside both.
    let found = occasions([
      (0, 0, 0, 0), (0, 1, 60, 1), (1, 0, 10_000, 2), (1, 1, 13_600, 3), (2, 0, 50_000, 4),
      (2, 1, 53_601, 5),
    ])
    #expect(found.opportunities == 2)
    #expect(found.hits == 1)
  }

  @Test func `several posts on one object raise the chance of the occasion`() {
    // Two posts of account 0 and one of account 1: two opportunities, chance 1 - 0.9^2 = 0.19.
    let found = occasions([(0, 0, 0, 0), (0, 0, 100, 1), (0, 1, 1000, 2)])
    #expect(found.occasions == [.init(opportunities: 2, isHit: false, chance: 0.1)])
    #expect(abs(found.law.mean - 0.19) < 1e-12)
  }

  @Test func `an occasion of too many opportunities is certain to hit`() {
    var parameters = DetectionParameters()
    parameters.largestOccasion = 10
    var rows: [Row] = []
    for k in 0..<8 { rows += [(0, 0, k, Int32(k)), (0, 1, k, Int32(100 + k))] as [Row] }
    let found = OccasionCollector(table: table(rows), parameters: parameters)
      .occasions(0, 1) { _ in 0.1 }
    #expect(found.law.log10UpperTail(atLeast: found.hits) == 0)
  }
}

@Suite struct OwnShareTests {
  @Test func `pairs of actions within a window equal the naive count`() {
    var state: UInt64 = 3
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return Int((state >> 33) % bound)
    }
    for _ in 0..<50 {
      let rows = (0..<40).map { (Int32(0), Int32(next(6)), next(5000), Int32($0)) }
      let table = table(rows, accounts: 6)
      var parameters = DetectionParameters()
      parameters.ownShareOpportunities = 1
      let own = OwnShares(
        table: table, parameters: parameters,
        isLeftOut: [false, false, false, false, false, true])
      var hits = 0
      var opportunities = 0
      for (i, x) in rows.enumerated() where x.1 != 5 {
        for y in rows[..<i] where y.1 != 5 && y.1 != x.1 {
          if abs(x.2 - y.2) <= 3600 { opportunities += 1 }
          if abs(x.2 - y.2) <= 60 { hits += 1 }
        }
      }
      #expect(own.share(of: 0) == (opportunities == 0 ? nil : Double(hits) / Double(opportunities)))
    }
  }
}

@Suite struct TimingTestTests {
  /// Organic accounts that use twenty common tags at random moments of a day, and a pair or a group
  /// that uses rare ones together.
  private func stream(seed: UInt64, together: Int, times: Int, lag: Int) -> ActionTable {
    var state = seed
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    var rows: [Row] = []
    for post in 0..<6000 {
      rows.append((Int32(next(20)), Int32(next(300)), next(86_400), Int32(post)))
    }
    for time in 0..<times {
      let start = 1000 + time * 80_000 / max(1, times)
      for k in 0..<together {
        rows.append(
          (Int32(20 + time), Int32(300 + k), start + next(UInt64(lag)), Int32(rows.count)))
      }
    }
    return table(rows, accounts: 300 + max(together, 1))
  }

  private func edges(_ table: ActionTable) -> [Edge] {
    TimingTest(layer: .hashtag, table: table, profile: .shipped, parameters: DetectionParameters())
      .edges(threads: 2)
  }

  @Test(arguments: 1...5) func `random times give no edge`(seed: UInt64) {
    #expect(edges(stream(seed: seed, together: 0, times: 0, lag: 1)).isEmpty)
  }

  @Test(arguments: 1...5) func `a planted group gives its edges and no others`(seed: UInt64) {
    let found = edges(stream(seed: seed, together: 4, times: 12, lag: 30))
    var expected: [AccountPair] = []
    for a in Int32(300)..<304 {
      for b in Int32(300)..<304 where b > a { expected.append(AccountPair(a, b)) }
    }
    #expect(found.map(\.pair) == expected)
    for edge in found {
      #expect(edge.coactions >= 12 && edge.log10Q <= -2)
      #expect(edge.log10Q >= edge.log10P)
    }
  }

  @Test func `sharing tags all day at other seconds is no edge`() {
    #expect(edges(stream(seed: 9, together: 4, times: 12, lag: 3000)).isEmpty)
  }

  @Test func `the p-value is the hand-computed one`() {
    // Twelve occasions of one opportunity each, all hits, chance 0.03: p = 0.03^12.
    var rows: [Row] = []
    for k in 0..<Int32(12) {
      let time = Int(k) * 10_000
      rows += [(k, 0, time, 2 * k), (k, 1, time + 5, 2 * k + 1)] as [Row]
    }
    let found = edges(table(rows))
    #expect(found.count == 1)
    #expect(found.allSatisfy { abs($0.log10P - 12 * -1.5228787) < 1e-5 && $0.coactions == 12 })
  }

  @Test func `an object on which strangers hit as often is no evidence`() {
    // Strangers post on the same objects in one burst each: their own share is near 1.
    var rows: [Row] = []
    for object in 0..<12 {
      for account in 0..<10 {
        // Each burst has other accounts, so that no pair of strangers repeats.
        rows.append(
          (
            Int32(object), Int32(2 + object * 10 + account), object * 10_000 + account,
            Int32(rows.count)
          ))
      }
      for account in 0..<2 {
        rows.append((Int32(object), Int32(account), object * 10_000 + 3, Int32(rows.count)))
      }
    }
    #expect(edges(table(rows)).isEmpty)
  }

  @Test func `empty tables and single accounts give no edge`() {
    #expect(edges(table([])).isEmpty)
    #expect(edges(table([(0, 0, 0, 0), (0, 0, 1, 1)])).isEmpty)
  }

  @Test func `a crowded moment nominates nobody and an uncrowded one does`() {
    var parameters = DetectionParameters()
    parameters.crowdLimit = 3
    var rows: [Row] = [(1, 0, 0, 10), (1, 1, 0, 11)]
    for k in 0..<Int32(6) { rows.append((0, k, 0, k)) }
    let kept = Crowds.without(table(rows), limit: 3, window: 60_000)
    #expect(kept.actions.map(\.object) == [1, 1])
  }
}

@Suite struct CommunityTests {
  private func edge(_ a: Int32, _ b: Int32, _ log10P: Double) -> Edge {
    Edge(
      pair: AccountPair(a, b), layer: .text, coactions: 5, opportunities: 5, expected: 0.1,
      log10P: log10P, log10Q: log10P + 4)
  }

  @Test func `three accounts make a candidate, two only beyond doubt`() {
    let edges = [
      edge(0, 1, -9), edge(0, 2, -9), edge(1, 2, -9), edge(10, 11, -11.9), edge(20, 21, -12.1),
    ]
    let found = CoordinationNetwork.communities(edges, parameters: DetectionParameters())
    #expect(found.map(\.members) == [[0, 1, 2], [20, 21]])
    #expect(found.map(\.edges) == [[0, 1, 2], [4]])
    #expect(found[0].log10P == -9 && found[0].log10Q == -5)
  }

  @Test func `two cliques with one weak bridge are two candidates`() {
    var edges: [Edge] = []
    for base in [Int32(0), 10] {
      for a in base..<(base + 5) {
        for b in base..<(base + 5) where b > a { edges.append(edge(a, b, -20)) }
      }
    }
    edges.append(edge(0, 10, -8))
    edges.sort { $0.pair < $1.pair }
    let found = CoordinationNetwork.communities(edges, parameters: DetectionParameters())
    #expect(found.map(\.members) == [Array(0..<5), Array(10..<15)])
  }

  @Test func `no edges give no candidates`() {
    #expect(CoordinationNetwork.communities([], parameters: DetectionParameters()).isEmpty)
  }
}
