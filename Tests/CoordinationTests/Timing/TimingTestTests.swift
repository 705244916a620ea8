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
      #expect(
        own.shares(of: 0, within: [60_000])
          == (opportunities == 0 ? nil : [Double(hits) / Double(opportunities)]))
    }
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
