import Testing

@testable import Graphs

@Suite("Leiden")
struct LeidenTests {
  static let settings: [Leiden] = [
    Leiden(seed: 3),
    Leiden(refinement: .greedy, seed: 4),
    Leiden(quality: .modularity(resolution: 2.5), seed: 5),
    Leiden(quality: .constantPotts(resolution: 0.05), seed: 6),
    Leiden(quality: .modularity(resolution: 0), seed: 7),
  ]

  @Test("Every community is connected and numbered by its smallest node", arguments: 0..<5)
  func connected(setting: Int) {
    for (name, graph) in setting < 2 ? SampleGraphs.all : SampleGraphs.small {
      let partition = Self.settings[setting].communities(of: graph).partition
      #expect(graph.connectedParts(of: partition) == partition, "\(name)")
      #expect(Partition(labels: partition.membership) == partition)
    }
  }

  @Test("The quality never falls from iteration to iteration and is that of the partition")
  func monotone() {
    for (name, graph) in SampleGraphs.small {
      let leiden = Leiden(seed: 9)
      let found = leiden.communities(of: graph)
      #expect(zip(found.history, found.history.dropFirst()).allSatisfy { $0 <= $1 }, "\(name)")
      #expect(found.quality == Quality.modularity.value(of: found.partition, in: graph))
      let again = leiden.communities(of: graph, from: found.partition)
      #expect(again.quality >= found.quality, "\(name)")
    }
  }

