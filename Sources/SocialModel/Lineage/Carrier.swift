/// A post that carries a template or an object, as far as its lineage goes.
public struct Carrier: Hashable, Codable, Sendable {
  /// The platform it appeared on.
  public var platform: Platform
  /// The platform's identifier of the post.
  public var id: String
  /// The account's id.
  public var account: String
  /// When it was published.
  public var time: Timestamp
  /// The post or source that it says it repeats, forwards, quotes or answers, where it does.
  public var source: String?
  /// The name one mentions the account by, where known.
  public var handle: String?

  /// A carrier.
  public init(
    platform: Platform, id: String, account: String, time: Timestamp, source: String? = nil,
    handle: String? = nil
  ) {
    self.platform = platform
    self.id = id
    self.account = account
    self.time = time
    self.source = source
    self.handle = handle
  }

  /// Earlier posts first; ties by platform and id.
  public static func precedes(_ a: Carrier, _ b: Carrier) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.platform != b.platform { return a.platform < b.platform }
    return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }
}

/// What a stream has of one platform: from when to when, and how finely its times are told.
public struct PlatformCoverage: Hashable, Sendable {
  /// The platform.
  public var platform: Platform
  /// Its posts in the stream.
  public var posts: Int
  /// The first of them.
  public var first: Timestamp
  /// The last of them.
  public var last: Timestamp
  /// Milliseconds that its times are whole multiples of: 1, 1000, 60,000, 3,600,000 or 86,400,000.
  public var resolution: Int64

  /// What a stream has of a platform.
  public init(
    platform: Platform, posts: Int, first: Timestamp, last: Timestamp, resolution: Int64
  ) {
    self.platform = platform
    self.posts = posts
    self.first = first
    self.last = last
    self.resolution = resolution
  }

  /// What a stream has of each platform, by name.
  public static func of(_ posts: some Sequence<(platform: Platform, time: Timestamp)>)
    -> [PlatformCoverage]
  {
    var found: [Platform: PlatformCoverage] = [:]
    for post in posts {
      let time = post.time
      var coverage =
        found[post.platform]
        ?? PlatformCoverage(
          platform: post.platform, posts: 0, first: time, last: time, resolution: 86_400_000)
      coverage.posts += 1
      coverage.first = min(coverage.first, time)
      coverage.last = max(coverage.last, time)
      while time.milliseconds % coverage.resolution != 0 {
        coverage.resolution = finer(coverage.resolution)
      }
      found[post.platform] = coverage
    }
    return found.values.sorted { $0.platform < $1.platform }
  }

  private static func finer(_ resolution: Int64) -> Int64 {
    switch resolution {
    case 86_400_000: 3_600_000
    case 3_600_000: 60_000
    case 60_000: 1000
    default: 1
    }
  }
}
