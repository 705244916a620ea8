import Casework
import Foundation
import SocialModel
import Store

/// As much of a decision as is compared: its ground and its measures. Stored as JSON with sorted keys, so that
/// equal answers are equal texts.
struct StoredAnswer: Codable, Hashable {
  var jurisdiction: String?
  var provision: String?
  var clause: String?
  var version: Int?
  var measures: [String]

  init(_ answer: GoldenAnswer) {
    measures = answer.measures.sorted().map(\.rawValue)
    switch answer.ground {
    case nil: break
    case .legal(let jurisdiction, let provision)?:
      (self.jurisdiction, self.provision) = (jurisdiction, provision)
    case .policy(let clause, let version)?: (self.clause, self.version) = (clause, version)
    }
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  static func answer(_ text: String) throws -> GoldenAnswer {
    let unreadable = DeskError(
      .unavailable, subject: "answer", message: "A stored answer is not readable.")
    let stored: StoredAnswer
    do { stored = try JSONDecoder().decode(StoredAnswer.self, from: Data(text.utf8)) } catch {
      throw unreadable
    }
    let measures = try stored.measures.map { word in
      guard let measure = Measure(rawValue: word) else { throw unreadable }
      return measure
    }
    var ground: Ground?
    if let jurisdiction = stored.jurisdiction, let provision = stored.provision {
      ground = .legal(jurisdiction: jurisdiction, provision: provision)
    } else if let clause = stored.clause, let version = stored.version {
      ground = .policy(clause: clause, version: version)
    }
    return GoldenAnswer(ground: ground, measures: Set(measures))
  }
}

/// How far second reviewers agreed with the decisions of a time.
public struct ReviewAgreement: Hashable, Sendable {
  /// On whether there is a measure at all.
  public var onActing: Agreement
  /// On the measures.
  public var onMeasures: Agreement
}

extension CaseDesk {
  /// The second reviews that wait for a person: what each is about and what led to it, and not how or by
  /// whom it was decided. Those that this person may not give are left out.
  public func secondReviews(for acting: Acting, limit: Int = 50) throws -> [BlindReview] {
    try look(.reviewAgain, by: acting, on: "second reviews") {
      var open: [BlindReview] = []
      for row in try store.openSecondReviews(for: acting.user, limit: limit) {
        let decision = try store.decision(row.decision)
        guard try refusal(acting, decision) == nil else { continue }
        open.append(try BlindReview(of: Decision(decision), for: acting.name, sawDecision: false))
      }
      return open
    }
  }

  /// Records what a second reviewer would have decided.
  ///
  /// - Parameter puid: the decision's random id, as the blind view gives it.
  /// - Throws: ``DeskError`` with `samePerson` for who decided, reviewed or has seen the decision,
  ///   `incomplete` for a measure without a ground.
  public func answerSecondReview(
    _ puid: String, with answer: GoldenAnswer, by acting: Acting
  ) throws {
    try act(.reviewAgain, by: acting, on: "decision \(puid)") {
      try signedIn(acting)
      let decision = try decision(puid: puid)
      if let reason = try refusal(acting, decision) {
        throw DeskError.samePerson(.reviewAgain, "decision \(puid)", reason)
      }
      try checked(answer, "decision \(puid)")
      try store.answerSecondReview(
        ofDecision: decision.id, StoredAnswer(answer).text, by: acting.user)
    }
  }

  /// How far second reviewers agreed with the decisions that they reviewed in a time.
  public func agreement(
    from: Timestamp, to: Timestamp, by acting: Acting
  ) throws -> ReviewAgreement {
    try look(.viewFigures, by: acting, on: "agreement") {
      let pairs = try store.reviewTallies(answeredFrom: from, until: to).map { tally in
        (
          first: try StoredDecisionWords.measures(tally.measures),
          second: try StoredAnswer.answer(tally.answer).measures, count: tally.count
        )
      }
      return ReviewAgreement(
        onActing: Agreement(
          pairs.map { (first: !$0.first.isEmpty, second: !$0.second.isEmpty, count: $0.count) }),
        onMeasures: Agreement(pairs))
    }
  }

