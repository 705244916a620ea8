import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("The audit trail in the store")
struct StoreAuditTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }

  init() throws { temporary = try TemporaryStore() }

  @Test("links every entry to the one before it, sealed as the sealer says")
  func links() throws {
    for index in 0..<20 {
      try store.record("content.viewed", on: "post:x:\(index)", by: .user(3), details: ["n": "1"])
    }
    var previous = [UInt8](repeating: 0, count: 32)
    var count: Int64 = 0
    try store.forEachAuditEntry { entry in
      count += 1
      #expect(entry.content.sequence == count)
      #expect(entry.content.previousHash == previous)
      let sealed = try AuditSealer.lengthPrefixed.seal(entry.content)
      #expect(sealed.bytes == entry.bytes)
      #expect(sealed.hash == entry.hash)
      previous = entry.hash
    }
    #expect(count == 20)
    #expect(try store.lastAuditEntry()?.hash == previous)
  }

  @Test(
    "cannot be changed, dropped, replaced or put out of order by SQL",
    arguments: [
      "UPDATE audit SET actor = 'x' WHERE sequence = 1", "DELETE FROM audit WHERE sequence = 3",
      "DELETE FROM audit",
      "INSERT OR REPLACE INTO audit SELECT 2, time, actor, 'x', subject, details, previousHash, bytes, x'00' FROM audit WHERE sequence = 2",
      "INSERT INTO audit (time, actor, action, subject, details, previousHash, bytes, hash) VALUES (1, 'x', 'x', 'x', '{}', x'', x'', x'')",
      "INSERT INTO audit SELECT 0, time, actor, 'x', subject, details, previousHash, bytes, x'00' FROM audit WHERE sequence = 2",
      "UPDATE auditCheckpoint SET count = 9", "DELETE FROM auditCheckpoint",
    ])
  func isAppendOnly(sql: String) throws {
    for index in 0..<3 { try store.record("content.viewed", on: "\(index)", by: .user(1)) }
    let last = try #require(try store.lastAuditEntry())
    try store.store(checkpoint: checkpoint(last))
    #expect(throws: StoreError.self) { try store.writeUnaudited { try $0.execute(sql: sql) } }
    #expect(try store.auditEntries().items.count == 3)
    #expect(try store.checkpoints().count == 1)
  }

  private func checkpoint(_ entry: AuditRow) -> CheckpointRow {
    CheckpointRow(
      sequence: entry.content.sequence, time: entry.content.time, hash: entry.hash, count: 3,
      key: "k", signature: [1, 2])
  }

  @Test("refuses a checkpoint that does not fit the trail")
  func refusesFalseCheckpoints() throws {
    try store.record("content.viewed", on: "x", by: .user(1))
    var row = checkpoint(try #require(try store.lastAuditEntry()))
    row.hash[0] ^= 1
    #expect(throws: StoreError.self) { try store.store(checkpoint: row) }
  }

  @Test("takes back the change when its entry cannot be written")
  func isOneTransaction() throws {
    struct Failure: Error {}
    let path = temporary.folder + "/other.db"
    let other = try CaseStore(
      path: path, sealer: AuditSealer(name: "failing") { _ in throw Failure() })
    #expect(throws: Failure.self) { try other.setSetting("a", to: "b", by: .user(1)) }
    #expect(try other.setting("a") == nil)
  }

  @Test("is not continued by another sealer")
  func keepsSealer() throws {
    try store.record("content.viewed", on: "x", by: .user(1))
    let other = AuditSealer(name: "other") { _ in ([], [UInt8](repeating: 1, count: 32)) }
    #expect { try CaseStore(path: temporary.path, sealer: other) } throws: {
      ($0 as? StoreError)?.code == .refused
    }
  }

  @Test("is paged and narrowed, the latest first")
  func pages() throws {
    for index in 0..<10 {
      try store.record(
        index % 2 == 0 ? "a.b" : "c.d", on: "s\(index % 3)", by: .user(Int64(index % 4)))
    }
    let first = try store.auditEntries(limit: 6)
    let second = try store.auditEntries(after: first.next, limit: 6)
    #expect((first.items + second.items).map(\.content.sequence) == Array((1...10).reversed()))
    #expect(
      try store.auditEntries(subject: "s0", action: "a.b").items.map(\.content.sequence) == [7, 1])
    #expect(try store.auditEntries(actor: "user:1").items.count == 3)
  }

  @Test("survives a restart, and goes on where it ended")
  func survivesRestart() throws {
    try store.record("content.viewed", on: "x", by: .user(1))
    let again = try temporary.reopened()
    try again.record("content.viewed", on: "y", by: .user(1))
    #expect(try store.lastAuditEntry()?.content.sequence == 2)
  }

  @Test("changes nothing without an entry: every audited method adds one")
  func everyMethodAddsOne() throws {
    let actor = Actor.system("test")
    let user = try store.addUser("ann", role: "lead", passwordHash: "h", by: actor)
    let queue = try store.saveQueue("q", by: actor)
    let methods: [() throws -> Void] = [
      { try store.setUser(user, role: "viewer", by: actor) },
      { try store.setSecondFactor(ofUser: user, sealedSecret: [1], by: actor) },
      { _ = try store.save(event: EventRow(name: "e", start: Timestamp(seconds: 0)), by: actor) },
      {
        _ = try store.openCase(
          NewCase(
            queue: queue, subjects: [.hashtag("t")], urgency: AlarmUrgency(score: 1, why: [])),
          by: actor)
      },
      { try store.addNote("n", toCase: 1, by: actor) },
      { try store.setCase(1, to: .closed, by: actor) },
      { _ = try store.placeHold(on: .account(.x, "a"), reason: "order", by: actor) },
      { try store.liftHold(1, by: actor) },
      { try store.setRetention(of: .post, days: 30, by: actor) },
      { _ = try store.store(analysis: Invented.analysis([["a", "b"]])) },
      { try store.setReview(1, to: .dismissed, note: nil, by: actor) },
    ]
    for (index, method) in methods.enumerated() {
      let before = try store.lastAuditEntry()?.content.sequence ?? 0
      try method()
      #expect(try store.lastAuditEntry()?.content.sequence == before + 1, "method \(index)")
    }
  }
}
