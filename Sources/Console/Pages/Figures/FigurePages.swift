import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Figures of a period: what came in, what was done about it, and how soon.
enum FigurePages {
  static let routes: [ConsoleRoute] = [
    .get("/figures", .permission(.viewFigures), page),
    .get("/figures/transparency", .permission(.viewFigures), transparency),
    .get("/figures/{name}", .permission(.viewFigures)) { visit in
      try await file(visit, named: visit.parameters["name"] ?? "")
    },
  ]

  /// What is computed of fewer is not shown.
  static let fewest = 10

  /// One of the figures' files, recorded as an export.
  ///
  /// - Throws: ``ConsoleError`` with `notFound` for another name.
  static func file(_ visit: Visit, named name: String) async throws -> Answer {
    guard ["transparency.csv", "response-times.csv", "removal-orders.csv"].contains(name) else {
      throw ConsoleError(
        .notFound, "The files are transparency.csv, response-times.csv and removal-orders.csv.")
    }
    let period = try Period(visit)
    let figures = try await visit.desk { desk, acting in
      let figures = try desk.figures(from: period.from, to: period.until, by: acting)
      try desk.store.record("export.made", on: "figures", by: acting.actor, details: ["file": name])
      return figures
    }
    let text =
      switch name {
      case "response-times.csv": figures.timesCSV
      case "removal-orders.csv": figures.ordersCSV
      default: figures.report.csv
      }
    return .csv(name: String(name.dropLast(4)), text: text)
  }

  private struct Found: Sendable {
    var figures: PeriodFigures
    var agreement: ReviewAgreement
    var noticesADay: [Int]
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let found = try await visit.desk { desk, acting in
      let figures = try desk.figures(from: period.from, to: period.until, by: acting)
      return Found(
        figures: figures,
        agreement: try desk.agreement(from: period.from, to: period.until, by: acting),
        noticesADay: noticesADay(figures.notices, period))
    }
    let view = FigureView(found.figures.report.rows)
    var blocks: [PageContent.Block] = [
      .form(period.form("period", "/figures")), .links(links(period)),
      .text(
        "Medians, shares and agreement of fewer than \(fewest) are not shown: they would say nothing."
      ),
      .heading("Response times"), .table(FigureTables.times(found.figures.times)),
      .heading("Removal orders"),
      .facts(FigureTables.orders(found.figures.orders, found.figures.until)),
      .heading("Notices"),
    ]
    if found.noticesADay.contains(where: { $0 > 0 }) {
      blocks.append(
        .picture(
          CandidateBlocks.timeline(
            found.noticesADay, period.from, FigureView.daySeconds, of: "notice")))
    }
    blocks += [
      .table(view.counts("notices", "Notices by reason", "reason")),
      .heading("Decisions"), .facts(view.facts("decisions")),
      .table(view.counts("grounds", "Decisions by ground", "ground")),
      .table(view.counts("measures", "Decisions by measure", "measure")),
      .heading("Accounts"), .facts(view.facts("accounts")), .heading("Appeals"),
      .facts(view.facts("appeals")), .heading("Errors by language"),
      .text(
        "Appeals that changed a decision, of those decided, and second reviews that answered otherwise. Neither "
          + "is the true share of errors: who appeals is no random sample, and second reviewers err as well."
      ),
      .table(
        view.shares("appeal-reversals-by-language", "Decided appeals that changed the decision")),
      .table(view.shares("second-review-by-language", "Second reviews that answered otherwise")),
      .heading("Agreement of second reviewers"),
      .facts(FigureTables.agreement(found.agreement)),
    ]
    return .page(
      PageContent(
        title: "Figures", lead: "From \(period.words).", part: "/figures", blocks: blocks))
  }

  private static func links(_ period: Period) -> [PageContent.Action] {
    [
      .init(
        words: "Transparency report", link: Link.to("/figures/transparency", period.query)),
      .init(words: "As CSV", link: Link.to("/figures/transparency.csv", period.query)),
      .init(
        words: "Response times as CSV", link: Link.to("/figures/response-times.csv", period.query)),
      .init(
        words: "Removal orders as CSV", link: Link.to("/figures/removal-orders.csv", period.query)),
    ]
  }

  private static func noticesADay(_ notices: [NoticeTally], _ period: Period) -> [Int] {
    let day: Int64 = 86_400_000
    let length = period.until.milliseconds - period.from.milliseconds
    var counts = [Int](repeating: 0, count: Int((length + day - 1) / day))
    for tally in notices {
      counts[Int((tally.day.milliseconds - period.from.milliseconds) / day)] += tally.count
    }
    return counts
  }

  /// Every number of the report, by section, to be printed.
  @Sendable private static func transparency(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let figures = try await visit.desk { desk, acting in
      try desk.figures(from: period.from, to: period.until, by: acting)
    }
    let rows = figures.report.rows
    var sections: [String] = []
    for row in rows where sections.last != row.section { sections.append(row.section) }
    let tables = sections.flatMap { section -> [PageContent.Block] in
      [
        .heading(FigureView.words(section)),
        .table(FigureView.whole(section, rows.filter { $0.section == section })),
      ]
    }
    return .page(
      PageContent(
        title: "Transparency report", lead: "From \(period.words).", part: "/figures",
        blocks: [
          .form(period.form("period", "/figures/transparency")),
          .links([
            .init(words: "Figures", link: Link.to("/figures", period.query)),
            .init(words: "As CSV", link: Link.to("/figures/transparency.csv", period.query)),
          ]),
        ] + tables))
  }
}
