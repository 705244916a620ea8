import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Decisions in tables and whole. Who may still give a blind second review of one is not shown how it was
/// decided.
struct DecisionBlocks: Sendable {
  var people: People
  /// The decisions that the viewer may still review blindly.
  var hidden: Set<Int64>
  /// Until when the viewer may undo which.
  var undoEnds: [Int64: Timestamp] = [:]
  var now: Timestamp

  init(_ rows: [DecisionRow], _ desk: CaseDesk, _ acting: Acting) throws {
    people = try People(desk.store)
    hidden = Set(try rows.filter { try desk.isBlind($0, for: acting) }.map(\.id))
    now = desk.store.clock()
    for row in rows { undoEnds[row.id] = try desk.undoEnds(row, for: acting) }
  }

  static let columns: [PageContent.Column] = [
    .init("decision", isNumber: true), .init("time"), .init("subject"),
    .init("measures", detail: "ground"), .init("category"), .init("where"), .init("ends"),
    .init("by"), .init("state"), .init("id for appeals"),
  ]

  func cells(_ row: DecisionRow) -> [PageContent.Cell] {
    let content = row.content
    let link = content.caseFile.map { "/cases/\($0)" }
    let subject = CaseWords.subject(content.subject)
    guard !hidden.contains(row.id) else {
      let waits = "awaits a second review"
      return [
        .init("\(row.id)", link: link), .init(HumanText.moment(row.time)), .init(subject),
        .init(waits), .init(""), .init(""), .init(""), .init(""), .init(waits), .init(""),
      ]
    }
    return [
      .init("\(row.id)", link: link), .init(HumanText.moment(row.time)), .init(subject),
      .init(CaseWords.measures(content.words), detail: CaseWords.ground(content)),
      .init(CaseWords.category(content.category)),
      .init(content.scope == "all" ? "everywhere" : content.scope),
      .init(content.validUntil.map { HumanText.moment($0) } ?? "no end"),
      .init(people.name(row.author)), .init(CaseWords.standing(row)), .init(content.puid),
    ]
  }

  func table(
    _ rows: [DecisionRow], csv: String?, caption: String = "Decisions", empty: String
  ) -> PageContent.Table {
    PageContent.Table(
      id: "decisions", caption: caption, columns: Self.columns, rows: rows.map(cells), csv: csv,
      empty: empty)
  }

  /// A decision's texts, and its undoing where that is possible.
  func whole(_ row: DecisionRow, _ visit: Visit) -> [PageContent.Block] {
    guard !hidden.contains(row.id) else { return [] }
    var lines = ["Reasons: \(row.content.reasons)"]
    if !row.content.facts.isEmpty { lines.insert("Facts: \(row.content.facts)", at: 0) }
    if let why = row.undoneWhy, !why.isEmpty { lines.append("Undone: \(why)") }
    if let before = row.content.successorOf {
      lines.append("It took the place of decision \(before) after an appeal.")
    }
    return [.fold(title: "Decision \(row.id): facts and reasons", lines)]
  }

  /// The form that undoes a decision; nil where that is over.
  func undo(_ row: DecisionRow, _ visit: Visit, isFirst: Bool) -> PageContent.Block? {
    guard let ends = undoEnds[row.id], visit.viewer?.may(.undoOwn) == true else { return nil }
    var form = PageContent.Form(
      id: "undo-\(row.id)", action: "/decisions/\(row.id)/undo", token: visit.token,
      fields: [.init(name: "why", label: "Why it is undone", isRequired: true)],
      submit: "Undo decision \(row.id)",
      help: "Possible for \(HumanText.lag(ends.milliseconds - now.milliseconds)) more.")
    form.isQuiet = true
    if isFirst { form.key = "u" }
    return .form(form)
  }
}
