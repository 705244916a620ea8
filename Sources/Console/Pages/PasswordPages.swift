import Casework
import Desk
import Store

/// One's own password.
enum PasswordPages {
  static let routes: [ConsoleRoute] = [
    .get(path, .signedIn) { .page(try await page($0)) },
    .post(path, .signedIn, change),
  ]

  /// Where it is changed.
  static let path = "/settings/password"

  private static func page(
    _ visit: Visit, notice: String? = nil, status: Int = 200
  ) async throws -> PageContent {
    let isGiven = try await visit.desk { desk, acting in try desk.mustChangePassword(acting) }
    func field(_ name: String, _ label: String, _ complete: String) -> PageContent.Field {
      .init(name: name, label: label, type: "password", autocomplete: complete, isRequired: true)
    }
    let form = PageContent.Form(
      id: "password", action: path, token: visit.token,
      fields: [
        field("old", "Password now", "current-password"),
        field("new", "New password", "new-password"),
        field("again", "New password again", "new-password"),
      ], submit: "Change password",
      help: "All your sessions end, this one too: sign in with the new password.")
    return PageContent(
      title: "Password",
      lead: isGiven ? "Somebody else chose your password. Choose your own before you go on." : "",
      part: "/settings",
      blocks: (notice.map { [.notice($0)] } ?? []) + [
        .text(
          "At least \(PasswordRules.shortest) characters. Four or five random words do; no rule asks for sorts of characters."
        ), .form(form),
      ], status: status)
  }

  @Sendable private static func change(_ visit: Visit) async throws -> Answer {
    let acting = try visit.signedIn().acting
    let old = try visit.field("old")
    let new = try visit.field("new")
    guard new == (try visit.field("again")) else {
      return .page(try await page(visit, notice: "The new passwords differ.", status: 422))
    }
    do {
      try await visit.services.desk.performHashing { desk in
        try desk.changePassword(from: old, to: new, by: acting)
      }
    } catch let error as DeskError where [.signInFailed, .weakPassword].contains(error.code) {
      return .page(try await page(visit, notice: error.message, status: 422))
    }
    return .session(token: nil, redirect: "/sign-in")
  }
}
