/// A place where posts appear, named by a short lower-case word such as `x` or `telegram`.
///
/// The well-known platforms have static members; any other word of up to 32 ASCII letters, digits,
/// `_` and `-` is accepted too, so that posts of a platform that nobody foresaw are not lost.
public struct Platform: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The lower-case word that names the platform in files.
  public let name: String

  /// The platform of that name, or nil when the name is not a word as described above.
  ///
  /// Upper-case letters are lowered, and `twitter` is read as `x`.
  public init?(_ name: String) {
    let lowered = name.lowercased()
    guard (1...32).contains(lowered.utf8.count), lowered.utf8.allSatisfy(Self.isAllowed) else {
      return nil
    }
    self.name = lowered == "twitter" ? "x" : lowered
  }

  private init(known: String) { name = known }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// X, formerly Twitter.
  public static let x = Platform(known: "x")
  /// Facebook.
  public static let facebook = Platform(known: "facebook")
  /// Instagram.
  public static let instagram = Platform(known: "instagram")
  /// VK.
  public static let vk = Platform(known: "vk")
  /// Telegram.
  public static let telegram = Platform(known: "telegram")
  /// Any server of the Mastodon network.
  public static let mastodon = Platform(known: "mastodon")
  /// Bluesky.
  public static let bluesky = Platform(known: "bluesky")
  /// A discussion forum.
  public static let forum = Platform(known: "forum")
  /// Any other page of the web.
  public static let web = Platform(known: "web")

  /// The name of the platform.
  public var description: String { name }

  /// Orders by name, by bytes.
  public static func < (a: Platform, b: Platform) -> Bool {
    a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}

extension Platform: Codable {
  /// Reads the word that names a platform.
  ///
  /// - Throws: `DecodingError` where it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let platform = Platform(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no platform's name")
    }
    self = platform
  }

  /// Writes the word that names the platform.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
