/// Words by hash, with the classes that they have: open addressing, built once.
struct WordTable: Sendable {
  private var keys: [UInt64] = []
  private var values: [ClassSet] = []
  private var mask = 0
  private(set) var count = 0

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size <<= 1 }
    keys = [UInt64](repeating: 0, count: size)
    values = [ClassSet](repeating: .zero, count: size)
    mask = size - 1
  }

  /// Adds classes to a word.
  mutating func insert(_ hash: UInt64, _ classes: ClassSet) {
    if count * 2 > keys.count { grow() }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
    if keys[slot] == 0 {
      keys[slot] = hash
      count += 1
    }
    values[slot] |= classes
  }

  /// The classes of a word; none for an unknown one.
  @inline(__always) func find(_ hash: UInt64) -> ClassSet? {
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while keys[slot] != 0 {
      if keys[slot] == hash { return values[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func grow() {
    var larger = WordTable(capacity: keys.count)
    for (key, value) in zip(keys, values) where key != 0 { larger.insert(key, value) }
    self = larger
  }
}
