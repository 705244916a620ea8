import CSodium

/// How hard a password is to hash: what an attacker pays for each guess, and the program for each
/// sign-in.
public struct PasswordCost: Hashable, Sendable {
  /// Argon2's passes over its memory.
  public var passes: UInt64
  /// Argon2's memory in bytes; libsodium has one lane.
  public var memoryBytes: Int

  /// A cost.
  ///
  /// - Precondition: at least one pass and 8 KiB.
  public init(passes: UInt64, memoryBytes: Int) {
    precondition(passes >= 1 && memoryBytes >= 8192, "libsodium's least cost")
    self.passes = passes
    self.memoryBytes = memoryBytes
  }

  /// Three passes over 64 MiB: RFC 9106's second recommended option (section 4), with one lane.
  public static let standard = PasswordCost(passes: 3, memoryBytes: 64 << 20)
}

/// A password as it is stored: Argon2id with its salt and its cost, never the password.
public struct PasswordHash: Hashable, Sendable, CustomStringConvertible {
  /// The form `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`.
  public let text: String

  /// A stored hash; nil when it has not the form of an Argon2id hash.
  public init?(text: String) {
    guard text.hasPrefix("$argon2id$v=19$"), text.utf8.count < Int(crypto_pwhash_strbytes()),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.text = text
  }

  /// Hashes a password with a random salt.
  ///
  /// - Throws: ``CaseworkError`` with the code `cryptography` when there is not enough memory.
  public init(of password: String, cost: PasswordCost = .standard) throws {
    Sodium.prepare()
    let bytes = PasswordHash.bytes(of: password)
    var out = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
    let status = crypto_pwhash_str(
      &out, bytes, UInt64(bytes.count), cost.passes, cost.memoryBytes)
    guard status == 0 else {
      throw CaseworkError(
        .cryptography, subject: "password", message: "There is not enough memory to hash it.")
    }
    text = String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether it is the hash of this password, in a time that does not depend on it.
  ///
  /// A password that is longer than any that is taken costs as much as another and is wrong.
  public func matches(_ password: String) -> Bool {
    Sodium.prepare()
    let isTooLong = password.utf8.count > PasswordRules.longestBytes
    let bytes = PasswordHash.bytes(of: isTooLong ? "" : password)
    return crypto_pwhash_str_verify(text, bytes, UInt64(bytes.count)) == 0 && !isTooLong
  }

  /// Whether it was hashed at another cost and is to be hashed anew when the password is next known.
  public func needsRehash(_ cost: PasswordCost = .standard) -> Bool {
    Sodium.prepare()
    return crypto_pwhash_str_needs_rehash(text, cost.passes, cost.memoryBytes) != 0
  }

  /// Says that there is one, and not which.
  public var description: String { "password hash" }

  private static func bytes(of password: String) -> [CChar] {
    PasswordRules.normalized(password).utf8.map { CChar(bitPattern: $0) }
  }
}

/// Whether a password is a user's, at the same cost whether or not there is such a user: the time of
/// an answer does not tell which names exist.
public struct PasswordCheck: Sendable {
  private let nobody: PasswordHash
  private let cost: PasswordCost

  /// What a check found.
  public enum Outcome: Sendable, Hashable {
    /// There is no such user, or the password is another.
    case wrong
    /// It is the password; `rehashed` is to be stored where the cost has changed since.
    case right(rehashed: PasswordHash?)
  }

  /// A check, which hashes the password of nobody once.
  ///
  /// - Throws: ``CaseworkError`` with the code `cryptography` when there is not enough memory.
  public init(cost: PasswordCost = .standard) throws {
    self.cost = cost
    nobody = try PasswordHash(of: Hexadecimal.text(Sodium.randomBytes(32)), cost: cost)
  }

  /// Checks a password.
  ///
  /// - Parameters:
  ///   - password: what was typed.
  ///   - stored: the user's hash; nil where there is no such user, or where the user is closed.
  /// - Throws: ``CaseworkError`` with the code `cryptography` when there is not enough memory.
  public func check(_ password: String, against stored: PasswordHash?) throws -> Outcome {
    let isRight = (stored ?? nobody).matches(password)
    guard let stored, isRight else { return .wrong }
    guard stored.needsRehash(cost) else { return .right(rehashed: nil) }
    return .right(rehashed: try PasswordHash(of: password, cost: cost))
  }
}
