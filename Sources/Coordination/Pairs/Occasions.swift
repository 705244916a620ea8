import SocialModel

/// Two posts, one of each account of a pair, that carry a same object.
struct Coincidence: Hashable, Sendable {
  var postA: Int32
  var postB: Int32
  /// How far apart they are, in milliseconds.
  var lag: Int64
  var object: Int32
}

extension Coincidence {
  /// The two posts as one number, in the order of the first, then of the second.
  fileprivate var posts: UInt64 {
    UInt64(UInt32(bitPattern: postA)) << 32 | UInt64(UInt32(bitPattern: postB))
  }

  /// The coincidence that a record of the engine holds.
  init(_ record: CoactionRecord, in table: ActionTable) {
    self.init(
      postA: table.contents[Int(record.position)],
      postB: table.contents[Int(record.otherPosition)], lag: abs(record.lag),
      object: table.actions[Int(record.position)].object)
  }
}

/// Coincidences that are not independent of each other, taken together.
///
/// Five tags in one answer are one occasion and not five, and so are a post and ten that repeat it:
/// coincidences that have a post in common belong to one occasion.
struct Occasion: Sendable, Hashable {
  /// Pairs of posts within the context window.
  var opportunities: Int
  /// The smallest lag, in milliseconds.
  var lag: Int64
  /// The layers of its objects, one bit each.
  var layers: UInt16
  /// The rarity of its rarest object.
  var rarity: Double
  /// The coarsest unit that its lags come in.
  var unit = TimeUnit.millisecond
  /// For each time scale, the chance that one opportunity falls within it.
  var chances: SIMD8<Double> = .zero

  /// The chance that at least one opportunity falls within a scale.
  func hitChance(_ scale: Int) -> Double {
    // 1 − (1 − chance)^opportunities, by squaring.
    var missed = 1.0
    var base = 1 - chances[scale]
    var exponent = opportunities
    while exponent > 0 {
      if exponent & 1 == 1 { missed *= base }
      base *= base
      exponent >>= 1
    }
    return min(1, max(0, 1 - missed))
  }

  /// The most telling layer: accounts that post the same text post its phrases and tags as well.
  var topLayer: Layer {
    DetectionProfile.testable.first(where: has) ?? .hashtag
  }

  /// Whether an object of the layer is among its objects.
  func has(_ layer: Layer) -> Bool { layers & (1 << UInt16(layer.rawValue)) != 0 }
}

extension Occasion {
  /// Cuts coincidences of one pair into occasions, in an order that depends on their values alone.
  ///
  /// - Parameter chances: fills in the chances; without it they are left at zero.
  /// - Complexity: O(n log n).
  static func cut(
    _ coincidences: [Coincidence], of actions: RareActions, chances: Chances? = nil
  ) -> [Occasion] {
    var cutter = OccasionCutter()
    return cutter.cut(coincidences, of: actions, chances: chances)
  }

  fileprivate mutating func add(
    _ coincidence: Coincidence, layer: Layer, rarity: Double, own: SIMD8<Double>?
  ) {
    lag = min(lag, coincidence.lag)
    layers |= 1 << UInt16(layer.rawValue)
    self.rarity = max(self.rarity, rarity)
    if let own { raise(to: own) }
  }

  private var order: (Int64, Int, Double, UInt16) { (lag, opportunities, rarity, layers) }

  fileprivate mutating func raise(to other: SIMD8<Double>) {
    chances.replace(with: other, where: other .> chances)
  }

  /// An order by value: sums over occasions depend on it in their last digits.
  fileprivate static func precedes(_ x: Occasion, _ y: Occasion) -> Bool {
    let (i, j) = (x.order, y.order)
    if i != j { return i < j }
    for scale in x.chances.indices where x.chances[scale] != y.chances[scale] {
      return x.chances[scale] < y.chances[scale]
    }
    return false
  }
}

/// Cuts coincidences into occasions, pair after pair, in memory that it keeps.
///
/// Millions of pairs have a handful of coincidences each: what an array costs to make would cost
/// more than the work. Coincidences are sorted by their posts first, since a copied text gives the
/// same two posts a coincidence for each of its phrases.
struct OccasionCutter {
  private var sorted: [Coincidence] = []
  /// Where each distinct pair of posts begins in `sorted`, and the end.
  private var starts: [Int32] = []
  private var postsB: [Int32] = []
  /// The nodes of each distinct pair of posts; those of the one account come first.
  private var nodesA: [Int32] = []
  private var nodesB: [Int32] = []
  private var parents: [Int32] = []
  private var indexOfRoot: [Int32] = []

  /// The occasions of one pair, ordered by value.
  mutating func cut(
    _ coincidences: [Coincidence], of actions: RareActions, chances: Chances? = nil
  ) -> [Occasion] {
    link(coincidences)
    return occasions(of: actions, chances: chances)
  }

