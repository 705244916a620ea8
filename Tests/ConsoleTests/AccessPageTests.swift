import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Testing

@testable import Console

@Suite("Second factors, tokens and other people's access")
struct AccessPageTests {
  private static func value(of name: String, in page: String) throws -> String {
    let parts = page.components(separatedBy: "name=\"\(name)\" type=\"hidden\" value=\"")
    return String(try required(parts.dropFirst().first).prefix { $0 != "\"" })
  }

  private static func secret(in page: String) throws -> OneTimeSecret {
    let parts = page.components(separatedBy: "secret=")
    let text = String(
      try required(parts.dropFirst().first).prefix { $0.isLetter || $0.isNumber })
    return try OneTimeSecret(bytes: required(Base32.bytes(text)))
  }

  @Test(
    "who has no second factor where one is required sets one up before anything else, and has codes for when it is lost"
  )
  func secondFactor() async throws {
    let fixture = try ConsoleFixture()
    try fixture.desk.setSecondFactorRequired(true, by: .terminal)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let before = browser.cookies["tocsin-session"]
      #expect(try await browser.get("/").location == SecondFactorPages.path)
      #expect(try await browser.get("/alarms/table").status == 403)
      let refused = try await browser.post(
        "/settings",
        [
          "token": fixture.formToken(of: browser), "fold": "all", "pictures": "colour",
          "minutes": "9", "stretch": "9",
        ])
      #expect(refused.status == 403)
      let page = try await browser.get(SecondFactorPages.path).body
      let secret = try Self.secret(in: page)
      let offer = try Self.value(of: "offer", in: page)
      let token = try fixture.formToken(of: browser)
      let wrong = try await browser.post(
        SecondFactorPages.path,
        ["token": token, "offer": offer, "code": "12", "password": ConsoleFixture.password])
      #expect(wrong.status == 403 && wrong.body.contains("or the code is wrong"))
      let step = OneTimeSecret.step(at: fixture.clock.read())
      let taken = try await browser.post(
        SecondFactorPages.path,
        [
          "token": token, "offer": offer, "code": try secret.code(step: step),
          "password": ConsoleFixture.password,
        ])
      #expect(taken.status == 200 && browser.cookies["tocsin-session"] != before)
      let codes = taken.body.matches(of: /[A-Z2-7]{6}(-[A-Z2-7]{6}){3}/).map { String($0.0) }
      #expect(codes.count == RecoveryCodes.count)
      #expect(try await browser.get("/").status == 200)
      var other = try fixture.browser(nil, client)
      let form = try Browser.token(in: try await other.get("/sign-in").body)
      let fields = ["token": form, "name": "reviewer-one", "password": ConsoleFixture.password]
      #expect(try await other.post("/sign-in", fields).status == 403)
      let recovered = try await other.post(
        "/sign-in", fields.merging(["code": try required(codes.first)]) { $1 })
      #expect(recovered.location == "/")
      #expect(try await other.get("/").status == 200)
    }
  }

  @Test("an offer of a second factor made to one person is none to another")
  func foreignOffer() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let page = try await lead.get(SecondFactorPages.path).body
      let code = try Self.secret(in: page).code(
        step: OneTimeSecret.step(at: fixture.clock.read()))
      var browser = try fixture.browser(.reviewer, client)
      let reply = try await browser.post(
        SecondFactorPages.path,
        [
          "token": fixture.formToken(of: browser), "offer": Self.value(of: "offer", in: page),
          "code": code, "password": ConsoleFixture.password,
        ])
      #expect(reply.status == 403)
    }
    #expect(try !fixture.auditActions().contains("user.second-factor"))
  }

  @Test("an admin sets passwords, removes second factors and makes tokens, each shown once")
  func others() async throws {
    let fixture = try ConsoleFixture()
    let lead = try required(fixture.users[.lead])
    try await fixture.test { client in
      var signedIn = try fixture.browser(.lead, client)
      var admin = try fixture.browser(.admin, client)
      func post(_ path: String, _ fields: [String: String]) async throws -> Browser.Reply {
        try await admin.post(
          path, fields.merging(["token": try fixture.formToken(of: admin)]) { $1 })
      }
      let weak = try await post("/users/\(lead)/password", ["password": "short"])
      #expect(weak.body.contains("fewer"))
      #expect(try await signedIn.get("/").status == 200)
      let set = try await post("/users/\(lead)/password", ["password": "quiet orchard lamp 5521"])
      #expect(set.body.contains("was set"))
      #expect(try await signedIn.get("/").location == "/sign-in")
      var again = try fixture.browser(nil, client)
      let form = try Browser.token(in: try await again.get("/sign-in").body)
      _ = try await again.post(
        "/sign-in",
        ["token": form, "name": "lead-one", "password": "quiet orchard lamp 5521"])
      #expect(try await again.get("/").location == PasswordPages.path)
      #expect(try await again.get("/candidates.csv").location == PasswordPages.path)
      #expect(try await post("/users/\(lead)/sign-out", [:]).body.contains("ended"))
      #expect(try await again.get("/").location == "/sign-in")
      #expect(try await post("/users/\(lead)/second-factor", [:]).body.contains("was removed"))
      let none = try await post("/tokens", ["name": "feed", "owner": "\(lead)", "days": "9"])
      #expect(none.body.contains("scope"))
      let made = try await post(
        "/tokens",
        ["name": "feed", "owner": "\(lead)", "days": "9", "scope-reports:write": "yes"])
      let text = try required(made.body.firstMatch(of: /tcs_[a-z2-7]{60}/)).0
      #expect(try fixture.desk.authorize(String(text)).actor == .token(1))
      #expect(try await !admin.get("/tokens").body.contains(text))
      #expect(try await post("/tokens/1/withdraw", [:]).location == "/tokens")
      #expect(throws: DeskError.self) { try fixture.desk.authorize(String(text)) }
    }
  }

  @Test("one sees one's sessions and ends the others with the password alone")
  func sessions() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var other = try fixture.browser(.lead, client)
      var browser = try fixture.browser(.lead, client)
      #expect(try await browser.get(SessionListPages.path).body.contains("this one"))
      let token = try fixture.formToken(of: browser)
      let wrong = try await browser.post(
        SessionListPages.path, ["token": token, "password": "wrong"])
      #expect(wrong.status == 403)
      #expect(try await other.get("/").status == 200)
      let right = try await browser.post(
        SessionListPages.path, ["token": token, "password": ConsoleFixture.password])
      #expect(right.status == 200)
      #expect(try await other.get("/").location == "/sign-in")
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test("who asks too often waits, and nobody else does; what a role does not allow is on record")
  func throttle() async throws {
    let fixture = try ConsoleFixture(requestBurst: 300)
    try await fixture.test { client in
      var browser = try fixture.browser(.viewer, client)
      #expect(try await browser.get("/audit").status == 403)
      var refused: Browser.Reply?
      for _ in 0..<400 {
        let reply = try await browser.get("/settings")
        if reply.status == 429 {
          refused = reply
          break
        }
      }
      #expect(try required(refused).headers[.retryAfter] == "1")
      var lead = try fixture.browser(.lead, client)
      #expect(try await lead.get("/").status == 200)
      fixture.clock.advance(seconds: 2)
      #expect(try await browser.get("/").status == 200)
    }
    let refusals = try fixture.store.auditEntries(limit: 1000).items.map(\.content)
      .filter { $0.action == "access.refused" }
    #expect(refusals.map(\.subject) == ["GET /audit"])
  }
}
