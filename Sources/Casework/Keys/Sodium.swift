import CSodium

/// The one place that prepares libsodium, and the few of its calls that several rules share.
enum Sodium {
  private static let isReady = sodium_init() >= 0

  /// Prepares the library once; it chooses its source of randomness and its fastest code then.
  static func prepare() { precondition(isReady, "libsodium cannot be prepared") }

  /// Bytes that nobody can guess.
  static func randomBytes(_ count: Int) -> [UInt8] {
    prepare()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// SHA-256.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    prepare()
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// HMAC-SHA256 with a key of 32 bytes.
  static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    precondition(key.count == 32, "the key has 32 bytes")
    prepare()
    var tag = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256(&tag, bytes, UInt64(bytes.count), key)
    return tag
  }

  /// Whether two byte strings are equal, in a time that does not tell where they differ.
  static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count == b.count && sodium_memcmp(a, b, a.count) == 0
  }
}
