import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Golden cases: cases whose right decision is agreed on, to answer, to keep, and the score.
enum GoldenPages {
  static let routes: [ConsoleRoute] = [
    .get("/golden-cases", .permission(.decide)) { try await list($0, nil) },
    .get("/golden-cases.csv", .permissions(.decide, .exportTables)) { visit in
      let waiting = try await visit.desk { desk, acting in try desk.goldenCases(for: acting) }
      return try await Export.rows(
        "golden-cases", on: "table:golden-cases", visit, columns, waiting.map(cells))
    },
    .post("/golden-cases", .permission(.keepGoldenCases), keep),
    .get("/golden-cases/{id}", .permission(.decide)) { try await page($0, nil) },
    .post("/golden-cases/{id}", .permission(.decide), answer),
  ]

  private static let columns: [PageContent.Column] = [
    .init("golden case", isNumber: true), .init("about"),
  ]

  @Sendable private static func cells(
    _ row: (id: Int64, subject: CaseSubject)
  ) -> [PageContent.Cell] {
    [
      .init("\(row.id)", link: "/golden-cases/\(row.id)"), .init(words(row.subject)),
    ]
  }

  private static func words(_ subject: CaseSubject) -> String {
    CaseWords.subject("\(subject.kind.rawValue):\(subject.platform?.name ?? ""):\(subject.id)")
  }

  private static func list(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let viewer = try visit.signedIn()
    let isKeeper = viewer.may(.keepGoldenCases)
    let (waiting, own, all, policy) = try await visit.desk { desk, acting in
      (
        try desk.goldenCases(for: acting), try desk.goldenScore(ofUser: acting.user, by: acting),
        isKeeper ? try desk.goldenScore(by: acting) : nil, try desk.policy()
      )
    }
    var blocks = Flash.blocks(visit)
    if let refusal { blocks.append(.notice(refusal.message)) }
    blocks += [
      .table(
        PageContent.Table(
          id: "golden-cases", caption: "Those that you have not answered", columns: columns,
          rows: waiting.map(cells), csv: Export.link(visit, "/golden-cases.csv"),
          empty: "You have answered all of them.")), .heading("Score"),
      .table(
        PageContent.Table(
          id: "score", caption: "Shares with Wilson’s 95% interval",
          columns: [
            .init("whose"), .init("answers", isNumber: true), .init("right to act"),
            .init("exactly right"), .init("too much", isNumber: true),
            .init("too little", isNumber: true),
          ], rows: [score("mine", own)] + (all.map { [score("everybody’s", $0)] } ?? []))),
    ]
    if isKeeper { blocks += [.heading("Keep one"), .form(keepForm(visit, policy, refusal))] }
    return .page(
      PageContent(
        title: "Golden cases",
        lead: "Their right answer is agreed on. It is shown once you have answered.",
        part: "/second-reviews", blocks: blocks, status: refusal?.status ?? 200))
  }

  private static func score(_ name: String, _ score: GoldenScore) -> [PageContent.Cell] {
    func words(_ share: ShareInterval) -> String {
      guard share.total > 0 else { return "no answer yet" }
      func percent(_ value: Double) -> String { "\(Int((value * 100).rounded()))%" }
      return "\(share.hits) of \(share.total)"
        + ", \(percent(share.interval.lowerBound)) to \(percent(share.interval.upperBound))"
    }
    return [
      .init(name), .init("\(score.exact.total)"), .init(words(score.rightToAct)),
      .init(words(score.exact)), .init("\(score.tooMuch)"), .init("\(score.tooLittle)"),
    ]
  }

