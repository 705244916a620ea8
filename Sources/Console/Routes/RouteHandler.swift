import Casework
import Desk
import Hummingbird
import Store

/// Takes a request to its route: who asks, whether they may, whether a form is ours; then the answer.
struct RouteHandler: Sendable {
  let route: ConsoleRoute
  let services: ConsoleServices
  let renderer: PageRenderer

  func respond(_ request: Request, _ context: ConsoleContext) async throws -> Response {
    if let scope = route.access.scope {
      let visit = try await program(request, context, scope)
      return try await response(to: try await route.answer(visit), visit)
    }
    let cookies = ConsoleCookies(services.configuration)
    let session = try await session(of: request, cookies)
    if let viewer = session?.viewer { try throttle(viewer) }
    if let refusal = try await refusal(session?.viewer) { return refusal }
    let anonymous = request.cookies[cookies.form]?.value
    let formSession =
      session?.viewer.session ?? anonymous.flatMap { SecretToken(text: $0)?.text }
      ?? SecretToken.random().text
    var visit = Visit(
      parameters: parameters(context), query: try Self.fields(request.uri.query ?? ""),
      target: request.uri.string, form: [:], viewer: session?.viewer, id: context.requestID,
      source: source(request, context), formSession: formSession, services: services)
    if route.method == .post { visit.form = try await form(request, formSession) }
    var response = try await self.response(to: try await route.answer(visit), visit)
    if let fresh = session?.fresh, response.headers[.setCookie] == nil {
      response.setCookie(cookies.session(fresh.text))
    }
    if session == nil, formSession != anonymous {
      response.setCookie(cookies.formSession(formSession))
    }
    return response
  }

  private func session(
    of request: Request, _ cookies: ConsoleCookies
  ) async throws -> (viewer: Viewer, fresh: SecretToken?)? {
    guard route.access != .anyone || route.path == "/sign-in",
      let text = request.cookies[cookies.session]?.value
    else { return nil }
    let isPassive = route.isPassive
    do {
      let resumed = try await services.desk.perform { try $0.resume(text, isPassive: isPassive) }
      return Viewer(resumed, showing: resumed.newToken?.text ?? text).map { ($0, resumed.newToken) }
    } catch let error as DeskError where error.code == .notSignedIn {
      return nil
    }
  }

  /// Refuses who asks too often.
  private func throttle(_ viewer: Viewer) throws {
    let cost = route.path.hasSuffix(".csv") ? 20.0 : 1
    let wait = services.throttle.take(viewer.id, now: services.clock(), cost: cost)
    guard let wait else { return }
    throw ConsoleError(
      .tooMany, "You ask too often. Try again in \(wait) s.", retryAfterSeconds: wait)
  }

  /// What a visitor gets who may not take the route; nil for one who may.
  private func refusal(_ viewer: Viewer?) async throws -> Response? {
    if route.access.allows(viewer?.role) { return try await refusalBeforeDuties(viewer) }
    if let viewer {
      let what = "\(route.method.rawValue) \(route.path)"
      try await services.desk.perform { try $0.noteRefusal(of: what, to: viewer.acting) }
      throw ConsoleError(.notAllowed, "Your role does not allow this.")
    }
    guard route.method == .get, !route.isPassive else {
      throw HTTPError(.unauthorized)
    }
    return .elsewhere("/sign-in")
  }

  /// Who must choose a password or set up a second factor does that, or signs out, and nothing else.
  private func refusalBeforeDuties(_ viewer: Viewer?) async throws -> Response? {
    guard let viewer, route.access != .anyone, route.path != "/sign-out" else { return nil }
    let duty = try await services.desk.perform { desk -> String? in
      if try desk.mustChangePassword(viewer.acting) { return PasswordPages.path }
      if try !viewer.hasSecondFactor && desk.isSecondFactorRequired() {
        return SecondFactorPages.path
      }
      return nil
    }
    guard let duty, duty != route.path else { return nil }
    guard route.method == .get, !route.isPassive else {
      throw ConsoleError(.notAllowed, "Set up your password and your second factor first.")
    }
    return .elsewhere(duty)
  }

