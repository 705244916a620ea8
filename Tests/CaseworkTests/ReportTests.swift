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
  /// A look at a minute, of so many seconds.
  private func look(_ minute: Double, _ seconds: Int = 30) -> Exposure {
    Exposure(from: Desk.at(minute), seconds: seconds)
  }

  private func minutes(_ looks: [Exposure], at minute: Double) -> Int {
    ExposureStretch(looks, limits: ExposureLimits(), now: Desk.at(minute)).minutes
  }

  @Test("a break is due after fifty minutes without ten free ones, and over after them")
  func breaks() {
    let work = (0..<6).map { look(9.4 * Double($0)) }
    let limits = ExposureLimits()
    for (minute, isDue) in [(49.5, false), (50, true), (57, true), (57.5, false), (90, false)] {
      let stretch = ExposureStretch(work, limits: limits, now: Desk.at(minute))
      #expect(stretch.isBreakDue == isDue, "minute \(minute)")
    }
    #expect(minutes(work, at: 57.5) == 0)
    let strict = ExposureLimits().stricter(of: ExposureLimits(minutesAtATime: 20))
    #expect(ExposureStretch(work, limits: strict, now: Desk.at(20)).isBreakDue)
  }

  @Test("minutes go from the first look after the last break, on the clock")
  func stretches() {
    #expect(minutes([], at: 0) == 0)
    #expect(minutes([look(0), look(30)], at: 31) == 1)
    #expect(minutes([look(0), look(9), look(18)], at: 25) == 25)
    // A look that lasts reaches over to the next one; what is given in another order counts the same.
    #expect(minutes([look(12), look(0, 180)], at: 13) == 13)
    #expect(minutes([look(0, 180), look(12)], at: 13) == 13)
    #expect(minutes([look(1, 10), look(0, 600), look(19)], at: 19) == 19)
    // What would lie later does not count, nor does a look that ended before it began.
    #expect(minutes([look(5)], at: 0) == 0)
    #expect(minutes([look(0, -500)], at: 5) == 5)
  }

  @Test("a stretch of looks is what one finds minute by minute")
  func agreesWithMinutes() {
    let seed: UInt64 = 0xCA4E
    var numbers = SeededGenerator(seed: seed)
    for round in 0..<200 {
      let looks = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
        look(
          Double(Int.random(in: 0...90, using: &numbers)),
          60 * Int.random(in: 0...4, using: &numbers))
      }
      let now = Int.random(in: 0...100, using: &numbers)
      // Backwards from now: the stretch goes on while some look lies within the last ten minutes.
      var from = now
      var isGoingOn = true
      while isGoingOn {
        let earlier = looks.filter {
          let (begin, end) = Self.minutes($0)
          return begin <= now && end > from - 10 && begin < from
        }.map { Self.minutes($0).0 }.min()
        isGoingOn = earlier != nil
        if let earlier { from = earlier }
      }
      #expect(minutes(looks, at: Double(now)) == now - from, "seed \(seed), round \(round)")
    }
  }

  private static func minutes(_ look: Exposure) -> (Int, Int) {
    let begin = Int((look.from.milliseconds - Desk.at(0).milliseconds) / 60_000)
    return (begin, begin + look.seconds / 60)
  }

  @Test("one's own limits can be stricter than the team's and not looser")
  func stricter() {
    let own = ExposureLimits(minutesADay: 500, minutesAtATime: 20)
    let both = ExposureLimits().stricter(of: own)
    #expect(both == ExposureLimits(minutesADay: 240, minutesAtATime: 20))
  }
}
