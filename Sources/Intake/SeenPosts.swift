/// Which posts were read already, by a 128-bit hash of what identifies them.
///
/// With 10^9 posts the chance that any two different ones share a hash is about 10^-21, so a hash
/// that was seen counts as a post that was seen.
///
/// - Complexity: 16 bytes an entry at a load of 3/8 to 3/4; O(1) an insertion.
struct SeenPosts {
  struct Key: Equatable {
    var low: UInt64
    var high: UInt64
  }

  private static let empty = Key(low: 0, high: 0)
  private var slots: [Key]
  private var used = 0

  init() { slots = Array(repeating: Self.empty, count: 1 << 12) }

  /// Notes a post; false when it was noted before.
  mutating func insert(_ key: Key) -> Bool {
    if used >= slots.count / 4 * 3 { grow() }
    let isNew = Self.place(key == Self.empty ? Key(low: 1, high: 0) : key, in: &slots)
    if isNew { used += 1 }
    return isNew
  }

  private static func place(_ key: Key, in slots: inout [Key]) -> Bool {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: key.low) & mask
    while slots[index] != empty {
      if slots[index] == key { return false }
      index = (index + 1) & mask
    }
    slots[index] = key
    return true
  }

  private mutating func grow() {
    var larger = [Key](repeating: Self.empty, count: slots.count * 2)
    for key in slots where key != Self.empty { _ = Self.place(key, in: &larger) }
    slots = larger
  }
}

extension SeenPosts.Key {
  /// The hash of texts that together identify a post.
  init(_ first: String, _ second: String, _ third: String? = nil) {
    var hash = PostHash()
    hash.add(first)
    hash.add(second)
    if let third { hash.add(third) }
    self = hash.key
  }

  /// 32 hexadecimal digits.
  var hexadecimal: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}

/// Two lanes of 64 bits that take in the same words in different ways.
private struct PostHash {
  private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      mix(UInt64(bytes.count))
      var index = 0
      while index + 8 <= bytes.count {
        mix(UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      mix(rest)
    }
  }

  private mutating func mix(_ word: UInt64) {
    let product = (a ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    a = product.high ^ product.low ^ 0xA076_1D64_78BD_642F
    let x = b ^ word
    b = (x << 29 | x >> 35) &* 0x9FB2_1C65_1E98_DF25
    b ^= b >> 32
  }

  var key: SeenPosts.Key {
    var high = b &* 0xFF51_AFD7_ED55_8CCD
    high ^= high >> 33
    var low = a &+ high
    low = (low ^ low >> 30) &* 0xBF58_476D_1CE4_E5B9
    return SeenPosts.Key(low: low ^ low >> 27, high: high)
  }
}
