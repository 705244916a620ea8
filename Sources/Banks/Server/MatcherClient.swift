import Foundation
import FoundationNetworking

/// Speaks with a Hasher-Matcher-Actioner server, as ThreatExchange's repository has it.
///
/// It asks and never changes anything there. Redirects are not followed, answers above a size are
/// refused, and what a server says is checked as any other input is.
public final class MatcherClient: Sendable {
  /// A bank as a server lists it.
  public struct RemoteBank: Decodable, Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The share of matches in it that the server acts on, 0 to 1.
    public var matchingEnabledRatio: Double

    private enum CodingKeys: String, CodingKey {
      case name
      case matchingEnabledRatio = "matching_enabled_ratio"
    }
  }

  /// Something that a server holds, known by an id.
  public struct RemoteMatch: Sendable, Hashable {
    /// The id of the content in the server's banks.
    public var content: Int
    /// How near it is, in the server's words.
    public var distance: String
  }

  private let base: URL
  private let transport: HTTPTransport

  /// A client of the server at an address such as `http://127.0.0.1:5000`.
  ///
  /// - Parameter secondsToAnswer: how long to wait for each answer.
  /// - Throws: ``BankError`` with the code `badAddress`.
  public init(server: String, secondsToAnswer: Double = 30) throws {
    guard let base = URL(string: server), let scheme = base.scheme?.lowercased(),
      ["http", "https"].contains(scheme), base.host != nil, base.query == nil,
      base.fragment == nil, base.user == nil
    else {
      throw BankError(
        .badAddress, subject: "server", message: "The address is none of a web server.",
        hint: "Give it as http://host:port.")
    }
    self.base = base
    transport = HTTPTransport(secondsToAnswer: secondsToAnswer)
  }

  /// The banks of the server: `GET /c/banks`.
  ///
  /// - Throws: ``BankError`` with the codes `serverUnreachable`, `serverRefused`,
  ///   `serverAnswerUnclear`.
  public func banks() throws -> [RemoteBank] {
    try decoded([RemoteBank].self, from: get("c/banks"), at: "/c/banks")
  }

  /// The entries of one content of a bank, nil where there is none of that id:
  /// `GET /c/bank/NAME/content/ID?include_signals=true`.
  ///
  /// A content has one hash of each type that the server computes. Hashes of other types, and those
  /// that are malformed, go to `rejected`.
  ///
  /// - Throws: as ``banks()``.
  public func content(
    _ id: Int, ofBank bank: String, rejected: (BankRejection) -> Void
  ) throws -> [BankEntry]? {
    let path = "c/bank/\(bank)/content/\(id)"
    let answer = try get(
      path, ["include_signals": "true", "include_metadata": "true"], absent: 404)
    guard let answer else { return nil }
    let content = try decoded(RemoteContent.self, from: answer, at: "/" + path)
    return content.entries(server: host, record: id, rejected: rejected)
  }

  /// What a hash matches in the server's index: `GET /m/raw_lookup`.
  ///
  /// - Parameter banks: the banks to look in; empty: all.
  /// - Throws: as ``banks()``.
  public func lookup(_ value: String, _ type: SignalType, banks: [String] = []) throws
    -> [RemoteMatch]
  {
    var query = ["signal": value, "signal_type": type.rawValue, "include_distance": "true"]
    if !banks.isEmpty { query["banks"] = banks.joined(separator: ",") }
    return try decoded(RemoteMatches.self, from: get("m/raw_lookup", query), at: "/m/raw_lookup")
      .matches.map { RemoteMatch(content: $0.content, distance: $0.distance) }
  }

  /// The hashes that the server computes of what lies at an address: `GET /h/hash`.
  ///
  /// - Throws: as ``banks()``.
  public func hash(address: String) throws -> [SignalType: String] {
    try signals(
      decoded([String: String].self, from: get("h/hash", ["url": address]), at: "/h/hash"))
  }

  /// The hashes that the server computes of a file's bytes: `POST /h/hash`.
  ///
  /// - Parameter kind: `photo` or `video`.
  /// - Throws: as ``banks()``.
  public func hash(bytes: [UInt8], kind: String, name: String) throws -> [SignalType: String] {
    let form = FormData(field: kind, file: name, bytes: bytes)
    var request = URLRequest(url: try address("h/hash", [:]))
    request.httpMethod = "POST"
    request.setValue(form.contentType, forHTTPHeaderField: "Content-Type")
    request.httpBody = form.body
    let answer = try transport.answer(to: request, subject: host)
    return try signals(decoded([String: String].self, from: accepted(answer), at: "/h/hash"))
  }

  private var host: String { base.host ?? "server" }

  private func signals(_ values: [String: String]) -> [SignalType: String] {
    var found: [SignalType: String] = [:]
    for (name, value) in values {
      guard let type = SignalType(name: name),
        case .success(let normal) = SignalValue.normal(value, type)
      else { continue }
      found[type] = normal
    }
    return found
  }

  private func address(_ path: String, _ query: [String: String]) throws -> URL {
    var unreserved = CharacterSet.alphanumerics
    unreserved.insert(charactersIn: "-._~")
    let pairs = query.sorted { $0.key < $1.key }.map { name, value in
      name + "=" + (value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")
    }
    let root = base.absoluteString.hasSuffix("/") ? base.absoluteString : base.absoluteString + "/"
    let parts = path.split(separator: "/").map {
      $0.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
    let text = root + parts.joined(separator: "/")
    guard let url = URL(string: pairs.isEmpty ? text : text + "?" + pairs.joined(separator: "&"))
    else {
      throw BankError(.badAddress, subject: host, message: "The address cannot be made.")
    }
    return url
  }

  private func get(_ path: String, _ query: [String: String] = [:]) throws -> Data {
    let request = URLRequest(url: try address(path, query))
    return try accepted(transport.answer(to: request, subject: host))
  }

  /// An answer; nil where its status is `absent`.
  private func get(_ path: String, _ query: [String: String], absent: Int) throws -> Data? {
    let request = URLRequest(url: try address(path, query))
    let answer = try transport.answer(to: request, subject: host)
    return answer.status == absent ? nil : try accepted(answer)
  }

  private func accepted(_ answer: HTTPTransport.Answer) throws -> Data {
    guard (200..<300).contains(answer.status) else {
      throw BankError(
        .serverRefused, subject: host, message: "The server answered with status \(answer.status).")
    }
    return answer.body
  }

  private func decoded<Value: Decodable>(
    _ type: Value.Type, from body: Data, at path: String
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: body)
    } catch {
      throw BankError(
        .serverAnswerUnclear, subject: host, message: "The answer to \(path) is not understood.")
    }
  }
}
