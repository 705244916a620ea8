import Casework
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Second reviews and appeals at the desk")
struct ReviewTests {
  private struct Team {
    var test: TestDesk
    var ada: Acting
    var ben: Acting
    var lead: Acting
    var queue: Int64

    init() throws {
      test = try TestDesk()
      ada = try test.user("ada", .reviewer)
      ben = try test.user("ben", .reviewer)
      lead = try test.user("lin", .lead)
      queue = try test.queue()
    }

    func decided(_ post: String = "p1") throws -> (case: Int64, decision: Int64) {
      let id = try test.openCase(queue, post: post)
      _ = try test.desk.claim(case: id, by: ada)
      return (id, try test.desk.decide(case: id, [TestDesk.removal(post)], by: ada)[0])
    }
  }

  private let removal = GoldenAnswer(
    ground: .legal(jurisdiction: "EU", provision: "Regulation (EU) 2021/784, Article 2(7)"),
    measures: [.removal])
  private let nothing = GoldenAnswer(ground: nil, measures: [])

  @Test("draw the lead's share, by a key that nobody sees")
  func drawShare() throws {
    let team = try Team()
    expect(.notAllowed) { try team.test.desk.setReviewShare(0.3, by: team.ada) }
    expect(.malformed) { try team.test.desk.setReviewShare(1.5, by: team.lead) }
    try team.test.desk.setReviewShare(0.3, by: team.lead)
    for number in 0..<60 { _ = try team.decided("p\(number)") }
    let drawn = try team.test.desk.secondReviews(for: team.ben, limit: 1000).count
    // Of 60 at 0.3 fewer than 3 or more than 40 come once in a million times.
    #expect((3...40).contains(drawn))
    #expect(try team.test.desk.secondReviews(for: team.ada, limit: 1000).isEmpty)
  }

  @Test("are given blindly, by another person who has not seen the decision, once")
  func givenBlindly() throws {
    let team = try Team()
    try team.test.desk.setReviewShare(1, by: team.lead)
    let made = try team.decided()
    let open = try team.test.desk.secondReviews(for: team.ben)
    #expect(open.map(\.subject) == [CaseSubject(.post, platform: .x, id: "p1")])
    let puid = open[0].decision
    expect(.samePerson) {
      try team.test.desk.answerSecondReview(puid, with: removal, by: team.ada)
    }
    _ = try team.test.desk.view(case: made.case, by: team.lead)
    expect(.samePerson) {
      try team.test.desk.answerSecondReview(puid, with: removal, by: team.lead)
    }
    #expect(try team.test.desk.secondReviews(for: team.lead).isEmpty)
    expect(.incomplete) {
      try team.test.desk.answerSecondReview(
        puid, with: GoldenAnswer(ground: nil, measures: [.removal]), by: team.ben)
    }
    try team.test.desk.answerSecondReview(puid, with: nothing, by: team.ben)
    expect(.samePerson) {
      try team.test.desk.answerSecondReview(puid, with: removal, by: team.ben)
    }
  }

  @Test("give Cohen's kappa over the pairs of a time")
  func giveKappa() throws {
    let team = try Team()
    try team.test.desk.setReviewShare(1, by: team.lead)
    let from = team.test.clock.read()
    // Rows of the first, columns of the second: 20 and 5, 10 and 15: kappa 0.4 by hand.
    for number in 0..<50 {
      let id = try team.test.openCase(team.queue, post: "p\(number)")
      _ = try team.test.desk.claim(case: id, by: team.ada)
      let form =
        number < 25 ? TestDesk.removal("p\(number)") : TestDesk.dismissal("p\(number)")
      _ = try team.test.desk.decide(case: id, [form], by: team.ada)
    }
    for review in try team.test.desk.secondReviews(for: team.ben, limit: 1000) {
      let number = Int(review.subject.id.dropFirst()) ?? 0
      let isRemoved = number < 20 || (25..<35).contains(number)
      try team.test.desk.answerSecondReview(
        review.decision, with: isRemoved ? removal : nothing, by: team.ben)
    }
    team.test.clock.advance(seconds: 1)
    let found = try team.test.desk.agreement(
      from: from, to: team.test.clock.read(), by: team.lead)
    #expect(found.onActing.pairs == 50)
    #expect(abs((found.onActing.kappa ?? 0) - 0.4) < 1e-9)
    #expect(found.onMeasures.equal == 35)
  }

  @Test("keep golden cases, answered once, and score them")
  func keepGolden() throws {
    let team = try Team()
    let desk = team.test.desk
    let subject = CaseSubject(.post, platform: .x, id: "g1")
    expect(.notAllowed) {
      _ = try desk.saveGoldenCase(subject, answer: removal, reasons: "r", by: team.ada)
    }
    let id = try desk.saveGoldenCase(subject, answer: removal, reasons: "r", by: team.lead)
    #expect(try desk.goldenCases(for: team.ada).map(\.id) == [id])
    let answer = try desk.answerGoldenCase(id, with: nothing, by: team.ada)
    #expect(!answer.isRight)
    #expect(answer.right == removal)
    expect(.conflict) { _ = try desk.answerGoldenCase(id, with: removal, by: team.ada) }
    #expect(try desk.answerGoldenCase(id, with: removal, by: team.ben).isRight)
    let score = try desk.goldenScore(by: team.lead)
    #expect(score.exact.hits == 1)
    #expect(score.exact.total == 2)
    #expect(score.tooLittle == 1)
    #expect(try desk.goldenScore(ofUser: team.ben.user, by: team.ben).exact.hits == 1)
  }

