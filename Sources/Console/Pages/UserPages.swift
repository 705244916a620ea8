import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Users, for an administrator: make one, change a role, close and open again.
enum UserPages {
  static let routes: [ConsoleRoute] = [
    .get("/users", .permission(.manageUsers)) { .page(try await page($0)) },
    .get("/users.csv", .permission(.manageUsers)) { visit in
      try await Export.list("users", on: "table:users", visit, columns, cells: cells) {
        store, _ in Page(items: try store.users(), next: nil)
      }
    },
    .post("/users", .permission(.manageUsers), add),
    .post("/users/{id}", .permission(.manageUsers), change),
    .post("/users/{id}/password", .permission(.manageUsers), resetPassword),
    .post("/users/{id}/sign-out", .permission(.manageUsers), signOut),
    .post("/users/{id}/second-factor", .permission(.manageUsers), resetSecondFactor),
  ]

  private static let columns: [PageContent.Column] = [
    .init("number", isNumber: true), .init("name"), .init("role"), .init("second factor"),
    .init("made"), .init("state"),
  ]

  @Sendable private static func cells(_ user: UserRow) -> [PageContent.Cell] {
    [
      .init("\(user.id)"), .init(user.name), .init(user.role),
      .init(user.hasSecondFactor ? "yes" : "no"), .init(HumanText.moment(user.createdAt)),
      .init(user.disabledAt.map { "closed \(HumanText.moment($0))" } ?? "open"),
    ]
  }

  private static func page(
    _ visit: Visit, notice: [PageContent.Block] = []
  ) async throws -> PageContent {
    let users = try await visit.store { try $0.users() }
    let roles = Role.allCases.map { ($0.rawValue, $0.rawValue) }
    let add = PageContent.Form(
      id: "user-add", action: "/users", token: visit.token,
      fields: [
        .init(name: "name", label: "Name", isRequired: true),
        .init(
          name: "role", label: "Role", value: Role.reviewer.rawValue, options: roles),
        .init(
          name: "password", label: "First password", type: "password",
          hint: "At least \(PasswordRules.shortest) characters.", autocomplete: "new-password",
          isRequired: true),
      ], submit: "Add user")
    var blocks: [PageContent.Block] =
      notice + [
        .table(
          PageContent.Table(
            id: "users", caption: "Users by name", columns: columns, rows: users.map(cells),
            csv: Link.to("/users.csv"))),
        .heading("Add a user"), .form(add), .heading("Change a user"),
      ]
    for user in users where user.id != visit.viewer?.id {
      blocks += forms(for: user, roles, visit.token)
    }
    return PageContent(title: "Users", part: "/users", blocks: blocks)
  }

  private static func forms(
    for user: UserRow, _ roles: [(value: String, words: String)], _ token: String
  ) -> [PageContent.Block] {
    [
      .form(
        PageContent.Form(
          id: "user-\(user.id)", action: "/users/\(user.id)", token: token,
          fields: [
            .init(name: "role", label: "Role of \(user.name)", value: user.role, options: roles),
            .init(
              name: "state", label: "State of \(user.name)",
              value: user.disabledAt == nil ? "open" : "closed",
              options: [("open", "open"), ("closed", "closed")]),
          ], submit: "Change \(user.name)")),
      .form(
        PageContent.Form(
          id: "user-\(user.id)-password", action: "/users/\(user.id)/password", token: token,
          fields: [
            .init(
              name: "password", label: "New password of \(user.name)", type: "password",
              autocomplete: "new-password", isRequired: true)
          ], submit: "Set password of \(user.name)")),
    ]
      + [
        .form(
          PageContent.Form(
            id: "user-\(user.id)-sign-out", action: "/users/\(user.id)/sign-out", token: token,
            fields: [], submit: "Sign \(user.name) out everywhere"))
      ]
      + (user.hasSecondFactor
        ? [
          .form(
            PageContent.Form(
              id: "user-\(user.id)-factor", action: "/users/\(user.id)/second-factor",
              token: token, fields: [], submit: "Remove second factor of \(user.name)"))
        ] : [])
  }

  @Sendable private static func add(_ visit: Visit) async throws -> Answer {
    let viewer = try visit.signedIn()
    let name = try visit.field("name")
    guard let role = Role(rawValue: try visit.field("role")) else {
      throw ConsoleError(.badRequest, "There is no such role.")
    }
    let password = try visit.field("password")
    let acting = viewer.acting
    do {
      _ = try await visit.services.desk.performHashing { desk in
        try desk.createUser(name, role: role, password: password, by: acting)
      }
    } catch let error as DeskError
      where [.conflict, .malformed, .weakPassword].contains(error.code)
    {
      let words = error.code == .conflict ? "There is a user of that name." : error.message
      return .page(try await page(visit, notice: [.notice(words)]))
    }
    return .page(
      try await page(
        visit,
        notice: [
          .notice(
            "The user was added. Give them the first password; at the first sign-in they choose their own and set up a second factor."
          )
        ]))
  }

  @Sendable private static func change(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    guard let role = Role(rawValue: try visit.field("role")) else {
      throw ConsoleError(.badRequest, "There is no such role.")
    }
    let isClosed = try visit.field("state") == "closed"
    try await visit.desk { desk, acting in
      let user = try desk.store.user(id)
      let isOther = user.role != role.rawValue
      let isChanged = (user.disabledAt != nil) != isClosed
      guard isOther || isChanged else { return }
      try desk.changeUser(
        id, role: isOther ? role : nil, isClosed: isChanged ? isClosed : nil, by: acting)
    }
    return .redirect("/users")
  }

  /// A new password for somebody who lost theirs.
  @Sendable private static func resetPassword(_ visit: Visit) async throws -> Answer {
    let acting = try visit.signedIn().acting
    let id = try visit.number()
    let password = try visit.field("password")
    do {
      try await visit.services.desk.performHashing { desk in
        try desk.resetPassword(of: id, to: password, by: acting)
      }
    } catch let error as DeskError where error.code == .weakPassword {
      return .page(try await page(visit, notice: [.notice(error.message)]))
    }
    return .page(
      try await page(visit, notice: [.notice("The password was set; all sessions ended.")]))
  }

  @Sendable private static func signOut(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    try await visit.desk { desk, acting in try desk.endSessions(of: id, by: acting) }
    return .page(try await page(visit, notice: [.notice("All sessions ended.")]))
  }

  /// No second factor any more, for somebody who lost theirs and the recovery codes.
  @Sendable private static func resetSecondFactor(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    try await visit.desk { desk, acting in try desk.resetSecondFactor(of: id, by: acting) }
    return .page(
      try await page(
        visit, notice: [.notice("The second factor was removed; all sessions ended.")]))
  }
}
