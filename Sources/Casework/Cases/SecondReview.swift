/// Which decisions are reviewed a second time: a share of them, drawn so that nobody can predict or choose.
///
/// The draw is HMAC-SHA256 of the decision's id under a key that no user sees, read as a number in
/// 0..<1 and compared with the share. So it is the same whenever it is asked, an auditor who is given the
/// key can check it, a larger share holds every decision of a smaller one, and a reviewer who does not
/// have the key cannot tell before deciding: the id is made when the decision is.
public struct SecondReviewDraw: Sendable {
  private let key: [UInt8]

  /// A draw by a key.
  ///
  /// - Parameter key: 32 bytes, such as ``SealingKey/derived(for:)`` gives.
  /// - Precondition: there are 32.
  public init(key: [UInt8]) {
    precondition(key.count == 32, "the key has 32 bytes")
    self.key = key
  }

  /// Whether a decision is drawn.
  ///
  /// - Parameters:
  ///   - decision: its id.
  ///   - share: the lead's share, 0...1.
  /// - Precondition: the share is in 0...1.
  public func isDrawn(_ decision: String, share: Double) -> Bool {
    precondition((0...1).contains(share), "a share is in 0...1")
    let tag = Sodium.hmacSHA256(Array("TOCSIN SECOND REVIEW 1\0\(decision)".utf8), key: key)
    let bits = tag[..<7].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 3
    return Double(bits) * 0x1p-53 < share
  }
}

/// What a second reviewer sees of a case: the subject and what led to it, and not how or by whom it was
/// decided.
public struct BlindReview: Hashable, Sendable {
  /// The decision that is reviewed; the reviewer's answer goes to it.
  public let decision: String
  /// What it is about.
  public let subject: CaseSubject
  /// What led to it.
  public let source: DecisionSource

  /// The blind view of a decision for a reviewer.
  ///
  /// - Throws: ``CaseworkError`` with the code `notAllowed` and the reason.
  public init(
    of decision: Decision, for user: String, reviewedAgainBy: [String] = [], sawDecision: Bool
  ) throws {
    if let reason = SeparationOfDuties.secondReview(
      user, decidedBy: decision.decidedBy, reviewedAgainBy: reviewedAgainBy,
      sawDecision: sawDecision)
    {
      throw CaseworkError(.notAllowed, subject: "decision \(decision.id)", message: reason)
    }
    self.decision = decision.id
    subject = decision.subject
    source = decision.source
  }
}
