import SocialModel

/// The accounts of the network, ordered by platform and id, by bytes.
///
/// Indices of accounts depend on the order in which the input was read; this order does not, so
/// files written in it stay the same when the input is shuffled.
struct AccountOrder {
  /// The index of each account of the network, in order.
  let accounts: [Int32]
  /// The place of each account of the analysis in that order; -1 for one outside of the network.
  let ranks: [Int32]

  /// The accounts that occur in an edge or in a candidate.
  ///
  /// - Complexity: O(accounts + edges + n log n) for n accounts of the network.
  init(_ analysis: Analysis) {
    var isNode = [Bool](repeating: false, count: analysis.accounts.count)
    for edge in analysis.edges {
      isNode[Int(edge.pair.a)] = true
      isNode[Int(edge.pair.b)] = true
    }
    for candidate in analysis.candidates {
      for member in candidate.members { isNode[Int(member.account)] = true }
    }
    let found = isNode.indices.filter { isNode[$0] }
    accounts = found.sorted { Self.precedes($0, $1, analysis.accounts) }.map(Int32.init)
    var ranks = [Int32](repeating: -1, count: analysis.accounts.count)
    for (rank, account) in accounts.enumerated() { ranks[Int(account)] = Int32(rank) }
    self.ranks = ranks
  }

  /// Whether the first account stands before the second one.
  private static func precedes(_ a: Int, _ b: Int, _ accounts: [AccountReference]) -> Bool {
    if accounts[a].platform != accounts[b].platform {
      return accounts[a].platform < accounts[b].platform
    }
    let order = compareBytes(accounts[a].id, accounts[b].id)
    return order != 0 ? order < 0 : a < b
  }

  /// Negative, zero or positive as the first text stands before, at or behind the second by bytes.
  private static func compareBytes(_ a: String, _ b: String) -> Int {
    for (x, y) in zip(a.utf8, b.utf8) where x != y { return Int(x) - Int(y) }
    return a.utf8.count - b.utf8.count
  }
}

/// An edge with its accounts in the order by platform and id.
struct OrderedEdge {
  /// The index of the edge in the analysis.
  var index: Int
  /// The ranks of its accounts, the smaller one first.
  var a: Int32
  var b: Int32

  /// Every edge, ordered by accounts and layer; evidence that joins all layers comes last.
  static func all(_ analysis: Analysis, _ order: AccountOrder) -> [OrderedEdge] {
    let edges = analysis.edges.indices.map { index in
      let pair = analysis.edges[index].pair
      let ranks = (order.ranks[Int(pair.a)], order.ranks[Int(pair.b)])
      return OrderedEdge(index: index, a: min(ranks.0, ranks.1), b: max(ranks.0, ranks.1))
    }
    return edges.sorted { x, y in
      let left = (x.a, x.b, analysis.edges[x.index].layer?.rawValue ?? .max, x.index)
      return left < (y.a, y.b, analysis.edges[y.index].layer?.rawValue ?? .max, y.index)
    }
  }
}
