/// Content identifiers of version 1 in base 32, as Bluesky names files.
///
/// Source: multiformats, "CID: Content IDentifier Specification".
enum ContentID {
  /// The SHA-256 of the bytes that an identifier stands for; nil for any other sort of identifier.
  static func sha256(_ identifier: String) -> String? {
    guard identifier.utf8.first == UInt8(ascii: "b"),
      let bytes = base32(identifier.utf8.dropFirst()), bytes.count == 36,
      // Version 1, raw bytes, SHA-256, 32 bytes of it.
      bytes.starts(with: [0x01, 0x55, 0x12, 0x20])
    else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes[4...].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hexadecimal, as: UTF8.self)
  }

  /// RFC 4648, section 6, in lower case and without padding.
  private static func base32(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for letter in text {
      let value: UInt8
      switch letter {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): value = letter - UInt8(ascii: "2") + 26
      default: return nil
      }
      bits = bits << 5 | UInt32(value)
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}
