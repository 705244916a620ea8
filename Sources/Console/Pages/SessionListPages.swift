import Casework
import Desk
import Exchange
import Store

/// One's own sessions: where one is signed in, and how to end all others.
enum SessionListPages {
  static let routes: [ConsoleRoute] = [
    .get(path, .signedIn) { .page(try await page($0)) },
    .post(path, .signedIn, endOthers),
  ]

  /// Where they are listed.
  static let path = "/settings/sessions"

  private static let columns: [PageContent.Column] = [
    .init("began"), .init("last used"), .init("ends at the latest"), .init("second factor"),
    .init(""),
  ]

  private static func page(
    _ visit: Visit, notice: String? = nil, status: Int = 200
  ) async throws -> PageContent {
    let sessions = try await visit.desk { desk, acting in try desk.sessions(of: acting) }
    let rows = sessions.map { session -> [PageContent.Cell] in
      [
        .init(HumanText.moment(session.began)), .init(HumanText.moment(session.used)),
        .init(HumanText.moment(session.ends)), .init(session.hasSecondFactor ? "shown" : "none"),
        .init(session.isThis ? "this one" : ""),
      ]
    }
    var blocks: [PageContent.Block] = notice.map { [.notice($0)] } ?? []
    blocks.append(
      .table(
        PageContent.Table(
          id: "sessions", caption: "Where you are signed in", columns: columns, rows: rows)))
    if sessions.count > 1 {
      blocks.append(
        .form(
          PageContent.Form(
            id: "sessions-end", action: path, token: visit.token,
            fields: [
              .init(
                name: "password", label: "Your password", type: "password",
                autocomplete: "current-password", isRequired: true)
            ], submit: "End all other sessions")))
    }
    return PageContent(title: "My sessions", part: "/settings", blocks: blocks, status: status)
  }

  @Sendable private static func endOthers(_ visit: Visit) async throws -> Answer {
    let acting = try visit.signedIn().acting
    let password = try visit.field("password")
    do {
      try await visit.services.desk.performHashing { desk in
        try desk.endOtherSessions(password: password, by: acting)
      }
    } catch let error as DeskError where error.code == .signInFailed {
      return .page(try await page(visit, notice: error.message, status: 403))
    }
    return .page(try await page(visit, notice: "All other sessions have ended."))
  }
}
