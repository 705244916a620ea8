import Casework
import Exchange
import SocialModel
import Store

/// The parts of a case's page.
struct CaseBlocks {
  let found: CaseFound
  let visit: Visit

  var row: CaseRow { found.page.row }
  var path: String { "/cases/\(row.id)" }
  func may(_ permission: Permission) -> Bool { visit.viewer?.may(permission) == true }
  var isMine: Bool { row.claim?.user == visit.viewer?.id && row.claim != nil }

  /// All of them in order.
  func all(note: String = "", wrongNote: String = "") -> [PageContent.Block] {
    var blocks: [PageContent.Block] = [.facts(facts)]
    if !row.why.isEmpty { blocks.append(.list(row.why)) }
    blocks += acts + [.heading("What it is about")]
    if found.page.subjects.count > found.shown.count { blocks.append(.table(subjects)) }
    blocks += found.evidence.blocks(visit, found.care)
    if !found.page.reports.isEmpty { blocks += [.heading("Reports"), .table(reports)] }
    blocks += decisions
    blocks += [.heading("Notes"), .table(notes)]
    if let form = noteForm(note, wrongNote) { blocks.append(.form(form)) }
    return blocks + holds + moving + [.heading("History"), .table(history)]
  }

  private var facts: [PageContent.Fact] {
    let opened = row.openedAt.milliseconds
    func after(_ time: Timestamp?, _ none: String) -> String {
      time.map { "after \(HumanText.lag($0.milliseconds - opened))" } ?? none
    }
    var facts: [PageContent.Fact] = [
      .init("State", row.state == .open && row.claim != nil ? "claimed" : row.state.rawValue),
      .init("Urgency", "\(row.urgency)"), .init("Kind", row.kind),
      .init("Queue", found.queue, link: "/queues/\(row.queue)"),
      .init("Opened", CaseWords.since(row.openedAt, now: found.now)),
      .init("First view", after(row.firstViewedAt, "now")),
      .init("Decision", after(row.decidedAt, "not yet")),
    ]
    if let language = row.language { facts.append(.init("Language", language)) }
    if let due = row.dueAt, row.state == .open {
      facts.append(
        .init("Due", "\(HumanText.moment(due)), \(CaseWords.due(due, now: found.now))"))
    }
    if let claim = row.claim {
      let left = HumanText.lag(claim.expiresAt.milliseconds - found.now.milliseconds)
      facts.append(
        .init("Held by", "\(found.people.name(claim.user)), \(left) left"))
    }
    if let order = found.order {
      facts += [
        .init("Removal order of", order.issuedBy),
        .init("Received", HumanText.moment(order.received)),
        .init("The hour", CaseWords.standing(order, now: found.now)),
      ]
      if let until = order.preservedUntil {
        facts.append(.init("Preserved until", HumanText.moment(until)))
      }
    }
    return facts
  }

  func button(
    _ id: String, _ action: String, _ words: String, key: String = "", isQuiet: Bool = true,
    fields: [String: String] = [:]
  ) -> PageContent.Form {
    var form = PageContent.Form(
      id: id, action: action, token: visit.token,
      fields: fields.sorted { $0.key < $1.key }
        .map { .init(name: $0.key, label: "", type: "hidden", value: $0.value) }, submit: words)
    (form.key, form.isQuiet) = (key, isQuiet)
    return form
  }

  /// What can be done about the case now.
  private var acts: [PageContent.Block] {
    var buttons: [PageContent.Form] = []
    if may(.claim), row.state == .open {
      if row.claim == nil || isMine {
        buttons.append(
          button(
            "claim", "\(path)/claim", isMine ? "Prolong the claim" : "Claim", key: "c",
            isQuiet: isMine))
      }
      if row.claim != nil, isMine || may(.takeOverClaim) {
        buttons.append(button("release", "\(path)/release", "Give back"))
      }
      if row.claim != nil, !isMine, may(.takeOverClaim) {
        buttons.append(button("take-over", "\(path)/take-over", "Take over"))
      }
    }
    if may(.claim) {
      buttons.append(
        button("next", "/queues/\(row.queue)/next", "Take the next of \(found.queue)", key: "n"))
    }
    var blocks: [PageContent.Block] = []
    var links: [PageContent.Action] = []
    if may(.decide), row.state == .open {
      links.append(.init(words: "Decide", link: "\(path)/decide", key: "d"))
    }
    links += CaseLinks.of(case: row.id, for: visit.viewer)
    if !links.isEmpty { blocks.append(.links(links)) }
    if !buttons.isEmpty { blocks.append(.buttons(buttons)) }
    return blocks + orderSteps
  }

