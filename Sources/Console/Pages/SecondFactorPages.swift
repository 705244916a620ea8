import Casework
import Desk
import Store

/// One's own second factor: set up, proved with a code, recovery codes shown once.
enum SecondFactorPages {
  static let routes: [ConsoleRoute] = [
    .get(path, .signedIn) { .page(try await page($0)) },
    .post(path, .signedIn, accept),
  ]

  /// Where it is set up.
  static let path = "/settings/second-factor"

  private static func page(
    _ visit: Visit, notice: String? = nil, status: Int = 200
  ) async throws -> PageContent {
    let (offer, hasOne) = try await visit.desk { desk, acting in
      (
        try desk.offerSecondFactor(to: acting),
        try desk.store.user(acting.user).hasSecondFactor
      )
    }
    let form = PageContent.Form(
      id: "second-factor", action: path, token: visit.token,
      fields: [
        .init(name: "offer", label: "", type: "hidden", value: offer.sealed),
        .init(
          name: "password", label: "Your password", type: "password",
          autocomplete: "current-password", isRequired: true),
        .init(
          name: "code", label: "Code that the program shows", autocomplete: "one-time-code",
          isRequired: true),
      ], submit: "Turn it on")
    let words =
      hasOne
      ? "You have a second factor. What you set up here replaces it and its recovery codes."
      : "You have no second factor: whoever learns your password can sign in as you."
    return PageContent(
      title: "Second factor", lead: words, part: "/settings",
      blocks: (notice.map { [.notice($0)] } ?? []) + [
        .text("Type this secret into an authenticator program, then its code here."),
        .facts([.init("Secret", grouped(offer.secret)), .init("As a link", offer.uri)]),
        .form(form), .links([.init(words: "Not now", link: "/")]),
      ], status: status)
  }

  @Sendable private static func accept(_ visit: Visit) async throws -> Answer {
    let offer = try visit.field("offer")
    let code = try visit.field("code")
    let password = try visit.field("password")
    let taken: (codes: [String], token: SecretToken?)
    do {
      let acting = try visit.signedIn().acting
      taken = try await visit.services.desk.performHashing { desk in
        try desk.acceptSecondFactor(offer, code: code, password: password, by: acting)
      }
    } catch let error as DeskError where [.signInFailed, .key].contains(error.code) {
      // A new secret is offered, so that nobody goes on guessing codes of one.
      return .page(
        try await page(
          visit, notice: "The password or the code is wrong. Begin again with this new secret.",
          status: 403))
    }
    let page = PageContent(
      title: "Second factor", lead: "It is on. You are asked for a code at the next sign-in.",
      part: "/settings",
      blocks: [
        .text(
          "Each of these codes lets you in once when you have lost the authenticator program. They are not shown again: print them, or keep them in a password manager."
        ),
        .list(taken.codes), .links([.init(words: "I have kept them", link: "/")]),
      ])
    guard let token = taken.token else { return .page(page) }
    return .pageInSession(page, token: token.text)
  }

  /// Four letters at a time, as people type them.
  private static func grouped(_ secret: String) -> String {
    stride(from: 0, to: secret.count, by: 4).map { String(secret.dropFirst($0).prefix(4)) }
      .joined(separator: " ")
  }
}
