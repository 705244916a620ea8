import Casework
import SocialModel
import Testing

@Suite("One-time codes")
struct OneTimeCodeTests {
  private static let seed = Array("12345678901234567890".utf8)
  private static let seed32 = Array("12345678901234567890123456789012".utf8)

  @Test(
    "are those of RFC 6238, appendix B",
    arguments: [
      (59, "94287082", "46119246"), (1_111_111_109, "07081804", "68084774"),
      (1_111_111_111, "14050471", "67062674"), (1_234_567_890, "89005924", "91819424"),
      (2_000_000_000, "69279037", "90698825"), (20_000_000_000, "65353130", "77737706"),
    ] as [(Int64, String, String)])
  func vectors(seconds: Int64, sha1: String, sha256: String) throws {
    let step = OneTimeSecret.step(at: Timestamp(seconds: seconds))
    #expect(try OneTimeSecret(bytes: Self.seed, digits: 8).code(step: step) == sha1)
    let long = try OneTimeSecret(bytes: Self.seed32, algorithm: .sha256, digits: 8)
    #expect(try long.code(step: step) == sha256)
  }

  @Test("are those of RFC 4226, appendix D")
  func counters() throws {
    let secret = try OneTimeSecret(bytes: Self.seed)
    let codes = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
      "520489",
    ]
    for (step, code) in codes.enumerated() { #expect(try secret.code(step: Int64(step)) == code) }
  }

  @Test("are taken one step early and late, once, and never after a later one")
  func window() throws {
    let secret = try OneTimeSecret(bytes: Self.seed)
    let now = Timestamp(seconds: 1_458_633_615)
    let step = OneTimeSecret.step(at: now)
    func accepted(_ offset: Int64, after lastUsed: Int64?) throws -> Int64? {
      try secret.acceptedStep(secret.code(step: step + offset), at: now, lastUsed: lastUsed)
    }
    for offset: Int64 in -1...1 { #expect(try accepted(offset, after: nil) == step + offset) }
    for offset: Int64 in [-3, -2, 2, 3] { #expect(try accepted(offset, after: nil) == nil) }
    #expect(try accepted(0, after: step) == nil && accepted(-1, after: step) == nil)
    #expect(try accepted(1, after: step) == step + 1)
    #expect(try accepted(0, after: step - 1) == step)
  }

  @Test("typed wrong are refused, with blanks are taken")
  func typing() throws {
    let secret = try OneTimeSecret(bytes: Self.seed)
    let now = Timestamp(seconds: 1_458_633_615)
    let code = try secret.code(step: OneTimeSecret.step(at: now))
    let spaced = "\(code.prefix(3)) \(code.suffix(3))"
    #expect(try secret.acceptedStep(spaced, at: now, lastUsed: nil) != nil)
    for wrong in [
      "", String(code.dropLast()), code + "0", "abcdef", "١٢٣٤٥٦", String(code.reversed()) + "x",
      String(repeating: code, count: 100_000),
    ] {
      #expect(try secret.acceptedStep(wrong, at: now, lastUsed: nil) == nil)
    }
  }

  @Test("before 1970 have steps too")
  func steps() {
    #expect(OneTimeSecret.step(at: Timestamp(milliseconds: -1)) == -1)
    #expect(OneTimeSecret.step(at: Timestamp(milliseconds: 0)) == 0)
    #expect(OneTimeSecret.step(at: Timestamp(milliseconds: 29_999)) == 0)
    #expect(OneTimeSecret.step(at: Timestamp(milliseconds: -30_000)) == -1)
  }

  @Test("have a URI whose label is escaped, and a secret that does not show itself")
  func uri() throws {
    let secret = try OneTimeSecret(bytes: Self.seed)
    let uri = secret.uri(issuer: "Port Meridian: desk", userName: "a@b&c=é")
    #expect(
      uri == "otpauth://totp/Port%20Meridian%3A%20desk:a%40b%26c%3D%C3%A9?secret="
        + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Port%20Meridian%3A%20desk&algorithm=SHA1"
        + "&digits=6&period=30")
    #expect("\(secret)" == "one-time secret")
    #expect(OneTimeSecret.random() != OneTimeSecret.random())
    for wrong in [0, 15, 129] {
      #expect(throws: CaseworkError.self) {
        try OneTimeSecret(bytes: [UInt8](repeating: 1, count: wrong))
      }
    }
    #expect(throws: CaseworkError.self) { try OneTimeSecret(bytes: Self.seed, digits: 10) }
  }
}

@Suite("Base32")
struct Base32Tests {
  @Test(
    "is that of RFC 4648, section 10",
    arguments: [
      ("", "", ""), ("f", "MY", "MY======"), ("fo", "MZXQ", "MZXQ===="),
      ("foo", "MZXW6", "MZXW6==="),
      ("foob", "MZXW6YQ", "MZXW6YQ="), ("fooba", "MZXW6YTB", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI", "MZXW6YTBOI======"),
    ])
  func vectors(plain: String, bare: String, padded: String) {
    #expect(Base32.text(plain.utf8) == bare)
    #expect(Base32.bytes(bare) == Array(plain.utf8))
    #expect(Base32.bytes(padded) == Array(plain.utf8))
    #expect(Base32.bytes(bare.lowercased()) == Array(plain.utf8))
  }

  @Test("comes back from any bytes")
  func roundTrip() {
    var random = SeededGenerator(seed: 4648)
    for length in 0..<64 {
      let bytes = (0..<length).map { _ in UInt8(random.below(256)) }
      #expect(Base32.bytes(Base32.text(bytes)) == bytes, "seed 4648, length \(length)")
    }
  }

  @Test(
    "that is none is refused",
    arguments: [
      "A", "ABC", "ABCDEF", "M1", "MZ", "MY=", "MY=======", "========", "=", "MZXW6===MZXW6===",
      "M Y",
      "MY\n", "МY", "MZXW6YTB=", "1", "8", "MY======\u{0}", "\u{FF0D}",
    ])
  func hostile(_ text: String) { #expect(Base32.bytes(text) == nil) }

  @Test("of a megabyte is read at once")
  func huge() {
    let text = String(repeating: "A", count: 1 << 20)
    #expect(Base32.bytes(text)?.count == (1 << 20) * 5 / 8)
    #expect(Base32.bytes(text + "!") == nil)
  }
}

@Suite("Recovery codes")
struct RecoveryCodeTests {
  @Test("are ten, different, and found by their hashes however they are typed")
  func made() throws {
    let (codes, hashes) = RecoveryCodes.make()
    #expect(Set(codes).count == 10 && Set(hashes).count == 10)
    for (index, code) in codes.enumerated() {
      #expect(code.wholeMatch(of: /[A-Z2-7]{6}(-[A-Z2-7]{6}){3}/) != nil)
      #expect(RecoveryCodes.index(of: code, in: hashes) == index)
      let typed = " \(code.lowercased().replacing("-", with: " ")) "
      #expect(RecoveryCodes.index(of: typed, in: hashes) == index)
    }
    var rest = hashes
    rest.remove(at: 3)
    #expect(RecoveryCodes.index(of: codes[3], in: rest) == nil)
    for wrong in ["", "-", "AAAAA-AAAAA-AAAAA-AAAAA", String(repeating: codes[0], count: 1000)] {
      #expect(RecoveryCodes.index(of: wrong, in: hashes) == nil)
    }
  }
}
