import Casework
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Reports at the desk")
struct ReportTests {
  private static let start: Int64 = 1_700_000_000

  private func notice(
    _ id: String, _ reporter: String, _ subject: CaseSubject, at second: Int64 = start,
    reason: ReportReason = .hate
  ) -> Report {
    Report(
      id: id, subject: subject, reason: reason, reporter: reporter,
      time: Timestamp(seconds: second))
  }

  private func post(_ id: String) -> CaseSubject { CaseSubject(.post, platform: .x, id: id) }

  @Test("are merged by subject and reason, and taken once")
  func merged() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    let some = [
      notice("1", "r1", post("p1")), notice("2", "r2", post("p1")), notice("3", "r1", post("p1")),
      notice("4", "r1", post("p1"), reason: .threat), notice("1", "r9", post("p7")),
    ].map { Notice($0) }
    let taken = try test.desk.take(some, by: ada)
    #expect(taken.new == 3)
    #expect(taken.reports == 2)
    #expect(taken.duplicates == 2)
    #expect(try test.desk.take(some, by: ada).new == 0)
    expect(.malformed) { _ = try test.desk.take([Notice(notice("9", "", post("p")))], by: ada) }
    expect(.malformed) {
      _ = try test.desk.take(
        [Notice(notice("9", "r", CaseSubject(.post, platform: nil, id: "p")))], by: ada)
    }
    expect(.tooMany) {
      _ = try test.desk.take(
        Array(repeating: Notice(notice("9", "r", post("p"))), count: 10_001), by: ada)
    }
    let viewer = try test.user("v", .viewer)
    expect(.notAllowed) { _ = try test.desk.take([], by: viewer) }
  }

  @Test("of who sends too many are held and not lost, also over a restart")
  func held() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    let second = test.clock.read().milliseconds / 1000
    let many = (0..<30).map { Notice(notice("a\($0)", "r1", post("p\($0)"), at: second)) }
    let taken = try test.desk.take(many, by: ada)
    #expect(taken.new == 30)
    #expect(taken.held == 10)
    let again = try test.restarted()
    let more = try again.take([Notice(notice("b", "r1", post("q"), at: second))], by: ada)
    #expect(more.held == 1)
    #expect(try again.take([Notice(notice("c", "r2", post("q"), at: second))], by: ada).held == 0)
  }

  @Test("on one subject by thirty reporters within ten minutes are a surge")
  func surge() throws {
    let test = try TestDesk()
    let ada = try test.user("ada", .reviewer)
    let some = (0..<30).map { Notice(notice("\($0)", "r\($0)", post("p"))) }
    #expect(try test.desk.take(some, by: ada).surges == [post("p")])
  }

  /// Five hundred people who report what they come across over a day.
  private func ordinary(_ generator: inout SeededGenerator) -> [Report] {
    (0..<500).map { number in
      let subject = post("p\(Int.random(in: 0..<300, using: &generator))")
      let second = Self.start + Int64.random(in: 0..<86_400, using: &generator)
      let who = "u\(Int.random(in: 0..<350, using: &generator))"
      return notice("o\(number)", who, subject, at: second)
    }
  }

  @Test(
    "of thirty reporters in concert on one account are found among ordinary ones",
    arguments: [1, 2, 3])
  func findsConcert(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var reports = ordinary(&generator)
    // The account and six of its posts, at a call in six waves; not everybody takes part in each.
    let victim = CaseSubject(.account, platform: .x, id: "victim")
    let targets = [victim] + (0..<6).map { post("victim-\($0)") }
    for (wave, target) in targets.enumerated() {
      let call = Self.start + 20_000 + Int64(wave) * 7_300
      for reporter in 0..<30 where Int.random(in: 0..<10, using: &generator) < 8 {
        let second = call + Int64.random(in: 0..<90, using: &generator)
        reports.append(notice("c\(wave)-\(reporter)", "c\(reporter)", target, at: second))
      }
    }
    let found = ReportingCampaigns.candidates(reports)
    #expect(found.count == 1, "seed \(seed)")
    let members = Set(found.first?.reporters ?? [])
    #expect(members.filter { $0.hasPrefix("c") }.count >= 20, "seed \(seed)")
    #expect(members.filter { $0.hasPrefix("u") }.count <= 1, "seed \(seed)")
    #expect(found.first?.targets.prefix(7).contains { $0.subject == victim } == true)
    #expect(found.first?.wording.joined().contains("may be") == true)
    let shuffled = reports.shuffled(using: &generator)
    #expect(ReportingCampaigns.candidates(shuffled) == found, "the order does not matter")
  }

  @Test("of a shocked public on one viral post are no candidate", arguments: [1, 2, 3])
  func sparesPublic(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var reports = ordinary(&generator)
    // Six hundred people report one post within the hour in which it spreads, some of them its copies too.
    for person in 0..<600 {
      let share = Double.random(in: 0..<1, using: &generator)
      let second = Self.start + 30_000 + Int64(3_600 * share * share)
      reports.append(notice("v\(person)", "v\(person)", post("viral"), at: second))
      if Int.random(in: 0..<10, using: &generator) == 0 {
        let copy = post("copy-\(Int.random(in: 0..<5, using: &generator))")
        let later = second + Int64.random(in: 5..<1800, using: &generator)
        reports.append(notice("w\(person)", "v\(person)", copy, at: later))
      }
    }
    #expect(ReportingCampaigns.candidates(reports).isEmpty, "seed \(seed)")
    #expect(ReportingCampaigns.candidates([]).isEmpty)
  }

  @Test("come from a file, whose bad lines are counted")
  func fromFile() throws {
    let test = try TestDesk()
    let path = test.folder + "/reports.csv"
    func read(_ text: String) throws -> ([Notice], [ReportFile.Rejection]) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let file = try ReportFile(path: path)
      var (notices, rejections): ([Notice], [ReportFile.Rejection]) = ([], [])
      while let (some, bad) = try file.next(2) {
        notices += some
        rejections += bad.map(\.reason)
      }
      return (notices, rejections)
    }
    let header = "id,kind,platform,subject,reason,reporter,time,language,trusted,text\n"
    let (notices, rejections) = try read(
      header + #"""
        1,post,x,p1,hate,r1,2023-11-14T22:13:20Z,fr,true,"Look, a ""quote"""
        2,hashtag,,#Lanterns,spam,r2,1700000000,,,
        3,candidate,x,1,hate,r1,2023-11-14,,,
        4,post,,p1,hate,r1,2023-11-14,,,
        5,post,x,p1,because,r1,2023-11-14,,,
        6,post,x,p1,hate,r1,yesterday,,,
        7,post,x,p1,hate,,2023-11-14,,,
        8,post,x
        9,post,x,p2,hate,r1,2023-11-14,,,=1+1

        """#)
    #expect(notices.count == 3)
    #expect(notices[0].report.isTrusted)
    #expect(notices[0].text == "Look, a \"quote\"")
    #expect(notices[1].report.subject == CaseSubject(.hashtag, platform: nil, id: "lanterns"))
    #expect(
      rejections == [
        .wrongSubject, .wrongSubject, .unknownReason, .wrongTime, .missingField, .columnCount,
      ])
    expect(.malformed) { _ = try read("a,b\n1,2\n") }
    expect(.malformed) { _ = try read("") }
    #expect(try read(header).0.isEmpty)
    #expect(try read(header + "1,post,x,\"p1,hate\n").1 == [.unclosedQuote])
  }
}
