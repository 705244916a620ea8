import Casework
import Desk
import Exchange
import SocialModel
import Store

/// For how long data are kept, what holds them, and what a purge would remove.
enum RetentionPages {
  static let routes: [ConsoleRoute] = [
    .get("/retention", .either(.setHold, .purge)) { visit in
      .page(try await page(visit, FormDraft([:])))
    },
    .get("/holds.csv", .permissions(.exportTables, .setHold)) { visit in
      try await Export.list(
        "holds", on: "table:holds", visit, columns, cells: { cells($0) },
        fetch: { store, _ in Page(items: try store.holds(), next: nil) })
    },
    .post("/retention", .permission(.changeSettings), set),
    .post("/retention/purge", .permission(.purge), purge),
    .post("/holds", .permission(.setHold), place),
    .post("/holds/{id}/lift", .permission(.setHold)) { visit in
      let id = try visit.number()
      try await visit.desk { desk, acting in
        guard try desk.store.holds().contains(where: { $0.id == id }) else {
          throw ConsoleError(.notFound, "There is no such hold in force.")
        }
        try desk.liftHold(id, by: acting)
      }
      return .redirect("/retention")
    },
  ]

  private static let columns: [PageContent.Column] = [
    .init("hold", isNumber: true), .init("on"), .init("why"), .init("placed"), .init("by"),
    .init("until"),
  ]

  @Sendable private static func cells(_ hold: Store.LegalHold) -> [PageContent.Cell] {
    [
      .init("\(hold.id)"), .init(SubjectCell.words(hold.subject)), .init(hold.reason),
      .init(HumanText.moment(hold.placedAt)), .init(hold.placedBy),
      .init(hold.until.map { HumanText.moment($0) } ?? "lifted"),
    ]
  }

  static func words(_ kind: RetentionKind) -> String {
    switch kind {
    case .post: "Posts, with their media, actions and assessments, and accounts without a post"
    case .run: "Runs, with their candidates"
    case .report: "Closed reports, with their notices"
    case .caseFile: "Closed cases, with notes, decisions, appeals, judgements and packages"
    case .exposure: "Exposure, by day"
    case .session: "Sessions that are over"
    case .signIn: "Sign-ins that throttling remembers"
    case .token: "API tokens that have ended"
    }
  }

  /// The form's name for the days of a kind.
  private static func field(_ kind: RetentionKind) -> String { "days-\(kind.rawValue)" }

  private static func page(
    _ visit: Visit, _ draft: FormDraft, notice: [PageContent.Block] = []
  ) async throws -> PageContent {
    let viewer = try visit.signedIn()
    let (days, holds) = try await visit.store { store in
      (try store.retention(), try store.holds())
    }
    var blocks = notice
    blocks.append(
      .facts(
        RetentionKind.allCases.map { kind in
          .init(
            words(kind),
            (days[kind].map { HumanText.count($0, "day") } ?? "for good")
              + (days.isSet(kind) ? "" : ", the default"))
        }))
    blocks.append(
      .text(
        "Nothing is removed unless somebody purges. The audit trail is kept for good; it holds ids and "
          + "no content. Holds, open cases, standing decisions and removal orders keep what they are "
          + "about, whatever its time."))
    if viewer.may(.changeSettings) {
      blocks += [.heading("For how long"), .form(settings(visit, draft, days))]
    }
    if viewer.may(.setHold) { blocks += self.holds(visit, draft, holds) }
    if viewer.may(.purge) { blocks += try await preview(visit) }
    return PageContent(
      title: "Retention and holds", part: "/retention", blocks: blocks,
      status: draft.isGood ? 200 : 422)
  }

  private static func settings(
    _ visit: Visit, _ draft: FormDraft, _ days: RetentionRule
  ) -> PageContent.Form {
    PageContent.Form(
      id: "retention", action: "/retention", token: visit.token,
      fields: RetentionKind.allCases.map { kind in
        draft.filled(
          .init(
            name: field(kind), label: "Days for \(kind.plural)", type: "number",
            value: days[kind].map { "\($0)" } ?? "",
            hint: "At least \(kind.leastDays); the default is \(kind.defaultDays). "
              + "Empty keeps them for good."))
      }, submit: "Set")
  }

  @Sendable private static func set(_ visit: Visit) async throws -> Answer {
    var draft = FormDraft(visit)
    var asked: [RetentionKind: Int?] = [:]
    for kind in RetentionKind.allCases {
      _ = try visit.field(field(kind))
      let text = draft.text(field(kind))
      let days = Int(text)
      let allowed = kind.leastDays...RetentionKind.mostDays
      if !text.isEmpty, days.map({ !allowed.contains($0) }) ?? true {
        draft.refuse(field(kind), "\(kind.leastDays) to 36,500 days, or nothing.")
      }
      asked[kind] = .some(days)
    }
    guard draft.isGood else { return .page(try await page(visit, draft)) }
    let wanted = asked
    try await visit.desk { desk, acting in
      let now = try desk.store.retention()
      for kind in RetentionKind.allCases {
        guard let days = wanted[kind], days != now[kind] else { continue }
        try desk.setRetention(of: kind, days: days, by: acting)
      }
    }
    return .redirect("/retention")
  }

  private static func holds(
    _ visit: Visit, _ draft: FormDraft, _ holds: [Store.LegalHold]
  ) -> [PageContent.Block] {
    let fields: [PageContent.Field] =
      SubjectCell.fields() + [
        .init(name: "reason", label: "Why", hint: "Such as a file number.", isRequired: true),
        .init(
          name: "until", label: "Until the end of (UTC)", type: "date",
          hint: "Empty holds until it is lifted."),
      ]
    return [
      .heading("Holds"),
      .table(
        PageContent.Table(
          id: "holds", caption: "Holds in force", columns: columns, rows: holds.map(cells),
          csv: Export.link(visit, "/holds.csv"), empty: "Nothing is held.")),
      .buttons(
        holds.map { hold in
          var form = PageContent.Form(
            id: "lift-\(hold.id)", action: "/holds/\(hold.id)/lift", token: visit.token, fields: [],
            submit: "Lift hold \(hold.id)")
          form.isQuiet = true
          return form
        }), .heading("Place a hold"),
      .form(
        PageContent.Form(
          id: "hold", action: "/holds", token: visit.token, fields: fields.map(draft.filled),
          submit: "Place the hold")),
    ]
  }

  @Sendable private static func place(_ visit: Visit) async throws -> Answer {
    var draft = FormDraft(visit)
    _ = try visit.field("reason")
    let subject = SubjectCell.read(&draft)
    let reason = draft.required("reason", most: 1000)
    let until = draft.text("until").isEmpty ? nil : TimeField.moment(draft.text("until") + "T00:00")
    if !draft.text("until").isEmpty, until.map({ $0 <= visit.services.clock() }) ?? true {
      draft.refuse("until", "A later day, written as 2026-03-01.")
    }
    guard draft.isGood, let subject else { return .page(try await page(visit, draft)) }
    let end = until.map { Timestamp(milliseconds: $0.milliseconds + 86_400_000) }
    _ = try await visit.desk { desk, acting in
      try desk.placeHold(on: subject, reason: reason, until: end, by: acting)
    }
    return .redirect("/retention")
  }
}
