/// Disjoint sets of nodes that can be joined.
///
/// The representative of a set is not specified; compare sets with `find`, and name them with
/// `partition`, which does not depend on the order of the unions.
///
/// Source: R. E. Tarjan (1975), "Efficiency of a good but not linear set union algorithm",
/// DOI 10.1145/321879.321884; union by size, and path halving in place of full compression.
public struct UnionFind: Sendable {
  private var parent: [Int32]
  private var size: [Int32]
  /// The number of sets.
  public private(set) var setCount: Int

  /// Every node in a set of its own.
  public init(count: Int) {
    parent = (0..<count).map { Int32($0) }
    size = [Int32](repeating: 1, count: count)
    setCount = count
  }

  /// The node that stands for the set of a node.
  ///
  /// - Complexity: nearly O(1), amortised.
  public mutating func find(_ node: Int32) -> Int32 {
    var node = node
    while parent[Int(node)] != node {
      parent[Int(node)] = parent[Int(parent[Int(node)])]
      node = parent[Int(node)]
    }
    return node
  }

  /// Joins the sets of two nodes; false when they were one already.
  @discardableResult
  public mutating func union(_ a: Int32, _ b: Int32) -> Bool {
    var a = find(a)
    var b = find(b)
    if a == b { return false }
    if size[Int(a)] < size[Int(b)] { swap(&a, &b) }
    parent[Int(b)] = a
    size[Int(a)] += size[Int(b)]
    setCount -= 1
    return true
  }

  /// The sets as a partition.
  public mutating func partition() -> Partition {
    var labels = [Int32](repeating: 0, count: parent.count)
    for node in labels.indices { labels[node] = find(Int32(node)) }
    return Partition(labels: labels)
  }
}

extension WeightedGraph {
  /// The connected components.
  ///
  /// - Complexity: nearly O(n + m).
  public var connectedComponents: Partition {
    connectedParts(of: nil)
  }

  /// The connected components of every community: communities that hang together stay whole.
  ///
  /// - Complexity: nearly O(n + m).
  public func connectedParts(of partition: Partition) -> Partition {
    precondition(partition.membership.count == nodeCount, "the partition is of another graph")
    return connectedParts(of: partition.membership)
  }

  func connectedParts(of membership: [Int32]?) -> Partition {
    var sets = UnionFind(count: nodeCount)
    for node in 0..<nodeCount {
      for slot in offsets[node]..<offsets[node + 1] where targets[slot] > node {
        let other = Int(targets[slot])
        if let membership, membership[node] != membership[other] { continue }
        sets.union(Int32(node), targets[slot])
      }
    }
    return sets.partition()
  }
}
