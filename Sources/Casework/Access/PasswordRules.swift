import CCrypto
import Foundation

/// Which passwords are taken.
///
/// Length counts and nothing else: no rule asks for sorts of characters, and none expires. What is
/// refused is short, known to everybody, made of the user's or the program's name, or of hardly any
/// different characters.
///
/// Source: NIST SP 800-63B-4, section 3.1.1; OWASP ASVS 5.0, chapter V6.2.
public enum PasswordRules {
  /// Fewer characters are refused.
  public static let shortest = 12
  /// More bytes of UTF-8 are refused, so that nobody can have the program hash megabytes.
  public static let longestBytes = 1024

  /// The form in which a password is hashed and compared: NFKC, so that a keyboard that composes
  /// characters in another way gives the same password.
  public static func normalized(_ password: String) -> String {
    password.precomposedStringWithCompatibilityMapping
  }

  /// What lists of breached passwords call a password: its SHA-1 in upper-case hexadecimal digits. It names an entry
  /// and protects nothing.
  ///
  /// Source: https://haveibeenpwned.com/Passwords
  /// - Throws: ``CaseworkError`` with the code `cryptography`.
  public static func breachName(of password: String) throws -> [UInt8] {
    let bytes = Array(normalized(password).utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil) == 1 else {
      throw CaseworkError(
        .cryptography, subject: "password", message: "OpenSSL gives no SHA-1.")
    }
    return Array(Hexadecimal.text(digest).uppercased().utf8)
  }

  /// Refuses a password that is too weak.
  ///
  /// - Parameters:
  ///   - password: what the user chose.
  ///   - userName: what the user signs in with.
  /// - Throws: ``CaseworkError`` with the code `weakPassword`.
  public static func check(_ password: String, userName: String) throws {
    guard password.utf8.count <= longestBytes else {
      throw weak("The password has more than \(longestBytes) bytes.", "Take a shorter one.")
    }
    let normal = normalized(password)
    guard normal.count >= shortest else {
      throw weak(
        "The password has fewer than \(shortest) characters.", "Four or five random words do.")
    }
    let folded = normal.lowercased()
    guard !isKnown(folded) else {
      throw weak("The password is one of those that are tried first.", "Take random words.")
    }
    guard Set(folded).count >= 5 else {
      throw weak("The password has fewer than five different characters.", "Take random words.")
    }
    let name = normalized(userName).lowercased()
    for word in [name, String(name.prefix { $0 != "@" })] where word.count >= 3 {
      guard !folded.contains(word), !folded.contains(String(word.reversed())) else {
        throw weak("The password holds the user's name.", "Take random words.")
      }
    }
  }

  /// Whether it is a common password, or one with digits and signs at its ends, or one twice.
  private static func isKnown(_ folded: String) -> Bool {
    if common.contains(folded) { return true }
    let core = folded.drop { !$0.isLetter }
    let word = String(core.reversed().drop { !$0.isLetter }.reversed())
    if common.contains(word) { return true }
    let half = folded.prefix(folded.count / 2)
    if folded.count % 2 == 0, folded.hasSuffix(half), common.contains(String(half)) { return true }
    return isRun(folded)
  }

  /// Whether every character is the next, the last or the same one as before it: 123456789012.
  private static func isRun(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = zip(values, values.dropFirst()).map { abs($1 - $0) }
    let near = steps.filter { $0 <= 1 || $0 == 9 }.count
    return near == steps.count
  }

  /// Words that lists of leaked passwords begin with and that are, or grow to, twelve characters.
  private static let common: Set<String> = [
    "password", "passwort", "passw0rd", "p@ssw0rd", "p@ssword", "motdepasse", "contraseña",
    "пароль",
    "qwerty", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdf",
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5y6", "qazwsxedcrfv", "1234qwerasdf", "letmein",
    "letmeinplease", "welcome", "welcometo", "iloveyou", "sunshine", "princess", "football",
    "baseball", "dragon", "monkey", "master", "shadow", "superman", "batman", "trustno", "starwars",
    "whatever", "michael", "jennifer", "jordan", "charlie", "computer", "internet", "samsung",
    "google", "facebook", "linkedin", "administrator", "admin", "adminadmin", "administrador",
    "root",
    "rootroot", "changeme", "changemenow", "default", "secret", "topsecret", "letmeinnow", "abc",
    "abcd", "abcdefghijkl", "correcthorsebatterystaple", "correct horse battery staple", "tocsin",
    "tocsintocsin", "reviewer", "moderator", "trustandsafety", "welcomeback", "passwordpassword",
    "thisismypassword", "mypassword", "newpassword", "ilovemyfamily", "godisgreat", "summer",
    "winter",
  ]

  private static func weak(_ message: String, _ hint: String) -> CaseworkError {
    CaseworkError(.weakPassword, subject: "password", message: message, hint: hint)
  }
}
