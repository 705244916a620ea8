import CMedia
import CSodium
import Glibc

/// MD5 and SHA-256 of a file's bytes, by OpenSSL and libsodium.
///
/// MD5 is for comparing with banks that hold MD5; two files with one MD5 can be made on purpose.
struct FileDigests {
  var md5: String
  var sha256: String
  var bytes: Int64

  /// Reads an open file from its beginning to its end; nil when reading fails.
  ///
  /// - Complexity: O(bytes) time, 1 MiB of memory.
  init?(descriptor: CInt) {
    guard let md5 = cmedia_md5_new() else { return nil }
    var state = crypto_hash_sha256_state()
    crypto_hash_sha256_init(&state)
    var total: Int64 = 0
    var isWhole = true
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 {
        isWhole = count == 0
        break
      }
      crypto_hash_sha256_update(&state, buffer, UInt64(count))
      isWhole = cmedia_md5_update(md5, buffer, count) == 1 && isWhole
      total += Int64(count)
    }
    var short = [UInt8](repeating: 0, count: 16)
    var long = [UInt8](repeating: 0, count: 32)
    let isDone = cmedia_md5_finish(md5, &short) == 1
    crypto_hash_sha256_final(&state, &long)
    guard isDone, isWhole else { return nil }
    self.md5 = Hex.text(short)
    sha256 = Hex.text(long)
    bytes = total
  }
}

/// Bytes as lower-case hexadecimal digits.
enum Hex {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.map { byte -> UInt8? in
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x61...0x66: byte - 0x61 + 10
      default: nil
      }
    }
    guard digits.count % 2 == 0, !digits.contains(where: { $0 == nil }) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0]! << 4 | digits[$0 + 1]! }
  }
}

/// MD5 of bytes in memory.
public enum BytesDigest {
  /// 32 lower-case hexadecimal digits; nil when OpenSSL has no MD5 to offer.
  public static func md5(_ bytes: [UInt8]) -> String? {
    guard let md5 = cmedia_md5_new() else { return nil }
    let isTaken = cmedia_md5_update(md5, bytes, bytes.count) == 1
    var digest = [UInt8](repeating: 0, count: 16)
    let isDone = cmedia_md5_finish(md5, &digest) == 1
    return isTaken && isDone ? Hex.text(digest) : nil
  }
}