  @Test("answer an appeal by another person; reversal writes its successor and what follows")
  func reverse() throws {
    let team = try Team()
    let desk = team.test.desk
    let reporter = Notice(
      Report(
        id: "n1", subject: CaseSubject(.post, platform: .x, id: "p1"), reason: .threat,
        reporter: "r1", time: team.test.clock.read()))
    _ = try desk.take([reporter], by: team.ada)
    let report = try team.test.store.reports().items[0].id
    let id = try desk.openCase(
      reports: [report], queue: team.queue, urgency: AlarmUrgency(score: 10, why: []), by: team.ada)
    _ = try desk.claim(case: id, by: team.ada)
    let decision = try desk.decide(case: id, [TestDesk.removal()], by: team.ada)[0]
    #expect(try desk.record(ofReporter: "r1", by: team.ada)?.upheld.hits == 1)
    let decidedAt = try team.test.store.caseFile(id).row.decidedAt
    team.test.clock.advance(seconds: 3600)
    let appeal = try desk.receiveAppeal(
      againstDecision: decision, text: "It was news.", by: team.ben)
    expect(.conflict) {
      _ = try desk.receiveAppeal(againstDecision: decision, text: "again", by: team.ben)
    }
    expect(.notAllowed) {
      _ = try desk.decideAppeal(appeal, .reversed, reasons: "x", by: team.ben)
    }
    expect(.incomplete) {
      _ = try desk.decideAppeal(appeal, .reversed, reasons: " ", by: team.lead)
    }
    #expect(try team.test.store.appeal(appeal).state == .open)
    let next = try desk.decideAppeal(appeal, .reversed, reasons: "It was news.", by: team.lead)
    let successor = try #require(next)
    let row = try team.test.store.decision(successor)
    #expect(row.content.successorOf == decision)
    #expect(row.content.words.isEmpty)
    #expect(row.author == team.lead.user)
    #expect(try team.test.store.decision(decision).undoneAt != nil)
    let file = try team.test.store.caseFile(id)
    #expect(file.row.state == .decided)
    #expect(file.row.decidedAt == decidedAt, "the clock to the first decision stands")
    #expect(try desk.record(ofReporter: "r1", by: team.ada)?.upheld.hits == 0)
    #expect(try desk.record(ofReporter: "r1", by: team.ada)?.upheld.total == 1)
    expect(.wrongState) {
      _ = try desk.decideAppeal(appeal, .upheld, reasons: "x", by: team.lead)
    }
    expect(.wrongState) { try desk.undo(decision: decision, why: "x", by: team.lead) }
  }

  @Test("refuse who decided, who reviewed it again and who decided an earlier appeal")
  func refuseParts() throws {
    let team = try Team()
    let desk = team.test.desk
    let second = try team.test.user("lou", .lead)
    let third = try team.test.user("mo", .lead)
    try desk.setReviewShare(1, by: team.lead)
    let id = try team.test.openCase(team.queue)
    _ = try desk.claim(case: id, by: team.lead)
    var form = TestDesk.removal()
    form.measures = [.demotion, .labelling]
    let decision = try desk.decide(case: id, [form], by: team.lead)[0]
    let puid = try desk.secondReviews(for: second)[0].decision
    try desk.answerSecondReview(puid, with: nothing, by: second)
    let appeal = try desk.receiveAppeal(againstDecision: decision, text: "no", by: team.ada)
    expect(.samePerson) {
      _ = try desk.decideAppeal(appeal, .upheld, reasons: "x", by: team.lead)
    }
    expect(.samePerson) { _ = try desk.decideAppeal(appeal, .upheld, reasons: "x", by: second) }
    let next = try #require(
      try desk.decideAppeal(
        appeal, .changed, keeping: [.labelling], reasons: "A label does.", by: third))
    #expect(try team.test.store.decision(next).content.words == ["labelling"])
    let again = try desk.receiveAppeal(againstDecision: next, text: "still no", by: team.ada)
    for user in [team.lead, second, third] {
      expect(.samePerson) { _ = try desk.decideAppeal(again, .upheld, reasons: "x", by: user) }
    }
    let fourth = try team.test.user("ng", .lead)
    #expect(try desk.decideAppeal(again, .upheld, reasons: "It stands.", by: fourth) == nil)
  }

  @Test("keep a case at least as long as an appeal against its decision is taken")
  func keepInTime() {
    let least = Int64(RetentionKind.caseFile.leastDays) * 86_400_000
    #expect(least == AppealRule.openMilliseconds)
    #expect((RetentionKind.caseFile.defaultDays ?? .max) >= RetentionKind.caseFile.leastDays)
  }

  @Test("take appeals for 184 days")
  func takeInTime() throws {
    let team = try Team()
    let first = try team.decided("a").decision
    let second = try team.decided("b").decision
    team.test.clock.advance(seconds: 184 * 86_400 - 1)
    _ = try team.test.desk.receiveAppeal(againstDecision: first, text: "no", by: team.ben)
    team.test.clock.advance(seconds: 1)
    expect(.expired) {
      _ = try team.test.desk.receiveAppeal(againstDecision: second, text: "no", by: team.ben)
    }
  }
}