  /// How many occasions some of the coincidences make, without making them.
  mutating func count(
    _ coincidences: [Coincidence], where isCounted: (Coincidence) -> Bool = { _ in true }
  ) -> Int {
    link(coincidences, where: isCounted)
    return parents.indices.count { parents[$0] == $0 }
  }

  /// The occasions of the coincidences that were counted last.
  mutating func occasions(of actions: RareActions, chances: Chances?) -> [Occasion] {
    var occasions: [Occasion] = []
    indexOfRoot.removeAll(keepingCapacity: true)
    indexOfRoot.append(contentsOf: repeatElement(-1, count: parents.count))
    for pair in nodesA.indices {
      let root = Int(Self.find(nodesA[pair], &parents))
      if indexOfRoot[root] < 0 {
        indexOfRoot[root] = Int32(occasions.count)
        occasions.append(Occasion(opportunities: 0, lag: .max, layers: 0, rarity: 0))
      }
      let index = Int(indexOfRoot[root])
      occasions[index].opportunities += 1
      let first = sorted[Int(starts[pair])]
      let unit = actions.unit(first.postA, first.postB)
      occasions[index].unit = max(occasions[index].unit, unit)
      for coincidence in sorted[Int(starts[pair])..<Int(starts[pair + 1])] {
        let object = Int(coincidence.object)
        occasions[index].add(
          coincidence, layer: actions.layers[object], rarity: actions.rarities[object],
          own: chances?.own(coincidence.object, unit))
      }
    }
    if let chances {
      for index in occasions.indices {
        let occasion = occasions[index]
        occasions[index].raise(to: chances[occasion.topLayer, occasion.unit])
      }
    }
    if occasions.count > 1 { occasions.sort(by: Occasion.precedes) }
    return occasions
  }

  /// Joins posts that coincide. The nodes are the posts of the one account, then of the other.
  private mutating func link(
    _ coincidences: [Coincidence], where isCounted: (Coincidence) -> Bool = { _ in true }
  ) {
    sorted.removeAll(keepingCapacity: true)
    for coincidence in coincidences where isCounted(coincidence) { sorted.append(coincidence) }
    Self.sortByPosts(&sorted)
    findPairs()
    postsB.removeAll(keepingCapacity: true)
    for start in starts.dropLast() { postsB.append(sorted[Int(start)].postB) }
    Self.makeDistinct(&postsB)
    let countA = (nodesA.last ?? -1) + 1
    parents.removeAll(keepingCapacity: true)
    parents.append(contentsOf: 0..<(countA + Int32(postsB.count)))
    nodesB.removeAll(keepingCapacity: true)
    for pair in nodesA.indices {
      let node = countA + Self.index(sorted[Int(starts[pair])].postB, in: postsB)
      nodesB.append(node)
      let a = Self.find(nodesA[pair], &parents)
      let b = Self.find(node, &parents)
      if a != b { parents[Int(max(a, b))] = min(a, b) }
    }
  }

  /// Finds where each distinct pair of posts begins, and numbers the posts of the one account.
  private mutating func findPairs() {
    starts.removeAll(keepingCapacity: true)
    nodesA.removeAll(keepingCapacity: true)
    var node: Int32 = -1
    for index in sorted.indices {
      let isNewA = index == 0 || sorted[index].postA != sorted[index - 1].postA
      if isNewA { node += 1 }
      if isNewA || sorted[index].postB != sorted[index - 1].postB {
        starts.append(Int32(index))
        nodesA.append(node)
      }
    }
    starts.append(Int32(sorted.count))
  }

  /// Insertion for the few coincidences that most pairs have.
  private static func sortByPosts(_ coincidences: inout [Coincidence]) {
    if coincidences.count > 20 {
      coincidences.sort { $0.posts < $1.posts }
      return
    }
    coincidences.withUnsafeMutableBufferPointer { buffer in
      for i in buffer.indices.dropFirst() {
        let moved = buffer[i]
        var j = i
        while j > 0, buffer[j - 1].posts > moved.posts {
          buffer[j] = buffer[j - 1]
          j -= 1
        }
        buffer[j] = moved
      }
    }
  }

  private static func makeDistinct(_ posts: inout [Int32]) {
    if posts.count > 1 { posts.sort() }
    var count = 0
    for index in posts.indices where count == 0 || posts[count - 1] != posts[index] {
      posts[count] = posts[index]
      count += 1
    }
    posts.removeLast(posts.count - count)
  }

  @inline(__always)
  private static func find(_ start: Int32, _ parents: inout [Int32]) -> Int32 {
    parents.withUnsafeMutableBufferPointer { parents in
      var node = start
      while parents[Int(node)] != node {
        parents[Int(node)] = parents[Int(parents[Int(node)])]
        node = parents[Int(node)]
      }
      return node
    }
  }

  private static func index(_ post: Int32, in sorted: [Int32]) -> Int32 {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < post { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }
}
