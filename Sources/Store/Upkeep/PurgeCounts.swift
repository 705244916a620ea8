/// Why something stays past its time. Of several reasons the first counts.
public enum KeepReason: Int, Sendable, Hashable, CaseIterable, Comparable {
  case held, preserved, openCase, openAppeal, openReport, package, decision, openReview

  /// The reason in words that follow "they are", "it is".
  public var words: String {
    switch self {
    case .held: "under a legal hold"
    case .preserved: "preserved by a removal order"
    case .openCase: "in an open case"
    case .openAppeal: "waiting for an appeal's answer"
    case .openReport: "waiting for a report's answer"
    case .package: "waiting for a package, or with one that was decided on within the time"
    case .decision: "with a decision that stands"
    case .openReview: "with a candidate under review or confirmed"
    }
  }

  /// Earlier reasons are smaller.
  public static func < (one: KeepReason, other: KeepReason) -> Bool {
    one.rawValue < other.rawValue
  }
}

/// What retention removes, or would remove, and what stays past its time.
public struct PurgeCounts: Hashable, Sendable {
  /// Posts, with their media, actions, assessments and earlier texts.
  public var posts = 0
  /// Accounts without a post that is left, that are no member of a candidate and that nothing keeps. Edges
  /// that name them go with them.
  public var accounts = 0
  /// Runs with their candidates and edges.
  public var runs = 0
  /// Closed reports with their notices.
  public var reports = 0
  /// Closed cases with their notes, judgements, packages and decisions.
  public var cases = 0
  /// Decisions with their appeals and second reviews, in such a case or outside of any.
  public var decisions = 0
  /// Packages for authorities with the bytes kept for them.
  public var packages = 0
  /// Days of users' exposure.
  public var exposure = 0
  /// Sessions that are over.
  public var sessions = 0
  /// Sign-ins that throttling needs no more.
  public var signIns = 0
  /// API tokens that have ended.
  public var tokens = 0
  /// How many stay past their time, by kind and reason; decisions outside of any case count as cases.
  public var kept: [RetentionKind: [KeepReason: Int]] = [:]

  /// Nothing.
  public init() {}

  /// Posts that are old enough and stay.
  public var postsKept: Int { (kept[.post] ?? [:]).values.reduce(0, +) }

  /// Every count that something is removed in, with its name, in order.
  public var removed: [(name: String, count: Int)] {
    [
      ("posts", posts), ("accounts", accounts), ("runs", runs), ("reports", reports),
      ("cases", cases), ("decisions", decisions), ("packages", packages),
      ("exposure", exposure), ("sessions", sessions), ("sign-ins", signIns), ("tokens", tokens),
    ]
  }

  /// What stays past its time, by kind in the order of kinds and by reason in the order of reasons.
  public var staying: [(kind: RetentionKind, reason: KeepReason, count: Int)] {
    RetentionKind.allCases.flatMap { kind in
      (kept[kind] ?? [:]).sorted { $0.key < $1.key }.map { (kind, $0.key, $0.value) }
    }
  }
}

/// Rows past their time: which go, and why how many stay.
struct PastTime {
  /// Rows that go, in the order of ids.
  private(set) var going: [Int64] = []
  /// Rows that stay.
  private(set) var kept: [KeepReason: Int] = [:]

  /// Takes up a row.
  mutating func add(_ id: Int64, _ reason: KeepReason?) {
    if let reason { kept[reason, default: 0] += 1 } else { going.append(id) }
  }

  /// Takes up what another has counted.
  mutating func addKept(of other: PastTime) {
    kept.merge(other.kept) { $0 + $1 }
  }
}
