import Casework
import Foundation
import SocialModel
import Store

/// What a reviewer fills in to decide on a subject.
public struct DecisionForm: Hashable, Sendable {
  /// What it is about.
  public var subject: CaseSubject
  /// On what it rests; nil where there is no measure.
  public var ground: Ground?
  /// What it does; empty to dismiss.
  public var measures: Set<Measure>
  /// Where it holds; empty for everywhere.
  public var territories: Set<String>
  /// The facts, for the record and the statement of reasons, without personal data.
  public var facts: String
  /// The reasons, for the person concerned.
  public var reasons: String
  /// What led to it.
  public var source: DecisionSource
  /// Whether a program found the subject.
  public var isFoundAutomatically: Bool
  /// When it ends; nil for one that lasts.
  public var ends: Timestamp?
  /// The category that the statement of reasons gives; nil: the clause's.
  public var category: StatementCategory?

  /// A decision to be made.
  public init(
    subject: CaseSubject, ground: Ground? = nil, measures: Set<Measure> = [],
    territories: Set<String> = [], facts: String = "", reasons: String,
    source: DecisionSource = .ownInitiative, isFoundAutomatically: Bool = false,
    ends: Timestamp? = nil, category: StatementCategory? = nil
  ) {
    self.subject = subject
    self.ground = ground
    self.measures = measures
    self.territories = territories
    self.facts = facts
    self.reasons = reasons
    self.source = source
    self.isFoundAutomatically = isFoundAutomatically
    self.ends = ends
    self.category = category
  }

  /// The decision that the form makes.
  func decision(case id: Int64, by user: String, at now: Timestamp, bulk: String?) -> Decision {
    Decision(
      id: UUID().uuidString.lowercased(), caseID: "\(id)", subject: subject, ground: ground,
      measures: measures, territories: territories, facts: facts, reasons: reasons, source: source,
      isFoundAutomatically: isFoundAutomatically, decidedBy: user, decidedAt: now, ends: ends,
      bulk: bulk)
  }
}

extension NewDecision {
  /// A decision as it is stored.
  init(_ decision: Decision, category: String?, language: String?) throws {
    let words = decision.measures.sorted()
    let ground: DecisionGround =
      switch decision.ground {
      case nil: .none
      case .legal(let jurisdiction, let provision):
        .legal(jurisdiction: jurisdiction, clause: provision)
      case .policy(let clause, _): .policy(clause: clause)
      }
    self.init(
      caseFile: Int64(decision.caseID), subject: try decision.subject.stored(), ground: ground,
      category: category,
      scope: decision.territories.isEmpty
        ? "all" : decision.territories.sorted().joined(separator: " "),
      visibilityMeasure: words.first { $0.concern == .visibility }?.rawValue,
      accountMeasure: words.first { $0.concern == .account }?.rawValue,
      reasons: decision.reasons, facts: decision.facts, source: decision.source.rawValue,
      validUntil: decision.ends, language: language, puid: decision.id, batch: decision.bulk)
    measures = words.map(\.rawValue)
    if case .policy(_, let version)? = decision.ground { policyVersion = version }
    isFoundAutomatically = decision.isFoundAutomatically
  }
}

extension Decision {
  /// The decision that a stored one is.
  ///
  /// - Throws: ``DeskError`` with the code `unavailable` when a stored word is none that this version knows.
  public init(_ row: DecisionRow) throws {
    let content = row.content
    let measures = try StoredDecisionWords.measures(content.words)
    let source = try StoredDecisionWords.source(content.source)
    let ground = Ground(content.ground, version: content.policyVersion)
    self.init(
      id: content.puid, caseID: content.caseFile.map { "\($0)" } ?? "",
      subject: CaseSubject(content.subject), ground: ground, measures: measures,
      territories: content.scope == "all"
        ? [] : Set(content.scope.split(separator: " ").map(String.init)),
      facts: content.facts, reasons: content.reasons, source: source,
      isFoundAutomatically: content.isFoundAutomatically, decidedBy: "user:\(row.author)",
      decidedAt: row.time, ends: content.validUntil, bulk: content.batch)
  }
}

extension Ground {
  /// The ground that a stored one is; nil where there is no violation.
  init?(_ stored: DecisionGround, version: Int?) {
    switch stored {
    case .none: return nil
    case .legal(let jurisdiction, let clause):
      self = .legal(jurisdiction: jurisdiction, provision: clause)
    case .policy(let clause): self = .policy(clause: clause, version: version ?? 1)
    }
  }
}

/// The words of decisions as rows hold them, those of before the desk among them.
enum StoredDecisionWords {
  private static let earlierMeasures: [String: Measure] = [
    "suspension": .accountSuspension, "termination": .accountTermination,
  ]
  private static let earlierSources: [String: DecisionSource] = ["report": .notice]

  /// The measures of their words.
  static func measures(_ words: [String]) throws -> Set<Measure> {
    Set(
      try words.map { word in
        guard let measure = Measure(rawValue: word) ?? earlierMeasures[word] else { throw unknown }
        return measure
      })
  }

  /// Every word that stands for a measure.
  static func words(of measure: Measure) -> [String] {
    [measure.rawValue] + earlierMeasures.filter { $0.value == measure }.keys.sorted()
  }

  /// The source of its word.
  static func source(_ word: String) throws -> DecisionSource {
    guard let source = DecisionSource(rawValue: word) ?? earlierSources[word] else {
      throw unknown
    }
    return source
  }

  private static var unknown: DeskError {
    DeskError(
      .unavailable, subject: "decision", message: "A stored word of it is not known.")
  }
}
