/// Character n-grams of a text whose group names are masked, hashed into buckets.
///
/// n-grams of 2 to 4 letters, blanks between words included; each counts once. Names of faiths and
/// peoples all become the same sign, so that none of them can weigh more than another.
package struct NgramFeatures {
  /// How many buckets there are.
  package static let buckets = 1 << 15
  private static let mask: [UInt32] = [0x1, 0x2]

  private var letters: [UInt32] = []
  private var seen = [UInt32](repeating: 0, count: NgramFeatures.buckets)
  private var round: UInt32 = 0
  /// The buckets of the text, each once, in the order of the text.
  package private(set) var indices: [Int32] = []

  init() {}

  /// Takes the classified words of a text.
  mutating func take(_ units: [Token], folded: [UInt8], groups: ClassSet) {
    letters.removeAll(keepingCapacity: true)
    letters.append(0x20)
    for unit in units.prefix(400) {
      if unit.classes.meets(groups) {
        letters.append(contentsOf: Self.mask)
      } else {
        let word = folded[Int(unit.foldedStart)..<Int(unit.foldedEnd)]
        letters.append(
          contentsOf: String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value))
      }
      letters.append(0x20)
    }
    collect()
  }

  private mutating func collect() {
    indices.removeAll(keepingCapacity: true)
    round &+= 1
    for start in letters.indices {
      var hash: UInt32 = 2_166_136_261
      for length in 1...4 where start + length <= letters.count {
        hash = (hash ^ letters[start + length - 1]) &* 16_777_619
        guard length >= 2 else { continue }
        let bucket = Int((hash ^ (hash >> 15)) & UInt32(Self.buckets - 1))
        guard seen[bucket] != round else { continue }
        seen[bucket] = round
        indices.append(Int32(bucket))
      }
    }
  }
}
