import CMedia

/// The tables of ``PDQIndex``: for each of 16 slices, the positions of hashes by the slice's value.
struct SliceTables: Sendable {
  private static let slices = 16
  private static let values = 1 << 16

  /// How many hashes are in the tables: the first ones that were given.
  let count: Int
  /// For slice s and value v, where its positions begin: at s × (values + 1) + v.
  private let starts: [UInt32]
  /// The positions, slice after slice.
  private let positions: [UInt32]

  /// Sorts hashes into the tables by counting.
  ///
  /// - Complexity: O(n + slices × values).
  init(_ hashes: [PDQHash]) {
    precondition(hashes.count < UInt32.max)
    count = hashes.count
    var starts = [UInt32](repeating: 0, count: Self.slices * (Self.values + 1))
    var positions = [UInt32](repeating: 0, count: Self.slices * hashes.count)
    starts.withUnsafeMutableBufferPointer { starts in
      positions.withUnsafeMutableBufferPointer { positions in
        hashes.withUnsafeBufferPointer { hashes in
          for slice in 0..<Self.slices {
            Self.sort(
              hashes, by: slice, starts.baseAddress! + slice * (Self.values + 1),
              positions.baseAddress! + slice * hashes.count)
          }
        }
      }
    }
    self.starts = starts
    self.positions = positions
  }

  private static func sort(
    _ hashes: UnsafeBufferPointer<PDQHash>, by slice: Int,
    _ starts: UnsafeMutablePointer<UInt32>, _ positions: UnsafeMutablePointer<UInt32>
  ) {
    for hash in hashes { starts[value(of: hash, slice) + 1] += 1 }
    for value in 0..<values { starts[value + 1] += starts[value] }
    var next = [UInt32](UnsafeBufferPointer(start: starts, count: values))
    next.withUnsafeMutableBufferPointer { next in
      for position in 0..<hashes.count {
        let value = value(of: hashes[position], slice)
        positions[Int(next[value])] = UInt32(position)
        next[value] += 1
      }
    }
  }

  private static func value(of hash: PDQHash, _ slice: Int) -> Int {
    let word =
      switch slice >> 2 {
      case 0: hash.words.0
      case 1: hash.words.1
      case 2: hash.words.2
      default: hash.words.3
      }
    return Int(word >> UInt64((slice & 3) * 16) & 0xffff)
  }

  /// Every hash of the tables within a distance, ordered by position.
  ///
  /// The walk is C's: it asks memory for hashes ahead of time, and that is most of the cost.
  func matches(of hash: PDQHash, within distance: Int, among hashes: [PDQHash])
    -> [PDQIndex.Match]
  {
    precondition(hashes.count >= count)
    var room = 256
    while true {
      var found: [UInt64] = []
      var needed = 0
      found = [UInt64](unsafeUninitializedCapacity: room) { found, written in
        needed = near(hash, distance, hashes, found)
        written = min(needed, room)
      }
      if needed <= room { return Self.unique(found) }
      room = needed
    }
  }

  private func near(
    _ hash: PDQHash, _ distance: Int, _ hashes: [PDQHash],
    _ found: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    let query = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
    return hashes.withUnsafeBytes { hashes in
      cmedia_near(
        hashes.baseAddress!.assumingMemoryBound(to: UInt64.self), count, starts, positions, query,
        Int32(distance), found.baseAddress!, found.count)
    }
  }

  /// Each once, by position: a near hash is found in many slices.
  private static func unique(_ found: [UInt64]) -> [PDQIndex.Match] {
    var result: [PDQIndex.Match] = []
    for packed in found.sorted() where result.last?.position != Int(packed >> 32) {
      result.append(.init(position: Int(packed >> 32), distance: Int(packed & 0xffff_ffff)))
    }
    return result
  }
}