  /// Why a person may not give the second review of a decision; nil where they may.
  private func refusal(_ acting: Acting, _ decision: DecisionRow) throws -> String? {
    let reviewer = try store.secondReviewer(ofDecision: decision.id)
    return SeparationOfDuties.secondReview(
      acting.name, decidedBy: "user:\(decision.author)",
      reviewedAgainBy: reviewer.map { ["user:\($0)"] } ?? [],
      sawDecision: try hasSeen(decision, acting))
  }

  /// Whether the audit trail shows that a person opened the case once it was decided, or an appeal
  /// against the decision.
  private func hasSeen(_ decision: DecisionRow, _ acting: Acting) throws -> Bool {
    let places = [
      decision.content.caseFile.map { "case:\($0)" }, decision.appeal.map { "appeal:\($0)" },
    ]
    return try places.compactMap { $0 }.contains { subject in
      let looks = try store.auditEntries(
        subject: subject, actor: acting.actor.description, action: "content.viewed", limit: 1)
      return looks.items.contains { $0.content.time >= decision.time }
    }
  }

  /// Whether a decision awaits a second review that this person may give: then a page does not show
  /// them how it was decided.
  public func isBlind(_ decision: DecisionRow, for acting: Acting) throws -> Bool {
    try mapping {
      guard acting.allows(.reviewAgain),
        try store.isSecondReviewOpen(ofDecision: decision.id)
      else { return false }
      return try refusal(acting, decision) == nil
    }
  }

  private func checked(_ answer: GoldenAnswer, _ subject: String) throws {
    guard answer.measures.isEmpty == (answer.ground == nil) else {
      throw DeskError(
        .incomplete, subject: subject,
        message: "An answer has measures and a ground, or neither.")
    }
  }

  private func decision(puid: String) throws -> DecisionRow {
    guard let row = try store.decision(puid: puid) else {
      throw DeskError(.notFound, subject: "decision \(puid)", message: "There is none.")
    }
    return row
  }

  /// Keeps a case whose right answer is agreed on.
  public func saveGoldenCase(
    _ subject: CaseSubject, answer: GoldenAnswer, reasons: String, by acting: Acting
  ) throws -> Int64 {
    try act(.keepGoldenCases, by: acting, on: "golden case") {
      try checked(answer, "golden case")
      return try store.saveGoldenCase(
        subject.stored(), answer: StoredAnswer(answer).text, reasons: reasons, by: acting.user)
    }
  }

  /// The golden cases that a person has not answered, without their answers.
  public func goldenCases(for acting: Acting) throws -> [(id: Int64, subject: CaseSubject)] {
    try look(.decide, by: acting, on: "golden cases") {
      try store.goldenCases(notAnsweredBy: acting.user).map {
        ($0.id, try CaseSubject(text: $0.subject))
      }
    }
  }

  /// Answers a golden case once; the right answer and its reasons are shown after.
  ///
  /// - Returns: whether it was right, the right answer and why it is.
  /// - Throws: ``DeskError`` with `conflict` for a second answer.
  public func answerGoldenCase(
    _ id: Int64, with answer: GoldenAnswer, by acting: Acting
  ) throws -> (isRight: Bool, right: GoldenAnswer, reasons: String) {
    try act(.decide, by: acting, on: "golden case \(id)") {
      try signedIn(acting)
      try checked(answer, "golden case \(id)")
      let isRight = try store.answerGoldenCase(id, StoredAnswer(answer).text, by: acting.user)
      let golden = try store.goldenCase(id)
      return (isRight, try StoredAnswer.answer(golden.answer), golden.reasons)
    }
  }

  /// How golden cases were answered, by all or by one user.
  public func goldenScore(ofUser user: Int64? = nil, by acting: Acting) throws -> GoldenScore {
    let permission: Permission = user == acting.user ? .decide : .keepGoldenCases
    return try look(permission, by: acting, on: "golden cases") {
      let answers = try store.goldenAnswers(ofUser: user)
      let golden = try answers.map {
        Casework.GoldenCase(id: "\($0.id) \($0.user)", expected: try StoredAnswer.answer($0.right))
      }
      return GoldenScore(
        try answers.map { ("\($0.id) \($0.user)", try StoredAnswer.answer($0.answer)) },
        golden: golden)
    }
  }
}
