extension WeightedGraph {
  /// The core number of every node: the largest k such that the node belongs to the k-core, the
  /// largest part in which every node has at least k neighbours.
  ///
  /// Weights and self loops do not count. A community whose core number is high cannot be a chain
  /// of chance edges.
  ///
  /// Source: V. Batagelj, M. Zaveršnik (2003), "An O(m) algorithm for cores decomposition of
  /// networks", arXiv cs/0310049.
  ///
  /// - Complexity: time O(n + m), memory O(n).
  public var coreNumbers: [Int32] {
    var degrees = (0..<nodeCount).map { offsets[$0 + 1] - offsets[$0] }
    // Nodes sorted by degree; `start[d]` is where those of degree d begin.
    var start = [Int](repeating: 0, count: (degrees.max() ?? 0) + 2)
    for degree in degrees { start[degree + 1] += 1 }
    for degree in 1..<start.count { start[degree] += start[degree - 1] }
    var cursor = start
    var order = [Int32](repeating: 0, count: nodeCount)
    var position = [Int](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount {
      position[node] = cursor[degrees[node]]
      order[position[node]] = Int32(node)
      cursor[degrees[node]] += 1
    }
    for index in 0..<nodeCount {
      let node = Int(order[index])
      for slot in offsets[node]..<offsets[node + 1] {
        let other = Int(targets[slot])
        guard degrees[other] > degrees[node] else { continue }
        // The neighbour loses this node: it goes to the front of its degree's run, which then
        // begins one further, so that it ends the run of the next smaller degree.
        let front = start[degrees[other]]
        let first = Int(order[front])
        order.swapAt(position[other], front)
        position[first] = position[other]
        position[other] = front
        start[degrees[other]] += 1
        degrees[other] -= 1
      }
    }
    return degrees.map { Int32($0) }
  }

  /// The nodes of the k-core, ascending; all nodes for k <= 0.
  ///
  /// - Complexity: O(n + m).
  public func core(_ k: Int) -> [Int32] {
    let numbers = coreNumbers
    return (0..<nodeCount).compactMap { Int(numbers[$0]) >= k ? Int32($0) : nil }
  }
}
