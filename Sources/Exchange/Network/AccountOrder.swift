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

/// An edge with its accounts in an order of their own, ready to be sorted.
struct OrderedEdge: Comparable {
  /// The ranks of its accounts, the smaller one first.
  let a: Int32
  let b: Int32
  /// The layer's number; the largest one for evidence that joins all layers.
  private let layer: UInt8
  /// The index of the edge in the analysis.
  let index: Int

  /// An edge between two ranks, in either order.
  init(_ first: Int32, _ second: Int32, layer: Layer?, index: Int) {
    a = min(first, second)
    b = max(first, second)
    self.layer = layer?.rawValue ?? .max
    self.index = index
  }

  static func < (x: OrderedEdge, y: OrderedEdge) -> Bool {
    if x.a != y.a { return x.a < y.a }
    if x.b != y.b { return x.b < y.b }
    return (x.layer, x.index) < (y.layer, y.index)
  }

  /// Every edge, ordered by accounts and layer; evidence that joins all layers comes last.
  static func all(_ analysis: Analysis, _ order: AccountOrder) -> [OrderedEdge] {
    var edges: [OrderedEdge] = []
    edges.reserveCapacity(analysis.edges.count)
    for (index, edge) in analysis.edges.enumerated() {
      let (a, b) = (order.ranks[Int(edge.pair.a)], order.ranks[Int(edge.pair.b)])
      edges.append(OrderedEdge(a, b, layer: edge.layer, index: index))
    }
    edges.sort()
    return edges
  }
}
