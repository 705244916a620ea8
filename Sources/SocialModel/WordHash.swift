/// A fast hash of bytes for tables in memory, eight bytes at a time.
///
/// Each step multiplies two words to 128 bits and folds the halves, which mixes every input bit
/// into every output bit. Not cryptographic, and not for storage: it may change, and it differs
/// between byte orders.
public enum WordHash {
  /// The hash of bytes under a seed.
  @inlinable
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    let count = bytes.count
    var state = fold(seed ^ 0x8BB8_4B93_962E_ACC9, UInt64(truncatingIfNeeded: count) ^ oddA)
    var offset = 0
    while offset + 16 <= count {
      state = fold(word(bytes, offset) ^ oddA ^ state, word(bytes, offset + 8) ^ seed ^ oddB)
      offset += 16
    }
    if offset + 8 <= count {
      state = fold(word(bytes, offset) ^ oddA ^ state, seed ^ oddB)
      offset += 8
    }
    if offset < count {
      state = fold(tail(bytes, offset) ^ oddB ^ state, seed ^ oddA)
    }
    return fold(state ^ oddB, seed ^ oddA)
  }

  @inlinable
  static var oddA: UInt64 { 0xA076_1D64_78BD_642F }
  @inlinable
  static var oddB: UInt64 { 0xE703_7ED1_A0B4_28DB }

  @inlinable
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inlinable
  static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The last one to seven bytes.
  @inlinable
  static func tail(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    if bytes.count >= 8 { return word(bytes, bytes.count - 8) }
    var value: UInt64 = 0
    for index in offset..<bytes.count { value = value << 8 | UInt64(bytes[index]) }
    return value
  }
}
