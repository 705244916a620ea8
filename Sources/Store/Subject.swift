import SocialModel

/// What a report, a case or a decision is about.
public struct Subject: Hashable, Sendable, CustomStringConvertible {
  /// What sort of thing it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case post, account, hashtag, candidate
  }

  /// What sort of thing it is.
  public let kind: Kind
  /// Its platform; nil for a tag of every platform and for a candidate.
  public let platform: Platform?
  /// The platform's id; a tag's folded form; the number of a candidate's review.
  public let id: String

  private init(_ kind: Kind, _ platform: Platform?, _ id: String) {
    self.kind = kind
    self.platform = platform
    self.id = id
  }

  /// A post.
  public static func post(_ platform: Platform, _ id: String) -> Subject {
    Subject(.post, platform, id)
  }

  /// An account.
  public static func account(_ platform: Platform, _ id: String) -> Subject {
    Subject(.account, platform, id)
  }

  /// A tag, on one platform or on all.
  public static func hashtag(_ tag: String, on platform: Platform? = nil) -> Subject {
    Subject(.hashtag, platform, tag)
  }

  /// A candidate, by its review.
  public static func candidate(review: Int64) -> Subject {
    Subject(.candidate, nil, String(review))
  }

  /// `kind:platform:id`, as files, links and the audit trail carry it.
  public var description: String { "\(kind.rawValue):\(platform?.name ?? ""):\(id)" }

  /// The subject that a text names; nil where it names none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])), !parts[2].isEmpty else {
      return nil
    }
    let platform = Platform(String(parts[1]))
    switch kind {
    case .post, .account: guard platform != nil else { return nil }
    case .hashtag: guard parts[1].isEmpty || platform != nil else { return nil }
    case .candidate: guard parts[1].isEmpty, Int64(parts[2]) != nil else { return nil }
    }
    self.init(kind, platform, String(parts[2]))
  }
}
