/// Which families a feature comes in.
///
/// An open-addressed table of 32-bit names with chains of families. Two of them may share a name
/// by chance, which costs a candidate that verification refuses and nothing else. A chain grows to
/// ``commonness`` families; a feature that so many have says little, and no more are added.
///
/// - Complexity: O(1) to add. Memory: 8 to 16 bytes a feature and 12 a feature and family.
final class FeatureTable {
  /// Families after which a feature is common.
  static let commonness: Int32 = 64

  struct Link {
    var family: Int32
    var next: Int32
    /// Families in the chain from here on.
    var depth: Int32
  }

  private struct Slot {
    var name: UInt32
    /// Index of the chain's first link + 1; 0 for an empty slot.
    var head: Int32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var bits = 16
  private var used = 0
  private var links: [Link] = []

  init() { slots = Self.empty(1 << 16) }

  deinit { slots.deallocate() }

  private static func empty(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot(name: 0, head: 0), count: count)
    return slots
  }

  @inline(__always)
  private func place(_ name: UInt32) -> Int {
    var index = Int((name &* 0x9E37_79B1) >> UInt32(32 - bits))
    while slots[index].head != 0, slots[index].name != name { index = (index + 1) & (1 << bits - 1) }
    return index
  }

  /// The first link of a feature's chain; -1 where there is none.
  @inline(__always)
  func first(_ name: UInt32) -> Int32 { slots[place(name)].head - 1 }

  /// A link of a chain.
  @inline(__always)
  func link(_ index: Int32) -> Link { links.withUnsafeBufferPointer { $0[Int(index)] } }

  /// Adds a family to the chains of features.
  func add(_ names: [UInt32], family: Int32) {
    for name in names {
      let index = place(name)
      let head = slots[index].head
      let depth = head == 0 ? 0 : links[Int(head - 1)].depth
      if depth >= Self.commonness { continue }
      links.append(Link(family: family, next: head - 1, depth: depth + 1))
      slots[index] = Slot(name: name, head: Int32(links.count))
      if head == 0 {
        used += 1
        if used * 5 > (1 << bits) * 3 { grow() }
      }
    }
  }

  private func grow() {
    let old = slots
    let count = 1 << bits
    // Names are 32 bits: beyond a table of that size there is nothing to spread.
    precondition(bits < 31, "too many features")
    bits += 1
    slots = Self.empty(1 << bits)
    for index in 0..<count where old[index].head != 0 { slots[place(old[index].name)] = old[index] }
    old.deallocate()
  }
}
