import Foundation
import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("Migrations")
struct MigrationTests {
  static let names = [
    "0001-posts", "0002-runs", "0003-people", "0004-casework", "0005-desk", "0006-scale",
    "packages-1", "judgement-1", "assets-1", "threats-1", "retention-1", "like-texts-1",
    "figures-1", "decided-1",
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
    // The search is made again; what it finds is asked for in the tests below.
    for (table, rows) in before where table != "setting" && !table.hasPrefix("postSearch") {
      #expect(after[table] == rows, "\(table)")
    }
  }

  @Test("count old decisions and notices by day, appealed and undone ones among them")
  func countByDay() throws {
    let folder = try folder()
    defer { remove(folder) }
    let path = try old(11, in: folder)
    try DatabaseQueue(path: path).write { db in
      try db.execute(
        sql: """
          INSERT INTO decision (id, subject, groundKind, scope, reasons, facts, source, puid, author, time,
            accountMeasure, undoneAt)
          SELECT 100 + value, 'account:x:' || (value % 3), 'policy', 'all', 'r', 'f', 'report', 'o' || value, 1,
            value * 40000000 - 100000000, 'suspension', CASE WHEN value % 4 = 0 THEN 1 END
          FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11]');
          INSERT INTO appeal (decision, receivedAt, text, state, outcome)
            VALUES (101, 5, 't', 'open', NULL), (104, 6, 't', 'reversed', 'changed'), (108, 7, 't', 'reversed', NULL);
          INSERT INTO report (id, subject, reason, state, notices, firstAt, lastAt)
            VALUES (50, 'post:x:1', 'spam', 'rejected', 2, 0, 0);
          INSERT INTO reporter (id, name, firstReport, lastReport) VALUES (50, 'r50', 0, 0), (51, 'r51', 0, 0);
          INSERT INTO reportNotice (report, reporter, time) VALUES (50, 50, -1), (50, 51, 86400000)
          """)
    }
    let store = try CaseStore(path: path)
    #expect(try store.check().faults == [])
    let span = (Timestamp(milliseconds: -100_000_000), Timestamp(milliseconds: 400_000_000))
    let tallies = try store.decisionTallies(from: span.0, until: span.1)
    #expect(tallies.reduce(0) { $0 + $1.count } == 12)
    #expect(
      tallies.map { "\($0.appeal ?? "-") \($0.isUndone) \($0.count)" }.sorted() == [
        "- false 8", "- true 1", "changed true 1", "open false 1", "reversed true 1",
      ])
    #expect(
      try store.accounts(withMeasure: ["suspension"], from: span.0, until: span.1) == 3)
    #expect(
      try store.noticeTallies(from: span.0, until: span.1)
        .filter { $0.reason == "spam" }.map(\.day.milliseconds) == [-86_400_000, 86_400_000])
  }

  @Test("note what old standing decisions are about")
  func noteSubjects() throws {
    let folder = try folder()
    defer { remove(folder) }
    let path = try old(12, in: folder)
    try DatabaseQueue(path: path).write { db in
      for (place, subject) in [
        "post:x:7121", "post:x:nobody", "account:x:9001", "account:x:nobody", "hashtag:x:parade",
        "post:none:7121",
      ].enumerated() {
        for isUndone in [false, true] {
          try db.execute(
            sql: """
              INSERT INTO decision (subject, groundKind, scope, reasons, facts, source, puid, author, time, undoneAt)
              VALUES (?, 'policy', 'all', 'r', 'f', 'report', ?, 1, 1, ?)
              """, arguments: [subject, "o\(place)\(isUndone)", isUndone ? 1 : nil])
        }
      }
    }
    let store = try CaseStore(path: path)
    #expect(try store.check().faults == [])
    let noted = try store.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.subject, x.post IS NOT NULL, x.account IS NOT NULL FROM decided x
          JOIN decision d ON d.id = x.decision WHERE d.puid LIKE 'o%' ORDER BY d.id
          """
      ).map { "\($0[0] as String) \($0[1] as Int) \($0[2] as Int)" }
    }
    #expect(
      noted == [
        "post:x:7121 1 1", "post:x:nobody 0 0", "account:x:9001 0 1", "account:x:nobody 0 0",
        "post:none:7121 0 0",
      ])
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

  @Test(
    "make the search of prefixes, the hours, the false alarms and the preserved orders of old rows")
  func bringToScale() throws {
    let folder = try folder()
    defer { remove(folder) }
    let path = try old(5, in: folder)
    try DatabaseQueue(path: path).write { db in
      try db.execute(
        sql: """
          INSERT INTO assessment VALUES (6117952747208704, 'false alarm', 0, '[]', '["x"]', 0,
            1458633800000, 'open', NULL, NULL, NULL);
          INSERT INTO caseFile (id, queue, urgency, why, openedAt) SELECT value, 1, 1, '[]', 0
            FROM json_each('[2,3,4]');
          INSERT INTO removalOrder VALUES
            (2, 2, 'FR', 0, NULL, NULL, unixepoch('2023-08-31 23:59:59') * 1000, NULL),
            (3, 3, 'FR', 0, NULL, NULL, unixepoch('2023-09-01 00:00:00') * 1000, NULL),
            (4, 4, 'FR', 0, NULL, NULL, unixepoch('2023-09-01 00:00:00') * 1000,
              unixepoch('2025-01-01') * 1000)
          """)
    }
    let store = try CaseStore(path: path)
    for prefix in ["la*", "lan*", "lant*"] {
      #expect(try store.search(SearchQuery(prefix)).items.map(\.externalID) == ["7121", "7120"])
    }
    #expect(try store.openFalseAlarms()?.posts == 1)
    #expect(try store.alarms().items.map(\.urgency) == [90, 80])
    let times = try (1...4).map { try store.removalOrder(ofCase: $0)?.preservedUntil?.description }
    #expect(
      times.map { $0?.prefix(10) } == [nil, "2024-03-01", "2024-03-02", "2025-01-01"])
    let hours = try store.read { try Row.fetchAll($0, sql: "SELECT * FROM postHour") }
    #expect(hours.map { [$0["hour"] as Int, $0["posts"]] } == [[405_176, 3]])
    #expect(try store.check().faults == [])
  }

  private func remove(_ folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      Issue.record("a temporary folder could not be removed")
    }
  }
}
