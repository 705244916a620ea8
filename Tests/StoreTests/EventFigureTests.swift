import SocialModel
import Testing

@testable import Store

@Suite("What is stored of an event")
struct EventFigureTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }
  private let start: Int64 = 1_458_633_600
  private let actor = Actor.system("test")

  init() throws { temporary = try TemporaryStore() }

  private func figures(_ tags: [String], hours: Int64 = 1, bins: Int = 6) throws -> EventFigures {
    try store.eventFigures(
      tags: tags, from: Timestamp(seconds: start), until: Timestamp(seconds: start + hours * 3600),
      bins: bins)
  }

  @Test("counts each post under the tags within the span once, by hand")
  func counts() throws {
    _ = try store.store(posts: [
      Invented.post("before", at: start - 1, tags: ["parade"]),
      Invented.post("1", by: "a", at: start + 60, tags: ["parade", "lanterns"]),
      Invented.post("2", by: "b", at: start + 1200, language: "fr", tags: ["lanterns"]),
      Invented.post("3", by: "a", at: start + 3599, platform: .telegram, tags: ["parade"]),
      Invented.post("4", by: "c", at: start + 100, tags: ["other"]),
      Invented.post("end", by: "d", at: start + 3600, tags: ["parade"]),
    ])
    let found = try figures(["PARADE", "lanterns", "lanterns"])
    #expect(found.posts == 3)
    #expect(found.accounts == 3, "an account of each platform is one of its own")
    #expect(found.bins == [1, 0, 1, 0, 0, 1])
    #expect(found.binSeconds == 600)
    #expect((found.firstAfter, found.halfAfter) == (60_000, 1_200_000))
    #expect(found.languages == [.init(name: "en", posts: 2), .init(name: "fr", posts: 1)])
    #expect(found.platforms == [.init(name: "x", posts: 2), .init(name: "telegram", posts: 1)])
    #expect(try store.posts(found.firstPosts).map(\.externalID) == ["1", "2", "3"])
    #expect(try store.posts([1, found.firstPosts[0]]).map(\.externalID) == ["1"])
    let none = try figures(["nothing"])
    #expect((none.posts, none.firstAfter, none.bins.count) == (0, nil, 6))
    #expect(try figures([]).posts == 0)
  }

  @Test("names the candidates and runs that touch the span, and counts their accounts' posts")
  func candidates() throws {
    _ = try store.store(posts: [
      Invented.post("1", by: "a", at: start + 60, tags: ["parade"]),
      Invented.post("2", by: "z", at: start + 90, tags: ["parade"]),
    ])
    _ = try store.store(analysis: Invented.analysis([["a", "b"]]))
    let all = try store.candidates(
      from: Timestamp(seconds: start), until: Timestamp(seconds: start + 3600))
    #expect(all.count == 1)
    #expect(try figures(["parade"]).byCandidates == 1)
    let later = (Timestamp(seconds: start + 1), Timestamp(seconds: start + 3600))
    #expect(try store.candidates(from: later.0, until: later.1).isEmpty)
    #expect(try store.runs(from: later.0, until: later.1).isEmpty)
  }

  @Test(
    "a removal order that was carried out keeps its post as long as it is preserved")
  func preserved() throws {
    let now = temporary.clock.read()
    _ = try store.store(posts: [
      Invented.post("p", by: "a", at: now.milliseconds / 1000 - 40 * 86_400),
      Invented.post("q", by: "b", at: now.milliseconds / 1000 - 40 * 86_400),
    ])
    let queue = try store.saveQueue("q", by: actor)
    let id = try store.openCase(
      NewCase(
        queue: queue, subjects: [.post(.x, "p"), .account(.x, "b")],
        urgency: AlarmUrgency(score: 100, why: [])), by: actor)
    var order = RemovalOrderRow(caseFile: id, issuedBy: "FR", receivedAt: now)
    order.carriedOutAt = now
    order.preservedUntil = Timestamp(milliseconds: now.milliseconds + 185 * 86_400_000)
    _ = try store.save(removalOrder: order, due: nil, by: actor)
    try store.setCase(id, to: .closed, by: actor)
    try store.setRetention(of: .post, days: 30, by: actor)
    #expect(try store.purgePreview().posts == 0)
    temporary.clock.advance(seconds: 184 * 86_400)
    #expect(try store.purge(by: actor).posts == 0)
    order.preservedUntil = Timestamp(milliseconds: now.milliseconds + 200 * 86_400_000)
    _ = try store.save(removalOrder: order, due: nil, by: actor)
    temporary.clock.advance(seconds: 15 * 86_400)
    #expect(try store.purge(by: actor).posts == 0)
    temporary.clock.advance(seconds: 2 * 86_400)
    #expect(try store.purge(by: actor).posts == 2)
  }

  @Test("orders are listed by receipt, reports by whether all their notices are held")
  func lists() throws {
    let queue = try store.saveQueue("q", by: actor)
    for second in [5, 9, 7] as [Int64] {
      let id = try store.openCase(
        NewCase(
          queue: queue, subjects: [.post(.x, "\(second)")],
          urgency: AlarmUrgency(score: 1, why: [])), by: actor)
      _ = try store.save(
        removalOrder: RemovalOrderRow(
          caseFile: id, issuedBy: "FR", receivedAt: Timestamp(seconds: second)),
        due: nil, by: actor)
    }
    let first = try store.removalOrders(limit: 2)
    #expect(first.items.map(\.receivedAt.milliseconds) == [9000, 7000])
    let rest = try store.removalOrders(after: first.next, limit: 2)
    #expect(rest.items.map(\.receivedAt.milliseconds) == [5000] && rest.next == nil)
    var held = NewNotice(
      subject: .hashtag("t"), reason: "spam", reporter: "r", time: Timestamp(seconds: 1),
      language: "fr")
    held.isHeld = true
    let other = NewNotice(
      subject: .hashtag("u"), reason: "spam", reporter: "r", time: Timestamp(seconds: 2))
    let ids = try store.take([held, other], by: actor).map(\.report)
    #expect(try store.reports(areHeld: true).items.map(\.id) == [ids[0]])
    #expect(try store.reports(areHeld: false).items.map(\.id) == [ids[1]])
    #expect(try store.reports().items.count == 2)
    #expect(try store.languages(ofReports: ids) == [ids[0]: ["fr"], ids[1]: []])
    #expect(try store.report(ids[0]).notices[0].isHeld)
  }
}
