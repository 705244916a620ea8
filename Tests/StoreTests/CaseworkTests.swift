import SocialModel
import Testing

@testable import Store

@Suite("Casework in the store")
struct StoreCaseworkTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }
  private let admin: Actor = .system("test")
  private let ann: Int64
  private let bob: Int64
  private let queue: Int64
  private let subject = Subject.post(.x, "7120")

  init() throws {
    temporary = try TemporaryStore()
    let store = temporary.store
    ann = try store.addUser("ann", role: "reviewer", passwordHash: "x", by: .system("test"))
    bob = try store.addUser("bob", role: "reviewer", passwordHash: "x", by: .system("test"))
    queue = try store.saveQueue("threats", claimMinutes: 20, by: .system("test"))
  }

  private func open(urgency: Int = 50, reports: [Int64] = []) throws -> Int64 {
    try store.openCase(
      NewCase(
        queue: queue, subjects: [subject], urgency: AlarmUrgency(score: urgency, why: ["test"]),
        reports: reports), by: admin)
  }

  private func decision(_ caseFile: Int64?, puid: String, isViolation: Bool = true) -> NewDecision {
    NewDecision(
      caseFile: caseFile, subject: subject, ground: isViolation ? .policy(clause: "4.1") : .none,
      visibilityMeasure: isViolation ? "removal" : nil, reasons: "It breaks clause 4.1.",
      facts: "The post.", source: "report", language: "en", puid: puid)
  }

  private func refuses(_ code: StoreError.Code, _ body: () throws -> Void) -> Bool {
    do { try body() } catch let error as StoreError { return error.code == code } catch {}
    return false
  }

  @Test("lets one person at a time hold a case, until the claim expires")
  func claimsAreExclusive() throws {
    let id = try open()
    let until = try store.claim(id, for: ann)
    #expect(until.milliseconds - temporary.clock.read().milliseconds == 20 * 60_000)
    #expect(refuses(.refused) { _ = try store.claim(id, for: bob) })
    #expect(try store.caseFile(id).row.claim?.user == ann)
    #expect(try store.claimedCases(of: ann).map(\.id) == [id])
    #expect(try store.claimNext(inQueue: queue, for: bob) == nil)
    temporary.clock.advance(seconds: 20 * 60)
    #expect(try store.caseFile(id).row.claim == nil)
    _ = try store.claim(id, for: bob)
    #expect(try store.claimedCases(of: ann) == [])
    #expect(refuses(.refused) { try store.release(id, by: ann) })
    try store.release(id, by: ann, anyones: true)
    #expect(try store.claimNext(inQueue: queue, for: ann) == id)
  }

  @Test("hands out the most urgent case first, the older of two alike")
  func ordersQueues() throws {
    let ids = try [10, 90, 50, 90].map { try open(urgency: $0) }
    let order = [ids[1], ids[3], ids[2], ids[0]]
    var listed: [Int64] = []
    var cursor: PageCursor?
    repeat {
      let page = try store.cases(inQueue: queue, after: cursor, limit: 1)
      listed += page.items.map(\.id)
      cursor = page.next
    } while cursor != nil
    #expect(listed == order)
    #expect(try (0..<4).map { _ in try store.claimNext(inQueue: queue, for: ann) } == order)
    let row = try #require(try store.queues().first)
    #expect((row.open, row.claimed) == (4, 4))
  }

  @Test(
    "decides a case: it leaves the queue, its reports are upheld, the reporter's record says so")
  func decides() throws {
    let taken = try store.take(
      [
        NewNotice(subject: subject, reason: "threat", reporter: "r1", time: Timestamp(seconds: 1)),
        NewNotice(subject: subject, reason: "threat", reporter: "r2", time: Timestamp(seconds: 2)),
        NewNotice(subject: subject, reason: "threat", reporter: "r1", time: Timestamp(seconds: 3)),
        NewNotice(subject: subject, reason: "spam", reporter: "r1", time: Timestamp(seconds: 4)),
      ], by: admin)
    #expect(taken.map(\.isNewReport) == [true, false, false, true])
    #expect(taken.map(\.isDuplicate) == [false, false, true, false])
    #expect(taken[0].report == taken[1].report)
    let id = try open(reports: [taken[0].report])
    _ = try store.claim(id, for: ann)
    #expect(refuses(.refused) { _ = try store.decide([decision(id, puid: "p0")], by: bob) })
    let made = try store.decide([decision(id, puid: "p1")], by: ann)
    #expect(try store.cases(inQueue: queue).items == [])
    let page = try store.caseFile(id)
    #expect(page.row.state == .decided)
    #expect(page.decisions.map(\.id) == made)
    #expect(page.reports.map(\.state) == [.upheld])
    #expect(page.history.map(\.content.action) == ["case.opened", "case.claim", "decision.made"])
    #expect(try store.reporter("r1")?.upheld == 1)
    #expect(try store.reporter("r1")?.reports == 2)
    #expect(try store.reports().items.map(\.reason) == ["spam"])
    #expect(try store.decisions(about: subject).items.map(\.id) == made)
    #expect(refuses(.conflict) { _ = try store.decide([decision(nil, puid: "p1")], by: ann) })
  }

  @Test("undoes a decision within its time, and opens its case and reports again")
  func undoes() throws {
    let notice = NewNotice(
      subject: subject, reason: "threat", reporter: "r1", time: Timestamp(seconds: 1))
    let report = try store.take([notice], by: admin)[0].report
    let id = try open(reports: [report])
    let made = try store.decide([decision(id, puid: "p", isViolation: false)], by: ann)[0]
    #expect(try store.reporter("r1")?.rejected == 1)
    temporary.clock.advance(seconds: 61)
    #expect(refuses(.refused) { try store.undo(decision: made, why: "slip", within: 60, by: ann) })
    try store.undo(decision: made, why: "slip", within: 61, by: ann)
    #expect(refuses(.refused) { try store.undo(decision: made, why: "slip", by: ann) })
    #expect(try store.caseFile(id).row.state == .open)
    #expect(try store.report(report).row.state == .open)
    #expect(try store.reporter("r1")?.rejected == 0)
    #expect(try store.decision(made).undoneWhy == "slip")
  }

  @Test("records bulk decisions one a subject, all or none")
  func decidesInBulk() throws {
    let good = (0..<3).map { index in
      var decision = decision(nil, puid: "b\(index)")
      decision.subject = .post(.x, "\(index)")
      decision.batch = "b"
      return decision
    }
    #expect(refuses(.conflict) { _ = try store.decide(good + [good[0]], by: ann) })
    #expect(try store.decisions().items == [])
    #expect(try store.decide(good, by: ann).count == 3)
    #expect(try store.decisions(batch: "b").items.count == 3)
    #expect(try store.auditEntries(action: "decision.made").items.count == 3)
  }

  @Test("refuses a measure without a ground, and a decision without reasons")
  func refusesGroundless() {
    var groundless = decision(nil, puid: "p")
    groundless.ground = .none
    #expect(refuses(.badValue) { _ = try store.decide([groundless], by: ann) })
    var silent = decision(nil, puid: "p")
    silent.reasons = ""
    #expect(refuses(.badValue) { _ = try store.decide([silent], by: ann) })
  }

  @Test("lets another person decide an appeal; a reversal undoes the decision")
  func appeals() throws {
    let id = try open()
    let made = try store.decide([decision(id, puid: "p")], by: ann)[0]
    let appeal = try store.receiveAppeal(againstDecision: made, text: "It was a joke.", by: admin)
    #expect(
      refuses(.conflict) {
        _ = try store.receiveAppeal(againstDecision: made, text: "Again.", by: admin)
      })
    #expect(
      refuses(.refused) {
        try store.decideAppeal(appeal, reverse: true, reasons: "Yes.", by: ann)
      })
    #expect(try store.appeals().items.map(\.id) == [appeal])
    try store.decideAppeal(appeal, reverse: true, reasons: "It was.", by: bob)
    #expect(
      refuses(.refused) {
        try store.decideAppeal(appeal, reverse: false, reasons: "No.", by: bob)
      })
    #expect(try store.appeal(appeal).state == .reversed)
    #expect(try store.decision(made).undoneWhy == "appeal \(appeal)")
    #expect(try store.caseFile(id).row.state == .open)
    let span = (Timestamp(seconds: 0), Timestamp(seconds: 4_000_000_000))
    let tally = try #require(
      try store.decisionTallies(from: span.0, until: span.1).first)
    #expect(tally.isUndone && tally.appeal == "reversed" && tally.language == "en")
    #expect(tally.ground == .policy(clause: "4.1") && tally.measures == ["removal"])
  }

  @Test("keeps second reviews blind to their author, and golden answers to the first")
  func reviewsTwice() throws {
    let made = try store.decide([decision(nil, puid: "p")], by: ann)[0]
    try store.drawSecondReview(ofDecision: made, by: admin)
    try store.drawSecondReview(ofDecision: made, by: admin)
    #expect(try store.openSecondReviews(for: ann) == [])
    #expect(try store.openSecondReviews(for: bob).map(\.decision) == [made])
    #expect(refuses(.refused) { try store.answerSecondReview(ofDecision: made, "x", by: ann) })
    try store.answerSecondReview(ofDecision: made, "removal", by: bob)
    #expect(refuses(.refused) { try store.answerSecondReview(ofDecision: made, "x", by: bob) })
    let reviews = try store.reviewTallies(
      answeredFrom: Timestamp(seconds: 0), until: Timestamp(seconds: 4_000_000_000))
    #expect(reviews.map(\.answer) == ["removal"])
    #expect(reviews.map(\.measures) == [["removal"]] && reviews.map(\.count) == [1])
    let golden = try store.saveGoldenCase(subject, answer: "removal", reasons: "4.1", by: ann)
    #expect(try store.goldenCases(notAnsweredBy: bob).map(\.id) == [golden])
    #expect(try store.answerGoldenCase(golden, "removal", by: bob))
    #expect(refuses(.conflict) { _ = try store.answerGoldenCase(golden, "none", by: bob) })
    #expect(try store.goldenCases(notAnsweredBy: bob) == [])
  }

  @Test("stops the clock of the first view once, and gives the clocks of a time")
  func keepsClocks() throws {
    let id = try open()
    temporary.clock.advance(seconds: 30)
    try store.recordView(of: .caseFile(id), by: .user(ann))
    temporary.clock.advance(seconds: 30)
    try store.recordView(of: .caseFile(id), by: .user(bob))
    _ = try store.decide([decision(id, puid: "p")], by: ann)
    let clocks = try store.caseClocks(
      from: Timestamp(seconds: 0), until: Timestamp(seconds: 4_000_000_000))
    #expect(clocks.map(\.queue) == [queue])
    let clock = try #require(clocks.first?.cases.first)
    #expect(clock.firstViewedAt.map { $0.milliseconds - clock.openedAt.milliseconds } == 30_000)
    #expect(clock.decidedAt.map { $0.milliseconds - clock.openedAt.milliseconds } == 60_000)
    #expect(refuses(.notFound) { try store.recordView(of: .report(99), by: .user(ann)) })
  }

  @Test("keeps events, and pages them by their beginning")
  func keepsEvents() throws {
    let ids = try (0..<5).map { index in
      try store.save(
        event: EventRow(
          name: "e\(index)", start: Timestamp(seconds: Int64(index / 2)), tags: ["t"]),
        by: admin)
    }
    let first = try store.events(limit: 3)
    let second = try store.events(after: first.next, limit: 3)
    #expect((first.items + second.items).map(\.id) == ids.reversed())
    var event = try store.event(ids[0])
    event.place = "Port Meridian"
    _ = try store.save(event: event, by: admin)
    #expect(try store.event(ids[0]) == event)
  }
}
