import Casework
import SocialModel
import Testing

@Suite("Sessions")
struct SessionTests {
  private static let start: Int64 = 1_458_633_600_000
  private static func at(_ minutes: Double) -> Timestamp {
    Timestamp(milliseconds: start + Int64(minutes * 60_000))
  }

  private static func begun() -> (session: Session, token: SecretToken) {
    Session.begin(id: "s1", user: "u1", hasSecondFactor: false, now: at(0))
  }

  @Test("end when idle, and after half a day whatever happens")
  func ends() {
    var (session, token) = Self.begun()
    #expect(session.take(token.hash, now: Self.at(14.9)) == .valid)
    #expect(session.take(token.hash, now: Self.at(44.9)) == .idle)
    token = session.rotate(now: Self.at(15))
    for minute in stride(from: 20.0, to: 720, by: 20) {
      let standing = session.take(token.hash, now: Self.at(minute))
      #expect(standing == .valid || standing == .needsRotation)
    }
    #expect(session.take(token.hash, now: Self.at(720)) == .tooOld)
  }

  @Test("get another token every quarter of an hour; the one before serves half a minute")
  func rotation() {
    var (session, first) = Self.begun()
    #expect(session.take(first.hash, now: Self.at(15)) == .needsRotation)
    let second = session.rotate(now: Self.at(15))
    #expect(second != first)
    #expect(session.take(first.hash, now: Self.at(15.4)) == .valid)
    #expect(session.take(second.hash, now: Self.at(15.4)) == .valid)
    #expect(session.take(first.hash, now: Self.at(15.5)) == .reused)
    #expect(session.take(second.hash, now: Self.at(16)) == .valid)
    #expect(session.take(SecretToken.random().hash, now: Self.at(16)) == .unknown)
  }

  @Test("that gain a second factor leave no earlier token of use")
  func raised() {
    var (session, first) = Self.begun()
    let second = session.raise(now: Self.at(1))
    #expect(session.hasSecondFactor)
    #expect(session.take(first.hash, now: Self.at(1)) == .unknown)
    #expect(session.take(second.hash, now: Self.at(1)) == .valid)
  }

  @Test("do not live on when the clock is set back far")
  func clock() {
    var (session, token) = Self.begun()
    #expect(session.take(token.hash, now: Self.at(-1)) == .valid)
    #expect(session.take(token.hash, now: Self.at(-6)) == .tooOld)
    #expect(session.take(token.hash, now: Timestamp(milliseconds: .min)) == .tooOld)
    #expect(session.take(token.hash, now: Timestamp(milliseconds: .max)) == .tooOld)
  }

  @Test("have tokens of 256 bits that read as they were written, and nothing else reads")
  func tokens() {
    let token = SecretToken.random()
    #expect(token.text.count == 64 && SecretToken(text: token.text) == token)
    #expect(token.hash.bytes.count == 32 && !token.text.contains("\(token)"))
    for wrong in [
      "", token.text.uppercased() + "0", String(token.text.dropLast()), token.text + "\n",
      String(repeating: "g", count: 64), String(repeating: "é", count: 32), "\u{0}",
      String(repeating: "0", count: 1 << 20),
    ] {
      #expect(SecretToken(text: wrong) == nil)
    }
  }
}

@Suite("Tokens of forms")
struct FormTokenTests {
  @Test("are the session's alone, and another text on each page")
  func bound() {
    let tokens = FormTokens(key: [UInt8](repeating: 3, count: 32))
    let token = tokens.make(for: "s1")
    #expect(tokens.isValid(token, for: "s1") && !tokens.isValid(token, for: "s2"))
    #expect(token != tokens.make(for: "s1"))
    let other = FormTokens(key: [UInt8](repeating: 4, count: 32))
    #expect(!other.isValid(token, for: "s1"))
    for wrong in ["", String(token.dropLast()), token + "00", "zz" + token.dropFirst(2), "\u{0}"] {
      #expect(!tokens.isValid(wrong, for: "s1"))
    }
    var random = SeededGenerator(seed: 96)
    for _ in 0..<200 {
      var letters = Array(token.utf8)
      letters[random.below(96)] ^= 1
      #expect(!tokens.isValid(String(decoding: letters, as: UTF8.self), for: "s1"))
    }
  }
}

@Suite("API tokens")
struct APITokenTests {
  private static let now = Timestamp(seconds: 1_458_633_600)
  private static func days(_ days: Int64) -> Timestamp {
    Timestamp(seconds: 1_458_633_600 + days * 86_400)
  }

