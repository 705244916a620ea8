import Casework
import Desk
import Exchange
import SocialModel
import Store

/// One decision on many cases of a queue: a record for each, what was refused with why, and its undoing.
enum BulkPages {
  static let routes: [ConsoleRoute] = [
    .get("/queues/{id}/bulk", .permission(.decideInBulk)) { visit in
      var input = DecisionInput([:], subjects: [], policy: try await policy(visit))
      input.answer.typed["source"] = DecisionSource.ownInitiative.rawValue
      return try await form(visit, cases(visit.query), input, nil)
    },
    .post("/queues/{id}/bulk", .permission(.decideInBulk), decide),
    .get("/bulks/{name}", .permission(.viewCases)) { try await page($0, nil) },
    .get("/bulks/{name}/decisions.csv", .permissions(.viewCases, .exportTables)) { visit in
      let name = try name(visit)
      let (rows, blocks) = try await read(name, visit)
      return try await Export.rows(
        "bulk-decisions", on: "table:bulk:\(name)", visit, DecisionBlocks.columns,
        rows.map(blocks.cells))
    },
    .post("/bulks/{name}/undo", .permission(.undoOwn), undo),
  ]

  private static func policy(_ visit: Visit) async throws -> PolicyList {
    try await visit.desk { desk, _ in try desk.policy() }
  }

  /// The cases that are ticked, in order.
  private static func cases(_ fields: [String: String]) -> [Int64] {
    fields.keys.compactMap { name in
      name.hasPrefix("case-") ? Int64(name.dropFirst(5)).flatMap { $0 > 0 ? $0 : nil } : nil
    }.sorted()
  }

  private static func form(
    _ visit: Visit, _ cases: [Int64], _ input: DecisionInput, _ refusal: Refusal?
  ) async throws -> Answer {
    let id = try visit.number()
    let (queue, rows) = try await visit.store { store in
      (
        try QueuePages.queue(id, store),
        try cases.prefix(BulkDecision.most).map { try store.caseFile($0).row }
      )
    }
    var blocks: [PageContent.Block] = []
    if let refusal { blocks.append(.notice(refusal.message)) }
    let boxes = rows.map { row in
      PageContent.Field(
        name: "case-\(row.id)", label: "Case \(row.id): \(CaseWords.subject(row.subject))",
        value: "yes", isBox: true, isTicked: true, group: "Cases")
    }
    if boxes.isEmpty {
      blocks += [
        .text("Tick cases in the queue first."),
        .links([.init(words: "To the queue", link: "/queues/\(id)")]),
      ]
    } else {
      blocks.append(
        .form(
          input.form(
            "bulk", action: "/queues/\(id)/bulk", visit,
            submit: "Decide on \(HumanText.count(boxes.count, "case"))",
            wrong: refusal?.problems ?? [], before: boxes)))
    }
    return .page(
      PageContent(
        title: "Decide on cases of \(queue.name)",
        lead:
          "Each case’s first subject gets a record of its own, which can be appealed against and "
          + "undone by itself.",
        part: "/queues", blocks: blocks, status: refusal?.status ?? 200))
  }

  @Sendable private static func decide(_ visit: Visit) async throws -> Answer {
    _ = try visit.number()
    _ = try visit.field("reasons")
    let chosen = cases(visit.form)
    let input = DecisionInput(visit.form, subjects: [], policy: try await policy(visit))
    let (result, refusal) = try await visit.attempt { desk, acting in
      guard !chosen.isEmpty else {
        throw DeskError(.incomplete, subject: "bulk", message: "Tick cases first.")
      }
      return try desk.decideInBulk(input.template(), cases: chosen, by: acting)
    }
    guard let result else { return try await form(visit, chosen, input, refusal) }
    return try await page(visit, result)
  }

  private static func name(_ visit: Visit) throws -> String {
    guard let name = visit.parameters["name"], (1...128).contains(name.utf8.count) else {
      throw ConsoleError(.notFound, "There is no such bulk.")
    }
    return name
  }

  private static func read(
    _ name: String, _ visit: Visit
  ) async throws -> ([DecisionRow], DecisionBlocks) {
    try await visit.desk { desk, acting in
      let rows = try desk.store.decisions(batch: name, limit: 1000).items
      return (rows, try DecisionBlocks(rows, desk, acting))
    }
  }

  /// A bulk as it stands, with what was refused when it has just been made or undone.
  private static func page(
    _ visit: Visit, _ result: BulkResult?, notice: String = ""
  ) async throws -> Answer {
    let name = try result.map { $0.bulk } ?? name(visit)
    let (rows, decisions) = try await read(name, visit)
    guard result != nil || !rows.isEmpty else {
      throw ConsoleError(.notFound, "There is no such bulk.")
    }
    var blocks = Flash.blocks(visit)
    if let result {
      let words = notice.isEmpty ? "recorded" : notice
      blocks.append(
        .notice(
          "\(HumanText.count(result.decisions.count, "decision")) \(words), "
            + "\(result.refused.count) refused."))
      blocks.append(.table(refused(result)))
    }
    blocks.append(
      .table(
        decisions.table(
          rows, csv: Export.link(visit, "/bulks/\(Link.escaped(name))/decisions.csv"),
          empty: "Nothing was decided.")))
    if let ends = rows.compactMap({ decisions.undoEnds[$0.id] }).max(),
      visit.viewer?.may(.undoOwn) == true
    {
      let left = HumanText.lag(ends.milliseconds - decisions.now.milliseconds)
      var form = PageContent.Form(
        id: "undo", action: "/bulks/\(Link.escaped(name))/undo", token: visit.token,
        fields: [.init(name: "why", label: "Why it is undone", isRequired: true)],
        submit: "Undo all that can be undone", help: "Possible for \(left) more.")
      (form.key, form.isQuiet) = ("u", true)
      blocks.append(.form(form))
    }
    return .page(
      PageContent(
        title: "Decisions made at one go",
        lead: "Each is a record of its own.", part: "/queues", blocks: blocks))
  }

  private static func refused(_ result: BulkResult) -> PageContent.Table {
    PageContent.Table(
      id: "refused", caption: "Refused", columns: [.init("what"), .init("why")],
      rows: result.refused.map {
        [.init(CaseWords.subject($0.subject)), .init($0.reason.message)]
      }, empty: "Nothing was refused.")
  }

  @Sendable private static func undo(_ visit: Visit) async throws -> Answer {
    let name = try name(visit)
    let why = try visit.field("why")
    let result = try await visit.desk { desk, acting in
      try desk.undo(bulk: name, why: why, by: acting)
    }
    return try await page(visit, result, notice: "undone")
  }
}
