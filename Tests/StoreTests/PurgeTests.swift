import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("What a purge keeps and removes")
struct PurgeTests {
  private let actor: Actor = .system("test")
  private static let day: Int64 = 86_400

  /// Old posts with one case each about them, all decided, and a rule that removes them.
  private func orders(
    _ change: (CaseStore, inout RemovalOrderRow) throws -> Void, kind: Subject.Kind = .post
  ) throws -> (TemporaryStore, PurgeCounts) {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let now = temporary.clock.read()
    _ = try store.store(posts: [
      Invented.post("1", by: "a", at: now.milliseconds / 1000 - 90 * Self.day, tags: ["t"]),
      Invented.post("2", by: "b", at: now.milliseconds / 1000 - 90 * Self.day),
    ])
    let subject: Subject = kind == .post ? .post(.x, "1") : .account(.x, "a")
    let id = try store.openCase(
      NewCase(
        queue: try store.saveQueue("q", by: actor), subjects: [subject],
        urgency: AlarmUrgency(score: 1, why: [])), by: actor)
    try store.setCase(id, to: .decided, by: actor)
    var order = RemovalOrderRow(caseFile: id, issuedBy: "FR", receivedAt: now)
    try change(store, &order)
    _ = try store.save(removalOrder: order, due: nil, by: actor)
    try store.setRetention(of: .post, days: 30, by: actor)
    let preview = try store.purgePreview()
    #expect(try store.purge(by: actor) == preview)
    #expect(try store.check().faults == [])
    return (temporary, preview)
  }

  @Test(
    "content is preserved until the moment that a removal order's rule gives", arguments: [0, 1])
  func preserves(past: Int64) throws {
    let (temporary, counts) = try orders { store, order in
      let now = store.clock()
      order.carriedOutAt = now
      order.preservedUntil = Timestamp(milliseconds: now.milliseconds + 1 - past)
    }
    #expect(counts.posts == (past == 1 ? 2 : 1))
    #expect(counts.accounts == (past == 1 ? 2 : 1))
    let post = try temporary.store.postID(.x, "1")
    #expect((post == nil) == (past == 1))
    guard let post else { return }
    // What belongs to it is there too: the account, the tag, the text.
    #expect(try temporary.store.accountID(.x, "a") != nil)
    #expect(try temporary.store.post(post).objects.map(\.key) == ["t"])
    #expect(try temporary.store.search(SearchQuery("lantern")).items.count == 1)
  }

  @Test(
    "content is preserved for good where nobody said until when, and until an order is carried out")
  func preservesWithoutEnd() throws {
    #expect(try orders { store, order in order.carriedOutAt = store.clock() }.1.posts == 1)
    #expect(try orders { _, _ in }.1.posts == 1)
    let closed = try orders { store, order in
      try store.setCase(order.caseFile, to: .closed, by: .system("test"))
    }
    #expect(closed.1.posts == 2)
  }

  @Test("an order about an account preserves its posts")
  func preservesAccounts() throws {
    let (temporary, counts) = try orders({ _, _ in }, kind: .account)
    #expect(counts.posts == 1)
    #expect(try temporary.store.postID(.x, "1") != nil)
  }

