import Graphs

/// What two accounts did on the same objects within the context window, cut into occasions.
///
/// An opportunity is two posts, one of each account, that carry a same object at most the context
/// window apart. Objects that come from the same two posts belong to one occasion: five tags in one
/// answer are one coincidence and not five.
struct PairOccasions {
  /// Objects that share a pair of posts, taken together.
  struct Occasion: Hashable, Sendable {
    /// Pairs of posts within the context window.
    var opportunities: Int
    /// Whether one of them lies within the time window.
    var isHit: Bool
    /// The largest chance of its objects.
    var chance: Double

    /// The chance that at least one opportunity falls within the time window.
    var hitChance: Double { 1 - pow1m(chance, opportunities) }
  }

  var occasions: [Occasion]

  var hits: Int { occasions.count { $0.isHit } }
  var opportunities: Int { occasions.count }
  var law: PoissonBinomial { PoissonBinomial(chances: occasions.map { min(1, $0.hitChance) }) }
}

/// (1 − chance)^count.
private func pow1m(_ chance: Double, _ count: Int) -> Double {
  var result = 1.0
  var base = 1 - chance
  var exponent = count
  while exponent > 0 {
    if exponent & 1 == 1 { result *= base }
    base *= base
    exponent >>= 1
  }
  return result
}

/// Collects the occasions of pairs of accounts in one layer.
struct OccasionCollector {
  let table: ActionTable
  let parameters: TimingParameters

  private struct Shared {
    var object: Int32
    var postA: Int32
    var postB: Int32
    var isHit: Bool
  }

  /// The occasions of two accounts.
  ///
  /// - Parameter chance: the chance of one opportunity on an object.
  /// - Complexity: O(actions of both + opportunities · log opportunities).
  func occasions(_ a: Int32, _ b: Int32, chance: (Int32) -> Double) -> PairOccasions {
    var shared: [Shared] = []
    var crowded = PairOccasions(occasions: [])
    forEachSharedObject(a, b) { object, ofA, ofB in
      let start = shared.count
      let isHit = collect(object, ofA, ofB, into: &shared)
      if shared.count - start > parameters.largestOccasion {
        shared.removeSubrange(start...)
        crowded.occasions.append(
          .init(opportunities: parameters.largestOccasion, isHit: isHit, chance: 1))
      }
    }
    return PairOccasions(occasions: join(shared, chance: chance) + crowded.occasions)
  }

  /// Merges the two accounts' positions, which are sorted by object.
  private func forEachSharedObject(
    _ a: Int32, _ b: Int32, _ body: (Int32, ArraySlice<Int32>, ArraySlice<Int32>) -> Void
  ) {
    var restA = table.positions(of: a)
    var restB = table.positions(of: b)
    func object(_ positions: ArraySlice<Int32>) -> Int32? {
      positions.first.map { table.actions[Int($0)].object }
    }
    func run(_ positions: ArraySlice<Int32>, _ object: Int32) -> ArraySlice<Int32> {
      positions.prefix { table.actions[Int($0)].object == object }
    }
    while let x = object(restA), let y = object(restB) {
      if x == y {
        let (ofA, ofB) = (run(restA, x), run(restB, y))
        body(x, ofA, ofB)
        restA = restA.dropFirst(ofA.count)
        restB = restB.dropFirst(ofB.count)
      } else if x < y {
        restA = restA.dropFirst(run(restA, x).count)
      } else {
        restB = restB.dropFirst(run(restB, y).count)
      }
    }
  }

  /// Appends the opportunities on one object; true when one lies within the time window.
  private func collect(
    _ object: Int32, _ ofA: ArraySlice<Int32>, _ ofB: ArraySlice<Int32>, into shared: inout [Shared]
  ) -> Bool {
    var anyHit = false
    var low = ofB.startIndex
    let limit = shared.count + parameters.largestOccasion + 1
    for x in ofA {
      let time = table.actions[Int(x)].time
      while low < ofB.endIndex, time - table.actions[Int(ofB[low])].time > parameters.contextWindow
      {
        low += 1
      }
      var k = low
      while k < ofB.endIndex {
        let lag = table.actions[Int(ofB[k])].time - time
        if lag > parameters.contextWindow { break }
        let isHit = abs(lag) <= parameters.timeWindow
        anyHit = anyHit || isHit
        if shared.count < limit {
          shared.append(
            Shared(
              object: object, postA: table.contents[Int(x)], postB: table.contents[Int(ofB[k])],
              isHit: isHit))
        }
        k += 1
      }
    }
    return anyHit
  }

  /// Joins objects that share a pair of posts.
  private func join(_ shared: [Shared], chance: (Int32) -> Double) -> [PairOccasions.Occasion] {
    let sorted = shared.sorted {
      ($0.postA, $0.postB, $0.object) < ($1.postA, $1.postB, $1.object)
    }
    let objects = Array(Set(sorted.map(\.object))).sorted()
    var sets = UnionFind(count: objects.count)
    let index = Dictionary(uniqueKeysWithValues: zip(objects, Int32(0)...))
    for (x, y) in zip(sorted, sorted.dropFirst()) where x.postA == y.postA && x.postB == y.postB {
      if let i = index[x.object], let j = index[y.object] { _ = sets.union(i, j) }
    }
    var occasions: [Int32: PairOccasions.Occasion] = [:]
    var last: (Int32, Int32)?
    for entry in sorted {
      guard let own = index[entry.object] else { continue }
      let root = sets.find(own)
      var occasion =
        occasions[root] ?? PairOccasions.Occasion(opportunities: 0, isHit: false, chance: 0)
      let isSamePosts = last.map { $0 == (entry.postA, entry.postB) } ?? false
      if !isSamePosts { occasion.opportunities += 1 }
      last = (entry.postA, entry.postB)
      occasion.isHit = occasion.isHit || entry.isHit
      occasion.chance = max(occasion.chance, chance(entry.object))
      occasions[root] = occasion
    }
    // Ordered by value: the sum of the law depends on the order in its last digits.
    return occasions.values.sorted {
      $0.chance != $1.chance
        ? $0.chance < $1.chance
        : ($0.opportunities, $0.isHit ? 1 : 0) < ($1.opportunities, $1.isHit ? 1 : 0)
    }
  }
}
