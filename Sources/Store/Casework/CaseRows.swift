import GRDB
import SocialModel

/// Where a case stands.
public enum CaseState: String, Sendable, Hashable, CaseIterable {
  case open, decided, closed
}

/// A case to be opened.
public struct NewCase: Hashable, Sendable {
  /// The queue's number.
  public var queue: Int64
  /// What it is about; at least one.
  public var subjects: [Subject]
  /// 0 to 100, with reasons.
  public var urgency: AlarmUrgency
  /// What sort of case, such as `review`, `report`, `removal-order`.
  public var kind: String
  /// When it must be decided, such as an hour after a removal order.
  public var due: Timestamp?
  /// The language of what it is about.
  public var language: String?
  /// Reports that it answers.
  public var reports: [Int64]

  /// A case to be opened.
  public init(
    queue: Int64, subjects: [Subject], urgency: AlarmUrgency, kind: String = "review",
    due: Timestamp? = nil, language: String? = nil, reports: [Int64] = []
  ) {
    self.queue = queue
    self.subjects = subjects
    self.urgency = urgency
    self.kind = kind
    self.due = due
    self.language = language
    self.reports = reports
  }
}

/// A case in a list.
public struct CaseRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// The queue's number.
  public var queue: Int64
  /// Where it stands.
  public var state: CaseState
  /// 0 to 100.
  public var urgency: Int
  /// What adds to it.
  public var why: [String]
  /// What sort of case.
  public var kind: String
  /// The language of what it is about.
  public var language: String?
  /// When it was opened.
  public var openedAt: Timestamp
  /// When somebody first looked at it.
  public var firstViewedAt: Timestamp?
  /// When it was decided.
  public var decidedAt: Timestamp?
  /// When it must be decided.
  public var dueAt: Timestamp?
  /// Its first subject.
  public var subject: String
  /// How many subjects it has.
  public var subjects: Int
  /// Who holds it now; nil where nobody does.
  public var claim: Claim?

  /// Somebody's exclusive hold on a case.
  public struct Claim: Hashable, Sendable {
    /// The user's number.
    public var user: Int64
    /// When it ends by itself.
    public var expiresAt: Timestamp
  }

  /// The first parameter is the present moment.
  static let columns = """
    f.*, l.user AS claimUser, l.expiresAt AS claimExpiresAt,
    (SELECT subject FROM caseSubject WHERE caseFile = f.id ORDER BY position LIMIT 1) AS subject,
    (SELECT count(*) FROM caseSubject WHERE caseFile = f.id) AS subjects
    """
  static let tables = "caseFile f LEFT JOIN claim l ON l.caseFile = f.id AND l.expiresAt > ?"

  init(_ row: Row) throws {
    id = row["id"]
    queue = row["queue"]
    state = try StoredWord.read(row, "state")
    urgency = row["urgency"]
    why = try JSONText.decode(row["why"], as: [String].self)
    kind = row["kind"]
    language = row["language"]
    openedAt = Moment.of(row, "openedAt")
    firstViewedAt = Moment.optional(row, "firstViewedAt")
    decidedAt = Moment.optional(row, "decidedAt")
    dueAt = Moment.optional(row, "dueAt")
    subject = row["subject"] ?? ""
    subjects = row["subjects"]
    if let user: Int64 = row["claimUser"] {
      claim = Claim(user: user, expiresAt: Moment.of(row, "claimExpiresAt"))
    }
  }
}

/// A case with its history.
public struct CasePage: Sendable {
  /// Its line in lists.
  public var row: CaseRow
  /// What it is about.
  public var subjects: [String]
  /// What people wrote, in order.
  public var notes: [Note]
  /// Its decisions, in order, those undone among them.
  public var decisions: [DecisionRow]
  /// The reports that it answers.
  public var reports: [ReportRow]
  /// What was done, from the audit trail, in order, at most 500.
  public var history: [AuditRow]

  /// What somebody wrote.
  public struct Note: Hashable, Sendable {
    /// When.
    public var time: Timestamp
    /// Who, by number; nil for a program.
    public var author: Int64?
    /// What.
    public var text: String
  }
}
