import Casework
import HummingbirdTesting
import SocialModel
import Testing

@testable import Console

@Suite("Signing in")
struct SignInTests {
  private static func signIn(
    _ browser: inout Browser, _ name: String, _ password: String, code: String = ""
  ) async throws -> Browser.Reply {
    let token = try Browser.token(in: try await browser.get("/sign-in").body)
    return try await browser.post(
      "/sign-in", ["token": token, "name": name, "password": password, "code": code])
  }

  @Test("the right password leads to the board, and signing out ends the session")
  func inAndOut() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(nil, client)
      let reply = try await Self.signIn(&browser, "reviewer-one", ConsoleFixture.password)
      #expect(reply.status == 303 && reply.location == "/")
      let cookie = try required(reply.headers[.setCookie])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
      let board = try await browser.get("/")
      #expect(board.status == 200 && board.body.contains("Alarm board"))
      let kept = browser
      let out = try await browser.post(
        "/sign-out", ["token": try Browser.token(in: board.body)])
      #expect(out.location == "/sign-in" && browser.cookies["tocsin-session"] == nil)
      #expect(out.headers[.init("Clear-Site-Data")!] == "\"cache\", \"storage\"")
      var old = kept
      #expect(try await old.get("/").location == "/sign-in")
    }
    let actions = try fixture.auditActions()
    #expect(actions.contains("session.signed-in") && actions.contains("session.signed-out"))
  }

  @Test("behind TLS the cookie goes over TLS alone and bears the host's prefix")
  func secureCookie() async throws {
    let fixture = try ConsoleFixture(isBehindTLS: true)
    try await fixture.test { client in
      var browser = try fixture.browser(nil, client)
      let reply = try await Self.signIn(&browser, "reviewer-one", ConsoleFixture.password)
      let cookie = try required(reply.headers[.setCookie])
      #expect(cookie.hasPrefix("__Host-tocsin-session=") && cookie.contains("Secure"))
      #expect(reply.headers[.strictTransportSecurity] != nil)
    }
  }

  @Test("a wrong password, a name that does not exist and a closed user get the same answer")
  func wrong() async throws {
    let fixture = try ConsoleFixture()
    let lead = try required(fixture.users[.lead])
    try fixture.store.setUser(lead, isDisabled: true, by: .system("test"))
    try await fixture.test { client in
      var bodies: Set<String> = []
      for (name, password) in [
        ("reviewer-one", "wrong"), ("nobody", "wrong"), ("lead-one", ConsoleFixture.password),
      ] {
        var browser = try fixture.browser(nil, client)
        let reply = try await Self.signIn(&browser, name, password)
        #expect(reply.status == 403)
        let main = reply.body.components(separatedBy: "name=\"token\"")[0]
        bodies.insert(main)
      }
      #expect(bodies.count == 1)
    }
  }

  @Test("after five failures the source waits, and with the right password too")
  func throttle() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(nil, client)
      for _ in 0..<5 { _ = try await Self.signIn(&browser, "reviewer-one", "wrong") }
      let reply = try await Self.signIn(&browser, "reviewer-one", ConsoleFixture.password)
      #expect(reply.status == 429 && reply.headers[.retryAfter] != nil)
      fixture.clock.advance(seconds: 3600)
      let later = try await Self.signIn(&browser, "reviewer-one", ConsoleFixture.password)
      #expect(later.status == 303)
    }
  }

  @Test("with a second factor the code is needed, and good once")
  func secondFactor() async throws {
    let fixture = try ConsoleFixture()
    let secret = OneTimeSecret.random()
    _ = try fixture.desk.createUser(
      "second", role: .reviewer, password: ConsoleFixture.password, secret: secret, by: .terminal)
    let code = try secret.code(step: OneTimeSecret.step(at: fixture.clock.read()))
    try await fixture.test { client in
      var browser = try fixture.browser(nil, client)
      for bad in ["", "000000", code + "0"] where bad != code {
        let reply = try await Self.signIn(&browser, "second", ConsoleFixture.password, code: bad)
        #expect(reply.status == 403)
      }
      let reply = try await Self.signIn(&browser, "second", ConsoleFixture.password, code: code)
      #expect(reply.location == "/")
      var other = try fixture.browser(nil, client)
      let again = try await Self.signIn(&other, "second", ConsoleFixture.password, code: code)
      #expect(again.status == 403)
    }
  }

  @Test("a session ends when nothing comes for half an hour")
  func idle() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for _ in 0..<3 {
        fixture.clock.advance(seconds: 29 * 60)
        #expect(try await browser.get("/").status == 200)
      }
      fixture.clock.advance(seconds: 31 * 60)
      #expect(try await browser.get("/").location == "/sign-in")
    }
  }

  @Test("what a page asks for by itself keeps no session alive")
  func passive() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for _ in 0..<3 {
        fixture.clock.advance(seconds: 9 * 60)
        #expect(try await browser.get("/alarms/table").status == 200)
      }
      fixture.clock.advance(seconds: 9 * 60)
      #expect(try await browser.get("/alarms/table").status == 401)
    }
  }

  @Test(
    "a token is replaced after a quarter of an hour; the old one, shown later, ends the session")
  func rotation() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let first = browser
      fixture.clock.advance(seconds: 16 * 60)
      #expect(try await browser.get("/").status == 200)
      #expect(browser.cookies["tocsin-session"] != first.cookies["tocsin-session"])
      var late = first
      #expect(try await late.get("/").status == 200)
      fixture.clock.advance(seconds: 31)
      var thief = first
      #expect(try await thief.get("/").location == "/sign-in")
      #expect(try await browser.get("/").location == "/sign-in")
    }
  }

  @Test("a changed password ends other sessions and is the one that lets in")
  func changedPassword() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var other = try fixture.browser(.reviewer, client)
      var browser = try fixture.browser(.reviewer, client)
      func change(_ old: String, _ new: String, _ again: String) async throws -> Browser.Reply {
        try await browser.post(
          "/settings/password",
          [
            "token": try fixture.formToken(of: browser), "old": old, "new": new, "again": again,
          ])
      }
      let new = "quiet orchard lamp 5521"
      #expect(try await change(ConsoleFixture.password, new, "x").body.contains("differ"))
      #expect(try await change("wrong", new, new).body.contains("present password is wrong"))
      #expect(try await change(ConsoleFixture.password, "short", "short").body.contains("fewer"))
      #expect(try await change(ConsoleFixture.password, new, new).location == "/sign-in")
      #expect(try await browser.get("/").location == "/sign-in")
      #expect(try await other.get("/").location == "/sign-in")
      var fresh = try fixture.browser(nil, client)
      #expect(try await Self.signIn(&fresh, "reviewer-one", new).status == 303)
    }
  }
}
