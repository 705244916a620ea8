import Casework
import Desk
import Exchange
import Store

/// The team's own list of clauses, in its versions.
enum PolicyPages {
  static let routes: [ConsoleRoute] = [
    .get("/policy", .permission(.viewBoard)) { try await page($0, nil) },
    .get("/policy.csv", .permissions(.viewBoard, .exportTables)) { visit in
      let (list, _) = try await read(visit)
      return try await Export.rows(
        "policy-\(list.version)", on: "table:policy", visit, columns, list.clauses.map(cells))
    },
    .post("/policy", .permission(.changeSettings), save),
  ]

  private static let columns: [PageContent.Column] = [
    .init("clause"), .init("words"), .init("category"), .init("address"),
  ]

  @Sendable private static func cells(_ clause: PolicyList.Clause) -> [PageContent.Cell] {
    [
      .init(clause.id), .init(clause.words), .init(CaseWords.category(clause.category)),
      .init(clause.url ?? ""),
    ]
  }

  /// The version that the link names, and the present one's number.
  private static func read(_ visit: Visit) async throws -> (list: PolicyList, present: Int) {
    let wanted = visit.query["version"].flatMap { Int($0) }
    return try await visit.desk { desk, _ in
      let present = try desk.policy()
      guard let wanted, wanted != present.version else { return (present, present.version) }
      guard let list = try desk.policy(version: wanted) else {
        throw ConsoleError(.notFound, "There is no such version.")
      }
      return (list, present.version)
    }
  }

  private static func page(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let (list, present) = try await read(visit)
    var blocks = Flash.blocks(visit)
    if let refusal { blocks.append(.notice(refusal.message)) }
    if present > 1 {
      blocks.append(
        .links(
          (max(1, present - 49)...present).reversed().map {
            .init(
              words: "version \($0)", link: Link.to("/policy", ["version": "\($0)"]),
              isCurrent: $0 == list.version)
          }))
    }
    blocks.append(
      .table(
        PageContent.Table(
          id: "policy", caption: "Version \(list.version)", columns: columns,
          rows: list.clauses.map(cells), csv: Export.link(visit, "/policy.csv"),
          empty: "The team has no list yet. Decisions can rest on the law.")))
    if visit.viewer?.may(.changeSettings) == true, list.version == present {
      blocks += [.heading("Write the next version"), .form(form(visit, list, refusal))]
    }
    return .page(
      PageContent(
        title: "Policy",
        lead: "The team’s own clauses. A decision names the version under which it was made.",
        part: "/policy", blocks: blocks, status: refusal?.status ?? 200))
  }

  /// One line a clause, so that a list can be pasted, and works without JavaScript.
  private static func form(
    _ visit: Visit, _ list: PolicyList, _ refusal: Refusal?
  ) -> PageContent.Form {
    let lines = list.clauses.map { clause in
      ([clause.id, clause.words, CaseWords.category(clause.category)]
        + (clause.url.map { [$0] } ?? [])).joined(separator: " | ")
    }
    return PageContent.Form(
      id: "policy-next", action: "/policy", token: visit.token,
      fields: [
        .init(
          name: "clauses", label: "Clauses",
          value: visit.form["clauses"] ?? lines.joined(separator: "\n"),
          hint: "A line each: id | words for the person concerned | category | address, if any. "
            + "Categories: "
            + StatementCategory.allCases.map { CaseWords.category($0.rawValue) }
            .joined(separator: ", ") + ".",
          isRequired: true, lines: 12, wrong: refusal?.message ?? ""),
        .init(
          name: "version", label: "", type: "hidden",
          value: visit.form["version"] ?? "\(list.version)"),
      ], submit: "Put it in the place of version \(list.version)",
      help: "Earlier versions stay, since decisions name them.")
  }

  /// The clauses of a text.
  ///
  /// - Throws: `DeskError` with `incomplete` and the line that is none.
  static func clauses(_ text: String) throws -> [PolicyList.Clause] {
    let lines = text.split(whereSeparator: \.isNewline)
      .enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
    return try lines.map { place, line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { part in
        part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      let category = StatementCategory.allCases.first {
        parts.count > 2 && CaseWords.category($0.rawValue) == parts[2].lowercased()
      }
      guard (3...4).contains(parts.count), let category, (1...64).contains(parts[0].utf8.count),
        (1...500).contains(parts[1].count), isAddress(parts.count == 4 ? parts[3] : "")
      else {
        throw DeskError(
          .incomplete, subject: "policy",
          message: "Line \(place + 1) is no clause: id | words | category | address.")
      }
      let url = parts.count == 4 && !parts[3].isEmpty ? parts[3] : nil
      return PolicyList.Clause(id: parts[0], words: parts[1], category: category, url: url)
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    text.isEmpty || text.hasPrefix("https://") && text.utf8.count <= 500
  }

  @Sendable private static func save(_ visit: Visit) async throws -> Answer {
    let text = try visit.field("clauses")
    let seen = Int(visit.typed("version"))
    let (_, refusal) = try await visit.attempt { desk, acting in
      let clauses = try clauses(text)
      return try desk.store.together {
        let present = try desk.policy()
        // What is sent twice is one version.
        if present.clauses == clauses { return present.version }
        guard seen == present.version else {
          throw DeskError(
            .conflict, subject: "policy",
            message: "Somebody has written version \(present.version) meanwhile. Look at it first.")
        }
        return try desk.setPolicy(clauses, by: acting)
      }
    }
    if let refusal { return try await page(visit, refusal) }
    return .redirect(Flash.saved.on("/policy"))
  }
}
