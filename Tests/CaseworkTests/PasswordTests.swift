import Casework
import Testing

@Suite("Passwords")
struct PasswordTests {
  /// libsodium's least cost, so that tests are quick.
  private static let cheap = PasswordCost(passes: 1, memoryBytes: 8192)
  private static let dearer = PasswordCost(passes: 2, memoryBytes: 16384)

  @Test(
    "weak ones are refused",
    arguments: [
      "", "lantern", "eleven-char", "123456789012", "password1234", "Password1234!", "qwertyuiop12",
      "letmeinletmein", "aaaaaaaaaaaaa", "abababababab", "abcdefghijklm", "0987654321098",
      "correct horse battery staple", "meridian-desk-7", "7-ksed-naidirem", "passwordpassword",
      "ｐａｓｓｗｏｒｄ１２３４", String(repeating: "lantern parade ", count: 100),
    ])
  func weak(_ password: String) {
    #expect {
      try PasswordRules.check(password, userName: "meridian-desk@example.org")
    } throws: { error in
      guard let error = error as? CaseworkError, error.code == .weakPassword else { return false }
      return password.isEmpty || !error.description.contains(password)
    }
  }

  @Test(
    "long ones in any script are taken, with blanks and signs",
    arguments: [
      "iron lantern parade at nine", "кирпич-облако-самовар", "فانوس حديد عرض طويل جدا",
      "t7#kQ9!vLm2$", "шипшина й калина",
    ])
  func strong(_ password: String) throws {
    try PasswordRules.check(password, userName: "desk")
    // A short name is no reason to refuse a password that holds its letters.
    try PasswordRules.check(password, userName: "a")
  }

  @Test("are hashed by Argon2id with a salt of their own, and match themselves alone")
  func hashing() throws {
    let hash = try PasswordHash(of: "iron lantern parade", cost: Self.cheap)
    let again = try PasswordHash(of: "iron lantern parade", cost: Self.cheap)
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$") && hash.text != again.text)
    #expect(hash.matches("iron lantern parade") && again.matches("iron lantern parade"))
    #expect(!hash.matches("iron lantern parad") && !hash.matches("") && !hash.matches("\u{0}"))
    #expect(!hash.matches(String(repeating: "x", count: 1_000_000)))
    #expect(!"\(hash)".contains("$"))
  }

  @Test("typed in another normal form are the same")
  func normalForm() throws {
    let hash = try PasswordHash(of: "caf\u{E9} lantern parade", cost: Self.cheap)
    #expect(hash.matches("cafe\u{301} lantern parade"))
  }

  @Test("are checked against the standard cost, which stored hashes of it need not leave")
  func standardCost() throws {
    let hash = try PasswordHash(of: "iron lantern parade")
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
    #expect(hash.matches("iron lantern parade") && !hash.needsRehash())
    #expect(hash.needsRehash(Self.cheap))
  }

  @Test("of nobody are wrong, and of a user right; a changed cost hashes anew")
  func check() throws {
    let check = try PasswordCheck(cost: Self.cheap)
    let stored = try PasswordHash(of: "iron lantern parade", cost: Self.cheap)
    #expect(try check.check("iron lantern parade", against: nil) == .wrong)
    #expect(try check.check("iron lantern", against: stored) == .wrong)
    #expect(try check.check("iron lantern parade", against: stored) == .right(rehashed: nil))
    let dearer = try PasswordCheck(cost: Self.dearer)
    guard case .right(let fresh?) = try dearer.check("iron lantern parade", against: stored) else {
      Issue.record("not hashed anew")
      return
    }
    #expect(fresh.text.contains("m=16,t=2") && fresh.matches("iron lantern parade"))
  }

  @Test("stored in a form that is not Argon2id's are refused")
  func forms() throws {
    let text = try PasswordHash(of: "iron lantern parade", cost: Self.cheap).text
    #expect(PasswordHash(text: text)?.matches("iron lantern parade") == true)
    for wrong in [
      "", "iron lantern parade", text.replacing("argon2id", with: "argon2i"), text + "\n",
      text + String(repeating: "a", count: 200), "$argon2id$v=19$\u{0}", "$argon2id$v=19$é",
    ] {
      #expect(PasswordHash(text: wrong) == nil)
    }
    let cut = PasswordHash(text: String(text.dropLast(10)))
    #expect(cut?.matches("iron lantern parade") == false)
  }
}
