import SocialModel

/// An invented stream of posts around an event, with the truth about every account.
///
///     let (posts, truth) = Simulation(.init(seed: 7, posts: 20_000)).run()
///
/// Port Meridian, its iron lantern parade and everyone there are invented; the texts, in English,
/// French, Arabic and Russian, are harmless. The crowd does what real crowds do and detectors
/// stumble over: fans shout together, feeds post within seconds, mourners use the same three words,
/// a helpline's number is copied by hundreds. Three campaigns are planted in it. `Assumptions`
/// holds every number and where it comes from; `CampaignPlan` describes the campaigns.
///
/// A seed gives the same posts byte for byte. The organic part scales with `posts`, accounts in
/// proportion; the campaigns do not, nor do their accounts, times and texts.
public struct Simulation: Sendable {
  /// What a stream is made from.
  public struct Parameters: Sendable, Hashable {
    /// The seed of everything.
    public var seed: UInt64
    /// About how many posts, campaigns included; the stream has within 3% of it, or as many as the
    /// campaigns alone, which are about 3,500.
    public var posts: Int
    /// Whether the three campaigns are planted; an organic stream otherwise.
    public var isPlanted: Bool
    /// Whether pictures are posted, by ordinary people and by a fourth campaign. The posts of the
    /// other three stay as they are.
    public var hasMedia: Bool

    /// The parameters of a stream.
    ///
    /// - Precondition: `posts` lies in 1...100,000,000.
    public init(
      seed: UInt64 = 1, posts: Int = 200_000, isPlanted: Bool = true, hasMedia: Bool = false
    ) {
      precondition((1...100_000_000).contains(posts), "the number of posts is out of range")
      self.seed = seed
      self.posts = posts
      self.isPlanted = isPlanted
      self.hasMedia = hasMedia
    }
  }

  /// What the stream is made from.
  public let parameters: Parameters

  /// The stream of these parameters.
  public init(_ parameters: Parameters = Parameters()) { self.parameters = parameters }

  /// Hands out every post in the order of time.
  ///
  /// - Returns: the truth about the stream.
  /// - Throws: what `body` throws, at once.
  /// - Complexity: O(p log q) time for p posts of which q wait at a time; memory O(accounts + q).
  public func run(_ body: (Post) throws -> Void) rethrows -> GroundTruth {
    var stream = SimulatedStream(parameters)
    while let post = stream.next() { try body(post) }
    return stream.truth()
  }

  /// All posts in memory, in the order of time, with the truth about them.
  public func run() -> (posts: [Post], truth: GroundTruth) {
    var posts = [Post]()
    posts.reserveCapacity(parameters.posts)
    let truth = run { posts.append($0) }
    return (posts, truth)
  }

  /// All posts in memory, in the order of time.
  public func posts() -> [Post] { run().posts }
}
