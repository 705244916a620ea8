import Graphs
import SocialModel

/// Accounts that edges and coincidences with a group hold together, and the edges among them.
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
  /// The weight of a pair is −log10 p; that of a joiner and a member the posts of the joiner that
  /// coincide with the member's. Leiden with modularity cuts the network; a part is kept when it has
  /// enough accounts, or two accounts and one edge beyond doubt. Order: number of accounts, then
  /// evidence, then the smallest account.
  ///
  /// - Complexity: that of Leiden on the edges.
  public static func communities(
    _ edges: [Edge], joiners: [Joiner] = [], parameters: DetectionParameters
  ) -> [Community] {
    let paired = edges.flatMap { [$0.pair.a, $0.pair.b] }
    let accounts = Array(Set(paired + joiners.map(\.account))).sorted()
    guard !accounts.isEmpty else { return [] }
    let node = Dictionary(uniqueKeysWithValues: zip(accounts, Int32(0)...))
    let graph = WeightedGraph(
      nodeCount: accounts.count, edges: weights(edges, joiners, node: node))
    let found = Leiden(seed: parameters.seed).communities(of: graph)
    let membership = found.partition.membership
    var inside = [[Int]](repeating: [], count: found.partition.count)
    for (index, edge) in edges.enumerated() {
      guard let a = node[edge.pair.a], let b = node[edge.pair.b] else { continue }
      if membership[Int(a)] == membership[Int(b)] { inside[Int(membership[Int(a)])].append(index) }
    }
    let joined = Dictionary(uniqueKeysWithValues: joiners.map { ($0.account, $0) })
    return zip(found.partition.communities, inside)
      .map { nodes, own in
        let members = nodes.map { accounts[Int($0)] }.sorted()
        let certain = own.map { (edges[$0].log10P, edges[$0].log10Q) }
        let evidence = certain + members.compactMap { joined[$0] }.map { ($0.log10P, $0.log10Q) }
        return Community(
          members: members, edges: own, log10P: evidence.map(\.0).min() ?? 0,
          log10Q: evidence.map(\.1).min() ?? 0)
      }
      .filter { isCandidate($0, parameters) }
      .sorted(by: precedes)
  }

  private static func weights(
    _ edges: [Edge], _ joiners: [Joiner], node: [Int32: Int32]
  ) -> [WeightedGraph.Edge] {
    var result: [WeightedGraph.Edge] = []
    for edge in edges {
      guard let a = node[edge.pair.a], let b = node[edge.pair.b] else { continue }
      result.append(WeightedGraph.Edge(a, b, weight: -edge.log10P))
    }
    for joiner in joiners {
      guard let a = node[joiner.account] else { continue }
      for partner in joiner.partners {
        guard let b = node[partner.account] else { continue }
        result.append(WeightedGraph.Edge(a, b, weight: Double(partner.posts)))
      }
    }
    return result
  }

  private static func isCandidate(_ community: Community, _ parameters: DetectionParameters) -> Bool
  {
    community.members.count >= parameters.smallestCandidate
      || community.members.count == 2 && community.log10P < parameters.log10PairCandidate
  }

  private static func precedes(_ x: Community, _ y: Community) -> Bool {
    if x.members.count != y.members.count { return x.members.count > y.members.count }
    if x.log10P != y.log10P { return x.log10P < y.log10P }
    return x.members[0] < y.members[0]
  }
}
