/// Finds communities: the Leiden algorithm.
///
///     let found = Leiden(seed: 1).communities(of: graph)
///     found.partition.membership[0]  // the community of node 0
///
/// Nodes are moved to the neighbouring community that improves the quality most until none
/// improves it (`LocalMoving`); each community is then taken apart into parts that hang together
/// well (`Refinement`); the parts become the nodes of a smaller graph, and so on until every
/// community is one node. That is one iteration; the next starts from its result.
///
/// What holds for the result: every community is connected, the quality is at least that of the
/// partition it started from, and a seed gives the same partition on every machine. What does not
/// hold: that it is the best partition. The nodes' numbering and the seed matter where several
/// partitions are about as good.
///
/// Source: V. A. Traag, L. Waltman, N. J. van Eck (2019), "From Louvain to Leiden: guaranteeing
/// well-connected communities", DOI 10.1038/s41598-019-41695-z, algorithm A.2. Departures: θ is
/// measured in the graph's mean edge weight, so that scaled weights give the same partition; parts
/// merge along edges only; where the refinement leaves all nodes single, the communities'
/// connected parts stand in for it, so that every iteration ends.
public struct Leiden: Sendable {
  /// How parts of a community are chosen to merge.
  public enum Refinement: Sendable, Hashable {
    /// At random, with chances proportional to exp(gain / θ), the gain in mean edge weights. The
    /// paper's choice: it can reach partitions that greed cannot.
    case random(theta: Double)
    /// Always the part with the largest gain, the one with the smallest number among equals.
    case greedy
  }

  /// What is made as large as possible.
  public var quality: Quality
  /// How parts of a community are chosen to merge.
  public var refinement: Refinement
  /// The seed of the order of the nodes and of the refinement's choices.
  public var seed: UInt64
  /// How many iterations at most; they end sooner when one improves nothing. Networks with
  /// communities need 3 to 6; in one without, each of the next hundred still finds a little, so the
  /// default stops at 10.
  public var maximumIterations: Int

  /// The algorithm with these settings.
  ///
  /// - Precondition: the resolution is not negative, θ and `maximumIterations` are positive.
  public init(
    quality: Quality = .modularity, refinement: Refinement = .random(theta: 0.01),
    seed: UInt64 = 1, maximumIterations: Int = 10
  ) {
    precondition(quality.resolution >= 0 && maximumIterations > 0, "a setting is out of range")
    if case .random(let theta) = refinement { precondition(theta > 0, "θ must be positive") }
    self.quality = quality
    self.refinement = refinement
    self.seed = seed
    self.maximumIterations = maximumIterations
  }

  /// The communities found.
  public struct Result: Sendable, Equatable {
    /// Each node's community.
    public let partition: Partition
    /// The quality of the partition.
    public let quality: Double
    /// The quality after each iteration, never falling; empty for a graph without nodes.
    public let history: [Double]
  }

  /// The communities of a graph.
  ///
  /// - Parameter start: the partition to improve; every node for itself when nil.
  /// - Precondition: `start` has as many nodes as the graph.
  /// - Complexity: about O(m) time for each iteration in practice, memory O(n + m).
  public func communities(
    of graph: WeightedGraph, from start: Partition? = nil
  ) -> Result {
    precondition(
      start.map { $0.membership.count == graph.nodeCount } ?? true,
      "the partition is of another graph")
    var partition = start ?? Partition(singletons: graph.nodeCount)
    var best = quality.value(of: partition, in: graph)
    var history = [Double]()
    if graph.nodeCount == 0 { return Result(partition: partition, quality: best, history: []) }
    var generator = SplitMix64(seed: seed)
    for _ in 0..<maximumIterations {
      let next = iterate(graph, from: partition, &generator)
      let value = quality.value(of: next, in: graph)
      // An iteration never makes the quality worse but for rounding, and what it returns is
      // connected even where the start was not.
      let gain = value - best
      let isFirst = history.isEmpty
      if isFirst || gain > 0 {
        partition = next
        best = value
      }
      history.append(best)
      if !isFirst && gain <= 1e-12 * abs(best) { break }
    }
    return Result(partition: partition, quality: best, history: history)
  }

  /// One iteration: move, refine, aggregate, until every community is one node.
  private func iterate(
    _ graph: WeightedGraph, from start: Partition, _ generator: inout SplitMix64
  ) -> Partition {
    let penalty = quality.penalty(in: graph)
    let unit = graph.edgeCount == 0 ? 1 : graph.weights.reduce(0, +) / Double(graph.weights.count)
    var level = graph
    var masses = quality.nodeMasses(of: graph)
    var membership = start.membership
    // The node of the current level that each node of the graph has gone into.
    var place: [Int32]?
    while true {
      var moving = LocalMoving(
        graph: level, masses: masses, penalty: penalty, membership: membership)
      moving.run(&generator)
      let communities = Partition(labels: moving.membership)
      var parts = communities
      if communities.count < level.nodeCount {
        var refining = PartMerging(
          graph: level, masses: masses, penalty: penalty, unit: unit, communities: communities)
        refining.run(refinement, &generator)
        parts = Partition(labels: refining.parts)
        if parts.count == level.nodeCount { parts = level.connectedParts(of: communities) }
      }
      if parts.count == level.nodeCount {
        // All communities are single nodes, or unconnected sets that fell apart into them.
        let labels = parts.membership
        return Partition(labels: place.map { $0.map { labels[Int($0)] } } ?? labels)
      }
      var partMasses = [Double](repeating: 0, count: parts.count)
      membership = [Int32](repeating: 0, count: parts.count)
      for (node, part) in parts.membership.enumerated() {
        partMasses[Int(part)] += masses[node]
        membership[Int(part)] = communities.membership[node]
      }
      place = place.map { $0.map { parts.membership[Int($0)] } } ?? parts.membership
      level = level.aggregated(by: parts)
      masses = partMasses
    }
  }
}
