import Casework
import HummingbirdTesting
import Testing

@testable import Console

@Suite("Hostile requests")
struct HostileTests {
  private static let ids = [
    "0", "-1", "abc", "99999999999999999999999", "9223372036854775807", "1.5", "%00", "%FF",
    "..%2f..%2fetc", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "1%20", "%2B1", "١",
  ]
  private static let queries = [
    "after=zzz", "after=1.2.3.4.5.6", "after=-9223372036854775808", "q=%zz", "q=%FF%FE", "q=%",
    "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "a[b]=c", "q=a&q=b", "=", "&&&", "q=\"", "q=*",
    "run=x", "run=-1", "state=%00", "platform=../..", "language=%22", "from=0000-00-00",
    "subject=%27%20OR%201=1", "in=%00", "tag=%23", "q=" + String(repeating: "a%20", count: 1500),
  ]

  @Test("ids that are none are not found, on every route that has one")
  func ids() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      for route in RouteTable.all where route.path.contains("{id}") {
        let role = try required(Role.allCases.first { route.access.allows($0) })
        for id in Self.ids {
          var browser = try fixture.browser(role, client)
          let path = route.path.replacing("{id}", with: id)
          var form = ["role": "viewer", "state": "open"]
          form["token"] = try fixture.formToken(of: browser)
          let reply =
            route.method == .get
            ? try await browser.get(path) : try await browser.post(path, form)
          #expect(reply.status == 404 || reply.status == 400, "\(path): \(reply.status)")
          #expect(!reply.body.contains("<script>alert"))
        }
      }
    }
  }

  @Test("no query breaks a page, and none comes back as markup")
  func queries() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try fixture.addEscalations()
    try await fixture.test { client in
      for route in RouteTable.all where route.method == .get {
        let role = Role.allCases.first { route.access.allows($0) }
        for query in Self.queries {
          var browser = try fixture.browser(role, client)
          let reply = try await browser.get(RouteTests.path(route, fixture) + "?" + query)
          #expect(reply.status < 500, "\(route.path)?\(query): \(reply.status)")
          let isPage = reply.headers[.contentType]?.hasPrefix("text/html") == true
          #expect(!isPage || !reply.body.contains("<script>alert"), "\(route.path)?\(query)")
          #expect(isPage || reply.headers[.xContentTypeOptions] == "nosniff")
        }
      }
    }
  }

  @Test("an address of a megabyte is refused, and so is a form of one")
  func huge() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      let megabyte = String(repeating: "a", count: 1 << 20)
      var browser = try fixture.browser(.reviewer, client)
      #expect(try await browser.get("/search?q=" + megabyte).status == 414)
      #expect(try await browser.get("/" + megabyte).status == 414)
      let reply = try await browser.post("/sign-in", ["name": megabyte])
      #expect(reply.status == 413)
    }
  }

  @Test("files of the machine cannot be reached")
  func traversal() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      for path in [
        "../Package.swift", "%2e%2e%2fPackage.swift", "..%5cPackage.swift", "/etc/passwd", "",
        "console.css%00.js", ".", "htmx-LICENSE",
      ] {
        var browser = try fixture.browser(nil, client)
        #expect(try await browser.get("/static/" + path).status == 404, "\(path)")
      }
    }
  }

  @Test("fields of script come back escaped, and forms that are none are refused")
  func fields() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      let script = "\"'><script>alert(1)</script>\u{202E}"
      for route in RouteTable.all where route.method == .post && route.path != "/sign-out" {
        let role = route.path == "/sign-in" ? nil : Role.allCases.first { route.access.allows($0) }
        var browser = try fixture.browser(role, client)
        let token =
          role == nil
          ? try Browser.token(in: try await browser.get("/sign-in").body)
          : try fixture.formToken(of: browser)
        var form = ["token": token]
        for name in [
          "name", "password", "code", "role", "fold", "minutes", "stretch", "old", "new", "again",
          "state",
          "kind", "platform", "subject", "reason", "reporter", "language", "text", "csv",
          "issuedBy",
          "received", "queue", "step", "until", "start", "place", "tags", "note", "post", "run",
          "report",
          "decisions",
        ] {
          form[name] = script
        }
        let reply = try await browser.post(RouteTests.path(route, fixture), form)
        #expect(reply.status < 500 && !reply.body.contains("<script>alert"), "\(route.path)")
        for (type, body) in [
          ("application/json", "{}"), ("text/plain", "token=\(token)"),
          ("application/x-www-form-urlencoded", "%FF=%zz&token=\(token)"),
        ] {
          let broken = try await browser.send(
            RouteTests.path(route, fixture), .post, body, [.contentType: type])
          #expect(
            [400, 401, 403, 404].contains(broken.status), "\(route.path) \(type) \(broken.status)")
        }
      }
    }
  }

  @Test("every answer has the headers that protect the visitor, and a request id")
  func headers() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      for path in ["/", "/sign-in", "/nowhere", "/static/console.css", "/posts/x", "/alarms.csv"] {
        var browser = try fixture.browser(.lead, client)
        let reply = try await browser.get(path)
        let policy = try required(reply.headers[.contentSecurityPolicy])
        #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
        #expect(reply.headers[.xContentTypeOptions] == "nosniff")
        #expect(reply.headers[.init("X-Request-Id")!]?.count == 16)
        #expect(reply.headers[.init("Referrer-Policy")!] == "no-referrer")
        let cache = try required(reply.headers[.cacheControl])
        #expect(cache == "no-store" || path.hasPrefix("/static"))
        #expect(!reply.body.contains(" style=") && !reply.body.contains(" onclick="))
      }
    }
  }

  @Test("an error inside tells the request's id and nothing of the inside")
  func inside() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      try fixture.store.close()
      let reply = try await browser.get("/")
      let id = try required(reply.headers[.init("X-Request-Id")!])
      #expect(reply.status == 503 && reply.body.contains(id))
      for word in ["SQL", "GRDB", "sqlite", ".swift", fixture.folder] {
        #expect(!reply.body.contains(word))
      }
    }
  }

  @Test(
    "an address that others reach needs a proxy with TLS, said explicitly",
    arguments: ["0.0.0.0", "192.0.2.1", "::", "example.org", "128.0.0.1"])
  func addresses(address: String) throws {
    #expect(throws: ConsoleError.self) { try ConsoleConfiguration(address: address) }
    #expect(try ConsoleConfiguration(address: address, isBehindTLS: true).hasSecureCookies)
    for own in ["127.0.0.1", "127.9.9.9", "::1", "localhost"] {
      #expect(try !ConsoleConfiguration(address: own).hasSecureCookies)
    }
  }
}