  @Test("have a prefix and a checksum and read as they were written")
  func form() {
    let token = APIToken.random()
    #expect(token.text.wholeMatch(of: /tcs_[a-z2-7]{60}/) != nil)
    #expect(APIToken(text: token.text) == token && APIToken(text: token.text)?.hash == token.hash)
    #expect("\(token)" == "API token")
  }

  @Test("with one character changed, cut, upper-case or huge are refused")
  func hostile() {
    let text = APIToken.random().text
    var random = SeededGenerator(seed: 52)
    for round in 0..<300 {
      var letters = Array(text.utf8)
      let place = random.below(64)
      let other = random.pick(Array("abcdefghijklmnopqrstuvwxyz234567_".utf8))
      guard letters[place] != other else { continue }
      letters[place] = other
      let changed = String(decoding: letters, as: UTF8.self)
      #expect(APIToken(text: changed) == nil, "seed 52, round \(round)")
    }
    for wrong in [
      "", "tcs_", text.uppercased(), String(text.dropLast()), text + "a", text + "\n",
      String(repeating: "tcs_", count: 16), String(repeating: "a", count: 1 << 20), "\u{0}",
    ] {
      #expect(APIToken(text: wrong) == nil)
    }
  }

  @Test("allow what a scope and the owner's role both allow, while they last")
  func grants() throws {
    var grant = try APIGrant(
      id: "t1", owner: "u1", token: APIToken.random().hash, scopes: [.takeReports, .exportAudit],
      made: Self.now, expires: Self.days(30))
    #expect(grant.allows(.takeReports, role: .reviewer, at: Self.days(1)))
    #expect(!grant.allows(.takeReports, role: .viewer, at: Self.days(1)))
    #expect(!grant.allows(.takeReports, role: nil, at: Self.days(1)))
    #expect(!grant.allows(.exportAudit, role: .reviewer, at: Self.days(1)))
    #expect(!grant.allows(.decide, role: .reviewer, at: Self.days(1)))
    #expect(!grant.allows(.takeReports, role: .reviewer, at: Self.days(30)))
    #expect(!grant.allows(.takeReports, role: .reviewer, at: Self.days(-1)))
    grant.withdrawn = Self.days(2)
    #expect(grant.isValid(at: Self.days(1)) && !grant.isValid(at: Self.days(2)))
  }

  @Test("without scope, without end or with an end too far are refused")
  func limits() {
    for (scopes, days) in [([], 30), ([.readBoard], 0), ([.readBoard], 367), ([.readBoard], -1)]
      as [(Set<APIScope>, Int64)]
    {
      #expect(throws: CaseworkError.self) {
        try APIGrant(
          id: "t", owner: "u", token: APIToken.random().hash, scopes: scopes, made: Self.now,
          expires: Self.days(days))
      }
    }
  }
}

@Suite("Sealed secrets")
struct SealedSecretTests {
  @Test("open with their key for their owner, and with no bit changed")
  func sealing() throws {
    let key = SealingKey(bytes: [UInt8](repeating: 5, count: 32))
    let secret = Array("12345678901234567890".utf8)
    let sealed = key.seal(secret, of: "user:1")
    #expect(sealed != key.seal(secret, of: "user:1"))
    #expect(try key.unseal(sealed, of: "user:1") == secret)
    #expect(throws: CaseworkError.self) { try key.unseal(sealed, of: "user:2") }
    #expect(throws: CaseworkError.self) { try SealingKey.random().unseal(sealed, of: "user:1") }
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 1
      #expect(throws: CaseworkError.self) { try key.unseal(changed, of: "user:1") }
    }
    for kept in [0, 1, 24, 40, sealed.count - 1] {
      #expect(throws: CaseworkError.self) { try key.unseal(Array(sealed[..<kept]), of: "user:1") }
    }
    #expect(try key.unseal(key.seal([], of: ""), of: "") == [])
  }

  @Test("have key files that read as they were written, and keys of their own for each purpose")
  func keys() throws {
    let key = SealingKey(bytes: [UInt8](repeating: 5, count: 32))
    let again = try SealingKey(fileText: key.fileText)
    #expect(again.fileText == key.fileText && !"\(key)".contains("05"))
    #expect(key.derived(for: "forms") == again.derived(for: "forms"))
    #expect(key.derived(for: "forms") != key.derived(for: "reviews"))
    for wrong in ["", "\n", key.fileText + "\n", String(key.fileText.dropLast()), "a b c\n"] {
      #expect(throws: CaseworkError.self) { try SealingKey(fileText: wrong) }
    }
  }
}
