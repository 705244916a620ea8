import Casework
import Desk
import Exchange
import SocialModel
import Store

/// One appeal: the decision that it is against, deciding it, and what follows.
enum AppealPage {
  private struct Found: Sendable {
    var appeal: AppealRow
    var decisions: DecisionBlocks
    var people: People
    var whyNot: String?
    var successor: DecisionRow?
    var reports: [ReportRow]
  }

  private static func read(_ visit: Visit) async throws -> Found {
    let id = try visit.number()
    return try await visit.desk { desk, acting in
      let appeal = try desk.view(appeal: id, by: acting)
      let page = try appeal.decision.content.caseFile.map { try desk.store.caseFile($0) }
      let successor = page?.decisions.first { $0.content.successorOf == appeal.decision.id }
      return Found(
        appeal: appeal,
        decisions: try DecisionBlocks(
          [appeal.decision] + (successor.map { [$0] } ?? []), desk, acting),
        people: try People(desk.store), whyNot: try desk.whyNot(decideAppeal: appeal, by: acting),
        successor: successor, reports: page?.reports ?? [])
    }
  }

  static func page(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let found = try await read(visit)
    let appeal = found.appeal
    let now = visit.services.clock()
    var blocks = Flash.blocks(visit)
    if let refusal { blocks.append(.notice(refusal.message)) }
    var facts: [PageContent.Fact] = [
      .init("State", appeal.outcome ?? appeal.state.rawValue),
      .init("Received", CaseWords.since(appeal.receivedAt, now: now)),
    ]
    if let id = appeal.decision.content.caseFile {
      facts.append(.init("Case", "\(id)", link: "/cases/\(id)"))
    }
    if let closed = appeal.closedAt {
      facts += [
        .init("Decided", HumanText.moment(closed)),
        .init("By", found.people.name(appeal.reviewer)),
      ]
    }
    blocks += [
      .facts(facts), .fold(title: "What the person concerned says", [appeal.text]),
      .heading("The decision"),
      .table(found.decisions.table([appeal.decision], csv: nil, empty: "")),
    ]
    blocks += found.decisions.whole(appeal.decision, visit)
    blocks += appeal.state == .open ? form(found, visit, refusal) : outcome(found, visit)
    return .page(
      PageContent(
        title: "Appeal \(appeal.id)",
        lead: "Against decision \(appeal.decision.id) about "
          + "\(CaseWords.subject(appeal.decision.content.subject)).",
        part: "/appeals", blocks: blocks, status: refusal?.status ?? 200))
  }

  private static let keepGroup = "Measures that stay where it is changed"

  private static func form(
    _ found: Found, _ visit: Visit, _ refusal: Refusal?
  ) -> [PageContent.Block] {
    if let why = found.whyNot { return [.notice("You do not decide this appeal. \(why)")] }
    let words = found.appeal.decision.content.words
    let keeps = words.map { word in
      PageContent.Field(
        name: "keep-\(word)", label: CaseWords.measures([word]), value: "yes", isBox: true,
        isTicked: visit.form["keep-\(word)"] != nil, group: keepGroup)
    }
    var form = PageContent.Form(
      id: "appeal", action: "/appeals/\(found.appeal.id)/decide", token: visit.token,
      fields: [
        .init(
          name: "outcome", label: "The decision", value: visit.typed("outcome"),
          options: [
            ("upheld", "stands"), ("reversed", "falls, with all its measures"),
            ("changed", "is changed: some measures fall"),
          ])
      ] + keeps + [
        .init(
          name: "reasons", label: "Reasons, for the person concerned",
          value: visit.typed("reasons"), isRequired: true, lines: 4,
          wrong: refusal?.message ?? "")
      ], submit: "Decide the appeal")
    form.key = "d"
    return [.heading("Decide the appeal"), .form(form)]
  }

  /// What the appeal came to, and what follows from it.
  private static func outcome(_ found: Found, _ visit: Visit) -> [PageContent.Block] {
    var blocks: [PageContent.Block] = [
      .heading("What it came to"), .text(found.appeal.reasons ?? ""),
    ]
    guard let successor = found.successor else { return blocks }
    var lines = [
      "Decision \(found.appeal.decision.id) stays in the record as undone by this appeal.",
      "Decision \(successor.id) takes its place: "
        + "\(CaseWords.measures(successor.content.words)).",
    ]
    lines += found.reports.map {
      "Report \($0.id) is \($0.state.rawValue); the records of its reporters follow."
    }
    blocks += [
      .heading("What follows"), .list(lines),
      .table(
        PageContent.Table(
          id: "successor", caption: "The decision in its place", columns: DecisionBlocks.columns,
          rows: [found.decisions.cells(successor)])),
    ]
    return blocks
  }

  @Sendable static func decide(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    guard let outcome = AppealOutcome(rawValue: try visit.field("outcome")) else {
      throw ConsoleError(.badRequest, "The form has no such choice.")
    }
    let kept = Set(Measure.allCases.filter { visit.form["keep-\($0.rawValue)"] != nil })
    let reasons = visit.typed("reasons")
    let (_, refusal) = try await visit.attempt { desk, acting in
      try desk.decideAppeal(
        id, outcome, keeping: outcome == .changed ? kept : [], reasons: reasons, by: acting)
    }
    if let refusal { return try await page(visit, refusal) }
    let done: Flash =
      switch outcome {
      case .upheld: .upheld
      case .reversed: .reversed
      case .changed: .changed
      }
    return .redirect(done.on("/appeals/\(id)"))
  }
}
