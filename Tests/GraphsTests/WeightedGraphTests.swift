import Testing

@testable import Graphs

@Suite("Weighted graphs")
struct WeightedGraphTests {
  @Test("Parallel edges are merged, self loops kept apart, edges of no weight left out")
  func merging() {
    let graph = WeightedGraph(
      nodeCount: 4,
      edges: [
        .init(2, 0, weight: 1), .init(0, 2, weight: 2), .init(1, 1, weight: 5),
        .init(1, 1, weight: 1), .init(0, 1, weight: 4), .init(3, 0, weight: 0),
      ])
    #expect(graph.edges == [.init(0, 1, weight: 4), .init(0, 2, weight: 3)])
    #expect(graph.selfLoops == [0, 6, 0, 0])
    #expect(graph.strengths == [7, 16, 3, 0])
    #expect(graph.totalWeight == 13)
    #expect((0..<4).map { graph.degree(of: $0) } == [2, 1, 1, 0])
    #expect(Array(graph.neighbours(of: 0)) == [1, 2])
    #expect(graph.weight(between: 2, and: 0) == 3 && graph.weight(between: 1, and: 1) == 6)
    #expect(graph.weight(between: 1, and: 2) == 0)
  }

  @Test("The order of many parallel edges does not change a bit of the sum")
  func mergingOrder() {
    var generator = SplitMix64(seed: 4)
    let edges = (0..<2000).map { _ in
      WeightedGraph.Edge(
        Int32(generator.below(6)), Int32(generator.below(6)), weight: generator.unit())
    }
    let shuffled = generator.permutation(edges.count).map { edges[Int($0)] }
    #expect(
      WeightedGraph(nodeCount: 6, edges: edges) == WeightedGraph(nodeCount: 6, edges: shuffled))
  }

  @Test("The graph agrees with a plain matrix", arguments: 1...5)
  func matrix(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let count = 30
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var edges = [WeightedGraph.Edge]()
    for _ in 0..<200 {
      let (a, b) = (generator.below(count), generator.below(count))
      let weight = Double(generator.below(5))
      edges.append(.init(Int32(a), Int32(b), weight: weight))
      matrix[a][b] += weight
      if a != b { matrix[b][a] += weight }
    }
    let graph = WeightedGraph(nodeCount: count, edges: edges)
    for a in 0..<count {
      for b in 0..<count {
        #expect(graph.weight(between: Int32(a), and: Int32(b)) == matrix[a][b])
      }
    }
    #expect(graph.edges.count == graph.edgeCount)
  }

  @Test("A subgraph keeps the edges and loops among its nodes")
  func subgraph() {
    let graph = SampleGraphs.disconnected(seed: 1)
    let nodes = (0..<Int32(graph.nodeCount)).filter { $0 % 3 != 0 || $0 % 7 == 0 }
    let part = graph.subgraph(of: nodes)
    for (a, first) in nodes.enumerated() {
      for (b, second) in nodes.enumerated() {
        #expect(
          part.weight(between: Int32(a), and: Int32(b))
            == graph.weight(between: first, and: second))
      }
    }
  }

  @Test("Aggregation keeps weight, strengths and modularity")
  func aggregation() {
    for (name, graph) in SampleGraphs.all {
      var generator = SplitMix64(seed: 3)
      let partition = Partition(
        labels: (0..<graph.nodeCount).map { _ in Int32(generator.below(9)) })
      let small = graph.aggregated(by: partition)
      #expect(abs(small.totalWeight - graph.totalWeight) <= 1e-9 * graph.totalWeight, "\(name)")
      for (community, nodes) in partition.communities.enumerated() {
        let strength = nodes.reduce(0) { $0 + graph.strength(of: $1) }
        #expect(abs(small.strength(of: Int32(community)) - strength) <= 1e-9 * strength)
      }
      let before = Quality.modularity.value(of: partition, in: graph)
      let after = Quality.modularity.value(of: Partition(singletons: small.nodeCount), in: small)
      #expect(abs(before - after) < 1e-12, "\(name)")
    }
  }

  @Test("Modularity and Potts quality agree with their sums over pairs of nodes")
  func qualityByDefinition() {
    let graph = SampleGraphs.weightedRandom(nodes: 40, edges: 150, seed: 6)
    let labels = (0..<40).map { Int32($0 % 7) }
    let twice = 2 * graph.totalWeight
    var modularity = 0.0
    var potts = 0.0
    for a in 0..<Int32(40) {
      for b in 0..<Int32(40) where labels[Int(a)] == labels[Int(b)] {
        let weight = graph.weight(between: a, and: b)
        let chance = graph.strength(of: a) * graph.strength(of: b) / twice
        modularity += (weight - 1.5 * chance) / twice
        if a < b { potts += weight - 0.2 }
      }
    }
    let partition = Partition(labels: labels)
    #expect(
      abs(Quality.modularity(resolution: 1.5).value(of: partition, in: graph) - modularity) < 1e-12)
    #expect(
      abs(Quality.constantPotts(resolution: 0.2).value(of: partition, in: graph) - potts) < 1e-9)
  }

  @Test("Labels of any numbers become communities in the order of their first nodes")
  func labels() {
    let partition = Partition(labels: [7, -2, 7, 900, -2])
    #expect(partition.membership == [0, 1, 0, 2, 1] && partition.count == 3)
    #expect(partition.communities == [[0, 2], [1, 4], [3]])
    #expect(Partition(labels: [2, 2, 0]).membership == [0, 0, 1])
    #expect(Partition(labels: []).count == 0)
  }
}
