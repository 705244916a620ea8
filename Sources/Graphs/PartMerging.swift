/// Takes every community apart into single nodes and merges them again into parts, within the
/// community and along edges only: the refinement phase of the Leiden algorithm.
///
/// A node merges only when it is well connected to the rest of its community, and only into a
/// part that is: weight to the rest >= penalty · its mass · the mass of the rest. Parts are
/// therefore connected, and a community whose halves hang by a thread may come apart.
///
/// Source: Traag et al. (2019), DOI 10.1038/s41598-019-41695-z, algorithm A.2, MergeNodesSubset.
struct PartMerging {
  let graph: WeightedGraph
  let masses: [Double]
  let penalty: Double
  /// The weight in which gains are measured before they are divided by θ.
  let unit: Double
  let communities: Partition
  /// The part of each node: the number of one of the part's nodes.
  private(set) var parts: [Int32]

  private var communityMass: [Double]
  private var partMass: [Double]
  private var partSize: [Int32]
  /// The weight from each part to the rest of its community.
  private var partCut: [Double]
  private var weightTo: [Double]
  private var touched: [Int32] = []
  private var options: [(part: Int32, gain: Double)] = []

  init(
    graph: WeightedGraph, masses: [Double], penalty: Double, unit: Double, communities: Partition
  ) {
    self.graph = graph
    self.masses = masses
    self.penalty = penalty
    self.unit = unit
    self.communities = communities
    let membership = communities.membership
    parts = (0..<graph.nodeCount).map { Int32($0) }
    partMass = masses
    partSize = [Int32](repeating: 1, count: graph.nodeCount)
    communityMass = [Double](repeating: 0, count: communities.count)
    partCut = [Double](repeating: 0, count: graph.nodeCount)
    for node in 0..<graph.nodeCount {
      communityMass[Int(membership[node])] += masses[node]
      for slot in graph.offsets[node]..<graph.offsets[node + 1]
      where membership[Int(graph.targets[slot])] == membership[node] {
        partCut[node] += graph.weights[slot]
      }
    }
    weightTo = [Double](repeating: 0, count: graph.nodeCount)
  }

  mutating func run(_ refinement: Leiden.Refinement, _ generator: inout SplitMix64) {
    for node in generator.permutation(graph.nodeCount) {
      let node = Int(node)
      if partSize[Int(parts[node])] == 1 && isWellConnected(Int(parts[node]), of: node) {
        collectWeights(of: node)
        collectOptions(for: node)
        if let part = choose(refinement, &generator) { merge(node, into: Int(part)) }
        for part in touched { weightTo[Int(part)] = 0 }
        touched.removeAll(keepingCapacity: true)
      }
    }
  }

  private func isWellConnected(_ part: Int, of node: Int) -> Bool {
    let rest = communityMass[Int(communities.membership[node])] - partMass[part]
    // Cuts are kept up by subtraction; what rounding leaves of them must not decide.
    let bound = penalty * partMass[part] * rest
    return partCut[part] >= bound - 1e-10 * (partCut[part] + bound)
  }

  private mutating func collectWeights(of node: Int) {
    let community = communities.membership[node]
    for slot in graph.offsets[node]..<graph.offsets[node + 1] {
      let other = Int(graph.targets[slot])
      guard communities.membership[other] == community else { continue }
      let part = parts[other]
      if weightTo[Int(part)] == 0 { touched.append(part) }
      weightTo[Int(part)] += graph.weights[slot]
    }
  }

  private mutating func collectOptions(for node: Int) {
    options.removeAll(keepingCapacity: true)
    let push = penalty * masses[node]
    for part in touched where isWellConnected(Int(part), of: node) {
      let gain = weightTo[Int(part)] - push * partMass[Int(part)]
      if gain >= 0 { options.append((part, gain)) }
    }
  }

  /// The part to merge into, nil to stay alone.
  private func choose(
    _ refinement: Leiden.Refinement, _ generator: inout SplitMix64
  ) -> Int32? {
    guard
      let best = options.max(by: { ($0.gain, $1.part) < ($1.gain, $0.part) })
    else { return nil }
    guard case .random(let theta) = refinement else { return best.part }
    // Chances relative to the best one, so that nothing overflows; to stay alone gains 0.
    let scale = 1 / (theta * unit)
    var sum = exponential(-best.gain * scale)
    let alone = sum
    for option in options { sum += exponential((option.gain - best.gain) * scale) }
    var draw = generator.unit() * sum - alone
    if draw < 0 { return nil }
    for option in options {
      draw -= exponential((option.gain - best.gain) * scale)
      if draw < 0 { return option.part }
    }
    return best.part
  }

  private mutating func merge(_ node: Int, into part: Int) {
    let old = Int(parts[node])
    partMass[part] += masses[node]
    partSize[part] += 1
    partCut[part] += partCut[old] - 2 * weightTo[part]
    partSize[old] = 0
    partMass[old] = 0
    parts[node] = Int32(part)
  }
}

/// e to the power of x for x <= 0, to about 1e-9 relative, 0 below −40.
///
/// The module imports nothing, and the mathematical library of another machine may round
/// differently; arithmetic alone is the same everywhere, and so are the choices that rest on it.
func exponential(_ x: Double) -> Double {
  if x < -40 { return 0 }
  // e^x = (e^(x / 1024))^1024, the inner one by its series.
  let y = x / 1024
  var result = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5))))
  for _ in 0..<10 { result *= result }
  return result
}
