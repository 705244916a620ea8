import Casework
import Desk
import Exchange
import SocialModel
import Store

/// API tokens, for an administrator: make one, withdraw one.
enum TokenPages {
  static let routes: [ConsoleRoute] = [
    .get("/tokens", .permission(.manageTokens)) { .page(try await page($0)) },
    .get("/tokens.csv", .permission(.manageTokens)) { visit in
      let names = try await names(visit)
      return try await Export.list(
        "tokens", on: "table:tokens", visit, columns, cells: { cells($0, names) },
        fetch: { store, _ in Page(items: try store.tokens(), next: nil) })
    },
    .post("/tokens", .permission(.manageTokens), make),
    .post("/tokens/{id}/withdraw", .permission(.manageTokens), withdraw),
  ]

  private static let columns: [PageContent.Column] = [
    .init("number", isNumber: true), .init("name"), .init("acts for"), .init("scopes"),
    .init("ends"), .init("last used"), .init("state"),
  ]

  private static func names(_ visit: Visit) async throws -> [Int64: String] {
    try await visit.store { store in
      Dictionary(uniqueKeysWithValues: try store.users().map { ($0.id, $0.name) })
    }
  }

  @Sendable private static func cells(
    _ token: TokenRow, _ names: [Int64: String]
  ) -> [PageContent.Cell] {
    [
      .init("\(token.id)"), .init(token.name), .init(names[token.user] ?? "user \(token.user)"),
      .init(token.scopes.joined(separator: " ")), .init(HumanText.moment(token.expiresAt)),
      .init(token.usedAt.map { HumanText.moment($0) } ?? "never"),
      .init(token.revokedAt.map { "withdrawn \(HumanText.moment($0))" } ?? "open"),
    ]
  }

  private static func page(
    _ visit: Visit, notice: [PageContent.Block] = []
  ) async throws -> PageContent {
    let names = try await names(visit)
    let tokens = try await visit.store { try $0.tokens() }
    let table = PageContent.Table(
      id: "tokens", caption: "API tokens", columns: columns,
      rows: tokens.map { cells($0, names) }, csv: "/tokens.csv", empty: "There is no token.")
    let open = tokens.filter { $0.revokedAt == nil }
    let withdrawals = open.map { token -> PageContent.Block in
      .form(
        PageContent.Form(
          id: "token-\(token.id)", action: "/tokens/\(token.id)/withdraw", token: visit.token,
          fields: [], submit: "Withdraw \(token.name)"))
    }
    return PageContent(
      title: "API tokens",
      lead: "A program that shows a token acts for its owner, within the token’s scopes.",
      part: "/tokens",
      blocks: notice + [.table(table), .heading("Make a token"), .form(form(visit, names))]
        + withdrawals)
  }

  private static func form(_ visit: Visit, _ names: [Int64: String]) -> PageContent.Form {
    let owners = names.sorted { $0.value < $1.value }.map { ("\($0.key)", $0.value) }
    let scopes = APIScope.allCases.map { scope in
      PageContent.Field(
        name: "scope-\(scope.rawValue)", label: "\(scope.rawValue): \(scope.permission.words)",
        value: "yes", isBox: true)
    }
    return PageContent.Form(
      id: "token-add", action: "/tokens", token: visit.token,
      fields: [
        .init(name: "name", label: "Name", isRequired: true),
        .init(name: "owner", label: "Acts for", options: owners),
        .init(
          name: "days", label: "Days until it ends", type: "number", value: "90",
          hint: "1 to 366.", isRequired: true),
      ] + scopes, submit: "Make the token")
  }

  @Sendable private static func make(_ visit: Visit) async throws -> Answer {
    let name = try visit.field("name")
    guard let owner = Int64(try visit.field("owner")),
      let days = Int64(try visit.field("days")), (1...366).contains(days)
    else { throw ConsoleError(.badRequest, "The owner or the number of days is none.") }
    let scopes = Set(APIScope.allCases.filter { visit.form["scope-\($0.rawValue)"] != nil })
    let ends = Timestamp(milliseconds: visit.services.clock().milliseconds + days * 86_400_000)
    do {
      let made = try await visit.desk { desk, acting in
        try desk.makeToken(name, scopes: scopes, owner: owner, expires: ends, by: acting)
      }
      return .page(
        try await page(
          visit,
          notice: [
            .notice("The token was made. It is not shown again."),
            .facts([.init("Token", made.text)]),
          ]))
    } catch let error as DeskError where [.incomplete, .malformed, .conflict].contains(error.code) {
      return .page(try await page(visit, notice: [.notice(error.message)]))
    }
  }

  @Sendable private static func withdraw(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    try await visit.desk { desk, acting in try desk.withdrawToken(id, by: acting) }
    return .redirect("/tokens")
  }
}
