/// How good a partition is, the larger the better.
public enum Quality: Sendable, Hashable {
  /// Modularity: the share of the weight that lies inside communities, minus the share expected
  /// when every node keeps its strength and its edges fall at random; at most 1.
  ///
  /// Q = Σ_c [ w_c / m − γ (K_c / 2m)² ] with w_c the weight inside community c, self loops
  /// included, K_c the sum of its strengths and m the weight of the graph. 0 for a graph of no
  /// weight. It overlooks communities that are small against the graph (the resolution limit).
  ///
  /// Source: M. E. J. Newman, M. Girvan (2004), DOI 10.1103/PhysRevE.69.026113; γ from J.
  /// Reichardt, S. Bornholdt (2006), DOI 10.1103/PhysRevE.74.016110.
  case modularity(resolution: Double)

  /// The constant Potts model, in the unit of the weights: Σ_c [ w_c − γ n_c (n_c − 1) / 2 ] with
  /// n_c the nodes of community c. It has no resolution limit: γ is the density that separates
  /// the inside of a community from its outside.
  ///
  /// Source: V. A. Traag, P. Van Dooren, Y. Nesterov (2011), DOI 10.1103/PhysRevE.84.016114.
  case constantPotts(resolution: Double)

  /// Modularity with γ = 1.
  public static let modularity = Quality.modularity(resolution: 1)

  /// The resolution γ.
  public var resolution: Double {
    switch self {
    case .modularity(let resolution), .constantPotts(let resolution): resolution
    }
  }

  /// The quality of a partition of a graph.
  ///
  /// - Precondition: the partition has as many nodes as the graph.
  /// - Complexity: O(n + m).
  public func value(of partition: Partition, in graph: WeightedGraph) -> Double {
    precondition(
      partition.membership.count == graph.nodeCount, "the partition is of another graph")
    let membership = partition.membership
    var inside = [Double](repeating: 0, count: partition.count)
    var mass = [Double](repeating: 0, count: partition.count)
    let masses = nodeMasses(of: graph)
    for node in 0..<graph.nodeCount {
      let community = Int(membership[node])
      mass[community] += masses[node]
      inside[community] += graph.selfLoops[node]
      for slot in graph.offsets[node]..<graph.offsets[node + 1]
      where graph.targets[slot] > node && membership[Int(graph.targets[slot])] == community {
        inside[community] += graph.weights[slot]
      }
    }
    let total = graph.totalWeight
    switch self {
    case .modularity(let resolution):
      if total == 0 { return 0 }
      return zip(inside, mass).reduce(0) { sum, community in
        let share = community.1 / (2 * total)
        return sum + community.0 / total - resolution * share * share
      }
    case .constantPotts(let resolution):
      return zip(inside, mass).reduce(0) { sum, community in
        sum + community.0 - resolution * community.1 * (community.1 - 1) / 2
      }
    }
  }

  /// What a node weighs in the penalty: its strength, or 1.
  ///
  /// With these masses and `penalty(in:)` the gain of moving node v, taken out of its community,
  /// into community c is the same expression for both qualities, up to a constant factor:
  /// w(v, c) − penalty · mass(v) · mass(c).
  func nodeMasses(of graph: WeightedGraph) -> [Double] {
    switch self {
    case .modularity: graph.strengths
    case .constantPotts: [Double](repeating: 1, count: graph.nodeCount)
    }
  }

  func penalty(in graph: WeightedGraph) -> Double {
    switch self {
    case .modularity(let resolution):
      graph.totalWeight == 0 ? 0 : resolution / (2 * graph.totalWeight)
    case .constantPotts(let resolution): resolution
    }
  }
}
