/// A small seeded generator of random numbers: the same numbers for a seed on every machine.
///
/// Not for secrets. The ways from bits to numbers are its own and use exact arithmetic only, since
/// the standard library does not promise that its ways stay the same between versions.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood (2014), "Fast splittable pseudorandom number
/// generators" (SplitMix64), DOI 10.1145/2660193.2660195.
public struct SeededGenerator: Sendable, RandomNumberGenerator {
  private var state: UInt64

  /// The generator of a seed.
  public init(seed: UInt64) { state = seed }

  /// One of many generators of a seed that do not depend on one another.
  public init(seed: UInt64, stream: UInt64) {
    state = Self.mixed(seed &+ Self.mixed(stream &+ 0x632B_E59B_D9B4_E019))
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number in 0..<1, a multiple of 2^-53.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in 0..<bound; the bias is below bound / 2^64.
  ///
  /// - Precondition: the bound is positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "nothing lies below the bound")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in a range.
  ///
  /// - Precondition: the range is not empty.
  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True with this chance.
  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// One of the elements.
  ///
  /// - Precondition: there is one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// The elements in random order (Fisher and Yates).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    if result.count < 2 { return result }
    for index in stride(from: result.count - 1, through: 1, by: -1) {
      result.swapAt(index, below(index + 1))
    }
    return result
  }

  /// The output function of SplitMix64: a good hash of 64 bits.
  public static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
