import GRDB
import SocialModel

/// What a decision rests on.
public enum DecisionGround: Hashable, Sendable {
  /// A law of a jurisdiction, such as `EU`.
  case legal(jurisdiction: String, clause: String)
  /// A clause of the team's own policy.
  case policy(clause: String)
  /// Nothing: there is no violation, and nothing is done.
  case none

  var columns: (kind: String, jurisdiction: String?, clause: String?) {
    switch self {
    case .legal(let jurisdiction, let clause): ("legal", jurisdiction, clause)
    case .policy(let clause): ("policy", nil, clause)
    case .none: ("none", nil, nil)
    }
  }

  init(_ row: Row) {
    self.init(
      kind: row["groundKind"], jurisdiction: row["jurisdiction"], clause: row["clause"])
  }

  init(kind: String, jurisdiction: String?, clause: String?) {
    switch kind {
    case "legal": self = .legal(jurisdiction: jurisdiction ?? "", clause: clause ?? "")
    case "policy": self = .policy(clause: clause ?? "")
    default: self = .none
    }
  }
}

/// What a reviewer does, to be recorded.
public struct NewDecision: Hashable, Sendable {
  /// The case; nil for one made outside of any.
  public var caseFile: Int64?
  /// What it is about.
  public var subject: Subject
  /// What it rests on.
  public var ground: DecisionGround
  /// The sort of violation, a word of the list in use.
  public var category: String?
  /// Where it holds, such as `all` or a country.
  public var scope: String
  /// What is done to how it is seen, such as `removal`; nil for nothing.
  public var visibilityMeasure: String?
  /// What is done to the account, such as `suspension`; nil for nothing, and never nil where ``measures`` has such a
  /// measure.
  public var accountMeasure: String?
  /// What the person concerned is told.
  public var reasons: String
  /// What it was decided on, without personal data.
  public var facts: String
  /// How the subject was found, such as `report`, `own-initiative`.
  public var source: String
  /// When it ends; nil for good.
  public var validUntil: Timestamp?
  /// The language of the subject.
  public var language: String?
  /// The id under which it is published; unlike any other's.
  public var puid: String
  /// The word that decisions made at one go share.
  public var batch: String?
  /// Every measure, by its word; nil: the two that concern visibility and the account.
  public var measures: [String]?
  /// The version of the team's list that the clause stands in.
  public var policyVersion: Int?
  /// Whether a program found the subject.
  public var isFoundAutomatically = false
  /// The decision that this one takes the place of, after an appeal.
  public var successorOf: Int64?

  /// Every measure's word.
  public var words: [String] {
    measures ?? [visibilityMeasure, accountMeasure].compactMap { $0 }
  }

  /// What a reviewer does.
  public init(
    caseFile: Int64?, subject: Subject, ground: DecisionGround, category: String? = nil,
    scope: String = "all", visibilityMeasure: String? = nil, accountMeasure: String? = nil,
    reasons: String, facts: String, source: String, validUntil: Timestamp? = nil,
    language: String? = nil, puid: String, batch: String? = nil
  ) {
    self.caseFile = caseFile
    self.subject = subject
    self.ground = ground
    self.category = category
    self.scope = scope
    self.visibilityMeasure = visibilityMeasure
    self.accountMeasure = accountMeasure
    self.reasons = reasons
    self.facts = facts
    self.source = source
    self.validUntil = validUntil
    self.language = language
    self.puid = puid
    self.batch = batch
  }
}

/// A decision in a list, and whole.
public struct DecisionRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// What was decided.
  public var content: NewDecision
  /// The user's number.
  public var author: Int64
  /// When.
  public var time: Timestamp
  /// When it was undone; nil while it stands.
  public var undoneAt: Timestamp?
  /// Who undid it, by number.
  public var undoneBy: Int64?
  /// Why it was undone.
  public var undoneWhy: String?
  /// When its statement of reasons was handed out; nil where it was not.
  public var publishedAt: Timestamp?
  /// The number of the appeal against it; nil where there is none.
  public var appeal: Int64?
  /// The clock that its case started; nil outside of a case.
  public var caseOpenedAt: Timestamp?

  static func fetch(
    _ db: Database, _ rest: String, _ arguments: StatementArguments
  ) throws -> [DecisionRow] {
    try Row.fetchAll(db, sql: select + rest, arguments: arguments).map { try DecisionRow($0) }
  }

  static let select = """
    SELECT d.*, p.id AS appeal, f.openedAt FROM decision d
    LEFT JOIN appeal p ON p.decision = d.id LEFT JOIN caseFile f ON f.id = d.caseFile

    """

  init(_ row: Row) throws {
    guard let subject = Subject(row["subject"] as String) else {
      throw StoreError(.damaged, subject: "decision", message: "A stored subject is not one.")
    }
    id = row["id"]
    content = NewDecision(
      caseFile: row["caseFile"], subject: subject, ground: DecisionGround(row),
      category: row["category"], scope: row["scope"], visibilityMeasure: row["visibilityMeasure"],
      accountMeasure: row["accountMeasure"], reasons: row["reasons"], facts: row["facts"],
      source: row["source"], validUntil: Moment.optional(row, "validUntil"),
      language: row["language"], puid: row["puid"], batch: row["batch"])
    let words: String? = row["measures"]
    content.measures = words.map { $0.split(separator: " ").map(String.init) }
    content.policyVersion = row["policyVersion"]
    content.isFoundAutomatically = row["isFoundAutomatically"]
    content.successorOf = row["successorOf"]
    publishedAt = Moment.optional(row, "publishedAt")
    author = row["author"]
    time = Moment.of(row, "time")
    undoneAt = Moment.optional(row, "undoneAt")
    undoneBy = row["undoneBy"]
    undoneWhy = row["undoneWhy"]
    appeal = row["appeal"]
    caseOpenedAt = Moment.optional(row, "openedAt")
  }
}

extension CaseStore {
  /// Decisions of a time, undone ones among them, in order: what statements of reasons are made from.
  public func decisions(from: Timestamp, until: Timestamp) throws -> [DecisionRow] {
    try read { db in
      try DecisionRow.fetch(
        db, "WHERE d.time >= ? AND d.time < ? ORDER BY d.time, d.id",
        [from.milliseconds, until.milliseconds])
    }
  }
}
