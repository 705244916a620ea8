import Casework
import Desk
import Hummingbird
import Store

/// What every request passes: limits, headers that protect the visitor, and answers to errors that
/// tell a request's id and nothing of the inside.
struct FrontDoor: RouterMiddleware {
  let renderer: PageRenderer
  let configuration: ConsoleConfiguration

  func handle(
    _ request: Request, context: ConsoleContext,
    next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      guard request.uri.string.utf8.count <= ConsoleConfiguration.longestTarget else {
        throw ConsoleError(.tooLong, "The address is too long.")
      }
      response = try await next(request, context)
    } catch {
      response = failure(error, request, context)
    }
    protect(&response, context)
    // The path's pattern and not the path: ids of people and queries stay out of the log.
    context.logger.info(
      "request",
      metadata: [
        "id": "\(context.requestID)", "method": "\(request.method.rawValue)",
        "route": "\(context.endpointPath ?? "-")", "status": "\(response.status.code)",
      ])
    return response
  }

  private func failure(
    _ error: any Error, _ request: Request, _ context: ConsoleContext
  ) -> Response {
    let answer = ErrorAnswer(error)
    if answer.status >= 500 {
      context.logger.error(
        "failed",
        metadata: ["id": "\(context.requestID)", "cause": "\(ErrorAnswer.cause(error))"])
    }
    if request.uri.path.hasPrefix("/api/") {
      return APIAnswer.failure(answer, requestID: context.requestID)
    }
    let page = PageContent(
      title: answer.title, lead: answer.message,
      blocks: [
        .links([PageContent.Action(words: "To the alarm board", link: "/")]),
        .facts([.init("Request", context.requestID)]),
      ], status: answer.status, retryAfter: answer.retryAfter)
    return Response.page(
      renderer.html(page, in: PageRenderer.Frame(requestID: context.requestID)), page)
  }

  private func protect(_ response: inout Response, _ context: ConsoleContext) {
    response.headers[.init("Content-Security-Policy")!] = Self.policy
    response.headers[.init("X-Content-Type-Options")!] = "nosniff"
    response.headers[.init("X-Frame-Options")!] = "DENY"
    response.headers[.init("Referrer-Policy")!] = "no-referrer"
    response.headers[.init("Cross-Origin-Opener-Policy")!] = "same-origin"
    response.headers[.init("Cross-Origin-Resource-Policy")!] = "same-origin"
    response.headers[.init("Permissions-Policy")!] =
      "camera=(), microphone=(), geolocation=(), interest-cohort=()"
    response.headers[.init("X-Request-Id")!] = context.requestID
    if configuration.isBehindTLS {
      response.headers[.init("Strict-Transport-Security")!] = "max-age=31536000; includeSubDomains"
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
  }

  static let policy =
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

/// What a visitor is told of an error, in one place.
struct ErrorAnswer {
  var status: Int
  var title: String
  var message: String
  /// What went wrong, a word that stays the same.
  var code = "failed"
  /// Seconds after which one may try again.
  var retryAfter: Int64?

  init(_ error: any Error) {
    switch error {
    case let error as ConsoleError:
      self.init(Self.status(error.code), error.message)
      code = error.code.rawValue
      retryAfter = error.retryAfterSeconds
    case let error as StoreError: self.init(Self.status(error.code), Self.words(error))
    case let error as DeskError: self.init(error)
    case let error as CaseworkError:
      let isInside = error.code == .cryptography || error.code == .cannotOpen
      self.init(isInside ? 500 : 403, isInside ? Self.internalWords : error.message)
    case let error as any HTTPResponseError:
      let status = Int(error.status.code)
      self.init(status, status < 500 ? Self.known[status]?.words ?? "" : Self.internalWords)
    default: self.init(500, Self.internalWords)
    }
  }

  private init(_ status: Int, _ message: String) {
    self.status = status
    title = Self.known[status]?.title ?? "This cannot be done"
    self.message = message
    code = Self.codes[status] ?? "failed"
    retryAfter = status == 429 || status == 503 ? 5 : nil
  }

  private init(_ error: DeskError) {
    let status = Self.status(error.code)
    let words = ([error.message, error.hint] + error.problems.map(\.message)).filter { !$0.isEmpty }
    self.init(status, status < 500 ? words.joined(separator: " ") : Self.internalWords)
    if status < 500 { code = error.code.rawValue }
  }

  /// Codes of errors that have none of their own.
  private static let codes: [Int: String] = [
    400: "bad-request", 401: "not-signed-in", 403: "not-allowed", 404: "not-found", 409: "conflict",
    413: "too-large", 414: "too-long", 415: "wrong-type", 422: "malformed", 429: "wait",
    503: "unavailable",
  ]

  /// What the log says: codes and types, and no value that came with a request.
  static func cause(_ error: any Error) -> String {
    switch error {
    case let error as StoreError: "store \(error.code.rawValue)"
    case let error as CaseworkError: "casework \(error.code.rawValue)"
    case let error as DeskError: "desk \(error.code.rawValue)"
    case let error as ConsoleError: "console \(error.code.rawValue)"
    default: "\(type(of: error))"
    }
  }

  private static let internalWords =
    "Something went wrong here. Tell your administrator the request’s id."

  private static let known: [Int: (title: String, words: String)] = [
    400: ("This cannot be read", "The request cannot be read."),
    401: ("Sign in first", "Sign in first."), 403: ("Not allowed", "This is not allowed."),
    404: ("Not found", "There is no such page."), 409: ("Not possible now", ""),
    410: ("Too late", ""), 422: ("Something is missing or wrong", ""), 429: ("Wait", "Try again."),
    413: ("Too long", "The form is too long."), 414: ("Too long", "The address is too long."),
    500: ("Something went wrong", ""), 503: ("Too busy", "Try again."),
  ]

  private static func status(_ code: ConsoleError.Code) -> Int {
    switch code {
    case .badRequest: 400
    case .notSignedIn: 401
    case .badForm, .notAllowed: 403
    case .notFound: 404
    case .wrongType: 415
    case .malformed: 422
    case .tooLong: 414
    case .tooMany, .wait: 429
    case .busy: 503
    case .wrongAddress, .template, .unforeseen: 500
    }
  }

  private static func status(_ code: DeskError.Code) -> Int {
    switch code {
    case .notSignedIn: 401
    case .signInFailed, .notAllowed, .samePerson: 403
    case .notFound: 404
    case .alreadyClaimed, .notClaimed, .wrongState, .conflict: 409
    case .expired: 410
    case .incomplete, .malformed, .tooMany, .weakPassword: 422
    case .wait: 429
    case .key, .unavailable: 503
    }
  }

  private static func status(_ code: StoreError.Code) -> Int {
    switch code {
    case .notFound: 404
    case .badQuery, .badCursor, .badValue: 400
    case .conflict, .refused: 409
    case .busy: 503
    default: 500
    }
  }

  private static func words(_ error: StoreError) -> String {
    switch error.code {
    case .notFound: "There is no such page."
    case .badQuery, .badCursor, .refused: error.message
    case .badValue: "A value is not taken."
    case .conflict: "It contradicts what is stored."
    case .busy: "The database is busy. Try again."
    default: internalWords
    }
  }
}
