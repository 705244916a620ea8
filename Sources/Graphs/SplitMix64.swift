/// A small seeded generator of random numbers: the same numbers for a seed on every machine.
///
/// Not for secrets. The standard library's way from bits to numbers and shuffles is not promised
/// to stay the same between versions, so the ways used here are the module's own.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood (2014), "Fast splittable pseudorandom number
/// generators", DOI 10.1145/2660193.2660195.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<bound, by Lemire's multiplication; the bias is below bound / 2^64.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// 0..<count in random order (Fisher and Yates).
  mutating func permutation(_ count: Int) -> [Int32] {
    var result = (0..<count).map { Int32($0) }
    if count < 2 { return result }
    for index in stride(from: count - 1, through: 1, by: -1) {
      result.swapAt(index, below(index + 1))
    }
    return result
  }
}
