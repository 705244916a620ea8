import Graphs
import SocialModel

/// Groups that tentative pairs hold together densely.
///
/// A campaign's accounts meet most of the others; people who share an interest meet some of many. So
/// a community counts when at least a fifth of its pairs are tentative pairs. Where more than one
/// account in twenty stands in communities that are looser than that, meeting again is what shared
/// interest does in this stream at this level, and the level is not used.
struct TentativeGroups: Sendable {
  /// Accounts that a group needs.
  static let smallest = 4
  /// The share of a group's pairs that must be tentative pairs.
  static let density = 0.2
  /// The share of all accounts that may stand in looser communities.
  static let mostLoose = 0.05

  /// For each account the number of its group, -1 outside.
  private(set) var groups: [Int32]
  /// The number of members of each group.
  private(set) var sizes: [Int] = []

  /// The groups of some pairs.
  ///
  /// - Parameter isAnyDensityEnough: keeps loose communities as well, as calibration does.
  init(
    _ pairs: [TentativePairs.Weighted], accountCount: Int, seed: UInt64,
    isAnyDensityEnough: Bool = false
  ) {
    groups = [Int32](repeating: -1, count: accountCount)
    let accounts = Array(Set(pairs.flatMap { [$0.pair.a, $0.pair.b] })).sorted()
    guard !accounts.isEmpty else { return }
    let node = Dictionary(uniqueKeysWithValues: zip(accounts, Int32(0)...))
    let edges = pairs.compactMap { edge -> WeightedGraph.Edge? in
      guard let a = node[edge.pair.a], let b = node[edge.pair.b] else { return nil }
      return WeightedGraph.Edge(a, b, weight: Double(edge.occasions))
    }
    let graph = WeightedGraph(nodeCount: accounts.count, edges: edges)
    let partition = Leiden(seed: seed).communities(of: graph).partition
    var inside = [Int](repeating: 0, count: partition.count)
    for edge in edges where partition.membership[Int(edge.a)] == partition.membership[Int(edge.b)] {
      inside[Int(partition.membership[Int(edge.a)])] += 1
    }
    var loose = 0
    for (nodes, inside) in zip(partition.communities, inside) where nodes.count >= Self.smallest {
      let possible = nodes.count * (nodes.count - 1) / 2
      if !isAnyDensityEnough, Double(inside) < Self.density * Double(possible) {
        loose += nodes.count
        continue
      }
      for node in nodes { groups[Int(accounts[Int(node)])] = Int32(sizes.count) }
      sizes.append(nodes.count)
    }
    if Double(loose) > Self.mostLoose * Double(accountCount) {
      groups = [Int32](repeating: -1, count: accountCount)
      sizes = []
    }
  }
}
