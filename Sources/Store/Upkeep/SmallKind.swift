import SocialModel

/// A kind whose rows go with their time alone: nothing holds them.
enum SmallKind: CaseIterable {
  case exposure, session, signIn, token

  /// The kind of the rule.
  var kind: RetentionKind {
    switch self {
    case .exposure: .exposure
    case .session: .session
    case .signIn: .signIn
    case .token: .token
    }
  }

  /// The table and what is past its time in it, with a parameter for the bound.
  var past: String {
    switch self {
    case .exposure: "exposure WHERE day < ?"
    case .session: "session WHERE expiresAt < ?"
    case .signIn: "signIn WHERE time < ?"
    case .token: "apiToken WHERE min(expiresAt, coalesce(revokedAt, expiresAt)) < ?"
    }
  }

  /// The bound that a limit gives: exposure is kept by days.
  func bound(_ limit: Timestamp) -> Int64 {
    guard self == .exposure else { return limit.milliseconds }
    let day: Int64 = 86_400_000
    return (limit.milliseconds - ((limit.milliseconds % day) + day) % day) / day
  }

  /// Where it is counted.
  var count: WritableKeyPath<PurgeCounts, Int> {
    switch self {
    case .exposure: \.exposure
    case .session: \.sessions
    case .signIn: \.signIns
    case .token: \.tokens
    }
  }
}
