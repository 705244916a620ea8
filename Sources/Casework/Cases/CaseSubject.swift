import SocialModel

/// What a case, a report or a decision is about.
public struct CaseSubject: Hashable, Sendable, Comparable {
  /// What sort of thing it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case post, account, hashtag, candidate
  }

  /// What sort of thing it is.
  public var kind: Kind
  /// The platform; nil for a candidate, which may span several.
  public var platform: Platform?
  /// The id on the platform, the folded tag without `#`, or the candidate's id.
  public var id: String

  /// A subject.
  public init(_ kind: Kind, platform: Platform?, id: String) {
    self.kind = kind
    self.platform = platform
    self.id = id
  }

  /// Orders by kind, platform and id, by bytes.
  public static func < (a: CaseSubject, b: CaseSubject) -> Bool { a.key < b.key }

  private var key: (String, String, String) { (kind.rawValue, platform?.name ?? "", id) }
}
