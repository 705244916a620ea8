extension WeightedGraph {
  /// The graph whose nodes are this graph's communities.
  ///
  /// The weight between two of its nodes is the weight of all edges between the two communities;
  /// the weight inside a community, self loops included, becomes its node's self loop. Strengths
  /// add up, and modularity stays the same.
  ///
  /// - Complexity: time O(n + m log m) at most, memory O(n + m).
  public func aggregated(by partition: Partition) -> WeightedGraph {
    precondition(partition.membership.count == nodeCount, "the partition is of another graph")
    let membership = partition.membership
    let (members, starts) = Self.grouped(membership, count: partition.count)
    var loops = [Double](repeating: 0, count: partition.count)
    var between = [Double](repeating: 0, count: partition.count)
    var touched = [Int32]()
    var upper = [Edge]()
    for community in 0..<partition.count {
      for node in members[starts[community]..<starts[community + 1]] {
        loops[community] += selfLoops[Int(node)]
        for slot in offsets[Int(node)]..<offsets[Int(node) + 1] {
          let other = Int(membership[Int(targets[slot])])
          if other > community {
            if between[other] == 0 { touched.append(Int32(other)) }
            between[other] += weights[slot]
          } else if other == community && targets[slot] > node {
            loops[community] += weights[slot]
          }
        }
      }
      touched.sort()
      for other in touched {
        upper.append(Edge(Int32(community), other, weight: between[Int(other)]))
        between[Int(other)] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
    return WeightedGraph(nodeCount: partition.count, sortedUpper: upper, selfLoops: loops)
  }

  /// The nodes sorted by community, and where each community's begin.
  private static func grouped(
    _ membership: [Int32], count: Int
  ) -> (members: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for community in membership { starts[Int(community) + 1] += 1 }
    for community in 0..<count { starts[community + 1] += starts[community] }
    var cursor = starts
    var members = [Int32](repeating: 0, count: membership.count)
    for (node, community) in membership.enumerated() {
      members[cursor[Int(community)]] = Int32(node)
      cursor[Int(community)] += 1
    }
    return (members, starts)
  }
}
