import Graphs
import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Accounts that the network's edges hold together, and the edges among them.
public struct Community: Sendable, Hashable {
  /// The accounts, ascending.
  public var members: [Int32]
  /// Indices of the edges among them, ascending.
  public var edges: [Int]
  /// log10 of the smallest p-value of its edges.
  public var log10P: Double
  /// log10 of the smallest q-value of its edges.
  public var log10Q: Double
}

/// The network of edges and its communities.
public enum CoordinationNetwork {
  /// The communities that are worth a person's review, the strongest first.
  ///
  /// The weight of a pair is −log10 p summed over its layers. Leiden with modularity cuts the
  /// network; a part is kept when it has enough accounts, or two accounts and one edge beyond
  /// doubt. Order: number of accounts, then evidence, then the smallest account.
  ///
  /// - Complexity: that of Leiden on the edges.
  public static func communities(_ edges: [Edge], parameters: TimingParameters) -> [Community] {
    let accounts = Array(Set(edges.flatMap { [$0.pair.a, $0.pair.b] })).sorted()
    guard !accounts.isEmpty else { return [] }
    let node = Dictionary(uniqueKeysWithValues: zip(accounts, Int32(0)...))
    let graph = WeightedGraph(
      nodeCount: accounts.count,
      edges: edges.compactMap { edge in
        guard let a = node[edge.pair.a], let b = node[edge.pair.b] else { return nil }
        return WeightedGraph.Edge(a, b, weight: -edge.log10P)
      })
    let found = Leiden(seed: parameters.seed).communities(of: graph)
    let membership = found.partition.membership
    var inside = [[Int]](repeating: [], count: found.partition.count)
    for (index, edge) in edges.enumerated() {
      guard let a = node[edge.pair.a], let b = node[edge.pair.b] else { continue }
      if membership[Int(a)] == membership[Int(b)] { inside[Int(membership[Int(a)])].append(index) }
    }
    return zip(found.partition.communities, inside)
      .map { nodes, own in
        Community(
          members: nodes.map { accounts[Int($0)] }.sorted(), edges: own,
          log10P: own.map { edges[$0].log10P }.min() ?? 0,
          log10Q: own.map { edges[$0].log10Q }.min() ?? 0)
      }
      .filter { isCandidate($0, parameters) }
      .sorted(by: precedes)
  }

  private static func isCandidate(_ community: Community, _ parameters: TimingParameters) -> Bool {
    community.members.count >= parameters.smallestCandidate
      || community.members.count == 2 && community.log10P < parameters.log10PairCandidate
  }

  private static func precedes(_ x: Community, _ y: Community) -> Bool {
    if x.members.count != y.members.count { return x.members.count > y.members.count }
    if x.log10P != y.log10P { return x.log10P < y.log10P }
    return x.members[0] < y.members[0]
  }
}
