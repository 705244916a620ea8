import Casework
import Desk
import Foundation
import Hummingbird
import HummingbirdTesting
import SocialModel
import Store
import Synchronization

@testable import Console

/// A clock that tests set.
final class TestClock: Sendable {
  private let now = Mutex<Int64>(1_700_000_000_000)

  func read() -> Timestamp { Timestamp(milliseconds: now.withLock { $0 }) }
  func advance(seconds: Int64) { now.withLock { $0 += seconds * 1000 } }
}

/// A console over a database with invented posts, one run and a user of each role.
final class ConsoleFixture: Sendable {
  static let password = "river mint copper 74x"
  static let text = "The iron lantern parade begins at dusk"

  let folder: String
  let clock = TestClock()
  let store: CaseStore
  let console: Console
  let desk: CaseDesk
  let users: [Role: Int64]
  let post: Int64
  /// The post with a picture; 1 until one is stored.
  let picturePost = Mutex<Int64>(1)

  /// Which rows there are beside the posts and the run.
  enum Rows { case none, casework, notices, all }

  init(
    isBehindTLS: Bool = false, requestBurst: Double = 100_000, port: Int = 8317,
    liveTicks: Int = 1, rows: Rows = .none
  ) throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-console-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try CaseStore(
      path: folder + "/tocsin.db", sealer: .chain, clock: { [clock] in clock.read() })
    var configuration = try ConsoleConfiguration(port: port, isBehindTLS: isBehindTLS)
    configuration.requestBurst = requestBurst
    configuration.liveTick = liveTicks == 1 ? .zero : .milliseconds(20)
    configuration.liveTicks = liveTicks
    desk = try CaseDesk(
      store: store,
      keys: DeskKeys(sealing: SealingKey.random(), signing: AuditSigningKey.random()),
      passwordCost: PasswordCost(passes: 1, memoryBytes: 8192),
      packages: PackageSettings(inputFolders: [folder + "/inputs"]))
    console = try Console(desk: desk, configuration: configuration)
    try Self.fill(store)
    var users: [Role: Int64] = [:]
    for role in Role.allCases {
      users[role] = try desk.createUser(
        "\(role.rawValue)-one", role: role, password: Self.password, by: .terminal)
    }
    try desk.setSecondFactorRequired(false, by: .terminal)
    self.users = users
    post = try store.postID(.x, "1") ?? 0
    if rows == .casework || rows == .all { try fillCasework() }
    if rows == .notices || rows == .all { try fillNotices() }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      print("a temporary folder could not be removed")
    }
  }

  /// A browser in which a role is signed in; nobody for nil.
  func browser(_ role: Role?, _ client: any TestClientProtocol) throws -> Browser {
    var browser = Browser(client: client)
    if let role {
      let token = SecretToken.random()
      let ends = Timestamp(milliseconds: clock.read().milliseconds + 12 * 3_600_000)
      try store.beginSession(
        digest: token.hash.bytes, user: required(users[role]), expiresAt: ends, csrf: [],
        isSecondFactorShown: false, id: UUID().uuidString)
      browser.cookies["tocsin-session"] = token.text
    }
    return browser
  }

  /// Who a role's user is, for acts at the desk.
  func acting(_ role: Role) throws -> Acting {
    Acting(user: try required(users[role]), role: role, via: .session("test"))
  }

  /// A token for forms of the session in a browser.
  func formToken(of browser: Browser) throws -> String {
    let shown = try required(browser.cookies["tocsin-session"])
    let viewer = try required(Viewer(desk.resume(shown, isPassive: true), showing: shown))
    return console.services.tokens.make(for: viewer.session)
  }

  func test<Value: Sendable>(
    _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
  ) async throws -> Value {
    try await Application(router: console.buildRouter()).test(.router) { try await body($0) }
  }

  func auditActions() throws -> [String] {
    try store.auditEntries(limit: 1000).items.map(\.content.action)
  }

  private static func fill(_ store: CaseStore) throws {
    let start: Int64 = 1_458_633_600
    let input = try store.beginInput(name: "parade.ndjson")
    let names = (1...60).map { "a\($0)" }
    let posts = names.enumerated().map { place, name in
      var post = Post(
        platform: .x, id: "\(place + 1)",
        account: Account(id: name, handle: "h\(name)", bio: "<script>alert(1)</script>"),
        time: Timestamp(seconds: start + Int64(place)),
        text: place == 0 ? text : "\(text) <script>alert(\(place))</script>")
      post.language = "en"
      return NewPost(post, objects: [ListedObject(layer: .hashtag, id: "parade")])
    }
    _ = try store.store(posts: posts, input: input)
    _ = try store.store(analysis: analysis(names, Timestamp(seconds: start)), inputs: [input])
    try store.store(assessments: [
      NewAssessment(
        platform: .x, postID: "1", kind: "threat", level: .high,
        spans: [AssessedSpan(start: 4, end: 8, role: "violence")], reasons: ["It names a place."])
    ])
  }

  private static func templates(_ time: Timestamp) -> [CandidateTemplate] {
    let first = Carrier(platform: .telegram, id: "9", account: "channel", time: time)
    let later = Carrier(
      platform: .x, id: "1", account: "a1", time: Timestamp(milliseconds: time.milliseconds + 9000),
      source: "another <channel>")
    guard let lineage = Lineage([first, later], coverage: []) else { return [] }
    return [
      CandidateTemplate(
        text: text, posts: 60, members: 60, first: time, firstAccount: 0, lineage: lineage)
    ]
  }

  private static func analysis(_ names: [String], _ time: Timestamp) -> Analysis {
    let edges = (0..<(names.count - 1)).map { place in
      Edge(
        pair: AccountPair(Int32(place), Int32(place + 1)), layer: .text, coactions: 3,
        opportunities: 4, expected: 0.1, log10P: -9, log10Q: -7)
    }
    let members = names.indices.map { place in
      Member(
        account: Int32(place), edges: 1, coactions: 3, expected: 0.1, log10P: -9, firstPost: time,
        lastPost: Timestamp(milliseconds: time.milliseconds + 60_000), posts: 1,
        reason: "It acted with others <b>.")
    }
    let candidate = Candidate(
      id: "c1", kind: .copyPaste, kindReason: "They post copies.", members: members,
      layers: [
        LayerEvidence(layer: .text, edges: 59, coactions: 3, opportunities: 4, expected: 0.1)
      ],
      indicators: [Indicator(name: "lag-median", value: 4, unit: "s", reason: "Four seconds.")],
      reasons: ["They posted the same words."],
      objects: [
        SharedObject(
          layer: .hashtag, label: "parade", members: 60, memberActions: 60, allActions: 60,
          first: time)
      ],
      firstPosts: [PostExcerpt(platform: .x, id: "1", account: 0, time: time, text: text)],
      timeline: [1, 2, 60], edges: Array(edges.indices), log10P: -9, log10Q: -7,
      templates: templates(time))
    return Analysis(
      run: RunRecord(
        version: "0.1.0", inputs: [], parameters: [.init(name: "window", value: "60")],
        stages: [], rejectionReasons: [], warnings: ["A warning."]),
      stream: StreamSummary(
        posts: 60, accounts: 60, span: time...time, timelineStart: time, binSeconds: 60,
        timeline: [3, 4]),
      accounts: names.map { AccountReference(platform: .x, id: $0, handle: nil) }, edges: edges,
      candidates: [candidate])
  }
}

