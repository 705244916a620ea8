import Casework
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Access at the desk")
struct AccessTests {
  private func source(_ number: Int) throws -> SourceAddress {
    try #require(SourceAddress("10.0.\(number / 256).\(number % 256)"))
  }

  private func code(_ desk: CaseDesk, _ acting: Acting, _ test: TestDesk) throws -> (
    secret: OneTimeSecret, recovery: [String]
  ) {
    let offer = try desk.offerSecondFactor(to: acting)
    let secret = try OneTimeSecret(bytes: #require(Base32.bytes(offer.secret)))
    let step = OneTimeSecret.step(at: test.clock.read())
    expect(.signInFailed) {
      _ = try desk.acceptSecondFactor(
        offer.sealed, code: "000", password: TestDesk.password, by: acting)
    }
    let (codes, _) = try desk.acceptSecondFactor(
      offer.sealed, code: secret.code(step: step), password: TestDesk.password, by: acting)
    return (secret, codes)
  }

  @Test("makes users on the terminal and for an admin, and for nobody else")
  func firstAdmin() throws {
    let test = try TestDesk()
    expect(.weakPassword) {
      _ = try test.desk.createUser("root", role: .admin, password: "password1234", by: .terminal)
    }
    let id = try test.desk.createUser(
      "root", role: .admin, password: TestDesk.password, by: .terminal)
    let root = Acting(user: id, role: .admin, via: .session("s"))
    let ada = try test.desk.createUser(
      "ada", role: .reviewer, password: TestDesk.password, by: root)
    expect(.conflict) {
      _ = try test.desk.createUser("ADA", role: .viewer, password: TestDesk.password, by: root)
    }
    let reviewer = Acting(user: ada, role: .reviewer, via: .session("s"))
    expect(.notAllowed) {
      _ = try test.desk.createUser("x", role: .admin, password: TestDesk.password, by: reviewer)
    }
    expect(.samePerson) { try test.desk.changeUser(id, role: .lead, by: root) }
  }

  @Test("signs in with password and code, each code once, also over a restart")
  func signsIn() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    let home = try source(1)
    let first = try test.desk.signIn(name: "Ada", password: TestDesk.password, source: home)
    #expect(first.lacksSecondFactor)
    let (secret, recovery) = try code(test.desk, ada, test)
    expect(.signInFailed) {
      _ = try test.desk.signIn(name: "ada", password: TestDesk.password, source: home)
    }
    test.clock.advance(seconds: 60)
    let now = try secret.code(step: OneTimeSecret.step(at: test.clock.read()))
    let signed = try test.desk.signIn(
      name: "ada", password: TestDesk.password, code: now, source: home)
    #expect(!signed.lacksSecondFactor)
    expect(.signInFailed) {
      _ = try test.desk.signIn(name: "ada", password: TestDesk.password, code: now, source: home)
    }
    let again = try test.restarted()
    expect(.signInFailed) {
      _ = try again.signIn(name: "ada", password: TestDesk.password, code: now, source: home)
    }
    #expect(try again.resume(signed.token.text).acting == signed.acting)
    _ = try again.signIn(
      name: "ada", password: TestDesk.password, code: recovery[3], source: home)
    expect(.signInFailed) {
      _ = try again.signIn(
        name: "ada", password: TestDesk.password, code: recovery[3], source: home)
    }
  }

