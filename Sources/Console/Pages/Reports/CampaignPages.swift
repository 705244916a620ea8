import Casework
import Desk
import Exchange
import SocialModel
import Store

/// What may be coordinated reporting campaigns, as the coordination test finds them among notices.
enum CampaignPages {
  static let routes: [ConsoleRoute] = [
    .get("/reports/campaigns", .permission(.viewCases), page)
  ]

  /// No search covers more days: every notice of them is held in memory.
  static let mostDays: Int64 = 31

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    guard period.until.milliseconds - period.from.milliseconds <= mostDays * 86_400_000 else {
      throw ConsoleError(.badRequest, "At most \(mostDays) days are searched at a time.")
    }
    let (found, surges) = try await visit.desk { desk, acting in
      (
        try desk.reportingCandidates(from: period.from, to: period.until, by: acting),
        try desk.surges(from: period.from, to: period.until, by: acting)
      )
    }
    let names = Set(found.flatMap(\.reporters))
    let records = try await visit.store { store in
      try names.reduce(into: [String: Store.ReporterRecord]()) { $0[$1] = try store.reporter($1) }
    }
    var blocks: [PageContent.Block] = [.form(period.form("period", "/reports/campaigns"))]
    blocks += SurgeBlocks.blocks(surges, "the period")
    if found.isEmpty {
      blocks.append(
        .text(
          "No reporters were found who report several things together more than chance explains."))
    }
    for (place, candidate) in found.enumerated() {
      blocks += self.blocks(candidate, place + 1, records)
    }
    return .page(
      PageContent(
        title: "Possible reporting campaigns",
        lead:
          "What may be a coordinated reporting campaign, with its evidence. Nothing follows by itself.",
        part: "/reports", blocks: blocks))
  }

  private static func blocks(
    _ candidate: ReportingCandidate, _ number: Int, _ records: [String: Store.ReporterRecord]
  ) -> [PageContent.Block] {
    [
      .heading("\(number): \(HumanText.count(candidate.reporters.count, "reporter"))"),
      .list(candidate.wording),
      .facts([
        .init("First notice", HumanText.moment(candidate.span.lowerBound)),
        .init("Last notice", HumanText.moment(candidate.span.upperBound)),
        .init("p", HumanText.probability(log10: candidate.log10P)),
      ]),
      .table(
        PageContent.Table(
          id: "targets-\(number)", caption: "What they reported together",
          columns: [
            .init("about"), .init("of them", isNumber: true),
            .init("all reporters", isNumber: true),
          ],
          rows: candidate.targets.prefix(50).map { target in
            [
              .init(SubjectText.words(target.subject)), .init("\(target.reporters)"),
              .init("\(target.all)"),
            ]
          })),
      .fold(
        title: "The reporters and their records",
        candidate.reporters.prefix(200).map { name in
          let record = records[name].map { ReportPage.record($0) } ?? "no record"
          return "\(HumanText.shortened(name, to: 80)): \(record)"
        }),
    ]
  }
}
