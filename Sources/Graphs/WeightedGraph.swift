/// An undirected graph with weighted edges, its nodes numbered from 0.
///
///     let graph = WeightedGraph(
///       nodeCount: 3, edges: [.init(0, 1, weight: 2), .init(1, 2, weight: 1)])
///     graph.strength(of: 1)  // 3
///
/// The neighbours of node `v` lie at `offsets[v]..<offsets[v + 1]` of `targets` and `weights`
/// (compressed sparse rows), ascending, and every edge lies there twice, once a side, with the
/// same weight bit for bit. Self loops are kept apart, in `selfLoops`. The value does not depend on
/// the order of the edges it was built from.
public struct WeightedGraph: Sendable, Equatable {
  /// Two nodes, or twice the same, and the weight between them.
  public struct Edge: Hashable, Sendable {
    /// One end.
    public var a: Int32
    /// The other end.
    public var b: Int32
    /// The weight: finite and not negative; 0 means that there is no edge.
    public var weight: Double

    /// An edge between two nodes, in either order.
    public init(_ a: Int32, _ b: Int32, weight: Double = 1) {
      self.a = a
      self.b = b
      self.weight = weight
    }
  }

  /// The number of nodes.
  public let nodeCount: Int
  /// Where each node's neighbours begin; `nodeCount + 1` entries, the last one `targets.count`.
  public let offsets: [Int]
  /// The neighbours of all nodes, node by node, ascending, the node itself left out.
  public let targets: [Int32]
  /// The weight of the edge to each of `targets`.
  public let weights: [Double]
  /// The weight of each node's self loop, 0 where it has none.
  public let selfLoops: [Double]

  /// The graph of these edges.
  ///
  /// Parallel edges are merged and their weights added, the smaller weights first, so that the sum
  /// does not depend on their order. Edges of weight 0 are left out.
  ///
  /// - Precondition: every end lies in `0..<nodeCount`; every weight is finite and not negative.
  /// - Complexity: time and memory O(n + m) for m edges.
  public init(nodeCount: Int, edges: [Edge]) {
    precondition(nodeCount >= 0 && nodeCount < Int(Int32.max), "too many nodes for Int32")
    var loops = [Edge]()
    var upper = [Edge]()
    upper.reserveCapacity(edges.count)
    for edge in edges {
      precondition(
        edge.a >= 0 && edge.b >= 0 && Int(max(edge.a, edge.b)) < nodeCount,
        "an edge ends outside the graph")
      precondition(edge.weight.isFinite && edge.weight >= 0, "a weight is negative or not finite")
      if edge.weight == 0 { continue }
      if edge.a == edge.b {
        loops.append(edge)
      } else {
        upper.append(Edge(min(edge.a, edge.b), max(edge.a, edge.b), weight: edge.weight))
      }
    }
    var selfLoops = [Double](repeating: 0, count: nodeCount)
    for loop in Self.merged(loops, nodeCount: nodeCount) { selfLoops[Int(loop.a)] = loop.weight }
    self.init(
      nodeCount: nodeCount, sortedUpper: Self.merged(upper, nodeCount: nodeCount),
      selfLoops: selfLoops)
  }

  /// The graph of edges that are merged, have a < b and are sorted by a, then b.
  init(nodeCount: Int, sortedUpper edges: [Edge], selfLoops: [Double]) {
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    for edge in edges {
      offsets[Int(edge.a) + 1] += 1
      offsets[Int(edge.b) + 1] += 1
    }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    var cursor = offsets
    var targets = [Int32](repeating: 0, count: edges.count * 2)
    var weights = [Double](repeating: 0, count: edges.count * 2)
    // The smaller neighbours of a node come first, and they come in ascending order since the
    // edges are sorted by a; the larger ones follow in a second pass, sorted by b.
    for edge in edges {
      let slot = cursor[Int(edge.b)]
      cursor[Int(edge.b)] = slot + 1
      targets[slot] = edge.a
      weights[slot] = edge.weight
    }
    for edge in edges {
      let slot = cursor[Int(edge.a)]
      cursor[Int(edge.a)] = slot + 1
      targets[slot] = edge.b
      weights[slot] = edge.weight
    }
    self.nodeCount = nodeCount
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
    self.selfLoops = selfLoops
  }

