import Foundation
import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("Migrations")
struct MigrationTests {
  static let names = [
    "0001-posts", "0002-runs", "0003-people", "0004-casework", "0005-desk", "packages-1",
    "judgement-1", "assets-1", "threats-1",
  ]

  private func folder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tocsin-migration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  /// A database as the first so many steps made it, with rows in every step's tables.
  private func old(_ steps: Int, in folder: String) throws -> String {
    let path = folder + "/old.db"
    try StoreFile.prepare(path, mustExist: false)
    let queue = try DatabaseQueue(path: path)
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures")
    for name in Self.names.prefix(steps) {
      let sql = try String(
        contentsOf: fixtures.appendingPathComponent("\(name).sql"), encoding: .utf8)
      try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
    try queue.close()
    return path
  }

  @Test("have permanent names, in order")
  func haveNames() { #expect(Schema.migrator.migrations == Self.names) }

  @Test("make of every earlier schema the one that a new file gets", arguments: 0...names.count)
  func endAlike(steps: Int) throws {
    let folder = try folder()
    defer { remove(folder) }
    let path = try old(steps, in: folder)
    _ = try CaseStore(path: path)
    _ = try CaseStore(path: folder + "/new.db")
    func schema(_ path: String) throws -> [String] {
      try DatabaseQueue(path: path).read {
        try String.fetchAll(
          $0,
          sql:
            "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name NOT LIKE 'grdb_%' ORDER BY name"
        )
      }
    }
    #expect(try schema(path) == schema(folder + "/new.db"))
  }

  @Test("keep every row", arguments: 1...names.count)
  func keepRows(steps: Int) throws {
    let folder = try folder()
    defer { remove(folder) }
    let path = try old(steps, in: folder)
    func rows(_ known: [String: [String]]?) throws -> (
      rows: [String: [String]], columns: [String: [String]]
    ) {
      try DatabaseQueue(path: path).read { db in
        let tables = try String.fetchAll(
          db,
          sql:
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'grdb_%' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%VIRTUAL%'"
        )
        var (rows, columns): ([String: [String]], [String: [String]]) = ([:], [:])
        for table in tables {
          // Columns that a later step adds are none of the old row's.
          let own = try known?[table] ?? db.columns(in: table).map(\.name).filter { $0 != "run" }
          let list = own.isEmpty ? "*" : own.map { "\"\($0)\"" }.joined(separator: ", ")
          columns[table] = own
          rows[table] = try Row.fetchAll(db, sql: "SELECT \(list) FROM \"\(table)\"")
            .map(\.description)
        }
        return (rows, columns)
      }
    }
    let (before, columns) = try rows(nil)
    let store = try CaseStore(path: path)
    #expect(try store.check().faults == [])
    try store.close()
    let after = try rows(columns).rows
    #expect(before.count > 10)
    for (table, rows) in before where table != "setting" {
      #expect(after[table] == rows, "\(table)")
    }
  }

  @Test("leave what the pages show of old rows readable")
  func leaveReadable() throws {
    let folder = try folder()
    defer { remove(folder) }
    let store = try CaseStore(path: try old(4, in: folder))
    #expect(try store.search(SearchQuery("défilé")).items.map(\.externalID) == ["7121"])
    #expect(try store.searchAccounts(SearchQuery("lamps")).items.map(\.handle) == ["lamplighter"])
    #expect(try store.alarms().items.count == 1)
    #expect(try store.candidate(1).reasons == ["copies"])
    #expect(try store.caseFile(1).decisions.count == 1)
    #expect(try store.holds().count == 1)
    #expect(try store.auditEntries().items.count == 1)
    #expect(try store.events().items.map(\.place) == ["Port Meridian"])
    #expect(try store.store(posts: [Invented.post("7122", by: "9001", at: 1_458_633_600)]).new == 1)
    #expect(try store.check().faults == [])
  }

  private func remove(_ folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      Issue.record("a temporary folder could not be removed")
    }
  }
}