  @Test("A seed gives the same partition, edges in any order and direction")
  func deterministic() {
    for (name, graph) in SampleGraphs.small {
      var generator = SplitMix64(seed: 77)
      let edges = graph.edges
      var shuffled = generator.permutation(edges.count).map { edges[Int($0)] }
        .map { WeightedGraph.Edge($0.b, $0.a, weight: $0.weight) }
      shuffled += (0..<graph.nodeCount).map {
        .init(Int32($0), Int32($0), weight: graph.selfLoops[$0])
      }
      let same = WeightedGraph(nodeCount: graph.nodeCount, edges: shuffled)
      #expect(same == graph, "\(name)")
      #expect(
        Leiden(seed: 2).communities(of: same) == Leiden(seed: 2).communities(of: graph), "\(name)")
    }
  }

  @Test("Weights times a constant give the same communities and modularity")
  func scaling() {
    for (name, graph) in SampleGraphs.small {
      for factor in [0.125, 1024, 3.7e-7] {
        let edges = graph.edges.map {
          WeightedGraph.Edge($0.a, $0.b, weight: $0.weight * factor)
        }
        let loops = (0..<graph.nodeCount).map {
          WeightedGraph.Edge(Int32($0), Int32($0), weight: graph.selfLoops[$0] * factor)
        }
        let scaled = WeightedGraph(nodeCount: graph.nodeCount, edges: edges + loops)
        let before = Leiden(seed: 8).communities(of: graph)
        let after = Leiden(seed: 8).communities(of: scaled)
        // A power of two changes no digit; another factor may turn a tie the other way.
        if factor > 1e-3 { #expect(after.partition == before.partition, "\(name)") }
        #expect(abs(after.quality - before.quality) <= 0.01 * before.quality + 1e-9, "\(name)")
      }
    }
  }

  @Test("Nodes under other numbers give communities of about the same quality")
  func relabelling() {
    for (name, graph) in SampleGraphs.small {
      var generator = SplitMix64(seed: 21)
      let number = generator.permutation(graph.nodeCount)
      let edges = graph.edges.map {
        WeightedGraph.Edge(number[Int($0.a)], number[Int($0.b)], weight: $0.weight)
      }
      let loops = (0..<graph.nodeCount).map {
        WeightedGraph.Edge(number[$0], number[$0], weight: graph.selfLoops[$0])
      }
      let renamed = WeightedGraph(nodeCount: graph.nodeCount, edges: edges + loops)
      let before = Leiden(seed: 1).communities(of: graph).quality
      let after = Leiden(seed: 1).communities(of: renamed).quality
      #expect(abs(after - before) <= 0.015 * before + 1e-9, "\(name)")
    }
  }

  @Test("Groups that are plain to see are found exactly")
  func planted() {
    let graph = SampleGraphs.planted(groups: 12, size: 20, inside: 0.8, outside: 0.01, seed: 5)
    let expected = Partition(labels: (0..<240).map { Int32($0 / 20) })
    for leiden in [Leiden(seed: 1), Leiden(refinement: .greedy, seed: 1)] {
      #expect(leiden.communities(of: graph).partition == expected)
    }
    let cliques = SampleGraphs.ringOfCliques(cliques: 40, size: 5)
    let potts = Leiden(quality: .constantPotts(resolution: 0.3)).communities(of: cliques)
    #expect(potts.partition == Partition(labels: (0..<200).map { Int32($0 / 5) }))
  }

  @Test("On small graphs the best partition of all is nearly always found, and never surpassed")
  func exhaustive() {
    var misses = 0
    for seed in UInt64(1)...15 {
      var generator = SplitMix64(seed: seed)
      let edges = (0..<10).map { _ in
        WeightedGraph.Edge(
          Int32(generator.below(6)), Int32(generator.below(6)),
          weight: Double(1 + generator.below(4)))
      }
      let graph = WeightedGraph(nodeCount: 6, edges: edges)
      for quality in [Quality.modularity, .constantPotts(resolution: 1)] {
        let best = allPartitions(of: 6).map { quality.value(of: $0, in: graph) }.max() ?? 0
        let found = (UInt64(1)...5).map {
          Leiden(quality: quality, seed: $0).communities(of: graph).quality
        }
        #expect(found.allSatisfy { $0 <= best + 1e-9 })
        if (found.max() ?? 0) < best - 1e-9 { misses += 1 }
      }
    }
    #expect(misses <= 2, "of 30 graphs")
  }

  @Test("A graph without nodes has no communities, nodes without edges stay single")
  func empty() {
    let nothing = Leiden().communities(of: WeightedGraph(nodeCount: 0, edges: []))
    #expect(nothing.partition.count == 0 && nothing.history.isEmpty && nothing.quality == 0)
    let loose = WeightedGraph(nodeCount: 4, edges: [.init(2, 2, weight: 5)])
    for leiden in Self.settings {
      #expect(leiden.communities(of: loose).partition == Partition(singletons: 4))
      let joined = leiden.communities(of: loose, from: Partition(labels: [0, 0, 1, 1]))
      #expect(joined.partition.count == 4, "unconnected nodes do not stay together")
    }
  }

  @Test("Two heavy pairs joined by a light edge come apart")
  func lightBridge() {
    let graph = WeightedGraph(
      nodeCount: 4, edges: [.init(0, 1, weight: 9), .init(1, 2), .init(2, 3, weight: 9)])
    #expect(Leiden().communities(of: graph).partition.membership == [0, 0, 1, 1])
  }

  @Test("The series for the exponential is right to nine digits", arguments: 0...40)
  func exponential(tenths: Int) {
    // e^-1 to the power of n, by repeated multiplication of a known constant.
    let known = (0..<tenths).reduce(1.0) { value, _ in value * 0.367_879_441_171_442_33 }
    #expect(abs(Graphs.exponential(-Double(tenths)) / known - 1) < 1e-8)
  }

  /// Every partition of so many nodes, by restricted growth strings.
  private func allPartitions(of count: Int) -> [Partition] {
    var result: [[Int32]] = [[]]
    for _ in 0..<count {
      result = result.flatMap { labels in
        (0...((labels.max() ?? -1) + 1)).map { labels + [$0] }
      }
    }
    return result.map { Partition(labels: $0) }
  }
}
