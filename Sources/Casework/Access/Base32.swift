/// Base32 as RFC 4648, section 6, has it: what authenticator programs take secrets in.
public enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Upper-case letters and digits, without padding.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        result.append(alphabet[Int(buffer >> bits & 31)])
      }
    }
    if bits > 0 { result.append(alphabet[Int(buffer << (5 - bits) & 31)]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes of a text in either case, with all of its padding or none; nil for anything else, such
  /// as a length that no bytes have, other characters, or bits that are left over and not zero: there
  /// is one text for the same bytes, but for case and padding.
  public static func bytes(_ text: String) -> [UInt8]? {
    var letters = Array(text.utf8)
    if letters.last == UInt8(ascii: "=") {
      guard letters.count % 8 == 0 else { return nil }
      let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
      guard [1, 3, 4, 6].contains(padding) else { return nil }
      letters.removeLast(padding)
    }
    guard ![1, 3, 6].contains(letters.count % 8) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(letters.count * 5 / 8)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for letter in letters {
      guard let value = value(letter) else { return nil }
      buffer = (buffer << 5 | value) & 0xFFFF
      bits += 5
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    guard buffer & (1 << bits - 1) == 0 else { return nil }
    return result
  }

  private static func value(_ letter: UInt8) -> UInt32? {
    switch letter {
    case 0x41...0x5A: UInt32(letter - 0x41)
    case 0x61...0x7A: UInt32(letter - 0x61)
    case 0x32...0x37: UInt32(letter - 0x32 + 26)
    default: nil
    }
  }
}
