import Casework
import Desk
import Exchange
import SocialModel
import Store

/// One report: its notices, who made them, and whether it is upheld.
enum ReportPage {
  static let columns: [PageContent.Column] = [
    .init("reporter", detail: "record"), .init("time"), .init("language"), .init("held"),
    .init("trusted flagger"),
  ]

  @Sendable static func cells(_ notice: Store.ReportPage.Notice) -> [PageContent.Cell] {
    [
      .init(HumanText.shortened(notice.reporter.name, to: 80), detail: record(notice.reporter)),
      .init(HumanText.moment(notice.time)),
      .init(HumanText.shortened(notice.language ?? "unknown", to: 16)),
      .init(notice.isHeld ? "yes" : "no"), .init(notice.isTrusted ? "yes" : "no"),
    ]
  }

  /// How often a reporter was right, in words.
  static func record(_ row: Store.ReporterRecord) -> String {
    let record = Casework.ReporterRecord(upheld: row.upheld, decided: row.upheld + row.rejected)
    let share = record.upheld
    guard share.total > 0 else { return "\(HumanText.count(row.reports, "notice")), none decided" }
    let (low, high) = (share.interval.lowerBound, share.interval.upperBound)
    return "upheld \(share.hits) of \(share.total) decided "
      + "(95% interval \(HumanText.measure(low)) to \(HumanText.measure(high))), "
      + HumanText.count(row.reports, "notice")
  }

  @Sendable static func page(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let report = try await visit.desk { desk, acting in try desk.view(report: id, by: acting) }
    let link = try await visit.store { try SubjectCell.link(report.row.subject, visit, $0) }
    let row = report.row
    var blocks: [PageContent.Block] = [.facts(facts(row, link))]
    blocks += try surge(report)
    blocks += closing(row, visit)
    blocks += try await SubjectPages.blocks(.report(id), visit, urgency: 30)
    blocks.append(
      .table(
        PageContent.Table(
          id: "notices", caption: "Notices, the first first", columns: columns,
          rows: report.notices.map(cells),
          csv: Export.link(visit, "/reports/\(id)/notices.csv"))))
    if report.notices.count < row.notices {
      blocks.append(.text("The first \(report.notices.count) notices are shown."))
    }
    let texts = report.notices.compactMap { notice in
      notice.text.map { HumanText.shortened($0, to: 2000) }
    }
    if !texts.isEmpty {
      blocks.append(.fold(title: "What reporters wrote (\(texts.count))", texts))
    }
    if !report.others.isEmpty {
      blocks.append(.heading("Other reports about the same"))
      blocks.append(
        .links(report.others.map { .init(words: "Report \($0)", link: "/reports/\($0)") }))
    }
    return .page(
      PageContent(
        title: "Report \(id)",
        lead: "\(SubjectCell.words(row.subject)), reported for \(row.reason)",
        part: "/reports", blocks: blocks))
  }

  private static func facts(_ row: ReportRow, _ link: String?) -> [PageContent.Fact] {
    [
      .init("About", SubjectCell.words(row.subject), link: link), .init("Reason", row.reason),
      .init("Reporters", "\(row.notices)"), .init("Held", "\(row.held)"),
      .init("First", HumanText.moment(row.firstAt)), .init("Last", HumanText.moment(row.lastAt)),
      .init("State", row.state.rawValue),
    ] + (row.caseFile.map { [.init("Case", "\($0)", link: "/cases/\($0)")] } ?? [])
  }

  private static func surge(_ report: Store.ReportPage) throws -> [PageContent.Block] {
    let subject = try CaseSubject(text: report.row.subject)
    let reports = report.notices.enumerated().map { place, notice in
      Casework.Report(
        id: "\(place)", subject: subject, reason: .other, reporter: notice.reporter.name,
        time: notice.time)
    }
    return ReportSurge.all(in: reports).map { surge in
      .notice(
        "\(surge.reporters) reported it within ten minutes from \(HumanText.moment(surge.from)). It may be a "
          + "campaign against somebody, or many people who saw the same thing.")
    }
  }

  /// What can be done with a report that is open and that no case answers, beside opening a case.
  private static func closing(_ row: ReportRow, _ visit: Visit) -> [PageContent.Block] {
    guard row.state == .open, row.caseFile == nil, visit.viewer?.may(.decide) == true else {
      return []
    }
    func form(_ id: String, _ value: String, _ words: String, isQuiet: Bool) -> PageContent.Form {
      var form = PageContent.Form(
        id: id, action: "/reports/\(row.id)/close", token: visit.token,
        fields: [.init(name: "upheld", label: "", type: "hidden", value: value)], submit: words)
      form.isQuiet = isQuiet
      return form
    }
    return [
      .buttons([
        form("uphold", "yes", "Uphold", isQuiet: false),
        form("reject", "no", "Do not uphold", isQuiet: true),
      ])
    ]
  }
}
