import Casework
import SocialModel
import Testing

@Suite("Clocks")
struct ClockTests {
  @Test("response times by queue: what is done, and what waits beside it")
  func responseTimes() throws {
    typealias Spans = [QueueTimes.TimeSpan]
    var random = SeededGenerator(seed: 3)
    let views: Spans = (1...10).map { (Desk.at(0), Desk.at(Double($0))) }
    let decisions: Spans = (1...10).map { (Desk.at(0), $0 <= 5 ? Desk.at(Double(10 * $0)) : nil) }
    let threats = QueueTimes(
      queue: "threats", views: random.shuffled(views), decisions: random.shuffled(decisions),
      appeals: [], now: Desk.at(100))
    #expect(threats.toFirstView.medianSeconds == 330)
    #expect(abs(try #require(threats.toFirstView.ninetiethSeconds) - 546) < 1e-9)
    #expect(threats.toDecision.done == 5 && threats.toDecision.medianSeconds == 1800)
    #expect(threats.toDecision.waiting == 5 && threats.toDecision.longestWaitSeconds == 6000)
    #expect(threats.toAppealDecision.done == 0 && threats.toAppealDecision.medianSeconds == nil)
    #expect(threats.toAppealDecision.longestWaitSeconds == nil)
    let appeals = QueueTimes(
      queue: "appeals", views: [(Desk.at(0), Desk.at(-5)), (Desk.at(0), nil)],
      decisions: [(Desk.at(0), Desk.at(1)), (Desk.at(0), nil)],
      appeals: [(Desk.at(10), Desk.at(70)), (Desk.at(80), nil)], now: Desk.at(100))
    #expect(appeals.toAppealDecision.medianSeconds == 3600 && appeals.toAppealDecision.waiting == 1)
    #expect(appeals.toFirstView.medianSeconds == 0, "a clock that was set back counts as none")
  }

  @Test("the hour of a removal order runs from receipt, or from the clarification")
  func removalHour() {
    var order = RemovalOrder(id: "o", issuedBy: "DE", received: Desk.at(0))
    #expect(order.due == Desk.at(60))
    #expect(order.standing(at: Desk.at(59)) == .running(leftMilliseconds: 60_000))
    #expect(order.standing(at: Desk.at(60)) == .running(leftMilliseconds: 0))
    #expect(order.standing(at: Desk.at(61)) == .late(byMilliseconds: 60_000))
    order.carriedOut = Desk.at(60)
    #expect(order.standing(at: Desk.at(999)) == .inTime)
    order.carriedOut = Desk.at(62)
    #expect(order.standing(at: Desk.at(999)) == .late(byMilliseconds: 120_000))
    order.carriedOut = nil
    order.objected = Desk.at(10)
    #expect(order.due == nil && order.standing(at: Desk.at(999)) == .paused)
    order.cleared = Desk.at(100)
    #expect(order.standing(at: Desk.at(130)) == .running(leftMilliseconds: 1_800_000))
  }

  @Test(
    "what was removed is preserved to the end of the day six calendar months later",
    arguments: [
      ((2016, 3, 22), (2016, 9, 23)), ((2015, 8, 31), (2016, 3, 1)), ((2014, 8, 31), (2015, 3, 1)),
      ((2016, 8, 30), (2017, 3, 1)), ((2016, 10, 31), (2017, 5, 1)), ((2016, 12, 1), (2017, 6, 2)),
      ((2016, 6, 30), (2016, 12, 31)), ((2016, 2, 29), (2016, 8, 30)),
    ] as [((Int, Int, Int), (Int, Int, Int))])
  func preservation(removed: (Int, Int, Int), free: (Int, Int, Int)) throws {
    var order = RemovalOrder(id: "o", issuedBy: "DE", received: Desk.at(0))
    #expect(order.preservedUntil == nil)
    order.carriedOut = Timestamp(
      year: removed.0, month: removed.1, day: removed.2, hour: 23, minute: 59)
    let end = try #require(Timestamp(year: free.0, month: free.1, day: free.2))
    #expect(order.preservedUntil == end)
    order.preserveUntil = Timestamp(milliseconds: end.milliseconds + 1)
    #expect(order.preservedUntil == order.preserveUntil)
    order.preserveUntil = Timestamp(milliseconds: end.milliseconds - 1)
    #expect(order.preservedUntil == end)
  }

  @Test("the transparency report counts what is in its period, by ground and measure")
  func transparency() throws {
    let clause = Ground.policy(clause: "lanterns", version: 2)
    func tally(
      _ ground: Ground?, _ measures: Set<Measure>, _ language: String? = nil,
      _ appeal: AppealOutcome? = nil, isAppealed: Bool = false, isUndone: Bool = false,
      count: Int = 1
    ) -> DecisionTally {
      DecisionTally(
        ground: ground, measures: measures, source: .notice, language: language, appeal: appeal,
        isAppealed: isAppealed, isUndone: isUndone, count: count)
    }
    var counts = ReportedCounts()
    counts.notices = [.threat: 1]
    counts.decisions = [
      tally(clause, [.removal], "fr", .reversed),
      tally(.legal(jurisdiction: "EU", provision: "a, \"b\""), [.removal], "fr", .upheld),
      tally(clause, [.accountSuspension], "ar", isAppealed: true),
      tally(clause, [.accountSuspension]), tally(nil, []),
      tally(clause, [.removal], isUndone: true, count: 4),
    ]
    counts.reviews = [
      ReviewTally(language: "fr", isDisagreed: true, count: 1),
      ReviewTally(language: "ar", isDisagreed: false, count: 2),
    ]
    counts.accounts = [.accountSuspension: 1]
    counts.times = [
      QueueTimes(
        queue: "q", views: [(Desk.at(0), nil)], decisions: [(Desk.at(0), Desk.at(2))], appeals: [],
        now: Desk.at(60))
    ]
    let report = TransparencyReport(from: Desk.at(0), to: Desk.at(60), counts: counts)
    func value(_ section: String, _ key: String, _ figure: String = "count") -> Double? {
      report.rows.first { $0.section == section && $0.key == key && $0.figure == figure }?.value
    }
    #expect(value("notices", "threat") == 1 && value("notices", "hate") == 0)
    #expect(value("decisions", "all") == 5 && value("decisions", "undone") == 4)
    #expect(value("decisions", "without-measure") == 1)
    #expect(value("measures", "removal") == 2 && value("measures", "account-suspension") == 2)
    #expect(value("accounts", "account-suspension") == 1, "as it was counted")
    #expect(value("accounts", "account-termination") == 0)
    #expect(value("grounds", "policy 2: lanterns") == 3)
    #expect(value("appeals", "received") == 3 && value("appeals", "reversed") == 1)
    #expect(value("appeals", "waiting") == 1)
    #expect(value("appeal-reversals-by-language", "fr", "share") == 0.5)
    #expect(value("appeal-reversals-by-language", "ar", "share") == nil)
    #expect(value("second-review-by-language", "ar", "share") == 0)
    #expect(value("response-times", "q: decision", "median-seconds") == 120)
    let lines = report.csv.split(separator: "\n")
    #expect(lines[0] == "from,to,section,key,figure,value" && lines.count == report.rows.count + 1)
    #expect(report.csv.contains("grounds,\"law EU: a, \"\"b\"\"\",count,1\n"))
    let empty = TransparencyReport(from: Desk.at(0), to: Desk.at(0), counts: ReportedCounts())
    #expect(empty.rows.allSatisfy { $0.value == 0 })
  }
}
