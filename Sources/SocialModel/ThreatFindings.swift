/// What the assessments of an input's posts come to: threats and calls by text, false alarms apart.
///
/// It is about texts and never about persons. Kinds and levels carry the words that
/// docs/formats.md lists.
public struct ThreatFindings: Hashable, Sendable {
  /// How often something occurs among posts of a level above none.
  public struct Count: Hashable, Sendable {
    /// What is counted.
    public var name: String
    /// Posts.
    public var posts: Int

    /// A count.
    public init(name: String, posts: Int) {
      self.name = name
      self.posts = posts
    }
  }

  /// How much of what a candidate's members posted was flagged.
  public struct Share: Hashable, Sendable {
    /// The candidate.
    public var candidate: String
    /// Posts of its members.
    public var posts: Int
    /// Those of a level above none, by kind: the most frequent first.
    public var kinds: [Count]
    /// Those that are false alarms.
    public var falseAlarms: Int

    /// Posts of a level above none.
    public var threats: Int { kinds.reduce(0) { $0 + $1.posts } }

    /// A candidate's posts.
    public init(candidate: String, posts: Int, kinds: [Count], falseAlarms: Int) {
      self.candidate = candidate
      self.posts = posts
      self.kinds = kinds
      self.falseAlarms = falseAlarms
    }
  }

  /// Why posts were not assessed: `switched-off`; nil where they were.
  public var absence: String?
  /// Posts that were assessed.
  public var posts: Int
  /// Posts by level, the highest first; `none` among them.
  public var levels: [Count]
  /// Posts by kind, the most frequent first; `other` is left out.
  public var kinds: [Count]
  /// Texts of a level above none, the most urgent first.
  public var threats: [ThreatText]
  /// How many such texts results leave out.
  public var threatsLeftOut: Int
  /// Texts that are false alarms, those of the most accounts first.
  public var falseAlarms: [ThreatText]
  /// How many such texts results leave out.
  public var falseAlarmsLeftOut: Int
  /// Posts of a level above none by what they are aimed at, the most frequent first; protected assets
  /// by their ids, others by the words of the post.
  public var targets: [Count]
  /// The same by place.
  public var places: [Count]
  /// The same by day in UTC, in order.
  public var days: [Count]
  /// The same by language, whose grammar decided.
  public var languages: [Count]
  /// For each candidate what its members posted, in the order of review.
  public var shares: [Share]

  /// Findings.
  public init(
    absence: String? = nil, posts: Int = 0, levels: [Count] = [], kinds: [Count] = [],
    threats: [ThreatText] = [], threatsLeftOut: Int = 0, falseAlarms: [ThreatText] = [],
    falseAlarmsLeftOut: Int = 0, targets: [Count] = [], places: [Count] = [], days: [Count] = [],
    languages: [Count] = [], shares: [Share] = []
  ) {
    self.absence = absence
    self.posts = posts
    self.levels = levels
    self.kinds = kinds
    self.threats = threats
    self.threatsLeftOut = threatsLeftOut
    self.falseAlarms = falseAlarms
    self.falseAlarmsLeftOut = falseAlarmsLeftOut
    self.targets = targets
    self.places = places
    self.days = days
    self.languages = languages
    self.shares = shares
  }

  /// Nothing was assessed.
  public static let switchedOff = ThreatFindings(absence: "switched-off")
}

/// A threat, a call to violence or a false alarm, with the posts that carry it or an edited copy of it.
public struct ThreatText: Hashable, Sendable {
  /// A place in the post's text and what it says there.
  public struct Span: Hashable, Sendable {
    /// What it says, such as `act` or `target`.
    public var role: String
    /// Offset of its first Unicode scalar.
    public var start: Int
    /// Offset after its last Unicode scalar.
    public var end: Int

    /// A place in a text.
    public init(role: String, start: Int, end: Int) {
      self.role = role
      self.start = start
      self.end = end
    }
  }

  /// The first of its posts that has the highest level; its words stand for all.
  public var post: PostExcerpt
  /// What it does.
  public var kind: String
  /// The highest level among its posts.
  public var level: String
  /// The language whose grammar decided; nil where none did.
  public var language: String?
  /// How far it is to be trusted, 0...1.
  public var confidence: Double
  /// The places in the text that decided.
  public var spans: [Span]
  /// What decided, in sentences.
  public var reasons: [String]
  /// Places that it names.
  public var places: [String]
  /// Protected assets that it names, by id.
  public var assets: [String]
  /// Posts of the kind and a level that carry it.
  public var posts: Int
  /// Accounts that published them.
  public var accounts: Int
  /// The first of them.
  public var first: Timestamp
  /// The last of them.
  public var last: Timestamp
  /// The candidates whose members published some of them, in the order of review.
  public var candidates: [String]

  /// A text with its counts.
  public init(
    post: PostExcerpt, kind: String, level: String, language: String?, confidence: Double,
    spans: [Span], reasons: [String], places: [String], assets: [String], posts: Int,
    accounts: Int, first: Timestamp, last: Timestamp, candidates: [String]
  ) {
    self.post = post
    self.kind = kind
    self.level = level
    self.language = language
    self.confidence = confidence
    self.spans = spans
    self.reasons = reasons
    self.places = places
    self.assets = assets
    self.posts = posts
    self.accounts = accounts
    self.first = first
    self.last = last
    self.candidates = candidates
  }
}
