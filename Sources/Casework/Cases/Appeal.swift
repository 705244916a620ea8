import SocialModel

/// What an appeal came to.
public enum AppealOutcome: String, Sendable, Hashable, CaseIterable {
  /// The decision stands.
  case upheld
  /// The decision falls, and its measures with it.
  case reversed
  /// Some of its measures fall.
  case changed
}

/// An appeal against a decision, and what came of it.
public struct Appeal: Hashable, Sendable, Identifiable {
  /// Its id.
  public var id: String
  /// The decision that it is against.
  public var decision: String
  /// When it came in.
  public var received: Timestamp
  /// What came of it; nil while it waits.
  public var answer: Answer?

  /// What came of an appeal.
  public struct Answer: Hashable, Sendable {
    /// What it came to.
    public var outcome: AppealOutcome
    /// Who decided it.
    public var decidedBy: String
    /// When.
    public var decidedAt: Timestamp
    /// The reasons, in words for the person concerned.
    public var reasons: String

    /// What came of an appeal.
    public init(outcome: AppealOutcome, decidedBy: String, decidedAt: Timestamp, reasons: String) {
      self.outcome = outcome
      self.decidedBy = decidedBy
      self.decidedAt = decidedAt
      self.reasons = reasons
    }
  }

  /// An appeal.
  public init(id: String, decision: String, received: Timestamp, answer: Answer? = nil) {
    self.id = id
    self.decision = decision
    self.received = received
    self.answer = answer
  }
}

/// What follows from a decided appeal.
public enum AppealRule {
  /// Milliseconds after a decision in which an appeal is taken: at least six months after Article 20(1)
  /// of Regulation (EU) 2022/2065; 184 days are no fewer than any six months.
  public static let openMilliseconds: Int64 = 184 * 86_400_000

  /// Whether an appeal against a decision is still taken.
  public static func isOpen(_ decision: Decision, now: Timestamp) -> Bool {
    now.milliseconds - decision.decidedAt.milliseconds < openMilliseconds
  }

  /// The decision that takes the place of one that was appealed against; nil where it stands.
  ///
  /// - Parameters:
  ///   - appeal: the appeal, answered.
  ///   - decision: what it is against.
  ///   - kept: the measures that stay when it is changed.
  ///   - id: the new decision's id.
  /// - Throws: ``CaseworkError`` with the codes `wrongState` without an answer, `notAllowed` when who
  ///   answered had a part in the decision, and `incomplete` without reasons, or when a changed decision
  ///   keeps all, none or other measures.
  public static func successor(
    of decision: Decision, after appeal: Appeal, keeping kept: Set<Measure> = [], id: String
  ) throws -> Decision? {
    let subject = "appeal \(appeal.id)"
    guard let answer = appeal.answer, appeal.decision == decision.id else {
      throw CaseworkError(.wrongState, subject: subject, message: "It has no answer.")
    }
    if let reason = SeparationOfDuties.appeal(answer.decidedBy, decidedBy: decision.decidedBy) {
      throw CaseworkError(.notAllowed, subject: subject, message: reason)
    }
    guard !answer.reasons.allSatisfy(\.isWhitespace) else {
      throw CaseworkError(.incomplete, subject: subject, message: "The answer gives no reasons.")
    }
    guard answer.outcome != .upheld else { return nil }
    let isPart = !kept.isEmpty && kept.isStrictSubset(of: decision.measures)
    guard answer.outcome == .changed ? isPart : kept.isEmpty else {
      throw CaseworkError(
        .incomplete, subject: subject, message: "It keeps other measures than its outcome says.")
    }
    var next = decision
    next.id = id
    next.measures = kept
    if kept.isEmpty { next.ground = nil }
    next.reasons = answer.reasons
    (next.decidedBy, next.decidedAt, next.bulk) = (answer.decidedBy, answer.decidedAt, nil)
    if kept.isEmpty { next.ends = nil }
    try DecisionRules.check(next)
    return next
  }
}
