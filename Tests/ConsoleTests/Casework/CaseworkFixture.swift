import Casework
import Desk
import SocialModel
import Store

@testable import Console

extension ConsoleFixture {
  static let quietReason = "It names a place and a time."

  /// Queues, an open case (1), a decided one (2) whose decision (1) awaits a second review, one with an
  /// appeal (3), and a golden case, by a lead who is no role's user.
  func fillCasework() throws {
    let author = try desk.createUser(
      "lead-before", role: .lead, password: Self.password, by: .terminal)
    let queue = try store.saveQueue("threats", claimMinutes: 15, by: .system("test"))
    _ = try store.saveQueue("appeals", by: .system("test"))
    for (place, id) in ["1", "2", "3"].enumerated() {
      _ = try store.openCase(
        NewCase(
          queue: queue, subjects: [.post(.x, id), .account(.x, "a\(id)")],
          urgency: AlarmUrgency(score: 60 - place, why: ["A test."]), language: "en"),
        by: .system("test"))
    }
    _ = try store.decide([removal(2, "2", "decision-one", batch: "bulk-one")], by: author)
    _ = try store.decide([removal(3, "3", "decision-two")], by: author)
    try store.drawSecondReview(ofDecision: 1, by: .system("draw"))
    _ = try store.receiveAppeal(
      againstDecision: 2, text: "It was a song.", by: .system("test"))
    _ = try store.saveGoldenCase(
      .post(.x, "4"), answer: #"{"measures":[]}"#, reasons: "It is news.", by: author)
  }

  private func removal(
    _ caseFile: Int64, _ post: String, _ puid: String, batch: String? = nil
  ) -> NewDecision {
    var decision = NewDecision(
      caseFile: caseFile, subject: .post(.x, post),
      ground: .legal(jurisdiction: "EU", clause: "Article 2(7)"),
      category: StatementCategory.violence.rawValue, visibilityMeasure: "removal",
      reasons: Self.quietReason, facts: "The text calls for harm.", source: "own-initiative",
      puid: puid, batch: batch)
    decision.measures = ["removal"]
    return decision
  }

  /// A case about a stored post, open in the first queue.
  func openCase(_ post: String) throws -> Int64 {
    try store.openCase(
      NewCase(
        queue: 1, subjects: [.post(.x, post)], urgency: AlarmUrgency(score: 50, why: ["A test."])),
      by: .system("test"))
  }

  /// A decision's form, filled in.
  static let removalForm = [
    "which": "ticked", "subject-0": "yes", "ground": "legal", "jurisdiction": "eu",
    "provision": "Regulation (EU) 2021/784, Article 2(7)", "measure-removal": "yes",
    "facts": "The text calls for harm at a parade.", "reasons": "It incites to violence.",
    "category": StatementCategory.violence.rawValue, "source": "own-initiative",
  ]
}

extension Browser {
  /// Sends a form with its token.
  mutating func send(
    _ path: String, _ form: [String: String] = [:], in fixture: ConsoleFixture
  ) async throws -> Reply {
    let token = try fixture.formToken(of: self)
    return try await post(path, form.merging(["token": token]) { old, _ in old })
  }
}
