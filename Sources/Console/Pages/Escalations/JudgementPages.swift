import Casework
import Desk
import Exchange
import SocialModel
import Store

/// A person's structured professional judgement on a case: eighteen items that the program neither fills in
/// nor adds up.
enum JudgementPages {
  static let routes: [ConsoleRoute] = [
    .get("/cases/{id}/judgement", .permission(.decide)) { .page(try await page($0)) },
    .post("/cases/{id}/judgement", .permission(.decide), record),
  ]

  private struct Found: Sendable {
    var versions: [RecordedJudgement]
    var names: [Int64: String]
  }

  /// - Parameters:
  ///   - form: what was sent and not taken.
  ///   - wrong: what is wrong with it, by item.
  private static func page(
    _ visit: Visit, form: [String: String] = [:], wrong: [TrapItem: String] = [:],
    notice: String? = nil
  ) async throws -> PageContent {
    let id = try visit.number()
    let found = try await visit.desk { desk, acting in
      let versions = try desk.judgements(onCase: id, by: acting)
      var names: [Int64: String] = [:]
      for version in versions where names[version.author] == nil {
        names[version.author] = try desk.store.user(version.author).name
      }
      return Found(versions: versions, names: names)
    }
    var blocks: [PageContent.Block] = notice.map { [.notice($0)] } ?? []
    blocks += versions(found)
    blocks += [
      .heading("Record a judgement"),
      .form(
        PageContent.Form(
          id: "judgement", action: "/cases/\(id)/judgement", token: visit.token,
          fields: fields(form, wrong), submit: "Record",
          help:
            "Every item is yours to answer; nothing is filled in, also not from an earlier version. "
            + "Earlier versions stay.")),
    ]
    return PageContent(
      title: "Professional judgement on case \(id)",
      lead:
        "TRAP-18, for people who were trained in it. There is no score, and nothing follows from it by itself.",
      blocks: blocks, status: notice == nil ? 200 : 422)
  }

  private static func fields(
    _ form: [String: String], _ wrong: [TrapItem: String]
  ) -> [PageContent.Field] {
    TrapItem.allCases.flatMap { item -> [PageContent.Field] in
      let note = wrong[item].map { "Not taken: \($0)" } ?? item.list.rawValue
      return [
        .init(
          name: item.rawValue, label: item.name, value: form[item.rawValue] ?? "",
          hint: note,
          options: [("", "choose")]
            + ProfessionalJudgement.Answer.allCases.map { ($0.rawValue, $0.rawValue) }),
        .init(
          name: "\(item.rawValue)-note", label: "Note on: \(item.name)",
          value: form["\(item.rawValue)-note"] ?? "", lines: 2),
      ]
    }
  }

  private static func versions(_ found: Found) -> [PageContent.Block] {
    guard let latest = found.versions.first else {
      return [.text("Nobody has recorded a judgement on this case.")]
    }
    var blocks: [PageContent.Block] = []
    for list in TrapItem.List.allCases {
      blocks.append(.table(table(latest, list, id: list == .proximal ? "proximal" : "distal")))
    }
    let words = { (version: RecordedJudgement) in
      "Version \(version.version), \(found.names[version.author] ?? "user \(version.author)"), "
        + HumanText.moment(version.time)
    }
    blocks.insert(.heading(words(latest)), at: 0)
    for version in found.versions.dropFirst() {
      blocks.append(.fold(title: words(version), TrapItem.allCases.map { line($0, version) }))
    }
    return blocks
  }

  private static func line(_ item: TrapItem, _ version: RecordedJudgement) -> String {
    let said = version.judgement.items[item]
    let note = (said?.note ?? "").isEmpty ? "" : " – \(said?.note ?? "")"
    return "\(item.name): \(said?.answer.rawValue ?? "")\(note)"
  }

  private static func table(
    _ version: RecordedJudgement, _ list: TrapItem.List, id: String
  ) -> PageContent.Table {
    PageContent.Table(
      id: id, caption: list.rawValue,
      columns: [.init("item"), .init("judgement", detail: "note")],
      rows: TrapItem.allCases.filter { $0.list == list }.map { item in
        let said = version.judgement.items[item]
        return [.init(item.name), .init(said?.answer.rawValue ?? "", detail: said?.note ?? "")]
      })
  }

  @Sendable private static func record(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    var items: [TrapItem: ProfessionalJudgement.Item] = [:]
    for item in TrapItem.allCases {
      guard let answer = visit.form[item.rawValue].flatMap(ProfessionalJudgement.Answer.init)
      else { continue }
      items[item] = .init(answer, note: LineEnds.plain(visit.form["\(item.rawValue)-note"] ?? ""))
    }
    var wrong: [TrapItem: String] = [:]
    for problem in ProfessionalJudgement.problems(items) { wrong[problem.item] = problem.message }
    guard wrong.isEmpty else {
      let words = "\(HumanText.count(wrong.count, "item")) of 18 not taken; it stands beside each."
      return .page(try await page(visit, form: visit.form, wrong: wrong, notice: words))
    }
    let judgement = try ProfessionalJudgement(items)
    do {
      _ = try await visit.desk { desk, acting in
        try desk.recordJudgement(judgement, onCase: id, by: acting)
      }
    } catch let error as DeskError where error.code == .wrongState {
      return .page(try await page(visit, form: visit.form, notice: error.message))
    }
    return .redirect("/cases/\(id)/judgement")
  }
}
