/// Moves nodes to better communities until no visited node has one: the fast local moving phase
/// of the Leiden algorithm.
///
/// A queue holds the nodes to visit, at first all of them in random order. A node that moves puts
/// those neighbours back into it that are not in its new community: only for them can moving have
/// become worth while.
///
/// Source: Traag et al. (2019), DOI 10.1038/s41598-019-41695-z, algorithm A.2, MoveNodesFast.
struct LocalMoving {
  let graph: WeightedGraph
  let masses: [Double]
  let penalty: Double
  /// Labels in `0..<nodeCount`, of which some may be unused.
  private(set) var membership: [Int32]

  private var communityMass: [Double]
  private var communitySize: [Int32]
  /// Labels that no node has.
  private var unused: [Int32]
  /// The weight between the visited node and each community; 0 but for those in `touched`.
  private var weightTo: [Double]
  private var touched: [Int32] = []
  private var queue: NodeQueue

  init(graph: WeightedGraph, masses: [Double], penalty: Double, membership: [Int32]) {
    let count = graph.nodeCount
    self.graph = graph
    self.masses = masses
    self.penalty = penalty
    self.membership = membership
    communityMass = [Double](repeating: 0, count: count)
    communitySize = [Int32](repeating: 0, count: count)
    for (node, label) in membership.enumerated() {
      communityMass[Int(label)] += masses[node]
      communitySize[Int(label)] += 1
    }
    unused = []
    for label in stride(from: count - 1, through: 0, by: -1) where communitySize[label] == 0 {
      unused.append(Int32(label))
    }
    weightTo = [Double](repeating: 0, count: count)
    queue = NodeQueue(order: [], capacity: count)
  }

  mutating func run(_ generator: inout SplitMix64) {
    queue = NodeQueue(order: generator.permutation(graph.nodeCount), capacity: graph.nodeCount)
    while let node = queue.popFirst() { visit(Int(node)) }
  }

  private mutating func visit(_ node: Int) {
    let slots = graph.offsets[node]..<graph.offsets[node + 1]
    var strength = 0.0
    for slot in slots {
      let label = membership[Int(graph.targets[slot])]
      let weight = graph.weights[slot]
      if weightTo[Int(label)] == 0 { touched.append(label) }
      weightTo[Int(label)] += weight
      strength += weight
    }
    let home = membership[node]
    take(node, outOf: home)
    let target = bestCommunity(for: node, home: home, tolerance: 1e-10 * strength)
    put(node, into: target)
    if target != home {
      for slot in slots where membership[Int(graph.targets[slot])] != target {
        queue.append(graph.targets[slot])
      }
    }
    for label in touched { weightTo[Int(label)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }

  /// The community with the largest gain; the old one unless another is better by more than
  /// rounding, the smallest label among equals.
  private func bestCommunity(for node: Int, home: Int32, tolerance: Double) -> Int32 {
    let push = penalty * masses[node]
    let stay = weightTo[Int(home)] - push * communityMass[Int(home)]
    var best = home
    var bestGain = stay + tolerance
    for label in touched where label != home {
      let gain = weightTo[Int(label)] - push * communityMass[Int(label)]
      if gain > bestGain || (gain == bestGain && best != home && label < best) {
        best = label
        bestGain = gain
      }
    }
    // To be alone gains 0.
    if 0 > bestGain, communitySize[Int(home)] > 0, let free = unused.last { best = free }
    return best
  }

  private mutating func take(_ node: Int, outOf label: Int32) {
    communitySize[Int(label)] -= 1
    communityMass[Int(label)] -= masses[node]
    if communitySize[Int(label)] == 0 {
      communityMass[Int(label)] = 0
      unused.append(label)
    }
  }

  private mutating func put(_ node: Int, into label: Int32) {
    // A label is unused only when it is the last of the list: the home just emptied, or the
    // empty community that was chosen.
    if communitySize[Int(label)] == 0 { unused.removeLast() }
    communitySize[Int(label)] += 1
    communityMass[Int(label)] += masses[node]
    membership[node] = label
  }
}

/// First in, first out, each node at most once at a time.
struct NodeQueue {
  private var ring: [Int32]
  private var isQueued: [Bool]
  private var head = 0
  private var count: Int

  init(order: [Int32], capacity: Int) {
    ring = order + [Int32](repeating: 0, count: capacity - order.count)
    isQueued = [Bool](repeating: false, count: capacity)
    for node in order { isQueued[Int(node)] = true }
    count = order.count
  }

  mutating func popFirst() -> Int32? {
    if count == 0 { return nil }
    let node = ring[head]
    head = head + 1 == ring.count ? 0 : head + 1
    count -= 1
    isQueued[Int(node)] = false
    return node
  }

  /// Does nothing when the node waits already.
  mutating func append(_ node: Int32) {
    if isQueued[Int(node)] { return }
    isQueued[Int(node)] = true
    let tail = head + count
    ring[tail < ring.count ? tail : tail - ring.count] = node
    count += 1
  }
}
