@testable import Graphs

/// Seeded graphs of many shapes, the same on every machine: integer and IEEE arithmetic alone.
enum SampleGraphs {
  /// The graphs that Leiden is compared on, by name.
  static let all: [(name: String, graph: WeightedGraph)] = [
    ("karate", karate()),
    ("ring-of-cliques", ringOfCliques(cliques: 30, size: 5)),
    ("barbell", barbell(clique: 20, path: 10)),
    ("planted-small", planted(groups: 8, size: 25, inside: 0.3, outside: 0.02, seed: 11)),
    ("planted-large", planted(groups: 20, size: 50, inside: 0.2, outside: 0.008, seed: 12)),
    ("lfr-like", powerLawCommunities(nodes: 2000, mixing: 0.3, seed: 13)),
    ("lfr-like-mixed", powerLawCommunities(nodes: 1000, mixing: 0.5, seed: 14)),
    ("weighted-random", weightedRandom(nodes: 500, edges: 3000, seed: 15)),
    ("barabasi-albert", preferentialAttachment(nodes: 1000, links: 3, seed: 16)),
    ("grid", grid(width: 30, height: 30)),
    ("disconnected", disconnected(seed: 17)),
    ("star", star(leaves: 100)),
    ("two-level", twoLevel(seed: 18)),
  ]

  /// Those of at most 500 nodes, for tests that run often on each.
  static let small = all.filter { $0.graph.nodeCount <= 500 }

  /// Zachary's karate club (1977, DOI 10.1086/jar.33.4.3629752), nodes from 0.
  static func karate() -> WeightedGraph {
    let rows: [(Int32, [Int32])] = [
      (0, [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31]),
      (1, [2, 3, 7, 13, 17, 19, 21, 30]), (2, [3, 7, 8, 9, 13, 27, 28, 32]), (3, [7, 12, 13]),
      (4, [6, 10]), (5, [6, 10, 16]), (6, [16]), (8, [30, 32, 33]), (9, [33]), (13, [33]),
      (14, [32, 33]), (15, [32, 33]), (18, [32, 33]), (19, [33]), (20, [32, 33]),
      (22, [32, 33]), (23, [25, 27, 29, 32, 33]), (24, [25, 27, 31]), (25, [31]),
      (26, [29, 33]), (27, [33]), (28, [31, 33]), (29, [32, 33]), (30, [32, 33]),
      (31, [32, 33]), (32, [33]),
    ]
    return WeightedGraph(
      nodeCount: 34, edges: rows.flatMap { row in row.1.map { .init(row.0, $0) } })
  }

  static func clique(_ nodes: Range<Int>) -> [WeightedGraph.Edge] {
    nodes.flatMap { a in nodes.filter { $0 > a }.map { .init(Int32(a), Int32($0)) } }
  }

  static func ringOfCliques(cliques: Int, size: Int) -> WeightedGraph {
    var edges = [WeightedGraph.Edge]()
    for index in 0..<cliques {
      edges += clique(index * size..<(index + 1) * size)
      edges.append(.init(Int32(index * size), Int32((index + 1) % cliques * size + 1)))
    }
    return WeightedGraph(nodeCount: cliques * size, edges: edges)
  }

  static func barbell(clique size: Int, path: Int) -> WeightedGraph {
    let count = 2 * size + path
    let chain = (size - 1..<size + path).map { WeightedGraph.Edge(Int32($0), Int32($0 + 1)) }
    return WeightedGraph(
      nodeCount: count, edges: clique(0..<size) + clique(size + path..<count) + chain)
  }

