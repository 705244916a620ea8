import SocialModel

/// On what a decision rests.
public enum Ground: Hashable, Sendable {
  /// The law: of which jurisdiction, `EU` or an ISO 3166-1 alpha-2 code, and which provision.
  case legal(jurisdiction: String, provision: String)
  /// A clause of the team's own list: its id and the version of the list.
  case policy(clause: String, version: Int)
}

/// What a decision does.
public enum Measure: String, Sendable, Hashable, CaseIterable, Comparable {
  case removal, disabling, demotion, labelling
  case ageRestriction = "age-restriction"
  case interactionRestriction = "interaction-restriction"
  case monetarySuspension = "monetary-suspension"
  case monetaryTermination = "monetary-termination"
  case partialSuspension = "partial-suspension"
  case totalSuspension = "total-suspension"
  case partialTermination = "partial-termination"
  case totalTermination = "total-termination"
  case accountSuspension = "account-suspension"
  case accountTermination = "account-termination"

  /// What a measure concerns.
  public enum Concern: String, Sendable, Hashable, CaseIterable {
    case visibility, monetary, provision, account
  }

  /// What it concerns.
  public var concern: Concern {
    switch self {
    case .removal, .disabling, .demotion, .labelling, .ageRestriction, .interactionRestriction:
      .visibility
    case .monetarySuspension, .monetaryTermination: .monetary
    case .partialSuspension, .totalSuspension, .partialTermination, .totalTermination: .provision
    case .accountSuspension, .accountTermination: .account
    }
  }

  /// Whether it has no end: such a decision cannot have one either.
  public var isForGood: Bool {
    switch self {
    case .removal, .monetaryTermination, .partialTermination, .totalTermination,
      .accountTermination:
      true
    default: false
    }
  }

  /// Orders as the cases stand.
  public static func < (a: Measure, b: Measure) -> Bool { a.place < b.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// What led to a decision.
public enum DecisionSource: String, Sendable, Hashable, CaseIterable {
  /// Notices under Article 16 of Regulation (EU) 2022/2065.
  case notice
  /// A notice of a trusted flagger.
  case trustedFlagger = "trusted-flagger"
  /// Another notification, such as a removal order.
  case otherNotification = "other-notification"
  /// The team's own work.
  case ownInitiative = "own-initiative"
}

/// What a reviewer did about a subject, with everything that accounts for it. No measure: the case is
/// dismissed, and that is a decision as well.
public struct Decision: Hashable, Sendable, Identifiable {
  /// Its id: random, of letters, digits and `-`, and nothing about the subject.
  public var id: String
  /// The case.
  public var caseID: String
  /// What it is about.
  public var subject: CaseSubject
  /// On what it rests; nil only where there is no measure.
  public var ground: Ground?
  /// What it does, without repetition.
  public var measures: Set<Measure>
  /// Where it holds: ISO 3166-1 alpha-2 codes; empty for everywhere.
  public var territories: Set<String>
  /// The facts that it rests on, in words for the record.
  public var facts: String
  /// The reasons, in words for the person concerned.
  public var reasons: String
  /// What led to it.
  public var source: DecisionSource
  /// Whether a program found the subject.
  public var isFoundAutomatically: Bool
  /// Who decided. A person: nothing decides by itself.
  public var decidedBy: String
  /// When.
  public var decidedAt: Timestamp
  /// When it ends; nil for one that lasts.
  public var ends: Timestamp?
  /// The bulk that it was made in; nil for one of its own.
  public var bulk: String?

  /// A decision.
  public init(
    id: String, caseID: String, subject: CaseSubject, ground: Ground?, measures: Set<Measure>,
    territories: Set<String> = [], facts: String = "", reasons: String = "",
    source: DecisionSource = .ownInitiative, isFoundAutomatically: Bool = false,
    decidedBy: String, decidedAt: Timestamp, ends: Timestamp? = nil, bulk: String? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.subject = subject
    self.ground = ground
    self.measures = measures
    self.territories = territories
    self.facts = facts
    self.reasons = reasons
    self.source = source
    self.isFoundAutomatically = isFoundAutomatically
    self.decidedBy = decidedBy
    self.decidedAt = decidedAt
    self.ends = ends
    self.bulk = bulk
  }
}
