import Casework
import Evidence
import SocialModel

/// A file that a released package is downloaded as.
public enum EscalationFile: String, Sendable, Hashable, CaseIterable {
  /// The signed package.
  case package
  /// The captured posts as WARC 1.1.
  case webArchive = "web-archive"
}

/// A package as its page shows it.
public struct EscalationPage: Sendable {
  /// The request and where it stands.
  public var package: Escalation
  /// Its posts; none for one that an earlier version kept.
  public var posts: [Post]
  /// The role of who asked.
  public var requestedAs: String?
  /// The role of who decided.
  public var decidedAs: String?
  /// Who downloaded which file, and when, in order.
  public var downloads: [Download]
  /// SHA-256 of the package; nil where it was not made yet.
  public var madeSHA256: String?

  /// A download of a file.
  public struct Download: Hashable, Sendable {
    /// Who, by number.
    public var user: Int64
    /// When.
    public var at: Timestamp
    /// Which file.
    public var what: String
  }

  /// A post of a package, without its text.
  public struct Post: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// Its platform.
    public var platform: Platform
    /// Its account's id.
    public var account: String
    /// When it was published.
    public var published: String
    /// The length of what the package holds of it, in bytes.
    public var bytes: Int
    /// SHA-256 of that.
    public var sha256: String
    /// Whether a statement takes the place of its original bytes.
    public var isStatement: Bool
    /// Where the bytes were captured.
    public var source: String

    init(_ item: EvidenceCase.Item) {
      id = item.id
      platform = item.account.platform
      account = item.account.id
      published = item.published.description
      bytes = item.raw.count
      sha256 = item.sha256
      isStatement = item.isStatement
      source = item.captured.from
    }
  }
}
