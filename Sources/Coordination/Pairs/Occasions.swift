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

  fileprivate mutating func raise(to other: SIMD8<Double>) {
    chances.replace(with: other, where: other .> chances)
  }

  /// An order by value: sums over occasions depend on it in their last digits.
  fileprivate static func precedes(_ x: Occasion, _ y: Occasion) -> Bool {
    (x.lag, x.opportunities, x.rarity, x.layers) < (y.lag, y.opportunities, y.rarity, y.layers)
  }
}

/// Cuts coincidences into occasions, pair after pair, in memory that it keeps.
///
/// Millions of pairs have a handful of coincidences each: what an array costs to make would cost
/// more than the work.
struct OccasionCutter {
  private var postsA: [Int32] = []
  private var postsB: [Int32] = []
  private var parents: [Int32] = []
  private var postPairs: [UInt64] = []
  private var indexOfRoot: [Int32] = []

  /// The occasions of one pair, ordered by value.
  mutating func cut(
    _ coincidences: [Coincidence], of actions: RareActions, chances: Chances? = nil
  ) -> [Occasion] {
    link(coincidences)
    return occasions(coincidences, of: actions, chances: chances)
  }

  /// The occasions of the coincidences that were counted last.
  mutating func occasions(
    _ coincidences: [Coincidence], of actions: RareActions, chances: Chances?
  ) -> [Occasion] {
    var occasions: [Occasion] = []
    indexOfRoot.removeAll(keepingCapacity: true)
    indexOfRoot.append(contentsOf: repeatElement(-1, count: parents.count))
    for coincidence in coincidences {
      let root = Int(find(Self.index(coincidence.postA, in: postsA)))
      if indexOfRoot[root] < 0 {
        indexOfRoot[root] = Int32(occasions.count)
        occasions.append(Occasion(opportunities: 0, lag: .max, layers: 0, rarity: 0))
      }
      let object = Int(coincidence.object)
      occasions[Int(indexOfRoot[root])].add(
        coincidence, layer: actions.layers[object], rarity: actions.rarities[object],
        own: chances?.own(coincidence.object))
    }
    countOpportunities(coincidences, into: &occasions)
    if let chances {
      for index in occasions.indices { occasions[index].raise(to: chances[occasions[index].topLayer]) }
    }
    if occasions.count > 1 { occasions.sort(by: Occasion.precedes) }
    return occasions
  }

  /// How many occasions there are, without making them.
  mutating func count(_ coincidences: [Coincidence]) -> Int {
    link(coincidences)
    return parents.indices.count { parents[$0] == $0 }
  }

  /// Joins posts that coincide. The nodes are the posts of the one account, then of the other.
  private mutating func link(_ coincidences: [Coincidence]) {
    postsA.removeAll(keepingCapacity: true)
    postsB.removeAll(keepingCapacity: true)
    for coincidence in coincidences {
      postsA.append(coincidence.postA)
      postsB.append(coincidence.postB)
    }
    Self.makeDistinct(&postsA)
    Self.makeDistinct(&postsB)
    parents.removeAll(keepingCapacity: true)
    parents.append(contentsOf: 0..<Int32(postsA.count + postsB.count))
    for coincidence in coincidences {
      let a = find(Self.index(coincidence.postA, in: postsA))
      let b = find(Int32(postsA.count) + Self.index(coincidence.postB, in: postsB))
      if a != b { parents[Int(max(a, b))] = min(a, b) }
    }
  }

  private mutating func countOpportunities(
    _ coincidences: [Coincidence], into occasions: inout [Occasion]
  ) {
    postPairs.removeAll(keepingCapacity: true)
    for coincidence in coincidences {
      postPairs.append(
        UInt64(UInt32(bitPattern: coincidence.postA)) << 32
          | UInt64(UInt32(bitPattern: coincidence.postB)))
    }
    if postPairs.count > 1 { postPairs.sort() }
    for (index, pair) in postPairs.enumerated() where index == 0 || postPairs[index - 1] != pair {
      let post = Int32(truncatingIfNeeded: pair >> 32)
      let root = find(Self.index(post, in: postsA))
      occasions[Int(indexOfRoot[Int(root)])].opportunities += 1
    }
  }

  private mutating func find(_ node: Int32) -> Int32 {
    var node = node
    while parents[Int(node)] != node {
      parents[Int(node)] = parents[Int(parents[Int(node)])]
      node = parents[Int(node)]
    }
    return node
  }

  /// Sorts and drops what comes again; insertion for the few posts that most pairs have.
  private static func makeDistinct(_ posts: inout [Int32]) {
    if posts.count > 24 {
      posts.sort()
    } else {
      for i in posts.indices.dropFirst() {
        let post = posts[i]
        var j = i
        while j > 0, posts[j - 1] > post {
          posts[j] = posts[j - 1]
          j -= 1
        }
        posts[j] = post
      }
    }
    var count = 0
    for index in posts.indices where count == 0 || posts[count - 1] != posts[index] {
      posts[count] = posts[index]
      count += 1
    }
    posts.removeLast(posts.count - count)
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
