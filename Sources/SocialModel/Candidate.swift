/// How the accounts of a candidate act together. A description and not a verdict.
public enum CandidateKind: String, Sendable, Codable, Hashable, CaseIterable {
  case copyPaste = "copy-paste"
  case tagPush = "tag-push"
  case repostRing = "repost-ring"
  case mediaPush = "media-push"
  case syndication
  case scheduler
  case botFamily = "bot-family"
  case fans
  case mixed

  /// Whether accounts that do nothing wrong act so every day: such candidates are reviewed last.
  public var isOrdinary: Bool {
    switch self {
    case .syndication, .scheduler, .botFamily, .fans: true
    case .copyPaste, .tagPush, .repostRing, .mediaPush, .mixed: false
    }
  }
}

/// One measured signal with its unit and its reason in words.
public struct Indicator: Hashable, Sendable, Codable {
  /// A stable name, such as `lag-median`.
  public var name: String
  /// The measured value.
  public var value: Double
  /// The unit of the value, such as `s`, `1` or `posts`.
  public var unit: String
  /// One sentence that a reviewer can check.
  public var reason: String

  /// An indicator with its reason.
  public init(name: String, value: Double, unit: String, reason: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.reason = reason
  }
}

/// A post as a report shows it.
public struct PostExcerpt: Hashable, Sendable {
  /// The platform it appeared on.
  public var platform: Platform
  /// The platform's identifier of the post.
  public var id: String
  /// The index of its account in the analysis' list of accounts.
  public var account: Int32
  /// When it was published.
  public var time: Timestamp
  /// Its text, as published.
  public var text: String

  /// A post to show.
  public init(platform: Platform, id: String, account: Int32, time: Timestamp, text: String) {
    self.platform = platform
    self.id = id
    self.account = account
    self.time = time
    self.text = text
  }
}

/// An object that several members of a candidate acted on.
public struct SharedObject: Hashable, Sendable, Codable {
  /// Its layer.
  public var layer: Layer
  /// Its normal form: the tag, the link, the text, the id of the post ...
  public var label: String
  /// Members that acted on it.
  public var members: Int
  /// Actions of members on it.
  public var memberActions: Int
  /// Actions of all accounts on it.
  public var allActions: Int
  /// The first action of a member on it.
  public var first: Timestamp
  /// Where it was first in the whole input, members or not.
  public var lineage: Lineage?

  /// An object with its counts.
  public init(
    layer: Layer, label: String, members: Int, memberActions: Int, allActions: Int,
    first: Timestamp, lineage: Lineage? = nil
  ) {
    self.layer = layer
    self.label = label
    self.members = members
    self.memberActions = memberActions
    self.allActions = allActions
    self.first = first
    self.lineage = lineage
  }
}

/// What a candidate's pairs amount to in one layer. An occasion counts in each layer that it has an
/// object of, so layers are not to be added.
public struct LayerEvidence: Hashable, Sendable, Codable {
  /// The layer; nil where the evidence joins all layers.
  public var layer: Layer?
  /// Pairs of the candidate that acted together in the layer.
  public var edges: Int
  /// Occasions of those pairs within the time window.
  public var coactions: Int
  /// Occasions of those pairs within the context window.
  public var opportunities: Int
  /// Co-actions that chance would give.
  public var expected: Double

  /// The evidence of one layer.
  public init(layer: Layer?, edges: Int, coactions: Int, opportunities: Int, expected: Double) {
    self.layer = layer
    self.edges = edges
    self.coactions = coactions
    self.opportunities = opportunities
    self.expected = expected
  }
}

/// An account as a member of a candidate, with what puts it there.
public struct Member: Hashable, Sendable {
  /// The index of the account in the analysis' list of accounts.
  public var account: Int32
  /// Edges to other members.
  public var edges: Int
  /// Co-actions on those edges.
  public var coactions: Int
  /// Co-actions on those edges that chance would give.
  public var expected: Double
  /// log10 of the account's p-value, at most 0.
  public var log10P: Double
  /// The account's first and last post in the input.
  public var firstPost: Timestamp
  /// The account's last post in the input.
  public var lastPost: Timestamp
  /// All posts of the account in the input.
  public var posts: Int
  /// One sentence that says why the account is here.
  public var reason: String

  /// A member with its measurements.
  public init(
    account: Int32, edges: Int, coactions: Int, expected: Double, log10P: Double,
    firstPost: Timestamp, lastPost: Timestamp, posts: Int, reason: String
  ) {
    self.account = account
    self.edges = edges
    self.coactions = coactions
    self.expected = expected
    self.log10P = log10P
    self.firstPost = firstPost
    self.lastPost = lastPost
    self.posts = posts
    self.reason = reason
  }
}

/// A scored community that awaits a person's review.
public struct Candidate: Hashable, Sendable {
  /// `c1`, `c2` ... in the order of review.
  public var id: String
  /// How its accounts act together.
  public var kind: CandidateKind
  /// Why it is of that kind, in words.
  public var kindReason: String
  /// Its accounts, the strongest evidence first.
  public var members: [Member]
  /// What its edges amount to, layer by layer.
  public var layers: [LayerEvidence]
  /// Measured signals.
  public var indicators: [Indicator]
  /// Sentences that say why it was found, the strongest first.
  public var reasons: [String]
  /// Objects that most members share, the most telling first.
  public var objects: [SharedObject]
  /// The first posts of members that carry a shared object, in order of time.
  public var firstPosts: [PostExcerpt]
  /// Texts that several members posted with small edits, those of the most members first.
  public var templates: [CandidateTemplate]
  /// Pictures and videos that several members posted, those of the most members first.
  public var pictures: [CandidatePicture]
  /// Posts of members that carry a shared object, counted in the bins of the stream's time line.
  public var timeline: [Int]
  /// Indices into the analysis' list of edges.
  public var edges: [Int]
  /// log10 of the smallest p-value of its edges and of accounts that a group gave away.
  public var log10P: Double
  /// log10 of the smallest q-value of its edges and of accounts that a group gave away.
  public var log10Q: Double

  /// A candidate with all that was found.
  public init(
    id: String, kind: CandidateKind, kindReason: String, members: [Member],
    layers: [LayerEvidence], indicators: [Indicator], reasons: [String], objects: [SharedObject],
    firstPosts: [PostExcerpt], timeline: [Int], edges: [Int], log10P: Double, log10Q: Double,
    templates: [CandidateTemplate] = [], pictures: [CandidatePicture] = []
  ) {
    self.id = id
    self.kind = kind
    self.kindReason = kindReason
    self.members = members
    self.layers = layers
    self.indicators = indicators
    self.reasons = reasons
    self.objects = objects
    self.firstPosts = firstPosts
    self.templates = templates
    self.pictures = pictures
    self.timeline = timeline
    self.edges = edges
    self.log10P = log10P
    self.log10Q = log10Q
  }
}
