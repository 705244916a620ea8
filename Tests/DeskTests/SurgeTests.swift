import Casework
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Surges and the team's exposure")
struct SurgeTests {
  private func report(_ subject: String, _ reporter: String, at milliseconds: Int64) -> Report {
    Report(
      id: "\(subject)-\(reporter)-\(milliseconds)",
      subject: CaseSubject(.post, platform: .x, id: subject), reason: .hate, reporter: reporter,
      time: Timestamp(milliseconds: milliseconds))
  }

  /// The most reporters within ten minutes from any notice on, on each subject.
  private func slow(_ reports: [Report]) -> [String: Int] {
    var most: [String: Int] = [:]
    for first in reports {
      let within = reports.filter {
        $0.subject == first.subject && $0.time >= first.time
          && $0.time.milliseconds - first.time.milliseconds < ReportThrottle.surgeMilliseconds
      }
      most[first.subject.id] = max(most[first.subject.id] ?? 0, Set(within.map(\.reporter)).count)
    }
    return most.filter { $0.value >= ReportThrottle.surgeReporters }
  }

  @Test(
    "are those that a count of every ten minutes finds", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func oracle(seed: UInt64) {
    var state = seed
    func next(_ below: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % below
    }
    let reports = (0..<600).map { _ in
      report("p\(next(4))", "r\(next(60))", at: Int64(next(3_000_000)))
    }
    let found = ReportSurge.all(in: reports)
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ($0.subject.id, $0.reporters) })
        == slow(reports), "seed \(seed)")
  }

  @Test("need thirty people, and ten minutes that do not end with the last moment")
  func limits() {
    let many = (0..<30).map { report("p", "r\($0)", at: Int64($0) * 20_000) }
    #expect(ReportSurge.all(in: many).first?.reporters == 30)
    #expect(ReportSurge.all(in: Array(many.dropLast())).isEmpty)
    let one = (0..<100).map { report("p", "r", at: Int64($0)) }
    #expect(ReportSurge.all(in: one).isEmpty)
    let late = many.dropLast() + [report("p", "r29", at: 600_000)]
    #expect(ReportSurge.all(in: Array(late)).isEmpty)
  }

  @Test("exposure is a lead's to see; who is closed is shown while they were exposed")
  func exposure() throws {
    let test = try TestDesk()
    let (ada, lead) = (try test.user("ada", .reviewer), try test.user("lin", .lead))
    _ = try test.user("eve", .viewer)
    let day: Int64 = 20_000
    for (past, seconds) in [(0, 60), (6, 600), (7, 6000)] as [(Int64, Int)] {
      _ = try test.store.addExposure(ofUser: ada.user, seconds: seconds, day: day - past)
    }
    let found = try test.desk.teamExposure(onDay: day, by: lead)
    #expect(found.map(\.user.name) == ["ada", "lin"])
    #expect(found[0].secondsToday == 60)
    #expect(found[0].secondsWeek == 660)
    #expect(found[0].mostOnADay == 600)
    expect(.notAllowed) { _ = try test.desk.teamExposure(onDay: day, by: ada) }
  }

  @Test("an event has a name and tags of a length, and is a lead's to change")
  func events() throws {
    let test = try TestDesk()
    let (ada, lead) = (try test.user("ada", .reviewer), try test.user("lin", .lead))
    let start = Timestamp(seconds: 1_700_000_000)
    let id = try test.desk.save(
      event: EventRow(name: "Parade", start: start, tags: ["parade"]), by: lead)
    expect(.notAllowed) {
      _ = try test.desk.save(event: EventRow(name: "Parade", start: start), by: ada)
    }
    for bad in [
      EventRow(name: " ", start: start), EventRow(name: "x", start: start, tags: [""]),
      EventRow(name: "x", start: start, tags: Array(repeating: "t", count: 51)),
      EventRow(name: "x", start: start, note: String(repeating: "n", count: 5001)),
    ] {
      expect(.malformed) { _ = try test.desk.save(event: bad, by: lead) }
    }
    expect(.notFound) {
      _ = try test.desk.save(event: EventRow(id: id + 1, name: "x", start: start), by: lead)
    }
  }
}