  private static func keepForm(
    _ visit: Visit, _ policy: PolicyList, _ refusal: Refusal?
  ) -> PageContent.Form {
    let input = AnswerInput(typed: visit.form, policy: policy)
    let isSubject = refusal.map { $0.problems.isEmpty } ?? false
    return PageContent.Form(
      id: "golden", action: "/golden-cases", token: visit.token,
      fields: [
        .init(
          name: "subject", label: "It is about", value: visit.typed("subject"),
          hint: "Such as post:x:7120 or account:x:a1.", isRequired: true,
          wrong: isSubject ? refusal?.message ?? "" : "")
      ] + input.groundFields() + input.measureFields() + [
        .init(
          name: "reasons", label: "Why this is right", value: visit.typed("reasons"),
          isRequired: true, lines: 3)
      ], submit: "Keep the golden case",
      help: "One that is there already gets the new answer.",
      wrong: refusal.map { AnswerInput.wrong($0.problems) } ?? [:])
  }

  @Sendable private static func keep(_ visit: Visit) async throws -> Answer {
    let subject = visit.typed("subject")
    let reasons = String(try visit.field("reasons").prefix(5000))
    let (_, refusal) = try await visit.attempt { desk, acting in
      let input = AnswerInput(typed: visit.form, policy: try desk.policy())
      return try desk.saveGoldenCase(
        CaseSubject(text: subject), answer: input.answer(), reasons: reasons, by: acting)
    }
    if let refusal { return try await list(visit, refusal) }
    return .redirect(Flash.kept.on("/golden-cases"))
  }

  private static func page(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let id = try visit.number()
    let (subject, evidence, care, policy) = try await visit.desk { desk, acting in
      let store = desk.store
      _ = try store.goldenCase(id)
      let found = try desk.goldenCases(for: acting).first { $0.id == id }?.subject
      let evidence = try SubjectEvidence(
        found.map { [try $0.stored().description] } ?? [], in: store)
      let care = try Care.of(acting.user, in: store, now: store.clock())
      if evidence.showsText(visit, care) {
        try store.record("content.viewed", on: "golden:\(id)", by: acting.actor)
      }
      return (found, evidence, care, try desk.policy())
    }
    guard let subject else {
      return .page(
        PageContent(
          title: "Golden case \(id)", lead: "You have answered it.", part: "/second-reviews",
          blocks: [.links([.init(words: "Golden cases", link: "/golden-cases")])],
          status: refusal?.status ?? 200))
    }
    var blocks: [PageContent.Block] = []
    if let refusal { blocks.append(.notice(refusal.message)) }
    let input = AnswerInput(typed: visit.form, policy: policy)
    blocks += try await evidence.withMedia(visit, care).blocks(visit, care)
    blocks.append(
      .form(
        PageContent.Form(
          id: "golden", action: "/golden-cases/\(id)", token: visit.token,
          fields: input.groundFields() + input.measureFields(), submit: "Answer",
          help: "One answer counts. Without a ground and a measure you would dismiss it.",
          wrong: refusal.map { AnswerInput.wrong($0.problems) } ?? [:])))
    return .page(
      PageContent(
        title: "Golden case \(id)", lead: "About \(words(subject)).", part: "/second-reviews",
        blocks: blocks, status: refusal?.status ?? 200))
  }

  @Sendable private static func answer(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    _ = try visit.field("ground")
    let (result, refusal) = try await visit.attempt { desk, acting in
      let input = AnswerInput(typed: visit.form, policy: try desk.policy())
      let answer = try input.answer()
      let result = try desk.answerGoldenCase(id, with: answer, by: acting)
      return (answer, result.isRight, result.right, result.reasons)
    }
    guard let (mine, isRight, right, reasons) = result else {
      return try await page(visit, refusal)
    }
    func words(_ answer: GoldenAnswer) -> String {
      "\(CaseWords.measures(answer.measures.sorted().map(\.rawValue))); ground: "
        + CaseWords.ground(answer.ground)
    }
    return .page(
      PageContent(
        title: "Golden case \(id)", lead: isRight ? "Exactly right." : "Not the agreed answer.",
        part: "/second-reviews",
        blocks: [
          .facts([.init("Your answer", words(mine)), .init("The agreed one", words(right))]),
          .heading("Why"), .text(reasons),
          .links([.init(words: "Golden cases", link: "/golden-cases")]),
        ]))
  }
}
