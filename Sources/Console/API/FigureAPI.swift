import Casework
import Desk
import SocialModel

/// Figures for programs.
enum FigureAPI {
  private struct Figures: Encodable {
    struct Row: Encodable {
      var section: String
      var key: String
      var figure: String
      var value: Double?
    }
    var from: String
    var until: String
    var figures: [Row]
  }

  @Sendable static func figures(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let figures = try await visit.desk { desk, acting in
      try desk.figures(from: period.from, to: period.until, by: acting)
    }
    return try APIAnswer.json(
      Figures(
        from: period.from.description, until: period.until.description,
        figures: figures.report.rows.map {
          Figures.Row(section: $0.section, key: $0.key, figure: $0.figure, value: $0.value)
        }))
  }

  @Sendable static func table(_ visit: Visit) async throws -> Answer {
    try await FigurePages.file(visit, named: visit.parameters["name"] ?? "")
  }
}
