#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds bytes eight at a time in machine words.
///
/// Source: H. Warren, "Hacker's Delight", 2nd ed., 6-1: the exact form, which has no false hits.
enum ByteScan {
  /// The word whose eight bytes all are `byte`.
  @inline(__always)
  static func pattern(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The top bit of each byte of `word` that equals the pattern's.
  @inline(__always)
  static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let x = word ^ pattern
    return ~(((x & low) &+ low) | x | low)
  }

  /// The eight bytes from a place on; the first is the lowest.
  @inline(__always)
  static func word(at place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// The first place at or after `from` that holds `byte`; `limit` when there is none before it.
  ///
  /// Up to seven bytes behind `limit` are read and ignored.
  @inline(__always)
  static func find(
    _ byte: UInt8, from: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    let wanted = pattern(byte)
    var place = from
    while place < limit {
      let hits = matches(word(at: place), wanted)
      if hits != 0 { return min(limit, place + hits.trailingZeroBitCount >> 3) }
      place += 8
    }
    return limit
  }

  /// As ``find(_:from:limit:)``, by the C library: faster from some fifty bytes on.
  static func findFar(
    _ byte: UInt8, from: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    guard from < limit, let hit = memchr(from, Int32(byte), limit - from) else { return limit }
    return UnsafePointer(hit.assumingMemoryBound(to: UInt8.self))
  }
}
