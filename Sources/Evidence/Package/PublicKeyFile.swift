import Casework
import Foundation

/// An Ed25519 public key as other programs read it: RFC 8410, PEM.
enum PublicKeyFile {
  private static let prefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  static func bytes(_ key: AuditPublicKey) -> [UInt8] {
    let text = Data(prefix + key.bytes).base64EncodedString()
    return Array("-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n".utf8)
  }

  /// The key of a file's bytes; nil for anything that is not written as above.
  static func key(_ file: [UInt8]) -> AuditPublicKey? {
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
    guard lines.count == 3, let data = Data(base64Encoded: String(lines[1])), data.count == 44,
      let key = AuditPublicKey(bytes: [UInt8](data.suffix(32))), bytes(key) == file
    else { return nil }
    return key
  }
}