  @Test("a hold on a tag of many letters holds, on its platform alone where it names one")
  func holdsLongTags() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let tag = String(repeating: "lantern", count: 40)
    let old = temporary.clock.read().milliseconds / 1000 - 90 * Self.day
    _ = try store.store(posts: [
      Invented.post("1", at: old, tags: [tag]),
      Invented.post("2", at: old, platform: .vk, tags: [tag]), Invented.post("3", at: old),
    ])
    try store.setRetention(of: .post, days: 30, by: actor)
    let hold = try store.placeHold(on: .hashtag(tag, on: .vk), reason: "r", by: actor)
    #expect(try store.purgePreview().posts == 2)
    _ = try store.placeHold(on: .hashtag(tag), reason: "r", by: actor)
    try store.liftHold(hold, by: actor)
    #expect(try store.purge(by: actor).posts == 1)
    #expect(try store.postID(.x, "3") == nil)
  }

  @Test("an old run goes with a dismissed review, also where an older run of the review stays")
  func removesReviews() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    // The first run also holds a candidate that is open, so that it stays.
    _ = try store.store(analysis: Invented.analysis([["a", "b"], ["c", "d"]]))
    _ = try store.store(analysis: Invented.analysis([["a", "b"]]))
    let review = try #require(
      try store.candidates().items.first { $0.run == 2 }?.review)
    try store.setReview(review, to: .dismissed, note: nil, by: actor)
    try store.setRetention(of: .run, days: 1, by: actor)
    temporary.clock.advance(seconds: 3 * Self.day)
    #expect(try store.purgePreview().runs == 1)
    #expect(try store.purge(by: actor).runs == 1)
    #expect(try store.candidates(.dismissed).items.map(\.run) == [1])
    for row in try store.candidates().items { #expect(try store.candidate(row.id).row == row) }
    #expect(try store.check().faults == [])
  }

  @Test("edges go with an account that they name, and its number names nobody else later")
  func removesEdges() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let old = temporary.clock.read().milliseconds / 1000 - 90 * Self.day
    _ = try store.store(posts: ["a", "b", "c", "d"].map { Invented.post($0, by: $0, at: old) })
    var analysis = Invented.analysis([["a", "b"], ["c", "d"]])
    analysis.candidates.removeLast()
    _ = try store.store(analysis: analysis)
    func edges() throws -> Int {
      try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM edge") ?? 0 }
    }
    #expect(try edges() == 2)
    try store.setRetention(of: .post, days: 30, by: actor)
    let preview = try store.purgePreview()
    #expect((preview.posts, preview.accounts) == (4, 2))
    #expect(try store.purge(by: actor) == preview)
    #expect(try edges() == 1)
    let candidate = try #require(try store.candidates().items.first)
    #expect(try store.edges(ofCandidate: candidate.id).count == 1)
    #expect(try store.members(ofCandidate: candidate.id).items.count == 2)
  }

  @Test("the span of an account's posts follows what is left of them")
  func renewsSpans() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let now = temporary.clock.read().milliseconds / 1000
    let times = [now - 80 * Self.day, now - 70 * Self.day, now - 5, now]
    _ = try store.store(
      posts: times.enumerated().map { Invented.post("\($0.offset)", by: "a", at: $0.element) })
    try store.setRetention(of: .post, days: 30, by: actor)
    _ = try store.purge(by: actor)
    let account = try store.account(try #require(try store.accountID(.x, "a"))).row
    #expect(account.posts == 2)
    #expect(account.firstPost == Timestamp(seconds: now - 5))
    #expect(account.lastPost == Timestamp(seconds: now))
  }

  @Test("is kept where it is held while a purge is under way")
  func keepsWhatIsHeldMeanwhile() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let old = temporary.clock.read().milliseconds / 1000 - 90 * Self.day
    _ = try store.store(posts: (0..<4100).map { Invented.post("\($0)", at: old + Int64($0)) })
    try store.setRetention(of: .post, days: 30, by: actor)
    var held = false
    let counts = try store.purge(by: actor) { _ in
      guard !held else { return }
      held = true
      do { _ = try store.placeHold(on: .post(.x, "4099"), reason: "r", by: .system("other")) } catch
      {
        Issue.record("\(error)")
      }
    }
    #expect((counts.posts, counts.postsKept) == (4099, 1))
    #expect(try store.postID(.x, "4099") != nil)
  }

  private static func ids(_ table: String, _ store: CaseStore) throws -> Set<Int64> {
    Set(try store.read { try Int64.fetchAll($0, sql: "SELECT id FROM \(table)") })
  }

  /// The seals of the audit trail, in order.
  private static func trail(_ store: CaseStore) throws -> [[UInt8]] {
    try store.read { db in
      try Row.fetchAll(db, sql: "SELECT bytes, hash FROM audit ORDER BY sequence")
        .map { Bytes.of($0, "bytes") + Bytes.of($0, "hash") }
    }
  }

  @Test(
    "removes what its preview says and keeps what is held, whatever there is", arguments: 0..<40)
  func matchesPreview(seed: UInt64) throws {
    var scene = try RandomScene(seed: 7000 + seed)
    try scene.fill()
    let store = scene.temporary.store
    let kept = try scene.keptPosts()
    let matters = try scene.old.filter { try scene.stays($0) }
    let trail = try Self.trail(store)
    let preview = try store.purgePreview()
    let counts = try store.purge(by: actor)
    #expect(counts == preview, "seed \(7000 + seed)")
    #expect(try store.check().faults == [], "seed \(7000 + seed)")
    let left = try store.search(SearchQuery(""), limit: 1000).items.map(\.subject.description)
    #expect(Set(left) == kept, "seed \(7000 + seed)")
    #expect(try Self.ids("caseFile", store).isSuperset(of: matters.compactMap(\.caseFile)))
    #expect(try Self.ids("decision", store).isSuperset(of: matters.compactMap(\.decision)))
    #expect(
      preview.cases == scene.old.compactMap(\.caseFile).count
        - matters.compactMap(\.caseFile).count, "seed \(7000 + seed)")
    let goneAlone = Set(scene.old.compactMap(\.decision)).subtracting(
      matters.compactMap(\.decision))
    #expect(try Self.ids("decision", store).isDisjoint(with: goneAlone), "seed \(7000 + seed)")
    #expect(try Self.trail(store).starts(with: trail))
    var after = PurgeCounts()
    after.kept = preview.kept
    #expect(try store.purge(by: actor) == after, "seed \(7000 + seed)")
    for row in try store.candidates(limit: 1000).items {
      #expect(try store.members(ofCandidate: row.id).items.count == row.members)
      _ = try store.candidate(row.id)
    }
  }

  @Test("what is decided on stays, whether it was stored before the decision or after")
  func keepsDecided() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let user = try store.addUser("ann", role: "lead", passwordHash: "h", by: .system("test"))
    func decide(_ subject: Subject) throws -> Int64 {
      try store.decide(
        [
          NewDecision(
            caseFile: nil, subject: subject, ground: .policy(clause: "4.1"),
            visibilityMeasure: "removal", reasons: "r", facts: "f", source: "report",
            puid: subject.description)
        ], by: user)[0]
    }
    func add(_ id: String, by account: String) throws {
      _ = try store.store(posts: [Invented.post(id, by: account, at: 1_600_000_000)])
    }
    try add("before", by: "a1")
    try add("7", by: "a2")
    try add("loose", by: "a3")
    let undone = try decide(.post(.x, "loose"))
    for subject: Subject in [
      .post(.x, "before"), .post(.x, "7"), .post(.x, "after"), .account(.x, "a4"), .post(.vk, "7"),
      .account(.x, "never"),
    ] { _ = try decide(subject) }
    try add("after", by: "a1")
    try add("gone", by: "a4")
    try store.undo(decision: undone, why: "slip", by: user)
    try store.setRetention(of: .post, days: 1, by: .system("test"))
    let preview = try store.purgePreview()
    #expect((preview.posts, preview.accounts) == (2, 1))
    #expect(preview.kept[.post] == [.decision: 3])
    #expect(try store.check().faults == [])
    #expect(try store.purge(by: .system("test")) == preview)
    #expect(try store.account(store.accountID(.x, "a4") ?? 0).row.posts == 0)
    #expect(try store.check().faults == [])
    // A post that goes in another way is not noted any more.
    try store.writeUnaudited { db in
      try db.execute(sql: "DELETE FROM post WHERE externalId = 'before'")
      #expect(
        try Int.fetchOne(db, sql: "SELECT count(*) FROM decided WHERE post IS NOT NULL") == 1)
    }
    try store.writeUnaudited { db in
      try db.execute(sql: "UPDATE decided SET account = account + 1 WHERE post IS NOT NULL")
    }
    #expect(
      try store.check().faults.contains { $0.contains("subjects are noted wrongly") })
  }
}