  /// The edges sorted by a, then b, parallel ones added up, the smaller weights first.
  private static func merged(_ edges: [Edge], nodeCount: Int) -> [Edge] {
    let sorted = countingSorted(
      countingSorted(edges, nodeCount: nodeCount) { Int($0.b) }, nodeCount: nodeCount
    ) { Int($0.a) }
    var result = [Edge]()
    result.reserveCapacity(sorted.count)
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].a == sorted[start].a, sorted[end].b == sorted[start].b {
        end += 1
      }
      var edge = sorted[start]
      if end - start > 1 {
        edge.weight = sorted[start..<end].map(\.weight).sorted().reduce(0, +)
      }
      result.append(edge)
      start = end
    }
    return result
  }

  private static func countingSorted(
    _ edges: [Edge], nodeCount: Int, by key: (Edge) -> Int
  ) -> [Edge] {
    var cursor = [Int](repeating: 0, count: nodeCount + 1)
    for edge in edges { cursor[key(edge) + 1] += 1 }
    for node in 0..<nodeCount { cursor[node + 1] += cursor[node] }
    var result = edges
    for edge in edges {
      result[cursor[key(edge)]] = edge
      cursor[key(edge)] += 1
    }
    return result
  }
}

extension WeightedGraph {
  /// The number of edges, self loops left out.
  public var edgeCount: Int { targets.count / 2 }

  /// Every edge once, a < b, sorted by a, then b; self loops left out.
  public var edges: [Edge] {
    var result = [Edge]()
    result.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      for slot in offsets[node]..<offsets[node + 1] where Int(targets[slot]) > node {
        result.append(Edge(Int32(node), targets[slot], weight: weights[slot]))
      }
    }
    return result
  }

  /// The neighbours of a node, ascending, the node itself left out.
  public func neighbours(of node: Int32) -> ArraySlice<Int32> {
    targets[offsets[Int(node)]..<offsets[Int(node) + 1]]
  }

  /// The number of a node's neighbours, the node itself left out.
  public func degree(of node: Int32) -> Int { offsets[Int(node) + 1] - offsets[Int(node)] }

  /// The weight of a node's edges, its self loop counted twice.
  ///
  /// - Complexity: O(degree).
  public func strength(of node: Int32) -> Double {
    weights[offsets[Int(node)]..<offsets[Int(node) + 1]].reduce(0, +) + 2 * selfLoops[Int(node)]
  }

  /// The strength of every node.
  public var strengths: [Double] { (0..<nodeCount).map { strength(of: Int32($0)) } }

  /// The weight of all edges and self loops, each counted once.
  public var totalWeight: Double { weights.reduce(0, +) / 2 + selfLoops.reduce(0, +) }

  /// The weight between two nodes, 0 where there is no edge; the self loop for twice the same.
  ///
  /// - Complexity: O(log degree).
  public func weight(between a: Int32, and b: Int32) -> Double {
    if a == b { return selfLoops[Int(a)] }
    var low = offsets[Int(a)]
    var high = offsets[Int(a) + 1]
    while low < high {
      let middle = (low + high) / 2
      if targets[middle] < b { low = middle + 1 } else { high = middle }
    }
    return low < offsets[Int(a) + 1] && targets[low] == b ? weights[low] : 0
  }

  /// The graph of some nodes and the edges among them; node `i` of it is `nodes[i]` of this one.
  ///
  /// - Precondition: `nodes` is strictly ascending.
  /// - Complexity: O(n + the nodes' degrees).
  public func subgraph(of nodes: [Int32]) -> WeightedGraph {
    var position = [Int32](repeating: -1, count: nodeCount)
    for (index, node) in nodes.enumerated() {
      precondition(index == 0 || nodes[index - 1] < node, "nodes must ascend")
      position[Int(node)] = Int32(index)
    }
    var kept = [Edge]()
    for (index, node) in nodes.enumerated() {
      for slot in offsets[Int(node)]..<offsets[Int(node) + 1] where targets[slot] > node {
        let other = position[Int(targets[slot])]
        if other >= 0 { kept.append(Edge(Int32(index), other, weight: weights[slot])) }
      }
    }
    return WeightedGraph(
      nodeCount: nodes.count, sortedUpper: kept, selfLoops: nodes.map { selfLoops[Int($0)] })
  }
}
