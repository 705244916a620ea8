import Coordination
import SocialModel

/// Interned names in the order of their bytes.
enum NameOrder {
  /// The ids in order, and for each id its place.
  static func ranks(_ names: ByteInterner, threads: Int) -> (ids: [Int32], ranks: [Int32]) {
    let count = names.count
    let parts = 8
    let sorted = Parallel.map(0..<parts, threads: threads) { part in
      (count * part / parts..<count * (part + 1) / parts)
        .map { Key(Int32($0), names) }.sorted { precedes($0, $1, names) }
    }
    var runs = sorted
    while runs.count > 1 {
      let pairs = runs
      runs = Parallel.map(0..<(pairs.count + 1) / 2, threads: threads) { index in
        index * 2 + 1 < pairs.count
          ? merge(pairs[index * 2], pairs[index * 2 + 1], names) : pairs[index * 2]
      }
    }
    let ids = runs[0].map(\.id)
    var ranks = [Int32](repeating: 0, count: count)
    for (rank, id) in ids.enumerated() { ranks[Int(id)] = Int32(rank) }
    return (ids, ranks)
  }

  /// A name's first eight bytes as a number that orders as they do.
  private struct Key: Sendable {
    var prefix: UInt64
    var id: Int32

    init(_ id: Int32, _ names: ByteInterner) {
      self.id = id
      prefix = 0
      let bytes = names.bytes(id)
      for index in 0..<8 {
        prefix = prefix << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
      }
    }
  }

  private static func precedes(_ x: Key, _ y: Key, _ names: ByteInterner) -> Bool {
    if x.prefix != y.prefix { return x.prefix < y.prefix }
    return names.bytes(x.id).lexicographicallyPrecedes(names.bytes(y.id))
  }

  private static func merge(_ x: [Key], _ y: [Key], _ names: ByteInterner) -> [Key] {
    var merged: [Key] = []
    merged.reserveCapacity(x.count + y.count)
    var (i, j) = (0, 0)
    while i < x.count && j < y.count {
      if precedes(y[j], x[i], names) {
        merged.append(y[j])
        j += 1
      } else {
        merged.append(x[i])
        i += 1
      }
    }
    return merged + x[i...] + y[j...]
  }
}
