import Casework
import Desk
import Exchange

/// Users' notices from programs.
enum ReportAPI {
  private struct Taken: Encodable {
    struct Rejected: Encodable {
      var line: Int64
      var reason: String
    }
    var new: Int
    var duplicates: Int
    var reports: Int
    var held: Int
    var surges: [String]
    var rejected: Int
    var rejections: [Rejected]
  }

  /// Rejections that an answer names; more are counted.
  static let mostNamed = 100

  /// JSON is taken whole or not at all; of lines those that are good are taken.
  @Sendable static func take(_ visit: Visit) async throws -> Answer {
    let bytes = visit.body
    let isLines = visit.contentType == "application/x-ndjson"
    let document =
      isLines ? ReportDocument(lines: bytes) : try ReportDocument(json: bytes)
    let first = document.rejections.first
    guard !document.notices.isEmpty || document.rejections.isEmpty, isLines || first == nil else {
      throw ConsoleError(
        .malformed,
        "Nothing was taken. \(HumanText.count(document.rejections.count, "notice")) cannot be; the "
          + "first is number \(first?.line ?? 0): \(first?.reason.rawValue ?? "").")
    }
    let taken = try await visit.desk { desk, acting in
      try desk.take(document.notices, by: acting)
    }
    return try APIAnswer.json(
      Taken(
        new: taken.new, duplicates: taken.duplicates, reports: taken.reports, held: taken.held,
        surges: try taken.surges.sorted().map { try $0.stored().description },
        rejected: document.rejections.count,
        rejections: document.rejections.prefix(mostNamed).map {
          Taken.Rejected(line: $0.line, reason: $0.reason.rawValue)
        }))
  }
}
