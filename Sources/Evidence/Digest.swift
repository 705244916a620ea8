import CSodium

/// SHA-256 by libsodium.
enum Digest {
  private static let isReady = sodium_init() >= 0

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    precondition(isReady, "libsodium cannot be prepared")
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest as 64 hexadecimal digits.
  static func text(_ bytes: [UInt8]) -> String { hexadecimal(sha256(bytes)) }
}
