import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SocialModel
import Testing

@testable import Console

/// A program that shows a token, or none.
struct Program {
  let client: any TestClientProtocol
  var token: String?

  func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> Browser.Reply {
    try await send(uri, .get, nil, headers)
  }

  func post(
    _ uri: String, _ body: String, _ type: String = "application/json"
  ) async throws -> Browser.Reply {
    try await send(uri, .post, ByteBuffer(string: body), [.contentType: type])
  }

  func send(
    _ uri: String, _ method: HTTPRequest.Method, _ body: ByteBuffer?, _ headers: HTTPFields
  ) async throws -> Browser.Reply {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    let response = try await client.executeRequest(
      uri: uri, method: method, headers: headers, body: body)
    return Browser.Reply(
      status: Int(response.status.code), headers: response.headers,
      body: String(buffer: response.body))
  }
}

/// What an error says.
private struct APIFailure: Decodable {
  struct What: Decodable {
    var code: String
    var message: String
    var request: String
  }
  var error: What
}

private func code(_ reply: Browser.Reply) throws -> String {
  try JSONDecoder().decode(APIFailure.self, from: Data(reply.body.utf8)).error.code
}

extension ConsoleFixture {
  /// A token of a role's user; it lasts an hour.
  func token(_ role: Role, _ scopes: Set<APIScope>) throws -> (id: Int64, text: String) {
    let ends = Timestamp(milliseconds: clock.read().milliseconds + 3_600_000)
    return try desk.makeToken(
      "a program", scopes: scopes, owner: required(users[role]), expires: ends, by: acting(.admin))
  }
}

@Suite("Programs")
struct APITests {
  static let notice =
    #"{"kind":"post","platform":"x","subject":"77","reason":"hate","reporter":"r9","time":"2023-11-14T22:13:20Z"}"#

