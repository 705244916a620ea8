import Casework
import Desk
import Foundation

/// Statements of reasons for programs.
enum StatementAPI {
  private struct Overview: Encodable {
    struct Stated: Encodable {
      var decision: Int64
      var puid: String
      var batch: Int
    }
    struct Refused: Encodable {
      var decision: Int64
      var field: String
      var message: String
    }
    var batches: Int
    var statements: [Stated]
    var refused: [Refused]
    var waiting: Int
  }

  @Sendable static func overview(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    let export = try await visit.desk { desk, acting in
      try desk.previewStatements(from: period.from, to: period.until, by: acting)
    }
    return try APIAnswer.json(
      Overview(
        batches: export.batches.count,
        statements: export.stated.enumerated().map { place, one in
          Overview.Stated(
            decision: one.decision, puid: one.id,
            batch: place / StatementEncoding.mostInBatch + 1)
        },
        refused: export.refused.map {
          Overview.Refused(decision: $0.decision, field: $0.field, message: $0.message)
        }, waiting: export.waiting))
  }

  @Sendable static func batch(_ visit: Visit) async throws -> Answer {
    let period = try Period(visit)
    guard let number = Int(visit.query["number"] ?? "1"), number > 0 else {
      throw ConsoleError(.badRequest, "The batch’s number is none.")
    }
    let bytes = try await visit.desk { desk, acting in
      try desk.statementBatch(number, from: period.from, to: period.until, by: acting)
    }
    return .data(bytes, type: APIAnswer.type, name: nil)
  }

  private struct Marked: Encodable {
    var published: Int
  }

  private struct Marking: Decodable {
    var decisions: [Int64]
  }

  /// The decisions by number: `{"decisions": [7, 8]}`.
  @Sendable static func mark(_ visit: Visit) async throws -> Answer {
    guard visit.contentType == APIRoutes.types[0] else {
      throw ConsoleError(.wrongType, "Send application/json, as UTF-8.")
    }
    let marking: Marking
    do { marking = try JSONDecoder().decode(Marking.self, from: Data(visit.body)) } catch {
      throw ConsoleError(.malformed, "Send an object with a list of numbers, decisions.")
    }
    let count = try await visit.desk { desk, acting in
      try desk.markStatements(published: marking.decisions, by: acting)
    }
    return try APIAnswer.json(Marked(published: count))
  }
}
