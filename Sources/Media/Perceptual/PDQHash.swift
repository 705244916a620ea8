/// A perceptual hash of 256 bits, as PDQ makes it: pictures that look alike differ in few bits.
///
/// Bit 16 i + j says whether coefficient (i, j) of the picture's cosine transform is above the
/// median. Hashes are ordered as their hexadecimal texts are.
public struct PDQHash: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The bits, the highest 64 first.
  public let words: (UInt64, UInt64, UInt64, UInt64)

  /// The distance up to which two pictures are taken for copies of each other.
  ///
  /// Source: the reference's own choice for a confident match.
  public static let matchDistance = 31

  /// The quality below which a picture has too little in it for its hash to mean anything.
  ///
  /// Source: the reference's own choice.
  public static let leastQuality = 50

  /// A hash of four words, the highest first.
  public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) { words = (a, b, c, d) }

  /// The hash of 64 hexadecimal digits of either case; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var words: [UInt64] = [0, 0, 0, 0]
    var count = 0
    for byte in text.utf8 {
      guard count < 64, let digit = Self.value(of: byte) else { return nil }
      words[count >> 4] = words[count >> 4] << 4 | digit
      count += 1
    }
    guard count == 64 else { return nil }
    self.init(words[0], words[1], words[2], words[3])
  }

  private static func value(of byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    default: nil
    }
  }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: UInt64(60), through: 0, by: -4) {
        text.append(digits[Int(word >> shift & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// In how many of their 256 bits two hashes differ.
  @inlinable
  public func distance(to other: PDQHash) -> Int {
    (words.0 ^ other.words.0).nonzeroBitCount + (words.1 ^ other.words.1).nonzeroBitCount
      + (words.2 ^ other.words.2).nonzeroBitCount + (words.3 ^ other.words.3).nonzeroBitCount
  }

  /// How many bits are set.
  public var bitCount: Int { distance(to: PDQHash(0, 0, 0, 0)) }

  /// Whether no picture that has something in it can have this hash.
  ///
  /// The median leaves half of the bits set. Pictures of one colour, and places that were left
  /// empty in a bank, give hashes that are far from that and would match each other.
  public var isDegenerate: Bool { !(64...192).contains(bitCount) }

  /// Whether all bits are equal.
  public static func == (a: PDQHash, b: PDQHash) -> Bool { a.words == b.words }

  /// Whether a hash comes before another, by its highest bits first.
  public static func < (a: PDQHash, b: PDQHash) -> Bool { a.words < b.words }

  /// Feeds all bits to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
