/// Which patterns a sentence can hold, looked up by its classes.
///
/// Every pattern is filed under one of its places: the one whose classes the fewest patterns name, because those are the
/// rarest. A sentence without any of them cannot hold the pattern, so that hundreds of patterns cost
/// nothing in most sentences.
struct PatternIndex: Sendable {
  private var byClass: [[Int32]] = []

  /// Files patterns under their rarest place.
  init(_ patterns: [Pattern]) {
    byClass = [[Int32]](repeating: [], count: ClassSet.scalarCount * 64)
    var uses = [Int](repeating: 0, count: byClass.count)
    for pattern in patterns {
      for sets in pattern.required { for set in sets { set.forEach { uses[$0] += 1 } } }
    }
    for (number, pattern) in patterns.enumerated() {
      let keys = pattern.required.map { Self.keys($0, uses) }
      let rarest = keys.min { Self.cost($0, uses) < Self.cost($1, uses) } ?? []
      precondition(!rarest.isEmpty, "a pattern without a place that must be filled")
      for key in Set(rarest).sorted() { byClass[key].append(Int32(number)) }
    }
  }

  /// The rarest class of each alternative of a place.
  private static func keys(_ sets: [ClassSet], _ uses: [Int]) -> [Int] {
    sets.map { set in
      var best = -1
      set.forEach { if best < 0 || uses[$0] < uses[best] { best = $0 } }
      return best
    }
  }

  private static func cost(_ keys: [Int], _ uses: [Int]) -> Int { keys.reduce(0) { $0 + uses[$1] } }

  /// The numbers of the patterns that a sentence with these classes may hold, in their order.
  func candidates(_ classes: ClassSet) -> [Int32] {
    var found: [Int32] = []
    classes.forEach { found += byClass[$0] }
    found.sort()
    return found
  }
}

extension ClassSet {
  /// Calls the closure with the index of every class.
  @inline(__always) func forEach(_ body: (Int) -> Void) {
    for lane in 0..<scalarCount {
      var bits = self[lane]
      while bits != 0 {
        body(lane << 6 | bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}