/// What must be there.
struct Missing: Error {}

func required<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Missing() }
  return value
}

/// A browser without JavaScript: keeps cookies and sends forms.
struct Browser {
  let client: any TestClientProtocol
  var cookies: [String: String] = [:]

  struct Reply {
    var status: Int
    var headers: HTTPFields
    var body: String
    var location: String? { headers[.location] }
  }

  mutating func get(_ uri: String) async throws -> Reply { try await send(uri, .get, nil, [:]) }

  mutating func post(_ uri: String, _ form: [String: String]) async throws -> Reply {
    let body = form.sorted { $0.key < $1.key }
      .map { "\(Link.escaped($0.key))=\(Link.escaped($0.value))" }.joined(separator: "&")
    return try await send(
      uri, .post, body, [.contentType: "application/x-www-form-urlencoded"])
  }

  mutating func send(
    _ uri: String, _ method: HTTPRequest.Method, _ body: String?, _ headers: HTTPFields
  ) async throws -> Reply {
    var headers = headers
    if !cookies.isEmpty {
      headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
    let response = try await client.executeRequest(
      uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    for cookie in response.headers[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }
    return Reply(
      status: Int(response.status.code), headers: response.headers,
      body: String(buffer: response.body))
  }

  /// The first token of a form on a page.
  static func token(in page: String) throws -> String {
    let parts = page.components(separatedBy: "name=\"token\" value=\"")
    return String(try required(parts.dropFirst().last).prefix { $0 != "\"" })
  }
}
