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
  func matches(of hash: PDQHash, within distance: Int, among hashes: [PDQHash])
    -> [PDQIndex.Match]
  {
    var found: [PDQIndex.Match] = []
    starts.withUnsafeBufferPointer { starts in
      positions.withUnsafeBufferPointer { positions in
        hashes.withUnsafeBufferPointer { hashes in
          for slice in 0..<Self.slices {
            let first = starts.baseAddress! + slice * (Self.values + 1)
            let own = positions.baseAddress! + slice * count
            let value = Self.value(of: hash, slice)
            for bit in -1..<16 {
              let bucket = bit < 0 ? value : value ^ (1 << bit)
              var index = Int(first[bucket])
              let end = Int(first[bucket + 1])
              while index < end {
                let position = Int(own[index])
                let apart = Self.distance(hash, hashes[position], most: distance)
                if apart <= distance {
                  found.append(.init(position: position, distance: apart))
                }
                index += 1
              }
            }
          }
        }
      }
    }
    return Self.unique(found)
  }

  /// The distance, or something larger than `most`: half of the bits say as a rule that it is.
  @inline(__always)
  private static func distance(_ a: PDQHash, _ b: PDQHash, most: Int) -> Int {
    let half =
      (a.words.0 ^ b.words.0).nonzeroBitCount + (a.words.1 ^ b.words.1).nonzeroBitCount
    if half > most { return half }
    return half + (a.words.2 ^ b.words.2).nonzeroBitCount
      + (a.words.3 ^ b.words.3).nonzeroBitCount
  }

  /// Each once, by position: a near hash is found in many slices.
  private static func unique(_ found: [PDQIndex.Match]) -> [PDQIndex.Match] {
    var result: [PDQIndex.Match] = []
    for match in found.sorted(by: { $0.position < $1.position })
    where result.last?.position != match.position {
      result.append(match)
    }
    return result
  }
}
