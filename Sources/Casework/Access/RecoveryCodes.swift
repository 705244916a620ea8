/// Codes that let a user in once each when the authenticator program is lost.
///
/// A code has 120 random bits, so its hash needs no salt and no cost: nobody can try them all.
public enum RecoveryCodes {
  /// How many a user gets.
  public static let count = 10

  /// New codes to be shown once, such as `ABCDEF-GHIJKL-MNOPQR-STUVWX`, and their hashes to be stored.
  public static func make() -> (codes: [String], hashes: [[UInt8]]) {
    let codes = (0..<count).map { _ in
      grouped(Base32.text(Sodium.randomBytes(15)))
    }
    return (codes, codes.map { hash(normalized($0)) })
  }

  /// Which of the stored hashes is this code's; nil for none. It is to be removed in the same
  /// transaction that lets the user in.
  ///
  /// All of them are compared, in constant time each.
  public static func index(of code: String, in hashes: [[UInt8]]) -> Int? {
    guard code.utf8.count <= 64 else { return nil }
    let wanted = hash(normalized(code))
    return hashes.indices.reduce(nil) { found, index in
      Sodium.areEqual(hashes[index], wanted) ? found ?? index : found
    }
  }

  private static func grouped(_ code: String) -> String {
    stride(from: 0, to: code.count, by: 6).map { String(code.dropFirst($0).prefix(6)) }
      .joined(separator: "-")
  }

  /// Case, blanks and hyphens do not count.
  private static func normalized(_ code: String) -> String {
    String(
      decoding: code.uppercased().utf8.filter { $0 != 0x20 && $0 != 0x2D }, as: UTF8.self)
  }

  private static func hash(_ code: String) -> [UInt8] {
    Sodium.sha256(Array("TOCSIN RECOVERY CODE 1\0".utf8) + Array(code.utf8))
  }
}
