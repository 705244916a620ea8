import Casework
import Desk
import Exchange
import Store

/// What the team was exposed to, for a lead: to share the load, and not to rank anybody.
enum ExposurePages {
  static let routes: [ConsoleRoute] = [
    .get("/exposure", .permission(.viewTeamExposure), page),
    .get("/exposure.csv", .permissions(.exportTables, .viewTeamExposure)) { visit in
      let (rows, limit) = try await fetch(visit)
      return try await Export.list(
        "exposure", on: "table:exposure", visit, columns, cells: { cells($0, limit) },
        fetch: { _, _ in Page(items: rows, next: nil) })
    },
  ]

  private static let columns: [PageContent.Column] = [
    .init("user"), .init("role"), .init("minutes today", isNumber: true),
    .init("minutes in seven days", isNumber: true), .init("most on one day", isNumber: true),
    .init("limit"),
  ]

  private static func fetch(_ visit: Visit) async throws -> ([TeamExposure], Int) {
    let day = Care.day(visit.services.clock())
    return try await visit.desk { desk, acting in
      (
        try desk.teamExposure(onDay: day, by: acting),
        try Care.teamLimits(in: desk.store).minutesADay
      )
    }
  }

  @Sendable private static func cells(_ row: TeamExposure, _ limit: Int) -> [PageContent.Cell] {
    [
      .init(row.user.name), .init(row.user.role), .init("\(row.secondsToday / 60)"),
      .init("\(row.secondsWeek / 60)"), .init("\(row.mostOnADay / 60)"),
      .init(row.secondsToday >= limit * 60 ? "reached today" : "not reached"),
    ]
  }

  @Sendable private static func page(_ visit: Visit) async throws -> Answer {
    let (rows, limit) = try await fetch(visit)
    return .page(
      PageContent(
        title: "Exposure of the team",
        lead:
          "Minutes with texts that were unfolded, as they are estimated, by days in UTC. To share the load, "
          + "and not to rank anybody.",
        part: "/exposure",
        blocks: [
          .facts([
            .init("The team’s limit", "\(limit) min a day", link: "/settings"),
            .init("Reached today", "\(rows.filter { $0.secondsToday >= limit * 60 }.count)"),
          ]),
          .table(
            PageContent.Table(
              id: "team-exposure", caption: "Who may see sensitive content, the most today first",
              columns: columns, rows: rows.map { cells($0, limit) },
              csv: Export.link(visit, "/exposure.csv"))),
        ]))
  }
}
