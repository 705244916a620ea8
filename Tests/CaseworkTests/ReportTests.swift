import Casework
import SocialModel
import Testing

@Suite("Reports")
struct ReportTests {
  private func report(
    _ id: Int, _ subject: CaseSubject = Desk.post(), _ reason: ReportReason = .threat,
    by reporter: String? = nil, minute: Double? = nil, isTrusted: Bool = false
  ) -> Report {
    Report(
      id: "r\(id)", subject: subject, reason: reason, reporter: reporter ?? "user\(id)",
      time: Desk.at(minute ?? Double(id)), isTrusted: isTrusted)
  }

  @Test("on one subject for one reason are joined, and a reporter counts once")
  func merged() {
    let reports = [
      report(1), report(2), report(3, by: "user1"), report(4, Desk.post(), .hate),
      report(5, Desk.account("p1")), report(6, CaseSubject(.post, platform: .vk, id: "p1")),
    ]
    var random = SeededGenerator(seed: 2)
    for _ in 0..<10 {
      let merged = MergedReport.merge(random.shuffled(reports))
      #expect(merged.count == 4)
      #expect(merged[0].reports.map(\.id) == ["r1", "r2"] && merged[0].repeated == 1)
      #expect(merged[0].span == Desk.at(1)...Desk.at(2) && merged[0].reporters == 2)
      #expect(merged.map(\.reason) == [.threat, .hate, .threat, .threat])
    }
    #expect(MergedReport.merge([]) == [])
  }

  @Test("of reporters without a record are trusted as all are, and no share is sure of itself")
  func record() {
    #expect(ReporterRecord(upheld: 0, decided: 0).trust(allUpheld: 0.4) == 0.4)
    #expect(ReporterRecord(upheld: 10, decided: 10).trust(allUpheld: 0.4) == 0.8)
    #expect(ReporterRecord(upheld: 0, decided: 45).trust(allUpheld: 0.4) == 0.04)
    #expect(ReporterRecord(upheld: 1, decided: 1).upheld.interval.lowerBound < 0.25)
  }

  @Test("of one reporter beyond the burst are held and come back a minute each; none is refused")
  func throttle() {
    var throttle = ReportThrottle()
    var held: [Bool] = []
    for id in 0..<30 {
      let one = report(id, Desk.post("p\(id)"), by: "flooder")
      held.append(throttle.take(one, now: Desk.at(0)).isHeld)
    }
    #expect(held == (0..<30).map { $0 >= 20 })
    #expect(throttle.take(report(99, by: "flooder"), now: Desk.at(0.9)).isHeld)
    #expect(!throttle.take(report(99, by: "flooder"), now: Desk.at(2)).isHeld)
    #expect(!throttle.take(report(99, by: "other"), now: Desk.at(2)).isHeld)
    for id in 0..<30 {
      let one = report(id, Desk.post("q\(id)"), by: "trusted", isTrusted: true)
      #expect(!throttle.take(one, now: Desk.at(3)).isHeld)
    }
  }

  @Test("of many reporters on one subject are a surge, of one reporter many times are none")
  func surge() {
    var throttle = ReportThrottle()
    for id in 0..<100 {
      let answer = throttle.take(report(id, by: "flooder"), now: Desk.at(0))
      #expect(!answer.isSurge)
    }
    var surges: [Bool] = []
    for id in 0..<40 {
      surges.append(throttle.take(report(id, Desk.post("p2")), now: Desk.at(1)).isSurge)
    }
    #expect(surges == (0..<40).map { $0 >= 29 })
    #expect(!throttle.take(report(99, Desk.post("p2")), now: Desk.at(12)).isSurge)
  }

  @Test("are a stream in which the reporter is the account and the subject the object")
  func stream() throws {
    let post = try #require(ReportStream.post(report(1, Desk.account("a9"), by: "user7")))
    #expect(post.account.id == "user7" && post.id == "r1" && post.time == Desk.at(1))
    #expect(post.listedObjects == [ListedObject(layer: .mention, id: "account:x:a9")])
    #expect(post.text == nil && post.platform.name == "reports")
    let tag = CaseSubject(.hashtag, platform: .x, id: "lantern")
    let layers = try [Desk.post(), tag, CaseSubject(.candidate, platform: nil, id: "c1")].map {
      try #require(ReportStream.post(report(1, $0))?.listedObjects.first)
    }
    #expect(layers.map(\.layer) == [.repost, .hashtag, .repost])
    #expect(Set(layers.map(\.id)).count == 3)
    #expect(ReportStream.post(report(1, by: "")) == nil)
  }
}

@Suite("Care for reviewers")
struct ExposureTests {
  private func exposure(_ kind: Exposure.Kind, _ from: Double, _ to: Double) -> Exposure {
    Exposure(kind: kind, from: Desk.at(from), to: Desk.at(to))
  }

  @Test("counts minutes by kind; what is open at once counts once, at the heaviest")
  func minutes() {
    let account = ExposureAccount(
      [
        exposure(.text, 0, 10), exposure(.text, 5, 20), exposure(.video, 8, 12),
        exposure(.image, 30, 31), exposure(.text, 50, 49),
      ], limits: ExposureLimits(), now: Desk.at(60))
    #expect(account.minutes == [Exposure.Kind.text: 20.0, .video: 4, .image: 1])
    #expect(account.weighted == 23)  // four of the twenty minutes beside a video count half more
    #expect(!account.isLimitReached && !account.isBreakDue)
    let none = ExposureAccount([], limits: ExposureLimits(), now: Desk.at(0))
    #expect(none.weighted == 0 && none.sinceBreak == 0)
  }

  @Test("a break is due after fifty minutes without ten free ones, and over after them")
  func breaks() {
    let limits = ExposureLimits()
    let work = [exposure(.text, 0, 30), exposure(.image, 39, 59)]
    #expect(ExposureAccount(work, limits: limits, now: Desk.at(59)).isBreakDue)
    #expect(ExposureAccount(work, limits: limits, now: Desk.at(68)).isBreakDue)
    #expect(!ExposureAccount(work, limits: limits, now: Desk.at(69)).isBreakDue)
    let rested = [exposure(.text, 0, 30), exposure(.image, 40, 60)]
    #expect(ExposureAccount(rested, limits: limits, now: Desk.at(60)).sinceBreak == 20)
  }

  @Test("the day's limit counts the last 24 hours, and only the past")
  func day() {
    let work = [exposure(.text, 0, 240)]
    let limits = ExposureLimits()
    #expect(ExposureAccount(work, limits: limits, now: Desk.at(240)).isLimitReached)
    #expect(!ExposureAccount(work, limits: limits, now: Desk.at(239)).isLimitReached)
    #expect(ExposureAccount(work, limits: limits, now: Desk.at(1440 + 200)).weighted == 40)
    #expect(ExposureAccount(work, limits: limits, now: Desk.at(-5)).weighted == 0)
  }

  @Test("one's own limits can be stricter than the team's and not looser")
  func stricter() {
    let own = ExposureLimits(minutesADay: 500, minutesAtATime: 20, breakMinutes: 5)
    let both = ExposureLimits().stricter(of: own)
    #expect(both == ExposureLimits(minutesADay: 240, minutesAtATime: 20, breakMinutes: 10))
  }
}
