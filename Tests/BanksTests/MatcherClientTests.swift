import Foundation
import Media
import Testing

@testable import Banks

@Suite("The client of a Hasher-Matcher-Actioner server")
struct MatcherClientTests {
  private static let hash = "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22"

  private func serving<Result>(
    _ exchanges: [StubServer.Exchange], _ work: (MatcherClient, StubServer) throws -> Result
  ) throws -> Result {
    let server = StubServer(exchanges)
    defer { server.stop() }
    return try work(try MatcherClient(server: server.address, secondsToAnswer: 10), server)
  }

  @Test("lists banks")
  func listsBanks() throws {
    let body = """
      [{"matching_enabled_ratio":1.0,"name":"PORT_MERIDIAN"},{"matching_enabled_ratio":0.5,"name":"B"}]
      """
    try serving([.init(request: "GET /c/banks", status: 200, body: body)]) { client, _ in
      let banks = try client.banks()
      #expect(banks.map(\.name) == ["PORT_MERIDIAN", "B"])
      #expect(banks.map(\.matchingEnabledRatio) == [1, 0.5])
    }
  }

  @Test("fetches the hashes of a content, with where they come from")
  func fetchesContents() throws {
    let request = "GET /c/bank/PORT_MERIDIAN/content/7?include_metadata=true&include_signals=true"
    let body = """
      {"bank":{"matching_enabled_ratio":1.0,"name":"PORT_MERIDIAN"},"disable_until_ts":0,"id":7,
       "metadata":{"collab":{"LANTERNS":["k1"]},"content_id":null,"content_uri":null,"json":null},
       "original_media_uri":null,"signals":{"pdq":"\(Self.hash)","photo_new":"x","video_md5":"zz"}}
      """
    try serving([.init(request: request, status: 200, body: body)]) { client, _ in
      var reasons: [String] = []
      let entries = try client.content(7, ofBank: "PORT_MERIDIAN") { reasons.append($0.reason) }
      #expect(
        entries == [
          BankEntry(
            type: .pdq, value: Self.hash, bank: "PORT_MERIDIAN", category: .positive,
            source: "127.0.0.1 content 7, LANTERNS")
        ])
      #expect(reasons == ["unknown-type", "malformed-hash"])
      #expect(try client.content(8, ofBank: "PORT_MERIDIAN") { _ in } == nil)
    }
  }

  @Test("looks hashes up, with distances and without")
  func looksUp() throws {
    let common = "GET /m/raw_lookup?"
    let exchanges: [StubServer.Exchange] = [
      .init(
        request: common + "include_distance=true&signal=\(Self.hash)&signal_type=pdq", status: 200,
        body: "{\"matches\":[{\"bank_content_id\":7,\"distance\":\"4\"},12]}"),
      .init(
        request: common
          + "banks=A%2CB&include_distance=true&signal=iron%20lantern%20%26&signal_type=raw_text",
        status: 200, body: "{\"matches\":[]}"),
    ]
    try serving(exchanges) { client, _ in
      let found = try client.lookup(Self.hash, .pdq)
      #expect(found == [.init(content: 7, distance: "4"), .init(content: 12, distance: "")])
      #expect(try client.lookup("iron lantern &", .text, banks: ["A", "B"]) == [])
    }
  }

  @Test("has the server hash an address or a file")
  func hashes() throws {
    let answer = "{\"pdq\":\"\(Self.hash)\",\"other\":\"x\"}"
    let exchanges: [StubServer.Exchange] = [
      .init(
        request: "GET /h/hash?url=http%3A%2F%2Fmeridian.example%2Fa.jpg", status: 200, body: answer),
      .init(request: "POST /h/hash", status: 200, body: answer),
    ]
    try serving(exchanges) { client, server in
      #expect(try client.hash(address: "http://meridian.example/a.jpg") == [.pdq: Self.hash])
      let found = try client.hash(
        bytes: Array("an iron lantern".utf8), kind: "photo", name: "a\"b.jpg")
      #expect(found == [.pdq: Self.hash])
      let sent = try #require(server.requests.last)
      #expect(sent.contains("name=\"photo\"; filename=\"ab.jpg\""))
      #expect(sent.contains("\r\n\r\nan iron lantern\r\n--tocsin-boundary--\r\n"))
    }
  }

  @Test("says when a server refuses, is unclear, redirects or is not there")
  func saysWhy() throws {
    let exchanges: [StubServer.Exchange] = [
      .init(request: "GET /c/banks", status: 503, body: "{\"message\":\"index not yet ready\"}"),
      .init(
        request: "GET /h/hash?url=a", status: 302, body: "", headers: ["Location: /c/banks"]),
      .init(
        request: "GET /m/raw_lookup?include_distance=true&signal=x&signal_type=url", status: 200,
        body: "<html>"),
    ]
    let address = try serving(exchanges) { client, server in
      func code(_ work: () throws -> Void) -> BankError.Code? {
        #expect(throws: BankError.self) { try work() }?.code
      }
      #expect(code { _ = try client.banks() } == .serverRefused)
      #expect(code { _ = try client.hash(address: "a") } == .serverRefused)
      #expect(code { _ = try client.lookup("x", .url) } == .serverAnswerUnclear)
      #expect(server.requests.count == 3)
      return server.address
    }
    // Nobody listens there any more.
    let gone = #expect(throws: BankError.self) {
      try MatcherClient(server: "http://127.0.0.1:1", secondsToAnswer: 5).banks()
    }
    #expect(gone?.code == .serverUnreachable)
    for wrong in ["", "ftp://a", "http://", "a b", address + "?x", "http://u@h"] {
      let error = #expect(throws: BankError.self) { try MatcherClient(server: wrong) }
      #expect(error?.code == .badAddress, "\(wrong)")
    }
  }
}
