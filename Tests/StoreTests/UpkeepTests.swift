import Foundation
import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("Upkeep of the store")
struct StoreUpkeepTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }
  private let actor: Actor = .system("test")

  init() throws { temporary = try TemporaryStore() }

  private func code(_ body: () throws -> Void) -> StoreError.Code? {
    do { try body() } catch { return (error as? StoreError)?.code }
    return nil
  }

  @Test("opens a file for its owner alone, in write-ahead mode, synced in full")
  func opensSafely() throws {
    let mode = try FileManager.default.attributesOfItem(atPath: temporary.path)[.posixPermissions]
    #expect((mode as? Int) == 0o600)
    let log = temporary.path + "-wal"
    let logMode = try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions]
    #expect((logMode as? Int) == 0o600)
    let settings: [String?] = try store.pool.writeWithoutTransaction { db in
      try ["journal_mode", "synchronous", "foreign_keys"].map {
        try String.fetchOne(db, sql: "PRAGMA \($0)")
      }
    }
    #expect(settings == ["wal", "2", "1"])
  }

  @Test("refuses what is no store, what others may read, and what a newer version wrote")
  func refuses() throws {
    let text = temporary.folder + "/text"
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: text))
    #expect(code { _ = try CaseStore(path: text) } == .openToOthers)
    chmod(text, 0o600)
    #expect(code { _ = try CaseStore(path: text) } == .notAStore)
    let other = temporary.folder + "/other.db"
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    chmod(other, 0o600)
    #expect(code { _ = try CaseStore(path: other) } == .notAStore)
    #expect(code { _ = try CaseStore(path: temporary.folder) } == .notAStore)
    let empty = temporary.folder + "/empty"
    #expect(FileManager.default.createFile(atPath: empty, contents: Data()))
    chmod(empty, 0o600)
    #expect(code { _ = try CaseStore(path: empty, mustExist: true) } == .notAStore)
    #expect(code { _ = try CaseStore(path: temporary.folder + "/none/x.db") } == .unreadable)
    #expect(
      code { _ = try CaseStore(path: temporary.folder + "/n", mustExist: true) } == .fileMissing)
    try store.writeUnaudited {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-future')")
    }
    #expect(code { _ = try temporary.reopened() } == .newerVersion)
  }

  @Test("has strict tables only, and singular names in camel case")
  func isStrict() throws {
    do {
      let rows = try store.read { try Row.fetchAll($0, sql: "PRAGMA table_list") }
      let tables = rows.filter { row in
        let name: String = row["name"]
        return row["type"] as String == "table" && !name.hasPrefix("sqlite_")
          && !name.hasPrefix("grdb_")
      }
      #expect(tables.count > 30)
      for table in tables {
        let name: String = table["name"]
        #expect(table["strict"] as Int == 1, "\(name)")
        #expect(name.wholeMatch(of: /[a-z][A-Za-z]*/) != nil, "\(name)")
      }
    }
  }

  @Test("backs up while others write, and restores what was there")
  func backsUp() throws {
    _ = try store.store(posts: (0..<200).map { Invented.post("\($0)") })
    let copy = temporary.folder + "/copy.db"
    try store.backUp(to: copy)
    #expect(code { try store.backUp(to: copy) } == .fileExists)
    let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
    #expect((mode as? Int) == 0o600)
    _ = try store.store(posts: [Invented.post("later")])
    #expect(code { try CaseStore.restore(from: copy, to: temporary.path) } == .busy)
    try store.close()
    try CaseStore.restore(from: copy, to: temporary.path)
    let restored = try temporary.reopened()
    #expect(try restored.postID(.x, "199") != nil)
    #expect(try restored.postID(.x, "later") == nil)
    #expect(try restored.check().faults == [])
    #expect(FileManager.default.fileExists(atPath: temporary.path + ".replaced"))
    let names = try FileManager.default.contentsOfDirectory(atPath: temporary.folder)
    #expect(!names.contains { $0.contains("partial") })
  }

  @Test("does not restore a damaged backup, and leaves the database as it was")
  func refusesDamagedBackup() throws {
    _ = try store.store(posts: (0..<500).map { Invented.post("\($0)", "text \($0)") })
    let copy = temporary.folder + "/copy.db"
    try store.backUp(to: copy)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
    for index in stride(from: 8192, to: bytes.count, by: 97) { bytes[index] ^= 0x5A }
    try bytes.write(to: URL(fileURLWithPath: copy))
    try store.close()
    #expect(code { try CaseStore.restore(from: copy, to: temporary.path) } != nil)
    #expect(try temporary.reopened().postID(.x, "1") != nil)
  }

  @Test("says that a file is damaged, when it is opened, read and checked", arguments: 0..<6)
  func tellsDamage(seed: UInt64) throws {
    _ = try store.store(
      posts: (0..<2000).map { Invented.post("\($0)", by: "a\($0 % 50)", "lantern \($0)") })
    try store.close()
    var random = SeededGenerator(seed: 60 + seed)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: temporary.path))
    // The first page stays, so that the file is still a database.
    for page in 1..<(bytes.count / 4096) where page % 3 == Int(seed % 3) {
      for index in 0..<4096 {
        bytes[page * 4096 + index] = UInt8.random(in: 0...255, using: &random)
      }
    }
    try bytes.write(to: URL(fileURLWithPath: temporary.path))
    do {
      let damaged = try temporary.reopened()
      #expect(!(try damaged.check().faults.isEmpty), "seed \(60 + seed)")
      do {
        _ = try damaged.search(SearchQuery("lantern"), limit: 1000)
        _ = try damaged.store(posts: [Invented.post("new")])
      } catch { try #require((error as? StoreError)?.code == .damaged, "\(error)") }
    } catch let error as StoreError {
      #expect(error.code == .damaged, "\(error), seed \(60 + seed)")
      #expect(error.description.contains("tocsin db restore"))
    }
  }

  @Test("says that a file cut short is damaged")
  func tellsTruncation() throws {
    _ = try store.store(posts: (0..<2000).map { Invented.post("\($0)", "lantern \($0)") })
    try store.close()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary.path))
    try handle.truncate(atOffset: try handle.seekToEnd() / 2)
    try handle.close()
    do {
      #expect(!(try temporary.reopened().check().faults.isEmpty))
    } catch let error as StoreError { #expect(error.code == .damaged, "\(error)") }
  }

  @Test("says that the disk is full, keeps what it held and goes on when there is room")
  func tellsFullDisk() throws {
    _ = try store.store(posts: [Invented.post("first")])
    func setLimit(_ pages: Int) throws {
      try store.pool.writeWithoutTransaction {
        _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    try setLimit(1)
    let posts = (0..<2000).map { Invented.post("\($0)", by: "a\($0)", "lantern \($0)") }
    #expect(code { _ = try store.store(posts: posts) } == .diskFull)
    #expect(try store.postID(.x, "first") != nil)
    #expect(try store.postID(.x, "1") == nil)
    try setLimit(1_000_000)
    #expect(try store.store(posts: posts).new == 2000)
    #expect(try store.check().faults == [])
  }

  @Test("says that a database may not be written")
  func tellsReadOnly() throws {
    _ = try store.store(posts: [Invented.post("first")])
    try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
    do {
      _ = try store.store(posts: [Invented.post("second")])
      Issue.record("it was written")
    } catch let error as StoreError {
      #expect(error.code == .unreadable)
      #expect(error.description.contains("may not be written"))
    }
    try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
    #expect(try store.store(posts: [Invented.post("second")]).new == 1)
    // The system lets its administrator write what is read-only, who can see no more than this.
    guard geteuid() != 0 else { return }
    try store.close()
    chmod(temporary.path, 0o400)
    #expect(code { _ = try temporary.reopened() } == .unreadable)
  }

  @Test("finds a damaged search, a wrong count and an orphan")
  func finds() throws {
    _ = try store.store(posts: [Invented.post("1", tags: ["t"]), Invented.post("2")])
    #expect(try store.check().faults == [])
    try store.writeUnaudited { db in
      try db.execute(sql: "UPDATE account SET posts = 7")
      try db.execute(sql: "DELETE FROM object")
      try db.execute(sql: "INSERT INTO postSearch (rowid, text, facet) VALUES (5, 'x', 'p1')")
    }
    #expect(try store.check().faults.count == 3)
    let rows = Dictionary(uniqueKeysWithValues: try store.check().rows.map { ($0.table, $0.count) })
    #expect(rows["post"] == 2)
  }

  @Test("removes what retention says, shows it first, and keeps what is held or under review")
  func purges() throws {
    let now = temporary.clock.read().milliseconds / 1000
    let old = now - 40 * 86_400
    _ = try store.store(posts: [
      Invented.post("gone", by: "g", at: old, "first lantern"),
      Invented.post("new", by: "g", at: now, "second lantern"),
      Invented.post("alone", by: "lonely", at: old), Invented.post("held", by: "h1", at: old),
      Invented.post("heldByAccount", by: "h2", at: old),
      Invented.post("heldByTag", by: "h3", at: old, tags: ["kept"]),
      Invented.post("inCase", by: "h4", at: old), Invented.post("77", by: "h5", at: old),
      Invented.post("wasHeld", by: "h6", at: old),
    ])
    let user = try store.addUser("ann", role: "lead", passwordHash: "h", by: actor)
    _ = try store.placeHold(on: .post(.x, "held"), reason: "order", by: actor)
    _ = try store.placeHold(on: .account(.x, "h2"), reason: "order", by: actor)
    _ = try store.placeHold(on: .hashtag("kept"), reason: "order", by: actor)
    let lifted = try store.placeHold(on: .post(.x, "wasHeld"), reason: "order", by: actor)
    try store.liftHold(lifted, by: actor)
    let queue = try store.saveQueue("q", by: actor)
    _ = try store.openCase(
      NewCase(
        queue: queue, subjects: [.post(.x, "inCase")], urgency: AlarmUrgency(score: 1, why: [])),
      by: actor)
    _ = try store.decide(
      [
        NewDecision(
          caseFile: nil, subject: .post(.x, "77"), ground: .none, reasons: "r", facts: "f",
          source: "s", puid: "p")
      ], by: user)
    #expect(try store.purgePreview() == PurgeCounts())
    try store.setRetention(of: .post, days: 30, by: actor)
    let preview = try store.purgePreview()
    #expect((preview.posts, preview.postsKept, preview.accounts) == (3, 5, 2))
    #expect(try store.purge(by: actor) == preview)
    #expect(try store.purge(by: actor).posts == 0)
    for id in ["gone", "alone", "wasHeld"] { #expect(try store.postID(.x, id) == nil, "\(id)") }
    for id in ["new", "held", "heldByAccount", "heldByTag", "inCase", "77"] {
      #expect(try store.postID(.x, id) != nil, "\(id)")
    }
    #expect(try store.accountID(.x, "lonely") == nil)
    #expect(try store.search(SearchQuery("lantern first")).items == [])
    #expect(try store.check().faults == [])
    #expect(try store.store(posts: [Invented.post("gone", by: "lonely", at: old)]).new == 1)
    #expect(try store.check().faults == [])
  }

  @Test("removes old runs but those of open reviews, and closed reports")
  func purgesRunsAndReports() throws {
    _ = try store.store(analysis: Invented.analysis([["a", "b"]]))
    _ = try store.store(analysis: Invented.analysis([["a", "b"], ["c", "d"]]))
    let notice = NewNotice(
      subject: .hashtag("t"), reason: "spam", reporter: "r", time: Timestamp(seconds: 1))
    let report = try store.take([notice], by: actor)[0].report
    try store.closeReport(report, .rejected, by: actor)
    try store.setRetention(of: .run, days: 1, by: actor)
    try store.setRetention(of: .report, days: 1, by: actor)
    temporary.clock.advance(seconds: 2 * 86_400)
    let preview = try store.purgePreview()
    #expect((preview.runs, preview.reports) == (1, 1))
    #expect(try store.purge(by: actor) == preview)
    #expect(try store.candidates().items.count == 2)
    #expect(try store.check().faults == [])
  }
}
