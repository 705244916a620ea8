import Casework
import Hummingbird

/// One route: what is asked for, who may, and what answers.
struct ConsoleRoute: Sendable {
  /// Who may take a route.
  enum Access: Sendable, Hashable {
    /// Anybody; it shows nothing of the database.
    case anyone
    /// Whoever is signed in, about themselves.
    case signedIn
    /// Whoever's role allows the act.
    case permission(Permission)
    /// Whoever's role allows each of the acts.
    case permissions(Permission, Permission)
    /// Whoever's role allows one of the acts.
    case either(Permission, Permission)
    /// A program with an API token of that scope, and nobody in a browser.
    case scope(APIScope)

    /// Whether a role may; nil stands for nobody signed in.
    func allows(_ role: Role?) -> Bool {
      switch self {
      case .anyone: true
      case .signedIn: role != nil
      case .permission(let permission): role?.allows(permission) ?? false
      case .permissions(let one, let other):
        (role?.allows(one) ?? false) && (role?.allows(other) ?? false)
      case .either(let one, let other):
        (role?.allows(one) ?? false) || (role?.allows(other) ?? false)
      case .scope: false
      }
    }

    /// The scope that a program needs; nil for routes of people.
    var scope: APIScope? {
      if case .scope(let scope) = self { scope } else { nil }
    }
  }

  /// The method: GET changes nothing, and every POST carries a form's token.
  var method: HTTPRequest.Method
  /// The path, with parameters in braces.
  var path: String
  /// Who may.
  var access: Access
  /// Whether a page asks for it by itself, which shows no person at work.
  var isPassive = false
  /// What answers.
  var answer: @Sendable (Visit) async throws -> Answer
  /// No request has more bytes.
  var longestBody = ConsoleConfiguration.longestBody

  static func get(
    _ path: String, _ access: Access, isPassive: Bool = false,
    _ answer: @escaping @Sendable (Visit) async throws -> Answer
  ) -> ConsoleRoute {
    ConsoleRoute(method: .get, path: path, access: access, isPassive: isPassive, answer: answer)
  }

  static func post(
    _ path: String, _ access: Access, longestBody: Int = ConsoleConfiguration.longestBody,
    _ answer: @escaping @Sendable (Visit) async throws -> Answer
  ) -> ConsoleRoute {
    ConsoleRoute(
      method: .post, path: path, access: access, answer: answer, longestBody: longestBody)
  }
}
