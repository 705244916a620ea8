import Casework
import Desk

/// Signing in and out.
enum SessionPages {
  static let routes: [ConsoleRoute] = [
    .get("/sign-in", .anyone) { .page(page($0)) },
    .post("/sign-in", .anyone, signIn),
    .post("/sign-out", .signedIn) { visit in
      let viewer = try visit.signedIn()
      try await visit.services.desk.perform { try $0.signOut(viewer.token) }
      return .session(token: nil, redirect: "/sign-in")
    },
  ]

  private static func page(_ visit: Visit, notice: String? = nil, status: Int = 200) -> PageContent
  {
    let form = PageContent.Form(
      id: "sign-in", action: "/sign-in", token: visit.token,
      fields: [
        .init(name: "name", label: "Name", autocomplete: "username", isRequired: true),
        .init(
          name: "password", label: "Password", type: "password",
          autocomplete: "current-password", isRequired: true),
        .init(
          name: "code", label: "One-time code",
          hint: "Or a recovery code. Leave it empty if you have none.",
          autocomplete: "one-time-code"),
      ], submit: "Sign in")
    return PageContent(
      title: "Sign in", blocks: (notice.map { [.notice($0)] } ?? []) + [.form(form)],
      status: status)
  }

  @Sendable private static func signIn(_ visit: Visit) async throws -> Answer {
    let name = try visit.field("name")
    let password = try visit.field("password")
    guard name.utf8.count <= 256, let source = visit.source else {
      return .page(page(visit, notice: wrong, status: 403))
    }
    let code = visit.form["code"] ?? ""
    do {
      let signedIn = try await visit.services.desk.performHashing { desk in
        try desk.signIn(name: name, password: password, code: code, source: source)
      }
      return .session(token: signedIn.token.text, redirect: "/")
    } catch let error as DeskError where error.code == .signInFailed {
      return .page(page(visit, notice: wrong, status: 403))
    } catch let error as DeskError where error.code == .wait {
      let until = error.until ?? visit.services.clock()
      let seconds = max(
        1, (until.milliseconds - visit.services.clock().milliseconds + 999) / 1000)
      var content = page(
        visit, notice: "\(error.message) Try again in \(seconds) s.", status: 429)
      content.retryAfter = seconds
      return .page(content)
    }
  }

  /// The same for every cause, so that it tells no name and no half of what was wrong.
  private static let wrong = "That is not right: name, password or one-time code."
}
