import Casework
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Figures at the desk")
struct FiguresTests {
  private func value(
    _ figures: PeriodFigures, _ section: String, _ key: String, _ figure: String = "count"
  ) -> Double? {
    figures.report.rows.first { $0.section == section && $0.key == key && $0.figure == figure }?
      .value
  }

  @Test("count what happened in a period, reversals apart from what was undone")
  func count() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, lead) = (try test.user("ada", .reviewer), try test.user("lin", .lead))
    let from = test.clock.read()
    _ = try test.desk.take(
      [
        Notice(
          Report(
            id: "1", subject: CaseSubject(.post, platform: .x, id: "p0"), reason: .terrorism,
            reporter: "r", time: from))
      ], by: ada)
    var made: [Int64] = []
    // Decided after 60, 120, ... 600 seconds: median 330, 90th percentile 546, by hand.
    for number in 0..<10 {
      let id = try test.openCase(queue, post: "p\(number)")
      test.clock.advance(seconds: Int64(number + 1) * 60)
      _ = try test.desk.view(case: id, by: ada)
      _ = try test.desk.claim(case: id, by: ada)
      made += try test.desk.decide(case: id, [TestDesk.removal("p\(number)")], by: ada)
    }
    try test.desk.undo(decision: made[9], why: "slip", by: ada)
    let appeal = try test.desk.receiveAppeal(againstDecision: made[0], text: "no", by: ada)
    _ = try test.desk.decideAppeal(appeal, .reversed, reasons: "News.", by: lead)
    test.clock.advance(seconds: 1)
    let to = test.clock.read()
    let figures = try test.desk.figures(from: from, to: to, by: lead)
    #expect(value(figures, "notices", "terrorism") == 1)
    #expect(value(figures, "decisions", "all") == 10, "nine and the successor")
    #expect(value(figures, "decisions", "undone") == 1)
    #expect(value(figures, "decisions", "without-measure") == 1)
    #expect(value(figures, "measures", "removal") == 9)
    #expect(value(figures, "appeals", "reversed") == 1)
    #expect(value(figures, "appeal-reversals-by-language", "fr", "share") == 1)
    let times = try #require(figures.times.first)
    #expect(times.toFirstView.medianSeconds == 330)
    #expect(abs((times.toFirstView.ninetiethSeconds ?? 0) - 546) < 1e-9)
    #expect(times.toDecision.done == 9)
    #expect(times.toDecision.waiting == 1)
    #expect(figures.timesCSV.hasPrefix("queue,clock,done"))
    expect(.malformed) { _ = try test.desk.figures(from: to, to: from, by: lead) }
  }

  @Test("state reasons of decisions that cannot be undone, in batches, without personal data")
  func state() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, auditor) = (try test.user("ada", .reviewer), try test.user("au", .auditor))
    let lead = try test.user("lin", .lead)
    let from = test.clock.read()
    var post = Post(
      platform: .x, id: "p1", account: Account(id: "acc1", handle: "lamplighter"),
      time: Timestamp(seconds: 1_699_000_000), text: "The lantern parade")
    post.language = "fr"
    _ = try test.store.store(posts: [NewPost(post, objects: [])])
    let ids = try (2..<125).map { try test.openCase(queue, post: "p\($0)") }
    _ = try test.desk.decideInBulk(TestDesk.removal(), cases: ids, by: lead)
    let id = try test.openCase(queue, post: "p1")
    _ = try test.desk.claim(case: id, by: ada)
    var form = TestDesk.removal("p1")
    form.facts = "The account lamplighter called for an attack."
    let named = try test.desk.decide(case: id, [form], by: ada)[0]
    test.clock.advance(seconds: 1)
    func export() throws -> StatementExport {
      try test.desk.exportStatements(
        from: from, to: Timestamp(milliseconds: from.milliseconds + 60_000), by: auditor)
    }
    let early = try export()
    #expect(early.statements == 0)
    #expect(early.waiting == 124)
    test.clock.advance(seconds: 600)
    let found = try export()
    #expect(found.statements == 123)
    #expect(found.batches.count == 2)
    #expect(found.refused.map(\.decision) == [named])
    let json = try JSONSerialization.jsonObject(with: Data(found.batches[0])) as? [String: Any]
    let statements = try #require(json?["statements"] as? [[String: Any]])
    #expect(statements.count == 100)
    let first = try #require(statements.first)
    #expect(first["decision_visibility"] as? [String] == ["DECISION_VISIBILITY_CONTENT_REMOVED"])
    #expect(first["automated_decision"] as? String == "AUTOMATED_DECISION_NOT_AUTOMATED")
    #expect(first["source_type"] as? String == "SOURCE_ARTICLE_16")
    #expect(first["category"] as? String == "STATEMENT_CATEGORY_VIOLENCE")
    let decided = try test.store.decisions(about: .post(.x, "p2")).items[0]
    #expect(decided.publishedAt != nil)
    #expect(try export().batches == found.batches)
    expect(.notAllowed) {
      _ = try test.desk.exportStatements(from: from, to: test.clock.read(), by: ada)
    }
  }

  @Test("run the hour of a removal order, stop it, and keep what was removed for six months")
  func orders() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, lead) = (try test.user("ada", .reviewer), try test.user("lin", .lead))
    let from = test.clock.read()
    func receive(_ post: String) throws -> Int64 {
      try test.desk.receiveRemovalOrder(
        about: [CaseSubject(.post, platform: .x, id: post)], issuedBy: "FR",
        received: test.clock.read(), queue: queue, by: ada)
    }
    expect(.malformed) {
      _ = try test.desk.receiveRemovalOrder(
        about: [CaseSubject(.post, platform: .x, id: "p")], issuedBy: "France",
        received: from, queue: queue, by: ada)
    }
    let first = try receive("a")
    let second = try receive("b")
    #expect(
      try test.store.caseFile(first).row.dueAt
        == Timestamp(milliseconds: from.milliseconds + 3_600_000))
    try test.desk.note(.objected, ofCase: second, by: ada)
    #expect(try test.store.caseFile(second).row.dueAt == nil)
    test.clock.advance(seconds: 3_601)
    try test.desk.note(.carriedOut, ofCase: first, by: ada)
    expect(.wrongState) { try test.desk.note(.carriedOut, ofCase: first, by: ada) }
    try test.desk.note(.cleared, ofCase: second, by: ada)
    test.clock.advance(seconds: 3_600)
    let done = try test.desk.note(.carriedOut, ofCase: second, by: ada)
    #expect(done.standing(at: test.clock.read()) == .inTime)
    let figures = try test.desk.figures(from: from, to: test.clock.read(), by: lead)
    let lines = figures.ordersCSV.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains(",late,1,2024-05-1"))
    #expect(lines[2].contains(",in-time,,"))
    expect(.notFound) {
      try test.desk.note(.objected, ofCase: try test.openCase(queue), by: ada)
    }
  }

  @Test("preserve content from a purge for six months, whoever purges")
  func ordersPreserve() throws {
    let test = try TestDesk()
    let (queue, root) = (try test.queue(), try test.user("root", .admin))
    let ada = try test.user("ada", .reviewer)
    _ = try test.store.store(
      posts: ["a", "b"].map { id in
        NewPost(
          Post(
            platform: .x, id: id, account: Account(id: id),
            time: Timestamp(seconds: 1_600_000_000), text: "lantern"))
      })
    let id = try test.desk.receiveRemovalOrder(
      about: [CaseSubject(.post, platform: .x, id: "a")], issuedBy: "FR",
      received: test.clock.read(), queue: queue, by: ada)
    _ = try test.desk.claim(case: id, by: ada)
    let decision = try test.desk.decide(case: id, [TestDesk.removal("a")], by: ada)
    try test.desk.note(.carriedOut, ofCase: id, by: ada)
    let until = try #require(try test.store.removalOrder(ofCase: id)?.preservedUntil)
    #expect(
      until == RemovalOrder(try #require(try test.store.removalOrder(ofCase: id))).preservedUntil)
    // What keeps the post is the order alone, once the decision does not stand any more.
    try test.store.undo(decision: decision[0], why: "test", by: ada.user)
    try test.store.setCase(id, to: .closed, by: .system("test"))
    try test.desk.setRetention(of: .post, days: 90, by: root)
    let left = (until.milliseconds - test.clock.read().milliseconds) / 1000
    test.clock.advance(seconds: left - 1)
    #expect(try test.desk.purgePreview(by: root).postsKept == 1)
    #expect(try test.desk.purge(by: root).posts == 1)
    test.clock.advance(seconds: 2)
    #expect(try test.desk.purge(by: .terminal).posts == 1)
    #expect(try test.store.postID(.x, "a") == nil)
  }

  @Test("hold a purge on the terminal to the same rule, and write it under the terminal's name")
  func purgeOnTerminal() throws {
    let test = try TestDesk()
    let root = try test.user("root", .admin)
    _ = try test.store.store(posts: [
      NewPost(
        Post(
          platform: .x, id: "a", account: Account(id: "a"),
          time: Timestamp(seconds: 1_600_000_000), text: "lantern"))
    ])
    try test.desk.setRetention(of: .post, days: 90, by: root)
    expect(.samePerson) { _ = try test.desk.purge(by: .terminal) }
    test.clock.advance(seconds: 86_400)
    var told: [Int] = []
    #expect(try test.desk.purge(by: .terminal) { told.append($0) }.posts == 1)
    #expect(told == [1])
    let entries = try test.store.auditEntries(actor: "system:terminal").items.map(\.content)
    #expect(entries.map(\.subject) == ["account", "post"])
    #expect(entries.allSatisfy { $0.action == "retention.purged" })
  }

  @Test("show what a purge would remove, and keep who changed the rules from purging")
  func purge() throws {
    let test = try TestDesk()
    let (root, other) = (try test.user("root", .admin), try test.user("roo", .admin))
    let lead = try test.user("lin", .lead)
    let posts = ["a", "b"].map { id in
      NewPost(
        Post(
          platform: .x, id: id, account: Account(id: id),
          time: Timestamp(seconds: 1_600_000_000), text: "lantern"), objects: [])
    }
    _ = try test.store.store(posts: posts)
    let hold = try test.desk.placeHold(
      on: CaseSubject(.post, platform: .x, id: "a"), reason: "file 7", by: lead)
    try test.desk.setRetention(of: .post, days: 90, by: root)
    #expect(try test.desk.purgePreview(by: root).posts == 1)
    expect(.samePerson) { _ = try test.desk.purge(by: root) }
    expect(.notAllowed) { _ = try test.desk.purge(by: lead) }
    #expect(try test.desk.purge(by: other).posts == 1)
    try test.desk.liftHold(hold, by: lead)
    test.clock.advance(seconds: 86_400)
    #expect(try test.desk.purge(by: root).posts == 1)
  }
}
