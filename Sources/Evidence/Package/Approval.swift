import Casework

/// The request for a package and its release, with the roles of the two people.
public struct Approval: Hashable, Sendable {
  /// The request, and what became of it.
  public var escalation: Escalation
  /// The role of who asked.
  public var requestedAs: Role
  /// The role of who decided; nil while nobody did.
  public var decidedAs: Role?

  /// An approval.
  public init(_ escalation: Escalation, requestedAs: Role, decidedAs: Role? = nil) {
    self.escalation = escalation
    self.requestedAs = requestedAs
    self.decidedAs = decidedAs
  }

  /// Who asked, in which role and when.
  var request: EvidenceCase.Act {
    .init(
      by: escalation.requestedBy, role: requestedAs.rawValue, at: ZonedTime(escalation.requestedAt))
  }

  /// Who released, in which role and when; nil while nobody did.
  var release: EvidenceCase.Act? {
    guard escalation.state == .released, let by = escalation.decidedBy,
      let at = escalation.decidedAt, let role = decidedAs
    else { return nil }
    return .init(by: by, role: role.rawValue, at: ZonedTime(at))
  }

  /// Refuses an approval of something else than the case: a release binds the posts' bytes.
  ///
  /// - Throws: ``EvidenceError`` with the code `otherRelease`.
  func check(_ evidence: EvidenceCase) throws {
    let isSame =
      escalation.caseID == evidence.id && escalation.suspicion == evidence.suspicion
      && escalation.items == evidence.posts.map(\.escalationItem)
      && escalation.locating == evidence.locating && escalation.notice == evidence.notice?.asked
    guard isSame else {
      throw EvidenceError(
        .otherRelease, subject: "escalation \(escalation.id)",
        message: "It is of other posts, other bytes or another suspicion than the case's.",
        hint: "Ask for the package anew.")
    }
  }
}

extension EvidenceCase.Notice {
  /// The notice as a request has it, without what leads to the accounts.
  public var asked: EscalationNotice {
    EscalationNotice(offence: offence, memberStates: memberStates, authority: authority)
  }
}
