import GRDB
import SocialModel

/// Kinds of data, each of which is kept for a time of its own.
///
/// The audit trail is none of them: it is never shortened, and holds ids and no content.
public enum RetentionKind: String, Sendable, Hashable, CaseIterable {
  /// Posts with their media, actions, assessments, earlier texts and search rows, from when they were
  /// published; accounts go with the last of their posts.
  case post
  /// Runs with their candidates and edges, from when they were stored.
  case run
  /// Reports with their notices, from when they were upheld or rejected.
  case report
  /// Closed cases with all that belongs to them, and decisions outside of any case, from the last that
  /// happened to them.
  case caseFile = "case"
  /// What users were exposed to, by day.
  case exposure
  /// Sessions, from when they ended.
  case session
  /// Sign-ins that throttling remembers.
  case signIn = "sign-in"
  /// API tokens, from when they ended or were withdrawn.
  case token

  /// Days for which a team that said nothing keeps them.
  public var defaultDays: Int {
    switch self {
    case .post, .run, .token: 90
    case .report: 180
    case .caseFile: 730
    case .exposure, .signIn: 30
    case .session: 7
    }
  }

  /// Days for which they are kept at least: decisions as long as appeals are taken, exposure for the week
  /// that a lead sees, sign-ins as long as throttling needs them.
  public var leastDays: Int {
    switch self {
    case .caseFile: 184
    case .exposure: 8
    case .signIn: 30
    case .post, .run, .report, .session, .token: 1
    }
  }

  /// What lists call them.
  public var plural: String {
    switch self {
    case .post: "posts"
    case .run: "runs"
    case .report: "reports"
    case .caseFile: "cases"
    case .exposure: "exposure"
    case .session: "sessions"
    case .signIn: "sign-ins"
    case .token: "tokens"
    }
  }

  /// Days for which they are kept at most, unless for good.
  public static let mostDays = 36_500
}

/// For how long which data are kept: what a purge goes by, and the page of it.
public struct RetentionRule: Hashable, Sendable {
  private var set: [RetentionKind: Int?] = [:]

  /// The default for every kind.
  public init() {}

  /// Days for which a kind is kept; nil for good.
  public subscript(kind: RetentionKind) -> Int? {
    if let days = set[kind] { days } else { kind.defaultDays }
  }

  /// Whether the team has said something of a kind.
  public func isSet(_ kind: RetentionKind) -> Bool { set[kind] != nil }

  fileprivate mutating func set(_ kind: RetentionKind, _ days: Int?) { set[kind] = .some(days) }
}

extension CaseStore {
  /// Sets for how many days a kind of data is kept; nil keeps it for good.
  ///
  /// - Throws: ``StoreError`` with `badValue` for fewer or more days than the kind allows.
  public func setRetention(of kind: RetentionKind, days: Int?, by actor: Actor) throws {
    let allowed = kind.leastDays...RetentionKind.mostDays
    guard days.map(allowed.contains) ?? true else {
      throw StoreError(
        .badValue, subject: "retention of \(kind.rawValue)",
        message: "\(kind.leastDays) to 36,500 days.")
    }
    try write(by: actor, "setting.changed", on: "retention:\(kind.rawValue)") { db, entry in
      entry.details = ["days": days.map { "\($0)" } ?? "for good"]
      try db.execute(
        sql: "INSERT OR REPLACE INTO retention (kind, days) VALUES (?, ?)",
        arguments: [kind.rawValue, days])
    }
  }

  /// For how many days each kind is kept.
  public func retention() throws -> RetentionRule {
    try read { db in
      var rule = RetentionRule()
      for row in try Row.fetchAll(db, sql: "SELECT kind, days FROM retention") {
        rule.set(try StoredWord.read(row, "kind"), row["days"])
      }
      return rule
    }
  }
}
