import GRDB
import SocialModel

/// An account in a list.
public struct AccountRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// The platform.
  public var platform: Platform
  /// The platform's id.
  public var externalID: String
  /// The name one mentions the account by.
  public var handle: String?
  /// The display name.
  public var name: String?
  /// How many accounts follow it.
  public var followers: Int?
  /// When the account was created.
  public var created: Timestamp?
  /// Its stored posts.
  public var posts: Int
  /// The times of the first and the last of them.
  public var firstPost: Timestamp
  /// The time of its last stored post.
  public var lastPost: Timestamp

  /// The account as a subject.
  public var subject: Subject { .account(platform, externalID) }

  static let columns = """
    a.id AS a_id, a.platform AS a_platform, a.externalId AS a_externalId, a.handle AS a_handle,
    a.name AS a_name, a.followers AS a_followers, a.created AS a_created, a.posts AS a_posts,
    a.firstPost AS a_firstPost, a.lastPost AS a_lastPost, ap.name AS a_platformName
    """

  init(_ row: Row) throws {
    id = row["a_id"]
    platform = try PlatformName.read(row, "a_platformName")
    externalID = ExternalID.read(row, "a_externalId") ?? ""
    handle = row["a_handle"]
    name = row["a_name"]
    followers = row["a_followers"]
    created = Moment.optional(row, "a_created")
    posts = row["a_posts"]
    firstPost = Moment.of(row, "a_firstPost")
    lastPost = Moment.of(row, "a_lastPost")
  }
}

/// A post in a list.
public struct PostRow: Hashable, Sendable {
  /// The store's number; ascends with time.
  public var id: Int64
  /// The platform.
  public var platform: Platform
  /// The platform's id.
  public var externalID: String
  /// Who published it.
  public var account: AccountRow
  /// When it was published.
  public var time: Timestamp
  /// What it says.
  public var text: String?
  /// Its language as the source says.
  public var language: String?
  /// The program it was posted with.
  public var client: String?
  /// The platform's id of the post that it answers.
  public var replyTo: String?
  /// The platform's id of the post that it repeats.
  public var repostOf: String?
  /// What was said of it; nil where nothing was.
  public var assessment: AssessmentMark?
  /// How many files it carries.
  public var mediaCount: Int

  /// The level and kind of an assessment, enough to fold a text.
  public struct AssessmentMark: Hashable, Sendable {
    /// How serious the threat is.
    public var level: AssessmentLevel
    /// The post's kind.
    public var kind: String
  }

  /// The post as a subject.
  public var subject: Subject { .post(platform, externalID) }

  /// Columns and tables of a list of posts; the post is `p`.
  static let columns = """
    p.id, p.externalId, p.time, p.text, p.language, p.replyTo, p.repostOf, pp.name AS platformName,
    c.name AS client, s.kind, s.level,
    (SELECT count(*) FROM media m WHERE m.post = p.id) AS mediaCount, \(AccountRow.columns)
    """
  static let joins = """
    CROSS JOIN platform pp ON pp.id = p.platform CROSS JOIN account a ON a.id = p.account
    CROSS JOIN platform ap ON ap.id = a.platform LEFT JOIN client c ON c.id = p.client
    LEFT JOIN assessment s ON s.post = p.id
    """

  init(_ row: Row) throws {
    id = row["id"]
    platform = try PlatformName.read(row, "platformName")
    externalID = ExternalID.read(row, "externalId") ?? ""
    account = try AccountRow(row)
    time = Moment.of(row, "time")
    text = row["text"]
    language = row["language"]
    client = row["client"]
    replyTo = ExternalID.read(row, "replyTo")
    repostOf = ExternalID.read(row, "repostOf")
    mediaCount = row["mediaCount"]
    if let level: Int = row["level"], let known = AssessmentLevel(rawValue: level) {
      assessment = AssessmentMark(level: known, kind: row["kind"])
    }
  }
}

/// Platforms as columns hold them.
enum PlatformName {
  static func read(_ row: Row, _ column: String) throws -> Platform {
    let name: String = row[column]
    guard let platform = Platform(name) else {
      throw StoreError(.damaged, subject: "platform", message: "A stored name is not one.")
    }
    return platform
  }
}

/// Moments as columns hold them.
enum Moment {
  static func of(_ row: Row, _ column: String) -> Timestamp {
    let value: Int64 = row[column]
    return Timestamp(milliseconds: value)
  }

  static func optional(_ row: Row, _ column: String) -> Timestamp? {
    let value: Int64? = row[column]
    return value.map { Timestamp(milliseconds: $0) }
  }
}
