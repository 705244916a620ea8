import Foundation

/// Which families a feature comes in.
///
/// An open-addressed table of 32-bit names, each with a list of families that lies in one piece. Two
/// features may share a name by chance, which costs a candidate that verification refuses and
/// nothing else. A list grows to ``commonness`` families; a feature that so many have says little,
/// and no more are added.
///
/// - Complexity: O(1) to add, amortised. Memory: 20 to 40 bytes a feature, 4 to 8 for each further
///   family of it.
final class FeatureTable {
  /// Families after which a feature is common; a power of two.
  static let commonness: UInt32 = 32

  /// A feature's families.
  struct Entry {
    var name: UInt32
    /// How many; 0 for an empty slot.
    var count: UInt32
    /// The family where there is one, else the index of the first in the pool.
    var start: Int32
  }

  private var slots: UnsafeMutablePointer<Entry>
  private var bits = 16
  private var used = 0
  private var pool: UnsafeMutablePointer<Int32>
  private var poolCount = 0
  private var poolCapacity = 1 << 16
  /// Lists that were left for larger ones, by the binary logarithm of their length.
  private var free = [[Int32]](repeating: [], count: 8)

  init() {
    slots = Self.empty(1 << 16)
    pool = .allocate(capacity: poolCapacity)
  }

  deinit {
    slots.deallocate()
    pool.deallocate()
  }

  private static func empty(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let bytes = count * MemoryLayout<Entry>.stride
    let page = 1 << 21
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: page)
    // Features lie all over the table: in large pages fewer look-ups wait for their addresses too.
    // A system that has none says no, and nothing else changes.
    if bytes >= page { _ = madvise(memory, bytes, MADV_HUGEPAGE) }
    let slots = memory.bindMemory(to: Entry.self, capacity: count)
    slots.initialize(repeating: Entry(name: 0, count: 0, start: 0), count: count)
    return slots
  }

  @inline(__always)
  private func place(_ name: UInt32) -> Int {
    let mask = 1 << bits - 1
    var index = Int((name &* 0x9E37_79B1) >> UInt32(32 - bits))
    while slots[index].count != 0, slots[index].name != name { index = (index + 1) & mask }
    return index
  }

  /// Reads the places where features are looked up first, so that their waits for memory overlap;
  /// the value means nothing.
  @inline(never)
  func touch(_ names: [UInt32]) -> UInt32 {
    var sum: UInt32 = 0
    for name in names { sum &+= slots[Int((name &* 0x9E37_79B1) >> UInt32(32 - bits))].count }
    return sum
  }

  /// A feature's families, to be read with `forEach`; `count` is 0 where there are none.
  @inline(__always)
  func entry(_ name: UInt32) -> Entry { slots[place(name)] }

  /// Calls `body` for each family of an entry, in the order in which they were added.
  @inline(__always)
  func forEach(_ entry: Entry, _ body: (Int32) -> Void) {
    if entry.count == 1 { return body(entry.start) }
    let families = pool + Int(entry.start)
    for index in 0..<Int(entry.count) { body(families[index]) }
  }

  /// Adds a family to the lists of features.
  func add(_ names: [UInt32], family: Int32) {
    for name in names {
      let index = place(name)
      switch slots[index].count {
      case 0:
        slots[index] = Entry(name: name, count: 1, start: family)
        used += 1
        if used * 5 > (1 << bits) * 3 { grow() }
      case Self.commonness...: continue
      default: append(family, to: &slots[index])
      }
    }
  }

  private func append(_ family: Int32, to entry: inout Entry) {
    let count = entry.count
    if count & (count - 1) == 0 {
      let start = list(length: Int(count) * 2)
      if count == 1 {
        pool[Int(start)] = entry.start
      } else {
        (pool + Int(start)).update(from: pool + Int(entry.start), count: Int(count))
        free[count.trailingZeroBitCount].append(entry.start)
      }
      entry.start = start
    }
    pool[Int(entry.start) + Int(count)] = family
    entry.count += 1
  }

  private func list(length: Int) -> Int32 {
    if let start = free[length.trailingZeroBitCount].popLast() { return start }
    if poolCount + length > poolCapacity {
      let larger = UnsafeMutablePointer<Int32>.allocate(capacity: poolCapacity * 2)
      larger.update(from: pool, count: poolCount)
      pool.deallocate()
      pool = larger
      poolCapacity *= 2
    }
    poolCount += length
    return Int32(poolCount - length)
  }

  private func grow() {
    let old = slots
    let count = 1 << bits
    // Names are 32 bits: beyond a table of that size there is nothing to spread.
    precondition(bits < 31, "too many features")
    bits += 1
    slots = Self.empty(1 << bits)
    for index in 0..<count where old[index].count != 0 {
      slots[place(old[index].name)] = old[index]
    }
    old.deallocate()
  }
}
