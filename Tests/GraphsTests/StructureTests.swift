import Testing

@testable import Graphs

@Suite("Components, cores and centrality")
struct StructureTests {
  @Test("Components are those of a plain search", arguments: 1...5)
  func components(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let edges = (0..<45).map { _ in
      WeightedGraph.Edge(Int32(generator.below(60)), Int32(generator.below(60)))
    }
    let graph = WeightedGraph(nodeCount: 60, edges: edges)
    var label = [Int32](repeating: -1, count: 60)
    for root in 0..<Int32(60) where label[Int(root)] < 0 {
      var waiting = [root]
      while let node = waiting.popLast() {
        if label[Int(node)] >= 0 { continue }
        label[Int(node)] = root
        waiting += graph.neighbours(of: node)
      }
    }
    #expect(graph.connectedComponents == Partition(labels: label))
  }

  @Test("Sets count down as they are joined")
  func unionFind() {
    var sets = UnionFind(count: 5)
    #expect(sets.union(0, 3) && sets.union(4, 3) && !sets.union(0, 4))
    #expect(sets.setCount == 3 && sets.find(4) == sets.find(0) && sets.find(1) != sets.find(2))
    #expect(sets.partition().membership == [0, 1, 2, 0, 0])
  }

  @Test("Core numbers are those of peeling nodes off one by one", arguments: 1...8)
  func cores(seed: Int) {
    let graph =
      seed.isMultiple(of: 2)
      ? SampleGraphs.weightedRandom(nodes: 60, edges: 40 * seed, seed: UInt64(seed))
      : SampleGraphs.preferentialAttachment(nodes: 80, links: 2 + seed / 2, seed: UInt64(seed))
    var expected = [Int32](repeating: 0, count: graph.nodeCount)
    for k in 1...20 {
      var alive = Set((0..<Int32(graph.nodeCount)))
      while true {
        let weak = alive.filter { node in
          graph.neighbours(of: node).count { alive.contains($0) } < k
        }
        if weak.isEmpty { break }
        alive.subtract(weak)
      }
      for node in alive { expected[Int(node)] = Int32(k) }
      #expect(graph.core(k) == alive.sorted())
    }
    #expect(graph.coreNumbers == expected)
  }

  @Test("A graph without nodes has no cores, components or ranks")
  func empty() {
    let graph = WeightedGraph(nodeCount: 0, edges: [])
    #expect(graph.coreNumbers.isEmpty && graph.connectedComponents.count == 0)
    #expect(graph.pageRank().isEmpty && graph.eigenvectorCentrality().isEmpty)
    #expect(graph.aggregated(by: Partition(labels: [])) == graph)
  }

  @Test("PageRank solves its equation, and without jumps is proportional to strength")
  func pageRank() {
    let graph = SampleGraphs.disconnected(seed: 2)
    let rank = graph.pageRank()
    #expect(abs(rank.reduce(0, +) - 1) < 1e-12)
    #expect(rank.allSatisfy { $0 > 0 })
    let karate = SampleGraphs.karate().pageRank(damping: 0.999_999, tolerance: 1e-13)
    let strengths = SampleGraphs.karate().strengths
    for node in 0..<34 { #expect(abs(karate[node] - strengths[node] / 156) < 1e-5) }
    // networkx documents these for the karate club: the two leaders, 0.0970 and 0.1009.
    let club = SampleGraphs.karate().pageRank()
    #expect(abs(club[0] - 0.0970) < 5e-5 && abs(club[33] - 0.1009) < 5e-5)
  }

  @Test("Eigenvector centrality is an eigenvector, on a bipartite graph too")
  func eigenvector() {
    let star = SampleGraphs.star(leaves: 4).eigenvectorCentrality()
    #expect(abs(star[0] - 1) < 1e-9 && star[1...].allSatisfy { abs($0 - 0.5) < 1e-8 })
    let graph = SampleGraphs.karate()
    let value = graph.eigenvectorCentrality()
    let image = (0..<34).map { node in
      graph.neighbours(of: Int32(node)).reduce(0) { $0 + value[Int($1)] }
    }
    for node in 0..<34 { #expect(abs(image[node] - 6.725_697_7 * value[node]) < 1e-4) }
    #expect(WeightedGraph(nodeCount: 2, edges: []).eigenvectorCentrality() == [0, 0])
  }
}
