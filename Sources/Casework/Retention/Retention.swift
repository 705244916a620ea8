import SocialModel

/// Sorts of data, each of which is kept for a time of its own.
public enum DataKind: String, Sendable, Hashable, CaseIterable {
  case posts, media, accounts, reports, assessments, candidates, cases, decisions, appeals
  case escalations, exposures, sessions
  case auditEntries = "audit-entries"

  /// Days for which a team that set nothing keeps them; nil for ever.
  ///
  /// The audit chain has no gaps, so that its entries are never removed; they hold ids and no content.
  public var defaultDays: Int? {
    switch self {
    case .posts, .media, .accounts, .assessments, .candidates: 90
    case .reports: 180
    case .cases, .decisions, .appeals, .escalations: 730
    case .exposures: 30
    case .sessions: 7
    case .auditEntries: nil
    }
  }
}

/// For how long which data are kept.
public struct RetentionRules: Hashable, Sendable {
  private var days: [DataKind: Int] = [:]

  /// The default for every kind.
  public init() {}

  /// Days for which a kind is kept; nil for ever.
  public subscript(kind: DataKind) -> Int? {
    kind == .auditEntries ? nil : days[kind] ?? kind.defaultDays
  }

  /// Sets the days of a kind.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed` for fewer than 1 or more than 3,650 days, for
  ///   the audit chain, and for decisions and appeals where it is less than appeals are taken for.
  public mutating func set(_ kind: DataKind, days: Int) throws {
    let least = [.decisions, .appeals, .cases].contains(kind) ? 184 : 1
    guard kind != .auditEntries, (least...3650).contains(days) else {
      throw CaseworkError(
        .malformed, subject: "retention of \(kind.rawValue)",
        message: "It is kept for \(least) to 3650 days; the audit chain for ever.")
    }
    self.days[kind] = days
  }
}

/// An order not to remove something, whatever its time.
public struct LegalHold: Hashable, Sendable, Identifiable {
  /// What is held.
  public enum Scope: Hashable, Sendable {
    /// One item.
    case item(DataKind, id: String)
    /// A case and everything that belongs to it.
    case caseOf(String)
    /// Everything about a subject.
    case subject(CaseSubject)
    /// Everything of a kind.
    case kind(DataKind)
  }

  /// Its id.
  public var id: String
  /// What is held.
  public var scope: Scope
  /// Why, such as the file number of an authority.
  public var reason: String
  /// When it was set.
  public var from: Timestamp
  /// When it ends; nil until it is lifted.
  public var until: Timestamp?

  /// A hold.
  public init(id: String, scope: Scope, reason: String, from: Timestamp, until: Timestamp? = nil) {
    self.id = id
    self.scope = scope
    self.reason = reason
    self.from = from
    self.until = until
  }

  func holds(_ item: RetainedItem, at now: Timestamp) -> Bool {
    guard until.map({ now < $0 }) ?? true else { return false }
    return switch scope {
    case .item(let kind, let id): item.kind == kind && item.id == id
    case .caseOf(let id): item.cases.contains(id) || (item.kind == .cases && item.id == id)
    case .subject(let subject): item.subject == subject
    case .kind(let kind): item.kind == kind
    }
  }
}

/// A stored item, as far as its retention needs it.
public struct RetainedItem: Hashable, Sendable {
  /// What sort of data it is.
  public var kind: DataKind
  /// Its id.
  public var id: String
  /// The last time that counts: when a post was published, a case closed, a session ended.
  public var time: Timestamp
  /// What it is about; nil where nothing.
  public var subject: CaseSubject?
  /// The cases that it belongs to.
  public var cases: Set<String>
  /// Whether one of these is not closed yet: what a case needs is kept as long as it is open.
  public var isInOpenCase: Bool
  /// Until when a removal order has it preserved; nil where none does.
  public var preservedUntil: Timestamp?

  /// An item.
  public init(
    kind: DataKind, id: String, time: Timestamp, subject: CaseSubject? = nil,
    cases: Set<String> = [], isInOpenCase: Bool = false, preservedUntil: Timestamp? = nil
  ) {
    self.kind = kind
    self.id = id
    self.time = time
    self.subject = subject
    self.cases = cases
    self.isInOpenCase = isInOpenCase
    self.preservedUntil = preservedUntil
  }
}

/// What becomes of an item, and why.
public enum RetentionAnswer: Hashable, Sendable {
  /// Its time is over and nothing holds it.
  case remove
  /// Its time is not over.
  case inTime
  /// It is kept for ever.
  case forEver
  /// A legal hold keeps it.
  case held(by: String)
  /// A removal order has it preserved.
  case preserved(until: Timestamp)
  /// A case that is not closed needs it.
  case inOpenCase

  /// Decides on an item. A hold wins over everything, then preservation, then an open case.
  ///
  /// An item is removed once its days have passed to the millisecond.
  public init(
    _ item: RetainedItem, rules: RetentionRules, holds: [LegalHold], now: Timestamp
  ) {
    let hold = holds.filter { $0.holds(item, at: now) }.map(\.id).min()
    if let hold {
      self = .held(by: hold)
    } else if let until = item.preservedUntil, now < until {
      self = .preserved(until: until)
    } else if item.isInOpenCase {
      self = .inOpenCase
    } else if let days = rules[item.kind] {
      let end = item.time.milliseconds.addingReportingOverflow(Int64(days) * 86_400_000)
      self = !end.overflow && now.milliseconds >= end.partialValue ? .remove : .inTime
    } else {
      self = .forEver
    }
  }
}

/// What a purge would remove, to be shown before anything is.
public struct RetentionPlan: Hashable, Sendable {
  /// The ids to be removed, by kind, in order.
  public let removed: [DataKind: [String]]
  /// Items that are past their time and kept all the same, with the reason.
  public let kept: [Kept]

  /// An item that is kept past its time.
  public struct Kept: Hashable, Sendable {
    /// What sort of data it is.
    public var kind: DataKind
    /// Its id.
    public var id: String
    /// Why.
    public var answer: RetentionAnswer
  }

  /// The plan for some items.
  public init(
    _ items: [RetainedItem], rules: RetentionRules, holds: [LegalHold], now: Timestamp
  ) {
    var removed: [DataKind: [String]] = [:]
    var kept: [Kept] = []
    for item in items {
      let answer = RetentionAnswer(item, rules: rules, holds: holds, now: now)
      if answer == .remove {
        removed[item.kind, default: []].append(item.id)
        continue
      }
      var bare = item
      (bare.preservedUntil, bare.isInOpenCase) = (nil, false)
      if RetentionAnswer(bare, rules: rules, holds: [], now: now) == .remove {
        kept.append(Kept(kind: item.kind, id: item.id, answer: answer))
      }
    }
    self.removed = removed.mapValues { $0.sorted() }
    self.kept = kept.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
  }
}
