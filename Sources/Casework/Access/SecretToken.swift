/// 256 random bits that a browser or a program shows, of which only the SHA-256 is kept.
public struct SecretToken: Hashable, Sendable, CustomStringConvertible {
  let bytes: [UInt8]

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// A new token.
  public static func random() -> SecretToken { SecretToken(bytes: Sodium.randomBytes(32)) }

  /// The token of its 64 lower-case hexadecimal digits, as a cookie brings it; nil for anything else.
  public init?(text: String) {
    guard let bytes = Hexadecimal.bytes(text, count: 32) else { return nil }
    self.bytes = bytes
  }

  /// What goes into the cookie: 64 hexadecimal digits. Never to be logged or stored.
  public var text: String { Hexadecimal.text(bytes) }

  /// What is stored. The token has 256 random bits, so that no salt and no cost is needed.
  public var hash: TokenHash {
    TokenHash(bytes: Sodium.sha256(Array("TOCSIN TOKEN 1\0".utf8) + bytes))
  }

  /// Says that it is one, and not which.
  public var description: String { "token" }

  static func of(_ bytes: [UInt8]) -> SecretToken { SecretToken(bytes: bytes) }
}

/// The SHA-256 of a token, by which a session or an API token is looked up. A look-up by an index tells
/// nothing: who can choose tokens cannot choose the hashes that they lead to.
public struct TokenHash: Hashable, Sendable {
  /// Its 32 bytes.
  public let bytes: [UInt8]

  /// A stored hash.
  ///
  /// - Precondition: there are 32 bytes.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
    self.bytes = bytes
  }
}
