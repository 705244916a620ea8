import Casework
import HummingbirdTesting
import Testing

@testable import Console

@Suite("Every route and every role")
struct RouteTests {
  @Test("every route answers each role as the table of access says")
  func table() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try fixture.addEscalations()
    _ = try fixture.addPicturePost()
    try await fixture.test { client in
      for route in RouteTable.all {
        for role in Role.allCases.map(Optional.some) + [nil] {
          var browser = try fixture.browser(role, client)
          let reply = try await Self.take(route, &browser, fixture)
          let isRefused =
            reply.status == 401 || reply.status == 403
            || reply.location == "/sign-in" && route.path != "/sign-out"
            // Programs' routes take no session, and a source without a token waits after some tries.
            || reply.status == 429 && route.access.scope != nil
          let comment = Comment(
            rawValue:
              "\(route.method) \(route.path) as \(role?.rawValue ?? "nobody"): \(reply.status)")
          #expect(isRefused != route.access.allows(role), comment)
          #expect(reply.status < 500, comment)
          if route.method == .get, !isRefused { #expect(reply.status == 200, comment) }
        }
      }
    }
  }

  @Test(
    "the table names each route once, and only signing in and the console's files are for anybody")
  func once() {
    let names = RouteTable.all.map { "\($0.method) \($0.path)" }
    #expect(Set(names).count == names.count)
    let open = RouteTable.all.filter { $0.access == .anyone }.map { "\($0.method) \($0.path)" }
    #expect(Set(open) == ["GET /sign-in", "POST /sign-in", "GET /static/{name}"])
  }

  @Test("a form without a token, with a wrong one or one of another session is refused")
  func formTokens() async throws {
    let fixture = try ConsoleFixture(rows: .all)
    try await fixture.test { client in
      let other = try fixture.formToken(of: fixture.browser(.lead, client))
      for route in RouteTable.all where route.method == .post && route.access.scope == nil {
        let role = Role.allCases.first { route.access.allows($0) }
        for token in [nil, "", String(repeating: "0", count: 96), other] {
          var browser = try fixture.browser(route.path == "/sign-in" ? nil : role, client)
          let reply = try await browser.post(
            Self.path(route, fixture), token.map { ["token": $0] } ?? [:])
          #expect(reply.status == 403, "\(route.path) with \(token ?? "no token")")
          #expect(browser.cookies["tocsin-session"] != nil || route.path == "/sign-in")
        }
      }
    }
    #expect(try !fixture.auditActions().contains("content.viewed"))
  }

  static func path(_ route: ConsoleRoute, _ fixture: ConsoleFixture) -> String {
    let isPicture = route.path.hasPrefix("/posts/{id}/media")
    let id =
      isPicture
      ? fixture.picturePost.withLock { $0 } : route.path.hasPrefix("/posts") ? fixture.post : 1
    let name = [
      "/static": "console.css", "/bulks": "bulk-one", "/figures": "transparency.csv",
      "/api/v1/figures": "transparency.csv",
      "/api/v1/tables": "runs.csv",
    ].first { route.path.hasPrefix($0.key) }?.value
    return route.path.replacing("{id}", with: "\(id)").replacing("{name}", with: name ?? "1")
  }

  private static func take(
    _ route: ConsoleRoute, _ browser: inout Browser, _ fixture: ConsoleFixture
  ) async throws -> Browser.Reply {
    guard route.method == .post else { return try await browser.get(path(route, fixture)) }
    guard browser.cookies["tocsin-session"] != nil else {
      guard route.path == "/sign-in" else {
        return try await browser.post(path(route, fixture), [:])
      }
      let token = try Browser.token(in: try await browser.get("/sign-in").body)
      return try await browser.post("/sign-in", ["token": token])
    }
    return try await browser.post(
      path(route, fixture), ["token": try fixture.formToken(of: browser)])
  }
}
