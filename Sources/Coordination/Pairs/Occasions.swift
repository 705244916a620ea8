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
    var links = PostLinks(coincidences)
    for coincidence in coincidences { links.join(coincidence) }
    let sorted = coincidences.map { (root: links.root($0), coincidence: $0) }.sorted {
      ($0.root, $0.coincidence.postA, $0.coincidence.postB)
        < ($1.root, $1.coincidence.postA, $1.coincidence.postB)
    }
    var occasions: [Occasion] = []
    var last: (root: Int32, a: Int32, b: Int32)?
    for (root, coincidence) in sorted {
      if last?.root != root {
        occasions.append(
          Occasion(opportunities: 0, lag: .max, layers: 0, rarity: 0))
      }
      let isNewPair =
        last?.root != root || last?.a != coincidence.postA || last?.b != coincidence.postB
      last = (root, coincidence.postA, coincidence.postB)
      let object = Int(coincidence.object)
      occasions[occasions.count - 1].add(
        coincidence, isNewPair: isNewPair, layer: actions.layers[object],
        rarity: actions.rarities[object], own: chances?.own(coincidence.object))
    }
    if let chances {
      for index in occasions.indices {
        occasions[index].raise(to: chances[occasions[index].topLayer])
      }
    }
    return occasions.sorted(by: precedes)
  }

  private mutating func add(
    _ coincidence: Coincidence, isNewPair: Bool, layer: Layer, rarity: Double,
    own: SIMD8<Double>?
  ) {
    if isNewPair { opportunities += 1 }
    lag = min(lag, coincidence.lag)
    layers |= 1 << UInt16(layer.rawValue)
    self.rarity = max(self.rarity, rarity)
    if let own { raise(to: own) }
  }

  private var order: (Int64, Int, Double, UInt16) { (lag, opportunities, rarity, layers) }

  private mutating func raise(to other: SIMD8<Double>) {
    chances.replace(with: other, where: other .> chances)
  }

  /// An order by value: sums over occasions depend on it in their last digits.
  private static func precedes(_ x: Occasion, _ y: Occasion) -> Bool {
    let (i, j) = (x.order, y.order)
    if i != j { return i < j }
    for scale in x.chances.indices where x.chances[scale] != y.chances[scale] {
      return x.chances[scale] < y.chances[scale]
    }
    return false
  }
}

/// Which posts of a pair hang together through coincidences.
private struct PostLinks {
  private let postsA: [Int32]
  private let postsB: [Int32]
  private var parents: [Int32]

  init(_ coincidences: [Coincidence]) {
    postsA = Self.distinct(coincidences.map(\.postA))
    postsB = Self.distinct(coincidences.map(\.postB))
    parents = Array(0..<Int32(postsA.count + postsB.count))
  }

  private static func distinct(_ posts: [Int32]) -> [Int32] {
    var sorted = posts.sorted()
    var count = 0
    for post in sorted where count == 0 || sorted[count - 1] != post {
      sorted[count] = post
      count += 1
    }
    sorted.removeLast(sorted.count - count)
    return sorted
  }

  mutating func join(_ coincidence: Coincidence) {
    let a = find(Self.index(coincidence.postA, in: postsA))
    let b = find(Int32(postsA.count) + Self.index(coincidence.postB, in: postsB))
    if a != b { parents[Int(max(a, b))] = min(a, b) }
  }

  mutating func root(_ coincidence: Coincidence) -> Int32 {
    find(Self.index(coincidence.postA, in: postsA))
  }

  private mutating func find(_ node: Int32) -> Int32 {
    var node = node
    while parents[Int(node)] != node {
      parents[Int(node)] = parents[Int(parents[Int(node)])]
      node = parents[Int(node)]
    }
    return node
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