  private var orderSteps: [PageContent.Block] {
    guard let order = found.order, may(.decide), order.carriedOut == nil else { return [] }
    var steps: [(String, String)] = [("carried-out", "The content was removed")]
    if order.objected == nil {
      steps.append(("objected", "The authority was told that it cannot be carried out"))
    } else if order.cleared == nil {
      steps.append(("cleared", "That is settled: the hour begins"))
    }
    return [
      .buttons(
        steps.map { step, words in
          button("order-\(step)", "\(path)/order", words, fields: ["step": step])
        })
    ]
  }

  private var subjects: PageContent.Table {
    let first = CasePages.first(visit)
    let next = first + found.shown.count
    return PageContent.Table(
      id: "subjects", caption: "\(found.page.subjects.count) subjects", columns: [.init("subject")],
      rows: found.shown.map { [.init(CaseWords.subject($0))] },
      next: next < found.page.subjects.count ? visit.link("from", "\(next)") : nil,
      csv: Export.link(visit, "\(path)/subjects.csv"))
  }

  private var reports: PageContent.Table {
    PageContent.Table(
      id: "reports", caption: "Reports that it answers", columns: CasePages.reportColumns,
      rows: found.page.reports.map(CasePages.reportCells),
      csv: Export.link(visit, "\(path)/reports.csv"))
  }

  private var decisions: [PageContent.Block] {
    let rows = found.page.decisions
    guard !rows.isEmpty else { return [] }
    var blocks: [PageContent.Block] = [
      .heading("Decisions"),
      .table(
        found.decisions.table(
          rows, csv: Export.link(visit, "\(path)/decisions.csv"), empty: "There is none.")),
    ]
    var isFirst = true
    for row in rows {
      blocks += found.decisions.whole(row, visit)
      if let undo = found.decisions.undo(row, visit, isFirst: isFirst) {
        blocks.append(undo)
        isFirst = false
      }
    }
    if !found.appeals.isEmpty {
      blocks += [
        .heading("Appeals"),
        .table(
          PageContent.Table(
            id: "appeals", caption: "Appeals against them", columns: AppealPages.columns,
            rows: found.appeals.map { AppealPages.cells($0, found.people) })),
      ]
    }
    return blocks
  }

  private var notes: PageContent.Table {
    PageContent.Table(
      id: "notes", caption: "In order", columns: CasePages.noteColumns,
      rows: found.page.notes.map { CasePages.noteCells($0, found.people) },
      csv: Export.link(visit, "\(path)/notes.csv"), empty: "Nobody has written one.")
  }

  private func noteForm(_ typed: String, _ wrong: String) -> PageContent.Form? {
    guard may(.decide), isMine || row.state != .open || !typed.isEmpty else { return nil }
    return PageContent.Form(
      id: "note", action: "\(path)/note", token: visit.token,
      fields: [
        .init(
          name: "text", label: "A note", value: typed,
          hint: "For colleagues. No post text, no guess at who somebody is.", isRequired: true,
          lines: 3, wrong: wrong)
      ], submit: "Write the note")
  }

  private var history: PageContent.Table {
    PageContent.Table(
      id: "history", caption: "From the audit trail", columns: CasePages.historyColumns,
      rows: found.page.history.map { CasePages.historyCells($0, found.people) },
      csv: Export.link(visit, "\(path)/history.csv"))
  }
}