  static func planted(
    groups: Int, size: Int, inside: Double, outside: Double, seed: UInt64
  ) -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    var edges = [WeightedGraph.Edge]()
    for a in 0..<groups * size {
      for b in a + 1..<max(a + 1, groups * size) {
        let chance = a / size == b / size ? inside : outside
        if generator.unit() < chance { edges.append(.init(Int32(a), Int32(b))) }
      }
    }
    return WeightedGraph(nodeCount: groups * size, edges: edges)
  }

  /// Degrees with density exponent 3 and community sizes with exponent 2, a share `mixing` of each
  /// node's edges to the outside: like the benchmark of Lancichinetti, Fortunato and Radicchi
  /// (2008, DOI 10.1103/PhysRevE.78.046110), wired by pairing ends.
  static func powerLawCommunities(nodes: Int, mixing: Double, seed: UInt64) -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    var inside = [[Int32]]()
    var outside = [Int32]()
    var next = 0
    while next < nodes {
      let size = min(nodes - next, Int(min(200, 20 / (1 - generator.unit()))))
      var ends = [Int32]()
      for node in next..<next + size {
        let degree = min(100, 8 / (1 - generator.unit()).squareRoot())
        let away = Int(degree * mixing)
        ends += [Int32](repeating: Int32(node), count: Int(degree) - away)
        outside += [Int32](repeating: Int32(node), count: away)
      }
      inside.append(ends)
      next += size
    }
    let edges = (inside + [outside]).flatMap { pairedUp($0, &generator) }
    return WeightedGraph(nodeCount: nodes, edges: edges)
  }

  private static func pairedUp(
    _ ends: [Int32], _ generator: inout SplitMix64
  ) -> [WeightedGraph.Edge] {
    let order = generator.permutation(ends.count)
    return (0..<ends.count / 2).compactMap { index in
      let a = ends[Int(order[2 * index])]
      let b = ends[Int(order[2 * index + 1])]
      return a == b ? nil : .init(a, b)
    }
  }

  static func weightedRandom(nodes: Int, edges: Int, seed: UInt64) -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    let drawn = (0..<edges).map { _ in
      let weight = generator.unit()
      return WeightedGraph.Edge(
        Int32(generator.below(nodes)), Int32(generator.below(nodes)),
        weight: 0.1 + 10 * weight * weight)
    }
    return WeightedGraph(nodeCount: nodes, edges: drawn.filter { $0.a != $0.b })
  }

  static func preferentialAttachment(nodes: Int, links: Int, seed: UInt64) -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    var edges = clique(0..<links + 1)
    var ends = edges.flatMap { [$0.a, $0.b] }
    for node in links + 1..<nodes {
      var chosen = Set<Int32>()
      while chosen.count < links { chosen.insert(ends[generator.below(ends.count)]) }
      for other in chosen.sorted() {
        edges.append(.init(Int32(node), other))
        ends += [Int32(node), other]
      }
    }
    return WeightedGraph(nodeCount: nodes, edges: edges)
  }

  static func grid(width: Int, height: Int) -> WeightedGraph {
    var edges = [WeightedGraph.Edge]()
    for y in 0..<height {
      for x in 0..<width {
        let node = Int32(y * width + x)
        if x + 1 < width { edges.append(.init(node, node + 1)) }
        if y + 1 < height { edges.append(.init(node, node + Int32(width))) }
      }
    }
    return WeightedGraph(nodeCount: width * height, edges: edges)
  }

  /// Five pieces without a link between them, nodes without edges, and self loops.
  static func disconnected(seed: UInt64) -> WeightedGraph {
    var edges = [WeightedGraph.Edge]()
    for piece in 0..<5 {
      let part = planted(
        groups: 3, size: 20, inside: 0.4, outside: 0.03, seed: seed &+ UInt64(piece))
      let shift = Int32(piece * 60)
      edges += part.edges.map { .init($0.a + shift, $0.b + shift, weight: $0.weight) }
    }
    edges += (0..<10).map { .init(Int32($0 * 7), Int32($0 * 7), weight: 2) }
    edges.append(.init(305, 305, weight: 3))
    return WeightedGraph(nodeCount: 320, edges: edges)
  }

  static func star(leaves: Int) -> WeightedGraph {
    WeightedGraph(nodeCount: leaves + 1, edges: (1...leaves).map { .init(0, Int32($0)) })
  }

  /// Eight groups of eight groups of sixteen nodes.
  static func twoLevel(seed: UInt64) -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    var edges = [WeightedGraph.Edge]()
    for a in 0..<1024 {
      for b in a + 1..<max(a + 1, 1024) {
        let chance = a / 16 == b / 16 ? 0.6 : a / 128 == b / 128 ? 0.06 : 0.004
        if generator.unit() < chance { edges.append(.init(Int32(a), Int32(b))) }
      }
    }
    return WeightedGraph(nodeCount: 1024, edges: edges)
  }
}
