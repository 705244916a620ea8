import CSodium

/// Which public key signed: the first 8 bytes of its SHA-256, as 16 hexadecimal digits.
public struct AuditKeyID: Hashable, Sendable, CustomStringConvertible {
  /// 16 lower-case hexadecimal digits.
  public let description: String

  /// The id of 16 lower-case hexadecimal digits; nil for anything else.
  public init?(_ text: String) {
    guard Hexadecimal.bytes(text, count: 8) != nil else { return nil }
    description = text
  }

  init(of key: [UInt8]) { description = Hexadecimal.text(Sodium.sha256(key).prefix(8)) }
}

/// The Ed25519 key that checkpoints are verified with; it may be given to anybody.
public struct AuditPublicKey: Hashable, Sendable {
  /// Its 32 bytes.
  public let bytes: [UInt8]

  /// A key of 32 bytes; nil for any other number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Int(crypto_sign_publickeybytes()) else { return nil }
    self.bytes = bytes
  }

  /// Which key it is.
  public var id: AuditKeyID { AuditKeyID(of: bytes) }

  /// What its file holds: `tocsin-audit-public 1`, the id and 64 hexadecimal digits.
  public var fileText: String { "tocsin-audit-public 1 \(id) \(Hexadecimal.text(bytes))\n" }

  /// The key of a file's text.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed`.
  public init(fileText: String) throws {
    let words = fileText.split(separator: "\n", maxSplits: 1)[safe: 0]?.split(separator: " ") ?? []
    guard words.count == 4, words[0] == "tocsin-audit-public", words[1] == "1",
      let bytes = Hexadecimal.bytes(words[3], count: 32), let key = AuditPublicKey(bytes: bytes),
      key.fileText == fileText
    else {
      throw CaseworkError(
        .malformed, subject: "public key", message: "This is no public key of an audit chain.",
        hint: "`tocsin audit key` writes one.")
    }
    self = key
  }

  /// Whether a signature of a message is by this key.
  public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    Sodium.prepare()
    guard signature.count == Int(crypto_sign_bytes()) else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
  }
}

/// The Ed25519 key that checkpoints are signed with. Whoever holds it can sign another history.
public struct AuditSigningKey: Sendable, CustomStringConvertible {
  private let secret: [UInt8]
  /// The key that verifies what this one signs.
  public let publicKey: AuditPublicKey

  /// The key of a seed of 32 bytes.
  ///
  /// - Precondition: there are 32.
  public init(seed: [UInt8]) {
    precondition(seed.count == Int(crypto_sign_seedbytes()), "a seed has 32 bytes")
    Sodium.prepare()
    var secret = [UInt8](repeating: 0, count: Int(crypto_sign_secretkeybytes()))
    var open = [UInt8](repeating: 0, count: Int(crypto_sign_publickeybytes()))
    crypto_sign_seed_keypair(&open, &secret, seed)
    guard let key = AuditPublicKey(bytes: open) else { preconditionFailure("32 bytes are a key") }
    self.secret = secret
    publicKey = key
  }

  /// A new key.
  public static func random() -> AuditSigningKey { AuditSigningKey(seed: Sodium.randomBytes(32)) }

  /// What its file holds: `tocsin-audit-secret 1`, the id and the seed in 64 hexadecimal digits.
  /// Never to be logged.
  public var fileText: String {
    "tocsin-audit-secret 1 \(publicKey.id) \(Hexadecimal.text(secret.prefix(32)))\n"
  }

  /// The key of a file's text.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed`.
  public init(fileText: String) throws {
    let words = fileText.split(separator: "\n", maxSplits: 1)[safe: 0]?.split(separator: " ") ?? []
    guard words.count == 4, words[0] == "tocsin-audit-secret", words[1] == "1",
      let seed = Hexadecimal.bytes(words[3], count: 32)
    else { throw Self.malformed }
    self.init(seed: seed)
    guard self.fileText == fileText else { throw Self.malformed }
  }

  /// The signature of a message, 64 bytes.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    Sodium.prepare()
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_bytes()))
    crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
    return signature
  }

  /// The id of the public key, and nothing secret.
  public var description: String { "signing key \(publicKey.id)" }

  private static let malformed = CaseworkError(
    .malformed, subject: "signing key", message: "This is no signing key of an audit chain.",
    hint: "`tocsin audit key` writes one.")
}

extension Collection {
  subscript(safe index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
