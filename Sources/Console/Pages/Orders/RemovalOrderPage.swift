import Casework
import Desk
import Exchange
import SocialModel
import Store

extension RemovalOrderPages {
  /// One order: its clocks, what it is about, and what was done.
  static func one(_ visit: Visit, _ draft: FormDraft) async throws -> PageContent {
    let id = try visit.number()
    let now = visit.services.clock()
    let (row, subjects) = try await visit.store { store in
      let row = try store.removalOrder(id)
      return (row, try store.caseFile(row.caseFile).subjects)
    }
    let order = RemovalOrder(row)
    func moment(_ time: Timestamp?) -> String { time.map { HumanText.moment($0) } ?? "–" }
    var blocks: [PageContent.Block] = [
      .facts([
        .init("Standing", standing(order, now)), .init("Hour ends", moment(order.due)),
        .init("Issued by", row.issuedBy), .init("Received", HumanText.moment(row.receivedAt)),
        .init("Case", "\(row.caseFile)", link: "/cases/\(row.caseFile)"),
        .init("Authority was asked", moment(row.objectedAt)),
        .init("That was settled", moment(row.clearedAt)),
        .init("Carried out", moment(row.carriedOutAt)),
        .init("Preserved until", moment(order.preservedUntil)),
      ]), .heading("About"), .list(subjects.map { SubjectCell.words($0) }),
    ]
    if visit.viewer?.may(.decide) == true { blocks += steps(row, draft, visit) }
    return PageContent(
      title: "Removal order \(id)", lead: "All times are in UTC.", part: "/removal-orders",
      blocks: blocks, status: draft.isGood ? 200 : 422)
  }

  /// The steps that can follow.
  private static func steps(
    _ row: RemovalOrderRow, _ draft: FormDraft, _ visit: Visit
  ) -> [PageContent.Block] {
    func form(_ step: String, _ words: String) -> PageContent.Form {
      PageContent.Form(
        id: step, action: "/removal-orders/\(row.id)/note", token: visit.token,
        fields: [.init(name: "step", label: "", type: "hidden", value: step)], submit: words)
    }
    guard row.carriedOutAt != nil else {
      var forms = [form("carried-out", "The content was removed or disabled")]
      if row.objectedAt == nil {
        forms.append(form("objected", "The authority was told that it cannot be carried out"))
      } else if row.clearedAt == nil {
        forms.append(form("cleared", "That is settled: the hour begins"))
      }
      return [.heading("What was done"), .buttons(forms)]
    }
    var preserve = form("preserved", "Preserve until then")
    preserve.fields.append(
      draft.filled(
        .init(
          name: "until", label: "Until the end of (UTC)", type: "date",
          hint: "Where an authority or a court asks for longer than six months.", isRequired: true))
    )
    return [.heading("Preservation"), .form(preserve)]
  }

  @Sendable static func note(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    var draft = FormDraft(visit)
    let row = try await visit.store { try $0.removalOrder(id) }
    let step: CaseDesk.OrderStep
    switch try visit.field("step") {
    case "objected": step = .objected
    case "cleared": step = .cleared
    case "carried-out": step = .carriedOut
    case "preserved":
      guard let day = TimeField.moment(draft.text("until") + "T00:00"), day > visit.services.clock()
      else {
        draft.refuse("until", "A later day, written as 2026-03-01.")
        return .page(try await one(visit, draft))
      }
      step = .preserved(until: Timestamp(milliseconds: day.milliseconds + 86_400_000))
    default: throw ConsoleError(.badRequest, "There is no such step.")
    }
    try await visit.desk { desk, acting in
      try desk.note(step, ofCase: row.caseFile, by: acting)
    }
    return .redirect("/removal-orders/\(id)")
  }
}
