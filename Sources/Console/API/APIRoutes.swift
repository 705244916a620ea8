import Casework
import Desk

/// What programs may ask, each under the scope of its row. Nothing here is for browsers: no cookie is read.
enum APIRoutes {
  /// What a program may send.
  static let types = ["application/json", "application/x-ndjson"]

  static let routes: [ConsoleRoute] = [
    .post(
      "/api/v1/reports", .scope(.takeReports), longestBody: ConsoleConfiguration.longestReports,
      ReportAPI.take),
    .get("/api/v1/board", .scope(.readBoard), BoardAPI.board),
    .get("/api/v1/figures", .scope(.readFigures), FigureAPI.figures),
    .get("/api/v1/figures/{name}", .scope(.readFigures), FigureAPI.table),
    .get("/api/v1/statements", .scope(.exportStatements), StatementAPI.overview),
    .get("/api/v1/statements/batch", .scope(.exportStatements), StatementAPI.batch),
    .post("/api/v1/statements/published", .scope(.publishStatements), StatementAPI.mark),
    .get("/api/v1/audit", .scope(.exportAudit), audit),
    .get("/api/v1/tables/{name}", .scope(.exportTables), table),
  ]

  /// Tables that programs may have, each the CSV file of the page of that name.
  static let tables = ["alarms", "candidates", "runs", "reports", "removal-orders", "events"]

  @Sendable private static func table(_ visit: Visit) async throws -> Answer {
    let name = visit.parameters["name"] ?? ""
    guard name.hasSuffix(".csv"), tables.contains(String(name.dropLast(4))),
      let route = RouteTable.all.first(where: { $0.method == .get && $0.path == "/" + name })
    else {
      throw ConsoleError(.notFound, "The tables are \(tables.joined(separator: ", ")), as .csv.")
    }
    guard route.access.allows(try visit.acting().role) else {
      throw ConsoleError(.notAllowed, "The role of the token’s owner does not allow it.")
    }
    return try await route.answer(visit)
  }

  /// The whole audit chain as `tocsin audit verify` reads it.
  @Sendable private static func audit(_ visit: Visit) async throws -> Answer {
    let file = try await visit.desk { desk, acting in
      let file = try SpooledFile()
      // Lines are short: they go to the file in pieces of its own size.
      var piece: [UInt8] = []
      _ = try desk.exportAudit(by: acting) {
        piece += $0
        guard piece.count >= SpooledFile.chunkBytes else { return }
        try file.append(piece)
        piece.removeAll(keepingCapacity: true)
      }
      try file.append(piece)
      return file
    }
    return .export(file, type: "application/x-ndjson", name: "tocsin-audit.jsonl")
  }
}