  private static func ask(
    _ route: ConsoleRoute, _ program: Program, _ fixture: ConsoleFixture
  ) async throws -> Browser.Reply {
    let path = RouteTests.path(route, fixture)
    guard route.method == .post else { return try await program.get(path) }
    return try await program.post(path, path.hasSuffix("reports") ? notice : #"{"decisions":[]}"#)
  }

  @Test("every route takes its scope of a role that may, and nothing else")
  func table() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let routes = RouteTable.all.filter { $0.access.scope != nil }
      #expect(routes.count == 9)
      for route in routes {
        let scope = try required(route.access.scope)
        for role in Role.allCases {
          let allowed = role.allows(scope.permission)
          let right = try fixture.token(role, [scope])
          let reply = try await Self.ask(route, Program(client: client, token: right.text), fixture)
          #expect(
            reply.status == (allowed ? 200 : 403), "\(route.path) as \(role): \(reply.status)")
          #expect(reply.headers[.setCookie] == nil)
          if !allowed { #expect(try code(reply) == "not-allowed") }
          let other = try fixture.token(role, Set(APIScope.allCases).subtracting([scope]))
          let wrong = try await Self.ask(route, Program(client: client, token: other.text), fixture)
          #expect(try wrong.status == 403 && code(wrong) == "not-allowed")
        }
      }
    }
  }

  @Test("no token, a wrong, expired or withdrawn one, or that of a closed user, has one answer")
  func tokens() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let all = Set(APIScope.allCases)
      let withdrawn = try fixture.token(.lead, all)
      try fixture.desk.withdrawToken(withdrawn.id, by: fixture.acting(.admin))
      let expired = try fixture.token(.lead, all)
      fixture.clock.advance(seconds: 3601)
      let closed = try fixture.token(.auditor, all)
      try fixture.desk.changeUser(
        required(fixture.users[.auditor]), isClosed: true, by: fixture.acting(.admin))
      let good = try fixture.token(.lead, all)
      let mistyped = String(good.text.dropLast()) + (good.text.hasSuffix("a") ? "b" : "a")
      for route in RouteTable.all where route.access.scope != nil {
        var bodies: Set<String> = []
        for text in [nil, "", withdrawn.text, expired.text, closed.text, mistyped, "tcs_\u{1F514}"]
        {
          let reply = try await Self.ask(route, Program(client: client, token: text), fixture)
          #expect(reply.status == 401, "\(route.path) with \(text ?? "none")")
          #expect(reply.headers[.wwwAuthenticate] == "Bearer")
          #expect(try code(reply) == "not-signed-in")
          bodies.insert(
            try JSONDecoder().decode(APIFailure.self, from: Data(reply.body.utf8)).error.message)
        }
        #expect(bodies.count == 1, "the answers do not tell why")
        fixture.clock.advance(seconds: 60)
      }
    }
  }

  @Test("a session in a browser opens nothing to programs, and a token nothing to browsers")
  func apart() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      #expect(try await browser.get("/api/v1/board").status == 401)
      let program = Program(
        client: client, token: try fixture.token(.lead, Set(APIScope.allCases)).text)
      let reply = try await program.get("/reports")
      #expect(reply.location == "/sign-in")
      #expect(try await program.get("/api/v1/nothing").status == 404)
      #expect(try code(await program.get("/api/v1/nothing")) == "not-found")
    }
  }

  @Test("notices are taken whole as JSON, line by line as NDJSON, and once")
  func reports() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let program = Program(
        client: client, token: try fixture.token(.reviewer, [.takeReports]).text)
      let first = try await program.post("/api/v1/reports", Self.notice)
      #expect(first.status == 200 && first.body.contains(#""new":1"#))
      let again = try await program.post("/api/v1/reports", "[\(Self.notice)]")
      #expect(again.body.contains(#""duplicates":1"#) && again.body.contains(#""new":0"#))
      let other = Self.notice.replacing("77", with: "78")
      let broken = other.replacing("hate", with: "because")
      let whole = try await program.post("/api/v1/reports", "[\(other),\(broken)]")
      #expect(try whole.status == 422 && code(whole) == "malformed")
      #expect(whole.body.contains("number 2") && whole.body.contains("unknown-reason"))
      let lines = try await program.post(
        "/api/v1/reports", "\(other)\n\n\(broken)\n{\n", "application/x-ndjson; charset=utf-8")
      #expect(lines.status == 200 && lines.body.contains(#""new":1"#))
      #expect(lines.body.contains(#"{"line":3,"reason":"unknown-reason"}"#))
      #expect(lines.body.contains(#"{"line":4,"reason":"invalid-json"}"#))
      let none = try await program.post("/api/v1/reports", "{\n", "application/x-ndjson")
      #expect(none.status == 422)
      let flagger = other.dropLast() + #","trusted":true,"id":7,"else":[1,2]}"#
      #expect(try await program.post("/api/v1/reports", String(flagger)).status == 422)
    }
  }

  @Test(
    "hostile JSON is refused with a code and nothing is taken",
    arguments: [
      "", "null", "7", "\"x\"", "{", "[[]]", #"[{"kind":"post"},7]"#,
      #"{"kind":"post","kind":"account","platform":"x","subject":"1","reason":"hate","reporter":"r","time":"2023-11-14"}"#,
      #"{"kind":{"$ne":1},"platform":"x","subject":"1","reason":"hate","reporter":"r","time":"2023-11-14"}"#,
      #"{"kind":"post","platform":"x","subject":["1"],"reason":"hate","reporter":"r","time":"2023-11-14"}"#,
      #"{"kind":"candidate","platform":"x","subject":"1","reason":"hate","reporter":"r","time":"2023-11-14"}"#,
      #"{"kind":"post","platform":"../x","subject":"1","reason":"hate","reporter":"r","time":"2023-11-14"}"#,
      #"{"kind":"post","platform":"x","subject":"1","reason":"hate","reporter":"r","time":"never"}"#,
      #"{"kind":"post","platform":"x","subject":"1","reason":"hate","reporter":"r","time":"2023-11-14","trusted":"yes"}"#,
      #"{"kind":"post","platform":"x","subject":"1","reason":"hate","reporter":"r","time":1e999}"#,
      String(repeating: "[", count: 5000),
      String(repeating: "[", count: 5000)
        + String(repeating: "]", count: 5000),
      #"{"kind":"post","x":"# + String(repeating: #"{"a":"#, count: 2000) + "1"
        + String(repeating: "}", count: 2001),
    ])
  func hostile(body: String) async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let program = Program(
        client: client, token: try fixture.token(.reviewer, [.takeReports]).text)
      let before = try fixture.store.notices(
        from: Timestamp(milliseconds: 0), until: Timestamp(milliseconds: .max)
      ).count
      for type in APIRoutes.types {
        let reply = try await program.post("/api/v1/reports", body, type)
        let isEmptyFile = body.isEmpty && type == APIRoutes.types[1]
        #expect(reply.status == (isEmptyFile ? 200 : 422), "\(type) \(reply.status)")
        if !isEmptyFile { #expect(try code(reply) == "malformed") }
      }
      let after = try fixture.store.notices(
        from: Timestamp(milliseconds: 0), until: Timestamp(milliseconds: .max)
      ).count
      #expect(before == after)
    }
  }

  @Test("bytes that are no UTF-8, another type and a body that is too long are refused")
  func bodies() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let program = Program(
        client: client, token: try fixture.token(.reviewer, [.takeReports]).text)
      let path = "/api/v1/reports"
      let broken = ByteBuffer(
        bytes: Array(Self.notice.utf8.dropLast(3)) + [0xFF, 0xFE, 0x22, 0x7D])
      let reply = try await program.send(
        path, .post, broken, [.contentType: "application/json"])
      #expect(try reply.status == 422 && code(reply) == "malformed")
      for type in ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"] {
        let wrong = try await program.post(path, Self.notice, type)
        #expect(try wrong.status == 415 && code(wrong) == "wrong-type", "\(type)")
      }
      let packed = try await program.send(
        path, .post, ByteBuffer(string: Self.notice),
        [.contentType: "application/json", .contentEncoding: "gzip"])
      #expect(packed.status == 415)
      let huge = try await program.post(
        path, String(repeating: " ", count: ConsoleConfiguration.longestReports + 1))
      #expect(try huge.status == 413 && code(huge) == "too-large")
      let many = "[" + Array(repeating: "{}", count: 10_001).joined(separator: ",") + "]"
      #expect(try await program.post(path, many).status == 422)
      let lines = (0...10_000).map { Self.notice.replacing("77", with: "n\($0)") }
      let flood = try await program.post(path, lines.joined(separator: "\n"), APIRoutes.types[1])
      #expect(try flood.status == 422 && code(flood) == "too-many")
    }
  }

  @Test("a token that asks too often waits as long as is said, and another does not")
  func rate() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let program = Program(client: client, token: try fixture.token(.viewer, [.readBoard]).text)
      let limit = fixture.console.services.configuration.requestsAMinute
      for _ in 0..<limit { #expect(try await program.get("/api/v1/board").status == 200) }
      let reply = try await program.get("/api/v1/board")
      #expect(try reply.status == 429 && code(reply) == "wait")
      let seconds = try required(reply.headers[.retryAfter].flatMap { Int64($0) })
      #expect((1...60).contains(seconds))
      let other = Program(client: client, token: try fixture.token(.viewer, [.readBoard]).text)
      #expect(try await other.get("/api/v1/board").status == 200)
      fixture.clock.advance(seconds: seconds)
      #expect(try await program.get("/api/v1/board").status == 200)
    }
  }

  @Test("a source that shows wrong tokens waits, and a good token at the same source does not")
  func failures() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let bad = Program(client: client, token: nil)
      for _ in 0..<APILimits.failuresAMinute {
        #expect(try await bad.get("/api/v1/board").status == 401)
      }
      #expect(try await bad.get("/api/v1/board").status == 429)
      let good = Program(client: client, token: try fixture.token(.viewer, [.readBoard]).text)
      #expect(try await good.get("/api/v1/board").status == 200)
    }
  }

  @Test("the board, figures, tables, statements and the audit chain are what the pages have")
  func reads() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let lead = Program(
        client: client, token: try fixture.token(.lead, Set(APIScope.allCases)).text)
      let board = try await lead.get("/api/v1/board")
      #expect(board.body.contains(#""source":"candidate""#) && !board.body.contains("iron lantern"))
      let figures = try await lead.get("/api/v1/figures?from=2023-11-01&until=2023-12-01")
      #expect(figures.body.contains(#""section":"notices","value":3"#))
      #expect(try await lead.get("/api/v1/figures?from=2023-13-01").status == 400)
      #expect(try await lead.get("/api/v1/figures/nothing.csv").status == 404)
      for name in APIRoutes.tables {
        let table = try await lead.get("/api/v1/tables/\(name).csv")
        #expect(table.status == 200 && table.headers[.contentType]?.hasPrefix("text/csv") == true)
      }
      for name in ["users", "tokens", "audit", "search", "../users", "alarms"] {
        #expect(try await lead.get("/api/v1/tables/\(name)").status == 404)
      }
      #expect(try await lead.get("/api/v1/tables/users.csv").status == 404)
      let auditor = Program(
        client: client, token: try fixture.token(.auditor, [.exportAudit]).text)
      let chain = try await auditor.get("/api/v1/audit")
      let lines = chain.body.split(separator: "\n")
      #expect(lines.count > 10 && chain.headers[.contentType] == "application/x-ndjson")
      #expect(try fixture.auditActions().contains("export.made"))
    }
  }

  @Test("statements are read in batches, marked, and not handed out again")
  func statements() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let program = Program(
        client: client, token: try fixture.token(.auditor, [.exportStatements]).text)
      let publisher = Program(
        client: client, token: try fixture.token(.auditor, [.publishStatements]).text)
      let overview = try await program.get("/api/v1/statements")
      #expect(overview.body.contains(#""batches":1"#))
      let batch = try await program.get("/api/v1/statements/batch?number=1")
      #expect(batch.body.contains("STATEMENT_CATEGORY_VIOLENCE"))
      #expect(try await program.get("/api/v1/statements/batch?number=2").status == 404)
      #expect(try await program.get("/api/v1/statements/batch?number=-1").status == 400)
      for body in ["{}", "[]", #"{"decisions":["1"]}"#, #"{"decisions":[99999999999999999999]}"#] {
        #expect(try await publisher.post("/api/v1/statements/published", body).status == 422)
      }
      #expect(
        try await publisher.post("/api/v1/statements/published", #"{"decisions":[999]}"#).status
          == 404)
      // Who may read them does not say that they were handed out, and the other way round.
      let refused = try await program.post(
        "/api/v1/statements/published", #"{"decisions":[1]}"#)
      #expect(refused.status == 403 && refused.body.contains("statements:publish"))
      #expect(try await publisher.get("/api/v1/statements").status == 403)
      #expect(try await program.get("/api/v1/statements").body.contains(#""batches":1"#))
      let marked = try await publisher.post("/api/v1/statements/published", #"{"decisions":[1]}"#)
      #expect(marked.body.contains(#""published":1"#))
      #expect(try await program.get("/api/v1/statements").body.contains(#""batches":0"#))
    }
  }
}
