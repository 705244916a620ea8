import Casework
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
    for user in users where user.id != visit.viewer?.user.id {
      blocks.append(
        .form(
          PageContent.Form(
            id: "user-\(user.id)", action: "/users/\(user.id)", token: visit.token,
            fields: [
              .init(
                name: "role", label: "Role of \(user.name)", value: user.role, options: roles),
              .init(
                name: "state", label: "State of \(user.name)",
                value: user.disabledAt == nil ? "open" : "closed",
                options: [("open", "open"), ("closed", "closed")]),
            ], submit: "Change \(user.name)")))
    }
    return PageContent(title: "Users", part: "/users", blocks: blocks)
  }

  @Sendable private static func add(_ visit: Visit) async throws -> Answer {
    let viewer = try visit.signedIn()
    let name = try visit.field("name")
    guard let role = Role(rawValue: try visit.field("role")) else {
      throw ConsoleError(.badRequest, "There is no such role.")
    }
    let hash: String
    do {
      hash = try await visit.services.desk.hash(visit.field("password"), userName: name)
    } catch let error as CaseworkError {
      return .page(try await page(visit, notice: [.notice(error.message)]))
    }
    let secret = OneTimeSecret.random()
    let desk = visit.services.desk
    do {
      try await visit.store { store in
        let id = try store.addUser(
          name, role: role.rawValue, passwordHash: hash, by: viewer.actor)
        try store.setSecondFactor(
          ofUser: id, sealedSecret: desk.seal(secret, ofUser: id), by: viewer.actor)
      }
    } catch let error as StoreError where [.conflict, .badValue].contains(error.code) {
      let words =
        error.code == .conflict ? "There is a user of that name." : "This is no name for a user."
      return .page(try await page(visit, notice: [.notice(words)]))
    }
    return .page(
      try await page(
        visit,
        notice: [
          .notice(
            "The user was added. Give them this address for their authenticator program; it is not shown again."
          ),
          .facts([.init("Second factor", secret.uri(issuer: "Tocsin", userName: name))]),
        ]))
  }

  @Sendable private static func change(_ visit: Visit) async throws -> Answer {
    let viewer = try visit.signedIn()
    let id = try visit.number()
    guard let role = Role(rawValue: try visit.field("role")) else {
      throw ConsoleError(.badRequest, "There is no such role.")
    }
    let isClosed = try visit.field("state") == "closed"
    if let reason = SeparationOfDuties.userChange("\(viewer.user.id)", of: "\(id)") {
      throw ConsoleError(.notAllowed, reason)
    }
    try await visit.store { store in
      let user = try store.user(id)
      let isOther = user.role != role.rawValue
      let isChanged = (user.disabledAt != nil) != isClosed
      guard isOther || isChanged else { return }
      try store.setUser(
        id, role: isOther ? role.rawValue : nil, isDisabled: isChanged ? isClosed : nil,
        by: viewer.actor)
    }
    return .redirect("/users")
  }
}
