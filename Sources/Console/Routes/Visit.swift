import Casework
import Desk
import SocialModel
import Store

/// One request as a page sees it: values alone, checked for form.
struct Visit: Sendable {
  /// The parameters of the path.
  var parameters: [String: String]
  /// The parameters behind the question mark.
  var query: [String: String]
  /// The path with its query, as it was asked for.
  var target: String
  /// The form's fields; empty for GET.
  var form: [String: String]
  /// Who asks; nil where nobody is signed in.
  var viewer: Viewer?
  /// The request's id.
  var id: String
  /// Where it comes from.
  var source: SourceAddress?
  /// What forms' tokens are bound to.
  var formSession: String
  /// What answers.
  var services: ConsoleServices
  /// The program that asks with an API token; nil where a person does, or nobody.
  var program: Acting?
  /// What a program sent.
  var body: [UInt8] = []
  /// The type of what a program sent, in lower case and without parameters.
  var contentType = ""

  /// The signed-in person.
  ///
  /// - Throws: ``ConsoleError`` with `notAllowed` where nobody is signed in.
  func signedIn() throws -> Viewer {
    guard let viewer else { throw ConsoleError(.notAllowed, "Sign in first.") }
    return viewer
  }

  /// Who acts: the signed-in person, or the program.
  ///
  /// - Throws: ``ConsoleError`` with `notAllowed` where there is neither.
  func acting() throws -> Acting {
    if let program { return program }
    return try signedIn().acting
  }

  /// The path's number.
  ///
  /// - Throws: ``ConsoleError`` with `notFound` for what is no number of a row.
  func number(_ name: String = "id") throws -> Int64 {
    guard let text = parameters[name], let number = Int64(text), number > 0, text.utf8.count < 20
    else { throw ConsoleError(.notFound, "There is no such page.") }
    return number
  }

  /// Where a list goes on, as a link says.
  func cursor(_ name: String = "after") throws -> PageCursor? {
    guard let text = query[name], !text.isEmpty else { return nil }
    return try PageCursor(text: text)
  }

  /// A field that must be there.
  ///
  /// - Throws: ``ConsoleError`` with `badRequest`.
  func field(_ name: String) throws -> String {
    guard let value = form[name] else {
      throw ConsoleError(.badRequest, "The form lacks a field.")
    }
    return value
  }

  /// A new token for a form on the answer.
  var token: String { services.tokens.make(for: formSession) }

  /// The link to the same page with one parameter changed; nil removes it.
  func link(_ name: String, _ value: String?) -> String {
    var query = query
    query[name] = value
    return Link.to(String(target.prefix { $0 != "?" }), query)
  }

  /// Has the desk do an act of who acts, and waits for it.
  ///
  /// - Throws: `DeskError`, which says why it was not done; ``ConsoleError`` where nobody is signed in.
  func desk<Value: Sendable>(
    _ work: @escaping @Sendable (CaseDesk, Acting) throws -> Value
  ) async throws -> Value {
    let acting = try acting()
    return try await services.desk.perform { try work($0, acting) }
  }

  /// Runs blocking work on the store.
  func store<Value: Sendable>(
    _ work: @escaping @Sendable (CaseStore) throws -> Value
  ) async throws -> Value {
    try await services.store.perform(work)
  }
}

/// Links within the console.
enum Link {
  /// A path with a query in the order of its names.
  static func to(_ path: String, _ query: [String: String] = [:]) -> String {
    let pairs = query.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { "\(escaped($0.key))=\(escaped($0.value))" }
    return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
  }

  /// Every byte but letters, digits, `-`, `.`, `_` and `~` as `%XX`.
  static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
