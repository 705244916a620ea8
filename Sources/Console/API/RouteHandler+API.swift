import Casework
import Desk
import Hummingbird
import Store

extension RouteHandler {
  /// A program's request: its API token, its scope, how often it asks, then what it sent. No cookie is read or set.
  ///
  /// - Throws: ``ConsoleError`` with `notSignedIn` without a good token, `wait`, `notAllowed` where the token's
  ///   scopes or its owner's role do not allow it, `wrongType` and what reading the body throws.
  func program(
    _ request: Request, _ context: ConsoleContext, _ scope: APIScope
  ) async throws -> Visit {
    let source = source(request, context)
    let acting = try await authorized(request, from: source)
    guard case .token(let id, let scopes) = acting.via else { throw Self.noToken }
    try services.limits.countRequest(ofToken: id, now: services.clock())
    guard scopes.contains(scope) else {
      throw ConsoleError(.notAllowed, "The token lacks the scope \(scope.rawValue).")
    }
    guard acting.role.allows(scope.permission) else {
      throw ConsoleError(.notAllowed, "The role of the token’s owner does not allow it.")
    }
    var visit = Visit(
      parameters: parameters(context), query: try Self.fields(request.uri.query ?? ""),
      target: request.uri.string, form: [:], viewer: nil, id: context.requestID, source: source,
      formSession: "", services: services, program: acting)
    guard route.method == .post else { return visit }
    visit.contentType = (request.headers[.contentType] ?? "").prefix { $0 != ";" }
      .filter { $0 != " " }.lowercased()
    guard APIRoutes.types.contains(visit.contentType) else {
      throw ConsoleError(
        .wrongType, "Send application/json or application/x-ndjson, as UTF-8.")
    }
    guard (request.headers[.contentEncoding] ?? "identity") == "identity" else {
      throw ConsoleError(.wrongType, "Send the body without a content encoding.")
    }
    var request = request
    let body = try await request.collectBody(upTo: route.longestBody)
    visit.body = Array(body.readableBytesView)
    return visit
  }

  private func authorized(_ request: Request, from source: SourceAddress?) async throws -> Acting {
    let values = request.headers[values: .authorization]
    do {
      guard values.count == 1, values[0].hasPrefix("Bearer ") else { throw Self.noToken }
      let text = String(values[0].dropFirst("Bearer ".count))
      return try await services.desk.perform { try $0.authorize(text) }
    } catch let error where Self.isNoToken(error) {
      try services.limits.countFailure(from: source, now: services.clock())
      throw Self.noToken
    }
  }

  private static func isNoToken(_ error: any Error) -> Bool {
    switch error {
    case let error as DeskError: error.code == .notSignedIn
    case let error as ConsoleError: error.code == .notSignedIn
    default: false
    }
  }

  /// One answer for whatever is wrong with a token.
  private static let noToken = ConsoleError(
    .notSignedIn,
    "Show an API token: Authorization: Bearer tcs_... It is missing, wrong, over or withdrawn.")
}
