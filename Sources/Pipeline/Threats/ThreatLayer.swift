import Threats

/// Whether an analysis assesses the posts that it reads.
public enum ThreatLayer: Sendable {
  /// It does not.
  case off
  /// It does, and knows what a team protects; nil for nothing.
  case on(assets: AssetMatcher?)

  /// The word for it in the record of a run.
  var name: String {
    switch self {
    case .off: "off"
    case .on(let assets): assets.map { "on, \($0.assets.count) assets" } ?? "on"
    }
  }
}

extension Assessment {
  /// Whether a person is to see the post: it has a level above none, or is a false alarm.
  public var isFlagged: Bool { level != .none || kind == .falseAlarm }
}
