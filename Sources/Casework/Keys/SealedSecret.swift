import CSodium

/// The key that secrets are sealed with while they are stored, from a file of its own: whoever copies
/// the database alone cannot open them.
///
/// XChaCha20-Poly1305 of libsodium, and not its secretbox: a secret is bound to what it belongs to, so
/// that nobody who can write the database gets in by copying their own secret to another user's row.
public struct SealingKey: Sendable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// A key of 32 bytes.
  ///
  /// - Precondition: there are 32.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "the key has 32 bytes")
    self.bytes = bytes
  }

  /// A new key.
  public static func random() -> SealingKey { SealingKey(bytes: Sodium.randomBytes(32)) }

  /// What its file holds: `tocsin-sealing-key 1` and 64 hexadecimal digits. Never to be logged.
  public var fileText: String { "tocsin-sealing-key 1 \(Hexadecimal.text(bytes))\n" }

  /// The key of a file's text.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed`.
  public init(fileText: String) throws {
    let words = fileText.split(separator: " ")
    guard words.count == 3, let bytes = Hexadecimal.bytes(words[2].dropLast(), count: 32),
      SealingKey(bytes: bytes).fileText == fileText
    else {
      throw CaseworkError(
        .malformed, subject: "sealing key", message: "This is no key that secrets are sealed with.")
    }
    self.init(bytes: bytes)
  }

  /// A key of its own for another purpose, such as the draw of second reviews or tokens of forms.
  ///
  /// - Parameter purpose: a stable word.
  public func derived(for purpose: String) -> [UInt8] {
    Sodium.hmacSHA256(Array("TOCSIN DERIVED KEY 1\0\(purpose)".utf8), key: bytes)
  }

  /// Seals a secret: a byte of version, 24 random bytes, and the secret encrypted and authenticated.
  ///
  /// - Parameters:
  ///   - secret: the secret.
  ///   - owner: what it belongs to, such as `user:7:totp`; needed again to unseal it.
  public func seal(_ secret: [UInt8], of owner: String) -> [UInt8] {
    let nonce = Sodium.randomBytes(Self.nonceBytes)
    var sealed = [UInt8](repeating: 0, count: secret.count + Self.tagBytes)
    let context = Array(owner.utf8)
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      &sealed, nil, secret, UInt64(secret.count), context, UInt64(context.count), nil, nonce, bytes)
    return [Self.version] + nonce + sealed
  }

  /// Opens what was sealed.
  ///
  /// - Throws: ``CaseworkError`` with the code `cannotOpen` when the key, the owner or a bit is another.
  public func unseal(_ sealed: [UInt8], of owner: String) throws -> [UInt8] {
    let least = 1 + Self.nonceBytes + Self.tagBytes
    guard sealed.count >= least, sealed[0] == Self.version else { throw Self.cannotOpen }
    let nonce = Array(sealed[1...Self.nonceBytes])
    let rest = Array(sealed[(1 + Self.nonceBytes)...])
    let context = Array(owner.utf8)
    var secret = [UInt8](repeating: 0, count: rest.count - Self.tagBytes)
    Sodium.prepare()
    let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
      &secret, nil, nil, rest, UInt64(rest.count), context, UInt64(context.count), nonce, bytes)
    guard status == 0 else { throw Self.cannotOpen }
    return secret
  }

  /// Says that it is one, and not which.
  public var description: String { "sealing key" }

  private static let version: UInt8 = 1
  private static let nonceBytes = Int(crypto_aead_xchacha20poly1305_ietf_npubbytes())
  private static let tagBytes = Int(crypto_aead_xchacha20poly1305_ietf_abytes())
  private static let cannotOpen = CaseworkError(
    .cannotOpen, subject: "sealed secret",
    message: "It was sealed with another key or for another owner, or was changed.")
}
