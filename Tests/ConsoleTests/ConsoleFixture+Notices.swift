import Casework
import Desk
import SocialModel
import Store

@testable import Console

extension ConsoleFixture {
  /// One row of each sort that the pages of reports, orders, events, figures and retention show.
  func fillNotices() throws {
    let queue = try store.saveQueue("night", by: .system("test"))
    let post = CaseSubject(.post, platform: .x, id: "1")
    let account = CaseSubject(.account, platform: .x, id: "a2")
    _ = try desk.take(
      [
        notice("n1", post, "r1", text: "<script>alert(1)</script> Look at this"),
        notice("n2", post, "r2"), notice("n3", account, "r1"),
      ], by: acting(.reviewer))
    _ = try desk.receiveRemovalOrder(
      about: [CaseSubject(.post, platform: .x, id: "2")], issuedBy: "FR", received: clock.read(),
      queue: queue, by: acting(.lead))
    let parade = Timestamp(seconds: 1_458_633_600)
    for (name, start) in [
      ("Lantern parade <b>", parade), ("Later parade", Timestamp(seconds: 1_458_633_640)),
    ] {
      _ = try desk.save(
        event: EventRow(name: name, start: start, place: "Port Meridian", tags: ["Parade"]),
        by: acting(.lead))
    }
    _ = try desk.placeHold(
      on: CaseSubject(.hashtag, platform: nil, id: "lanterns"), reason: "File 7",
      by: acting(.auditor))
    try decide(queue)
  }

  /// A decision with a measure that cannot be undone any more, so that it can be stated.
  private func decide(_ queue: Int64) throws {
    let id = try store.openCase(
      NewCase(
        queue: queue, subjects: [.post(.x, "3")], urgency: AlarmUrgency(score: 50, why: ["test"]),
        language: "fr"), by: .system("test"))
    let form = DecisionForm(
      subject: CaseSubject(.post, platform: .x, id: "3"),
      ground: .legal(jurisdiction: "EU", provision: "Regulation (EU) 2021/784, Article 2(7)"),
      measures: [.removal], facts: "The text calls for an attack on a parade.",
      reasons: "It incites to violence.", source: .notice, category: .violence)
    _ = try desk.decideInBulk(form, cases: [id], by: acting(.lead))
    clock.advance(seconds: 11 * 60)
  }

  /// An invented notice.
  func notice(
    _ id: String, _ subject: CaseSubject, _ reporter: String, text: String? = nil
  ) -> Notice {
    Notice(
      Report(
        id: id, subject: subject, reason: .threat, reporter: reporter, time: clock.read(),
        language: "fr"), text: text)
  }
}
