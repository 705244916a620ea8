import Graphs
import SocialModel

/// Groups that tentative pairs hold together densely.
///
/// A campaign's accounts meet most of the others; people who share an interest meet some of many. So
/// a community counts when at least a fifth of its pairs are tentative pairs, and two communities are
/// one where a fifth of the pairs between them are. Where more than one
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
    let parts = Self.parts(cut: partition.membership, edges, joinsDense: !isAnyDensityEnough)
    var loose = 0
    for part in parts where part.nodes.count >= Self.smallest {
      if !isAnyDensityEnough, !part.isDense {
        loose += part.nodes.count
        continue
      }
      for node in part.nodes { groups[Int(accounts[Int(node)])] = Int32(sizes.count) }
      sizes.append(part.nodes.count)
    }
    if Double(loose) > Self.mostLoose * Double(accountCount) {
      groups = [Int32](repeating: -1, count: accountCount)
      sizes = []
    }
  }

  /// Nodes that are held together, and by how many pairs.
  private struct Part {
    var nodes: [Int32] = []
    var pairs = 0

    var isDense: Bool {
      let possible = nodes.count * (nodes.count - 1) / 2
      return Double(pairs) >= TentativeGroups.density * Double(possible)
    }
  }

  /// Communities, joined where a fifth of the pairs between them are tentative pairs as well.
  ///
  /// Modularity compares with the rest of the network: where there is hardly any, it finds parts in
  /// every group, by accidents of its weights.
  private static func parts(
    cut membership: [Int32], _ edges: [WeightedGraph.Edge], joinsDense: Bool
  ) -> [Part] {
    let communities = gathered(membership, edges)
    guard joinsDense else { return communities }
    var between: [AccountPair: Int] = [:]
    for edge in edges where membership[Int(edge.a)] != membership[Int(edge.b)] {
      between[AccountPair(membership[Int(edge.a)], membership[Int(edge.b)]), default: 0] += 1
    }
    var sets = UnionFind(count: communities.count)
    for (pair, count) in between {
      let possible = communities[Int(pair.a)].nodes.count * communities[Int(pair.b)].nodes.count
      if Double(count) >= density * Double(possible) { sets.union(pair.a, pair.b) }
    }
    let whole = sets.partition().membership
    return gathered(membership.map { whole[Int($0)] }, edges)
  }

  /// The nodes and pairs of each label.
  private static func gathered(_ labels: [Int32], _ edges: [WeightedGraph.Edge]) -> [Part] {
    var parts = [Part](repeating: Part(), count: Int(labels.max() ?? -1) + 1)
    for (node, label) in labels.enumerated() { parts[Int(label)].nodes.append(Int32(node)) }
    for edge in edges where labels[Int(edge.a)] == labels[Int(edge.b)] {
      parts[Int(labels[Int(edge.a)])].pairs += 1
    }
    return parts
  }
}
