import CCrypto
import Foundation
import SocialModel

/// The secret that a user's authenticator program and Tocsin share, and the codes that come of it.
///
/// Source: RFC 6238 (TOTP) and RFC 4226 (HOTP); HMAC is OpenSSL's.
public struct OneTimeSecret: Hashable, Sendable, CustomStringConvertible {
  /// The hash under the codes. Most authenticator programs know SHA-1 alone, whose weakness does not
  /// touch HMAC.
  public enum Algorithm: String, Sendable, Hashable, CaseIterable {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
  }

  /// The secret's bytes. To be stored sealed, see ``SealingKey``.
  public let bytes: [UInt8]
  /// The hash under the codes.
  public let algorithm: Algorithm
  /// How many digits a code has, 6 to 8.
  public let digits: Int

  /// Seconds that a code is for.
  public static let stepSeconds: Int64 = 30

  /// A secret.
  ///
  /// - Parameter bytes: at least 16, as RFC 4226 (section 4, R6) asks, and at most 128.
  /// - Throws: ``CaseworkError`` with the code `malformed`.
  public init(bytes: [UInt8], algorithm: Algorithm = .sha1, digits: Int = 6) throws {
    guard (16...128).contains(bytes.count), (6...8).contains(digits) else {
      throw CaseworkError(
        .malformed, subject: "one-time secret", message: "It has a length that is not taken.")
    }
    self.bytes = bytes
    self.algorithm = algorithm
    self.digits = digits
  }

  private init(fresh bytes: [UInt8]) {
    self.bytes = bytes
    algorithm = .sha1
    digits = 6
  }

  /// A new secret of 160 bits, for six digits by SHA-1.
  public static func random() -> OneTimeSecret { OneTimeSecret(fresh: Sodium.randomBytes(20)) }

  /// The number of a moment's step; negative before 1970.
  public static func step(at time: Timestamp) -> Int64 {
    let step = stepSeconds * 1000
    let whole = time.milliseconds / step
    return time.milliseconds % step < 0 ? whole - 1 : whole
  }

  /// The code of a step.
  ///
  /// - Throws: ``CaseworkError`` with the code `cryptography`.
  public func code(step: Int64) throws -> String {
    var counter: [UInt8] = []
    counter.append(bigEndian: step)
    var tag = [UInt8](repeating: 0, count: 64)
    var length: UInt32 = 0
    let digest = algorithm == .sha1 ? EVP_sha1() : EVP_sha256()
    guard HMAC(digest, bytes, Int32(bytes.count), counter, counter.count, &tag, &length) != nil,
      length >= 20
    else {
      throw CaseworkError(
        .cryptography, subject: "one-time code", message: "OpenSSL gives no HMAC.")
    }
    let offset = Int(tag[Int(length) - 1] & 15)
    let number = tag[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(UInt32(1)) { value, _ in value * 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The step whose code this is: the moment's own, the one before or the one after; nil for a wrong
  /// code and for a code that was used before.
  ///
  /// All three are computed and compared in constant time, whichever is right.
  ///
  /// - Parameters:
  ///   - code: what was typed; blanks in it do not count.
  ///   - time: now.
  ///   - lastUsed: the step of the last code that was taken; nil where none was. Codes of that step and
  ///     of earlier ones are refused, so that a code that was overheard is worth nothing. The step that
  ///     is given back is to be stored as the last used one, in the same transaction.
  /// - Throws: ``CaseworkError`` with the code `cryptography`.
  public func acceptedStep(_ code: String, at time: Timestamp, lastUsed: Int64?) throws -> Int64? {
    let typed = Array(code.utf8.filter { $0 != 0x20 }.prefix(digits + 1))
    let now = Self.step(at: time)
    var found: Int64?
    for step in [now - 1, now, now + 1] {
      let isRight = Sodium.areEqual(typed, Array(try self.code(step: step).utf8))
      if isRight, step > lastUsed ?? .min { found = found ?? step }
    }
    return found
  }

  /// The URI that authenticator programs read from a picture, `otpauth://totp/...`. It holds the secret.
  ///
  /// - Parameters:
  ///   - issuer: the team's name.
  ///   - userName: what the user signs in with.
  public func uri(issuer: String, userName: String) -> String {
    let label = "\(Self.escaped(issuer)):\(Self.escaped(userName))"
    return "otpauth://totp/\(label)?secret=\(Base32.text(bytes))&issuer=\(Self.escaped(issuer))"
      + "&algorithm=\(algorithm.rawValue)&digits=\(digits)&period=\(Self.stepSeconds)"
  }

  /// Says that there is one, and not which.
  public var description: String { "one-time secret" }

  /// Every byte but letters, digits, `-`, `.`, `_` and `~` as `%XX`.
  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + Hexadecimal.text([byte]).uppercased()
      }
    }
  }
}