  @Test("gives one answer to a wrong name, password and code")
  func oneAnswer() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    _ = try code(test.desk, ada, test)
    var said: Set<String> = []
    for (index, (name, password)) in [
      ("nobody", TestDesk.password), ("ada", "wrong lantern on a pier"), ("ada", TestDesk.password),
    ].enumerated() {
      do {
        _ = try test.desk.signIn(
          name: name, password: password, code: "123456", source: source(index))
        Issue.record("somebody got in")
      } catch let error as DeskError { said.insert("\(error.code) \(error)") }
    }
    #expect(said.count == 1)
    let logged = try test.store.auditEntries(action: "session.failed").items
    #expect(logged.count == 3)
    #expect(!logged.contains { "\($0.content)".contains("nobody") })
  }

  @Test("lets nobody lock somebody else out, not even over a restart")
  func locksNobodyOut() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    let home = try source(1)
    let (secret, _) = try code(test.desk, ada, test)
    func enter(_ desk: CaseDesk, from source: SourceAddress) throws {
      test.clock.advance(seconds: 60)
      let now = try secret.code(step: OneTimeSecret.step(at: test.clock.read()))
      _ = try desk.signIn(name: "ada", password: TestDesk.password, code: now, source: source)
    }
    try enter(test.desk, from: home)
    var waits = 0
    // A thousand guesses from a hundred addresses, and one address that guesses on and on.
    for round in 0..<100 {
      let from = try source(100 + round % 40)
      do {
        _ = try test.desk.signIn(name: "ada", password: "guess \(round) of many", source: from)
      } catch let error as DeskError { if error.code == .wait { waits += 1 } }
    }
    for _ in 0..<10 {
      do {
        _ = try test.desk.signIn(name: "ada", password: "guess on and on", source: source(2))
      } catch let error as DeskError { if error.code == .wait { waits += 1 } }
    }
    #expect(waits > 0, "who guesses waits")
    try enter(test.desk, from: home)
    try enter(test.desk, from: source(900))
    let again = try test.restarted()
    expect(.wait) {
      for _ in 0..<6 {
        do {
          _ = try again.signIn(name: "ada", password: "guess on and on", source: source(2))
        } catch let error as DeskError where error.code == .signInFailed {}
      }
    }
    try enter(again, from: home)
  }

  @Test("replaces tokens, ends idle sessions, and ends one whose old token is shown again")
  func rotates() throws {
    let test = try TestDesk()
    _ = try test.user("ada", .reviewer)
    let home = try source(1)
    let first = try test.desk.signIn(name: "ada", password: TestDesk.password, source: home).token
    #expect(try test.desk.resume(first.text).newToken == nil)
    test.clock.advance(seconds: 16 * 60)
    let next = try #require(try test.desk.resume(first.text).newToken)
    #expect(try test.desk.resume(next.text).newToken == nil)
    test.clock.advance(seconds: 20)
    #expect(try test.desk.resume(first.text).newToken == nil, "requests that were on their way")
    test.clock.advance(seconds: 20)
    expect(.notSignedIn) { _ = try test.desk.resume(first.text) }
    expect(.notSignedIn) { _ = try test.desk.resume(next.text) }
    let idle = try test.desk.signIn(name: "ada", password: TestDesk.password, source: home).token
    test.clock.advance(seconds: 30 * 60)
    expect(.notSignedIn) { _ = try test.desk.resume(idle.text) }
    let last = try test.desk.signIn(name: "ada", password: TestDesk.password, source: home).token
    try test.desk.signOut(last.text)
    expect(.notSignedIn) { _ = try test.desk.resume(last.text) }
    for text in ["", "x", String(repeating: "0", count: 64), String(repeating: "é", count: 9999)] {
      expect(.notSignedIn) { _ = try test.desk.resume(text) }
      expect(.notSignedIn) { _ = try test.desk.authorize(text) }
    }
  }

  @Test("ends sessions of a user whose role, password or account is changed")
  func endsSessions() throws {
    let test = try TestDesk()
    let root = try test.user("root", .admin)
    let home = try source(1)
    func enter(_ password: String = TestDesk.password) throws -> String {
      try test.desk.signIn(name: "ada", password: password, source: home).token.text
    }
    let ada = try test.user("ada", .reviewer)
    var token = try enter()
    try test.desk.changeUser(ada.user, role: .lead, by: root)
    expect(.notSignedIn) { _ = try test.desk.resume(token) }
    token = try enter()
    try test.desk.resetPassword(of: ada.user, to: "nine boats at the quay", by: root)
    expect(.notSignedIn) { _ = try test.desk.resume(token) }
    token = try enter("nine boats at the quay")
    let acting = try test.desk.resume(token).acting
    expect(.signInFailed) {
      try test.desk.changePassword(from: "wrong", to: "ten gulls on the mole", by: acting)
    }
    try test.desk.changePassword(
      from: "nine boats at the quay", to: "ten gulls on the mole", by: acting)
    token = try enter("ten gulls on the mole")
    try test.desk.changeUser(ada.user, isClosed: true, by: root)
    expect(.notSignedIn) { _ = try test.desk.resume(token) }
    expect(.signInFailed) { _ = try enter("ten gulls on the mole") }
  }

  @Test("lets API tokens do what their scopes and their owner's role both allow")
  func tokens() throws {
    let test = try TestDesk()
    let root = try test.user("root", .admin)
    let lead = try test.user("lin", .lead)
    let end = Timestamp(milliseconds: test.clock.read().milliseconds + 86_400_000)
    expect(.notAllowed) {
      _ = try test.desk.makeToken(
        "t", scopes: [.readFigures], owner: lead.user, expires: end, by: lead)
    }
    expect(.incomplete) {
      _ = try test.desk.makeToken("t", scopes: [], owner: lead.user, expires: end, by: root)
    }
    let made = try test.desk.makeToken(
      "t", scopes: [.readFigures, .exportAudit], owner: lead.user, expires: end, by: root)
    let acting = try test.desk.authorize(made.text)
    let from = Timestamp(seconds: 0)
    _ = try test.desk.figures(from: from, to: end, by: acting)
    expect(.notAllowed) { _ = try test.desk.exportStatements(from: from, to: end, by: acting) }
    expect(.notAllowed) { _ = try test.desk.exportAudit(by: acting) { _ in } }
    test.clock.advance(seconds: 86_400)
    expect(.notSignedIn) { _ = try test.desk.authorize(made.text) }
    let later = Timestamp(milliseconds: test.clock.read().milliseconds + 86_400_000)
    let other = try test.desk.makeToken(
      "t", scopes: [.readFigures], owner: lead.user, expires: later, by: root)
    try test.desk.withdrawToken(other.id, by: root)
    expect(.notSignedIn) { _ = try test.desk.authorize(other.text) }
  }

  @Test("refuses each act to each role that the table does not give it", arguments: Role.allCases)
  func followsTable(role: Role) throws {
    let test = try TestDesk()
    let user = try test.user("u", role)
    for permission in Permission.allCases {
      let isAllowed = role.allows(permission)
      do {
        try test.desk.act(permission, by: user, on: "test") {}
        #expect(isAllowed, "\(role) \(permission)")
      } catch let error as DeskError {
        #expect(!isAllowed && error.permission == permission, "\(role) \(permission)")
      }
    }
  }
}
