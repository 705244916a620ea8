import SocialModel

/// What an account of the simulated stream really is.
///
/// The groups are organic but for the last four, which are the planted campaigns.
public enum AccountGroup: String, Sendable, Hashable, CaseIterable, Codable {
  /// Supporters of a team, who post together when it plays.
  case fans
  /// People of the city.
  case residents
  /// People who mourn, with the short words that all use.
  case mourners
  /// Everyone else.
  case ordinary
  /// Newspapers, which post the same wire story minutes apart.
  case newsdesk
  /// Feeds that repost a newspaper's headline and link within seconds.
  case syndication
  /// Tools that post day in, day out at full minutes.
  case scheduler
  /// Copies and edits of texts that a channel hands out.
  case readyMadeTexts = "ready-made-texts"
  /// One coined tag pushed in waves.
  case coinedTag = "coined-tag"
  /// Accounts that repost one account within a minute, again and again.
  case repostRing = "repost-ring"
  /// Variants of a few pictures, posted in waves.
  case pictureWaves = "picture-waves"

  /// Whether it is one of the planted campaigns.
  public var isCampaign: Bool {
    switch self {
    case .readyMadeTexts, .coinedTag, .repostRing, .pictureWaves: true
    default: false
    }
  }
}

/// What an account does in its group.
public enum AccountRole: String, Sendable, Hashable, Codable {
  case person, outlet, feed, scheduler
  /// The channel or account that a campaign spreads from.
  case source
  /// An account that spreads a campaign.
  case spreader
}

/// An account of the stream with its group and role.
public struct AccountTruth: Sendable, Hashable {
  /// Its platform.
  public var platform: Platform
  /// Its id.
  public var account: String
  /// What it really is.
  public var group: AccountGroup
  /// What it does there.
  public var role: AccountRole
}

/// A planted campaign as it was carried out.
public struct PlantedCampaign: Sendable, Hashable {
  /// The group of its accounts.
  public var group: AccountGroup
  /// How its accounts act together.
  public var kind: CandidateKind
  /// One sentence on it.
  public var summary: String
  /// How many accounts take part, sources included.
  public var accounts: Int
  /// The accounts that it spreads from: platform and id.
  public var sources: [AccountReference]
  /// The tags that it pushes, without `#`.
  public var tags: [String]
  /// The ready-made texts, where there are any.
  public var texts: [String]
  /// The calls, waves or source posts after which its accounts act.
  public var starts: [Timestamp]
  /// The posts of the campaign itself, in order of time; its accounts' other posts are ordinary.
  public var posts: [PostReferenceTruth]
  /// The names of the pictures that it pushes, relative to the posts.
  public var media: [String] = []
}

/// A post named in the truth.
public struct PostReferenceTruth: Sendable, Hashable {
  /// Its platform.
  public var platform: Platform
  /// Its id.
  public var id: String
  /// When it was published.
  public var time: Timestamp
}

/// The event around which the stream was made.
public struct SimulatedEvent: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// When it began.
  public var start: Timestamp
  /// Where.
  public var place: String
  /// The tags that everyone uses for it, without `#`.
  public var tags: [String]

  /// The alarm at the iron lantern parade in Port Meridian.
  public static let parade = SimulatedEvent(
    name: "Alarm at the iron lantern parade", start: Timestamp(milliseconds: Assumptions.event),
    place: "Port Meridian",
    tags: Language.allCases.flatMap { Lexicon.of($0).eventTags }.reduce(into: []) { tags, tag in
      if !tags.contains(tag) { tags.append(tag) }
    })
}

/// All that is true of a simulated stream.
public struct GroundTruth: Sendable {
  /// The number of posts.
  public var posts: Int
  /// Every account that published one: persons, then newsrooms, then campaigns.
  public var accounts: [AccountTruth]
  /// The planted campaigns.
  public var campaigns: [PlantedCampaign]
  /// The event.
  public var event: SimulatedEvent
}