  func parameters(_ context: ConsoleContext) -> [String: String] {
    ["id", "name"].reduce(into: [:]) { found, name in
      found[name] = context.parameters.get(name)
    }
  }

  /// The fields of a query or a form.
  ///
  /// - Throws: ``ConsoleError`` with `badRequest` for a broken escape, bytes that are no UTF-8 and a name
  ///   that comes twice.
  static func fields(_ text: String) throws -> [String: String] {
    guard !text.isEmpty else { return [:] }
    do { return try URLEncodedFormDecoder().decode([String: String].self, from: text) } catch {
      throw ConsoleError(.badRequest, "The request cannot be read.")
    }
  }

  private func form(_ request: Request, _ formSession: String) async throws -> [String: String] {
    var request = request
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw ConsoleError(.badRequest, "This is no form.")
    }
    let body = try await request.collectBody(upTo: route.longestBody)
    guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
      throw ConsoleError(.badRequest, "The form is no UTF-8.")
    }
    var form = try Self.fields(text)
    guard let token = form.removeValue(forKey: "token"),
      services.tokens.isValid(token, for: formSession)
    else {
      throw ConsoleError(
        .badForm, "The form is old or of another session. Go back, load the page anew, try again.")
    }
    return form
  }

  func source(_ request: Request, _ context: ConsoleContext) -> SourceAddress? {
    let forwarded = request.headers[values: .init("X-Forwarded-For")!].last?
      .split(separator: ",").last.map { String($0.filter { $0 != " " }) }
    if services.configuration.isBehindTLS, let forwarded { return SourceAddress(forwarded) }
    return SourceAddress(context.remoteAddress ?? "127.0.0.1")
  }

  private func response(to answer: Answer, _ visit: Visit) async throws -> Response {
    let cookies = ConsoleCookies(services.configuration)
    switch answer {
    case .page(let page): return .page(renderer.html(page, in: try await frame(visit)), page)
    case .pageInSession(let page, let token):
      var response = Response.page(renderer.html(page, in: try await frame(visit)), page)
      response.setCookie(cookies.session(token))
      return response
    case .redirect(let path): return .elsewhere(path)
    case .session(let token, let path):
      var response = Response.elsewhere(path)
      response.setCookie(token.map { cookies.session($0) } ?? cookies.noSession)
      // What pages left in the browser goes with the session.
      if token == nil { response.headers[.init("Clear-Site-Data")!] = "\"cache\", \"storage\"" }
      return response
    case .csv(let name, let text): return .table(name, text)
    case .export(let file, let type, let name): return .export(file, type, name)
    case .attachment(let name, let bytes, let type): return .attachment(name, bytes, type)
    case .file(let bytes, let type): return .file(bytes, type)
    case .data(let bytes, let type, let name): return .data(bytes, type, name)
    case .events(let next): return .events(next)
    }
  }

  private func frame(_ visit: Visit) async throws -> PageRenderer.Frame {
    var frame = PageRenderer.Frame(viewer: visit.viewer, requestID: visit.id)
    guard let viewer = visit.viewer else { return frame }
    frame.token = visit.token
    guard viewer.may(.viewSensitive) else { return frame }
    let now = services.clock()
    let care = try await services.store.perform { store in
      try Care.of(viewer.id, in: store, now: now)
    }
    frame.exposure = care.words
    frame.isOverLimit = care.isOverLimit
    frame.due = care.due
    return frame
  }
}

/// The console's two cookies.
struct ConsoleCookies {
  private let isSecure: Bool

  init(_ configuration: ConsoleConfiguration) { isSecure = configuration.hasSecureCookies }

  private var prefix: String { isSecure ? "__Host-" : "" }
  /// The name of the cookie with a session's token.
  var session: String { prefix + "tocsin-session" }
  /// The name of the cookie that the sign-in form is bound to.
  var form: String { prefix + "tocsin-form" }

  func session(_ token: String) -> Cookie { cookie(session, token) }
  func formSession(_ token: String) -> Cookie { cookie(form, token) }
  var noSession: Cookie { cookie(session, "", maxAge: 0) }

  private func cookie(_ name: String, _ value: String, maxAge: Int? = nil) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true,
      sameSite: .strict)
  }
}
