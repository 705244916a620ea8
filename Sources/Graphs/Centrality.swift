extension WeightedGraph {
  /// PageRank: the share of time that a walker spends at each node who follows edges with chances
  /// proportional to their weights, and who jumps to a node at random with chance 1 − damping.
  ///
  /// Self loops are edges that lead back. A walker at a node without edges jumps always.
  ///
  /// Source: S. Brin, L. Page (1998), DOI 10.1016/S0169-7552(98)00110-X.
  ///
  /// - Parameters:
  ///   - damping: the chance to follow an edge, in 0..<1.
  ///   - tolerance: the sum of all changes below which the iteration ends.
  /// - Returns: one share a node, sum 1; empty for no nodes.
  /// - Complexity: O(n + m) for each of about log(tolerance) / log(damping) iterations.
  public func pageRank(damping: Double = 0.85, tolerance: Double = 1e-10) -> [Double] {
    precondition(damping >= 0 && damping < 1 && tolerance > 0, "a setting is out of range")
    if nodeCount == 0 { return [] }
    // A walker's chances leave out one of the two ends of a self loop: the loop is one way back.
    let outgoing = (0..<nodeCount).map { strength(of: Int32($0)) - selfLoops[$0] }
    var rank = [Double](repeating: 1 / Double(nodeCount), count: nodeCount)
    var change = Double.infinity
    while change > tolerance {
      let stranded = (0..<nodeCount).reduce(0) { outgoing[$1] == 0 ? $0 + rank[$1] : $0 }
      let base = (1 - damping + damping * stranded) / Double(nodeCount)
      let flow = (0..<nodeCount).map { outgoing[$0] == 0 ? 0 : rank[$0] / outgoing[$0] }
      change = 0
      for node in 0..<nodeCount {
        let next = base + damping * incoming(flow, at: node)
        change += abs(next - rank[node])
        rank[node] = next
      }
    }
    let sum = rank.reduce(0, +)
    return rank.map { $0 / sum }
  }

  /// Eigenvector centrality: a node matters as much as its neighbours do, by weight.
  ///
  /// The eigenvector of the largest eigenvalue of the weights, scaled so that its largest entry is
  /// 1. In a graph of several components only those with the largest eigenvalue keep values above
  /// 0: compute it within a component or a community.
  ///
  /// Source: P. Bonacich (1987), DOI 10.1086/228631. Power iteration on weights plus a multiple of
  /// the identity, which has the same eigenvectors and does not swing on bipartite graphs.
  ///
  /// - Parameters:
  ///   - tolerance: the largest change of an entry below which the iteration ends.
  ///   - maximumIterations: where it ends in any case; the result is then the best so far.
  /// - Returns: one value in 0...1 a node; all 0 for a graph without edges.
  /// - Complexity: O(n + m) for each iteration.
  public func eigenvectorCentrality(
    tolerance: Double = 1e-10, maximumIterations: Int = 10_000
  ) -> [Double] {
    precondition(tolerance > 0, "a setting is out of range")
    let largest = (0..<nodeCount).map { strength(of: Int32($0)) - selfLoops[$0] }.max() ?? 0
    if largest == 0 { return [Double](repeating: 0, count: nodeCount) }
    var value = [Double](repeating: 1, count: nodeCount)
    for _ in 0..<maximumIterations {
      var next = (0..<nodeCount).map { incoming(value, at: $0) + largest / 2 * value[$0] }
      let scale = 1 / (next.max() ?? 1)
      var change = 0.0
      for node in 0..<nodeCount {
        next[node] *= scale
        change = max(change, abs(next[node] - value[node]))
      }
      value = next
      if change < tolerance { break }
    }
    return value
  }

  private func incoming(_ value: [Double], at node: Int) -> Double {
    var sum = selfLoops[node] * value[node]
    for slot in offsets[node]..<offsets[node + 1] {
      sum += weights[slot] * value[Int(targets[slot])]
    }
    return sum
  }
}
