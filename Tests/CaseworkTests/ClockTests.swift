import Casework
import SocialModel
import Testing

@Suite("Clocks")
struct ClockTests {
  @Test("response times by queue: what is done, and what waits beside it")
  func responseTimes() throws {
    var cases = (1...10).map { index in
      CaseClock(
        queue: "threats", opened: Desk.at(0), firstViewed: Desk.at(Double(index)),
        decided: index <= 5 ? Desk.at(Double(10 * index)) : nil)
    }
    cases.append(
      CaseClock(
        queue: "appeals", opened: Desk.at(0), firstViewed: Desk.at(-5), decided: Desk.at(1),
        appealed: Desk.at(10), appealDecided: Desk.at(70)))
    cases.append(CaseClock(queue: "appeals", opened: Desk.at(0), appealed: Desk.at(80)))
    var random = SeededGenerator(seed: 3)
    let times = QueueTimes.all(random.shuffled(cases), now: Desk.at(100))
    #expect(times.map(\.queue) == ["appeals", "threats"])
    let threats = times[1]
    #expect(threats.toFirstView.medianSeconds == 330)
    #expect(abs(try #require(threats.toFirstView.ninetiethSeconds) - 546) < 1e-9)
    #expect(threats.toDecision.done == 5 && threats.toDecision.medianSeconds == 1800)
    #expect(threats.toDecision.waiting == 5 && threats.toDecision.longestWaitSeconds == 6000)
    #expect(threats.toAppealDecision.done == 0 && threats.toAppealDecision.medianSeconds == nil)
    let appeals = times[0]
    #expect(appeals.toAppealDecision.medianSeconds == 3600 && appeals.toAppealDecision.waiting == 1)
    #expect(appeals.toFirstView.medianSeconds == 0, "a clock that was set back counts as none")
    #expect(QueueTimes.all([], now: Desk.at(0)) == [])
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
    let decisions = [
      ReportedDecision(Desk.decision("d1"), language: "fr", appeal: .reversed),
      ReportedDecision(
        Desk.decision("d2", ground: .legal(jurisdiction: "EU", provision: "a, \"b\"")),
        language: "fr", appeal: .upheld, isDisagreed: true),
      ReportedDecision(
        Desk.decision("d3", subject: Desk.account(), measures: [.accountSuspension]),
        language: "ar", isAppealed: true, isDisagreed: false),
      ReportedDecision(
        Desk.decision("d4", subject: Desk.account(), measures: [.accountSuspension])),
      ReportedDecision(Desk.decision("d5", measures: [])),
      ReportedDecision(Desk.decision("d6"), isUndone: true),
      ReportedDecision(Desk.decision("d7", at: Desk.at(60))),
      ReportedDecision(Desk.decision("d8", at: Desk.at(-1))),
    ]
    let report = TransparencyReport(
      from: Desk.at(0), to: Desk.at(60),
      notices: [(Desk.at(1), .threat), (Desk.at(60), .threat), (Desk.at(-1), .hate)],
      decisions: decisions, cases: [CaseClock(queue: "q", opened: Desk.at(0), decided: Desk.at(2))])
    func value(_ section: String, _ key: String, _ figure: String = "count") -> Double? {
      report.rows.first { $0.section == section && $0.key == key && $0.figure == figure }?.value
    }
    #expect(value("notices", "threat") == 1 && value("notices", "hate") == 0)
    #expect(value("decisions", "all") == 5 && value("decisions", "undone") == 1)
    #expect(value("decisions", "without-measure") == 1)
    #expect(value("measures", "removal") == 2 && value("measures", "account-suspension") == 2)
    #expect(value("accounts", "account-suspension") == 1, "one account, decided on twice")
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
    let empty = TransparencyReport(
      from: Desk.at(0), to: Desk.at(0), notices: [], decisions: decisions, cases: [])
    #expect(empty.rows.allSatisfy { $0.value == 0 })
  }
}
