import Casework
import Foundation
import FoundationNetworking

/// Lines of figures, from where a method is called `report` too.
private enum Lines {
  static func print(_ values: KeyValuePairs<String, String>) { report(values) }
}

/// How long pages took, by name.
actor PageTally {
  private var times: [String: [Double]] = [:]
  private var failures: [String: Int] = [:]

  func add(_ name: String, _ time: Duration) {
    times[name, default: []].append(time / .milliseconds(1))
  }

  func fail(_ words: String) { failures[words, default: 0] += 1 }

  /// Prints a line for each page, one for all of them, and the failures.
  func report() {
    let pages = times.filter { $0.key != "store a batch" && $0.key != "sign in" }.flatMap(\.value)
    for (name, values) in times.sorted(by: { $0.key < $1.key }) + [("all pages", pages)] {
      Lines.print([
        "page": name.replacingOccurrences(of: " ", with: "-"), "count": "\(values.count)",
        "median_ms": decimal(Quantile.of(values, 0.5) ?? 0),
        "p99_ms": decimal(Quantile.of(values, 0.99) ?? 0), "max_ms": decimal(values.max() ?? 0),
      ])
    }
    Lines.print(["failures": "\(failures.values.reduce(0, +))"])
    for (words, count) in failures.sorted(by: { $0.key < $1.key }).prefix(5) {
      Lines.print(["failure": words, "times": "\(count)"])
    }
  }
}

/// A reviewer's browser without script.
final class ConsoleReviewer: Sendable {
  private let address: String
  private let name: String
  private let tally: PageTally
  private let session: URLSession

  init(address: String, name: String, tally: PageTally) {
    self.address = address
    self.name = name
    self.tally = tally
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieStorage = nil
    session = URLSession(
      configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
  }

  private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
      _ session: URLSession, task: URLSessionTask,
      willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
      completionHandler: @escaping (URLRequest?) -> Void
    ) {
      completionHandler(nil)
    }
  }

  private struct Reply {
    var body: String
    var location: String
    var cookies: [String: String]
  }

  /// Works until a moment: board, next case, its pages, decision, search.
  func work(password: String, until end: ContinuousClock.Instant, pause: Double) async {
    var cookies: [String: String] = [:]
    do {
      try await signIn(password, &cookies)
      // Reviewers do not start at one moment.
      try await rest(pause * Double(abs(name.hashValue % 100)) / 100)
      while ContinuousClock.now < end {
        let board = try await get("board", "/", &cookies)
        try await rest(pause)
        let token = Self.token(board.body)
        let next = try await post(
          "take the next case", "/queues/1/next", ["token": token], &cookies)
        guard next.location.hasPrefix("/cases/") else { return }
        let page = try await get("case", next.location, &cookies)
        try await rest(pause)
        let links = page.body.matches(of: /href="(\/posts\/[0-9]+)"/).map { String($0.1) }
        if let link = links.first {
          _ = try await get("post", link, &cookies)
          try await rest(pause)
        }
        let path = String(next.location.prefix { $0 != "?" })
        try await decide(path, &cookies)
        try await rest(pause)
        _ = try await get("search", "/search?q=lantern+gate", &cookies)
        try await rest(pause)
      }
    } catch { await tally.fail("\(error)") }
  }

  private func decide(_ path: String, _ cookies: inout [String: String]) async throws {
    let form = try await get("decision's form", path + "/decide", &cookies)
    let key = form.body.firstMatch(of: /name="key"[^>]*value="([^"]*)"/).map { String($0.1) }
    var fields = [
      "token": Self.token(form.body), "which": "ticked", "subject-0": "yes", "ground": "legal",
      "jurisdiction": "EU", "provision": "Regulation (EU) 2021/784, Article 2(7)",
      "measure-removal": "yes", "facts": "The text calls for harm at a parade.",
      "reasons": "It incites to violence.", "category": StatementCategory.violence.rawValue,
      "source": "own-initiative",
    ]
    if let key { fields["key"] = key }
    let made = try await post("decide", path + "/decide", fields, &cookies)
    if made.location.isEmpty { await tally.fail("a decision was not taken") }
  }

  private func signIn(_ password: String, _ cookies: inout [String: String]) async throws {
    let page = try await get("sign-in form", "/sign-in", &cookies)
    let reply = try await post(
      "sign in", "/sign-in",
      ["token": Self.token(page.body), "name": name, "password": password, "code": ""], &cookies)
    if reply.location != "/" { await tally.fail("\(name) was not signed in") }
  }

  private func rest(_ seconds: Double) async throws {
    try await Task.sleep(for: .milliseconds(Int64(seconds * 1000)))
  }

  private func get(
    _ page: String, _ path: String, _ cookies: inout [String: String]
  ) async throws -> Reply {
    try await send(page, path, nil, &cookies)
  }

  private func post(
    _ page: String, _ path: String, _ fields: [String: String], _ cookies: inout [String: String]
  ) async throws -> Reply {
    let allowed = CharacterSet.alphanumerics
    let body = fields.map { name, value in
      let text = value.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
      return "\(name)=\(text)"
    }
    return try await send(page, path, Data(body.joined(separator: "&").utf8), &cookies)
  }

  private func send(
    _ page: String, _ path: String, _ body: Data?, _ cookies: inout [String: String]
  ) async throws -> Reply {
    guard let url = URL(string: address + path) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.setValue(
      cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
      forHTTPHeaderField: "Cookie")
    if let body {
      request.httpMethod = "POST"
      request.httpBody = body
      request.setValue(
        "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    }
    let start = ContinuousClock.now
    let (data, response) = try await session.data(for: request)
    await tally.add(page, ContinuousClock.now - start)
    guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    if http.statusCode >= 400 { await tally.fail("\(page): \(http.statusCode)") }
    for match in (http.value(forHTTPHeaderField: "Set-Cookie") ?? "")
      .matches(of: /(tocsin-[a-z]+)=([^;,]*)/)
    {
      cookies[String(match.1)] = String(match.2)
    }
    return Reply(
      body: String(decoding: data, as: UTF8.self),
      location: http.value(forHTTPHeaderField: "Location") ?? "", cookies: cookies)
  }

  private static func token(_ page: String) -> String {
    page.firstMatch(of: /name="token" value="([0-9a-f]+)"/).map { String($0.1) } ?? ""
  }
}
