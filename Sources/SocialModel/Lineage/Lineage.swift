/// Where a template or an object was first, on each platform, and how it was taken up.
public struct Lineage: Hashable, Codable, Sendable {
  /// How sure it is that one of two first posts was the earlier one.
  public enum Order: String, Hashable, Codable, Sendable {
    /// Their times differ by more than the platforms tell times, and nothing is missing.
    case certain
    /// The platforms tell times too coarsely to say.
    case withinResolution = "within-resolution"
    /// The stream has nothing of the platform from before: what was there is not known.
    case notCovered = "not-covered"
    /// The first post itself says that it has it from a source that the stream does not have.
    case earlierSource = "earlier-source"
  }

  /// The first post on a platform.
  public struct Arrival: Hashable, Codable, Sendable {
    /// The post.
    public var first: Carrier
    /// Posts on the platform.
    public var posts: Int
    /// Accounts on the platform.
    public var accounts: Int
    /// Milliseconds after the first post of all.
    public var lag: Int64
    /// The least and the most that the lag can be, given how finely the platforms tell times.
    public var lagRange: ClosedRange<Int64>
    /// How sure the order against the first post of all is; for that post itself, against the rest.
    public var order: Order
  }

  /// A point of the adoption curve.
  public struct Point: Hashable, Codable, Sendable {
    /// Milliseconds after the first post: the end of the part.
    public var time: Int64
    /// Posts up to it.
    public var posts: Int
    /// Accounts up to it.
    public var accounts: Int
  }

  /// Milliseconds until so many of the accounts had posted it.
  public struct Adoption: Hashable, Codable, Sendable {
    /// A tenth of them.
    public var tenth: Int64
    /// Half of them.
    public var half: Int64
    /// Nine tenths of them.
    public var nineTenths: Int64
  }

  /// A source that posts name and the stream does not have.
  public struct MissingSource: Hashable, Codable, Sendable {
    /// Its name or id.
    public var source: String
    /// Posts that name it.
    public var posts: Int
  }

  /// Parts of the adoption curve, at most.
  public static let curveParts = 60

  /// Platforms in the order of their first posts; the first of them has the first post of all.
  public let arrivals: [Arrival]
  /// How many posts and accounts there were up to when; parts of equal length, the last post last.
  public let curve: [Point]
  /// Until when how many of the accounts had posted it.
  public let adoption: Adoption
  /// Sources that carriers name and that are not in the stream, with the posts that name each,
  /// most first.
  public let missingSources: [MissingSource]

  /// The first post of all.
  public var first: Carrier { arrivals[0].first }

  /// The lineage of posts.
  ///
  /// - Parameters:
  ///   - carriers: the posts that carry it, in any order.
  ///   - coverage: what the stream has of each platform.
  ///   - knows: whether the stream has a post or an account of that name.
  /// - Returns: nil where there are no carriers.
  /// - Complexity: O(n log n).
  public init?(
    _ carriers: [Carrier], coverage: [PlatformCoverage],
    knows: (_ source: String) -> Bool = { _ in false }
  ) {
    self.init(ordered: carriers.sorted(by: Carrier.precedes), coverage: coverage, knows: knows)
  }

  /// The lineage of posts that come in order of time; where times are equal, in the caller's order.
  public init?(
    ordered sorted: [Carrier], coverage: [PlatformCoverage],
    knows: (_ source: String) -> Bool = { _ in false }
  ) {
    guard let first = sorted.first else { return nil }
    var missing: [String: Int] = [:]
    for source in sorted.compactMap(\.source) where !knows(source) {
      missing[source, default: 0] += 1
    }
    missingSources = missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { MissingSource(source: $0.key, posts: $0.value) }
    let covered = Dictionary(
      coverage.map { ($0.platform, $0) }, uniquingKeysWith: { first, _ in first })
    arrivals = Self.arrivals(sorted, first, covered) { missing[$0] != nil }
    var seen: Set<AccountName> = []
    let newAccounts = sorted.map { seen.insert(AccountName($0)).inserted }
    curve = Self.curve(sorted, newAccounts, first)
    let times = zip(sorted, newAccounts).filter(\.1).map {
      $0.0.time.milliseconds - first.time.milliseconds
    }
    func time(_ share: Double) -> Int64 {
      times[max(Int((Double(times.count) * share).rounded(.up)) - 1, 0)]
    }
    adoption = Adoption(tenth: time(0.1), half: time(0.5), nineTenths: time(0.9))
  }

  private struct AccountName: Hashable {
    var platform: Platform
    var id: String
    init(_ carrier: Carrier) {
      platform = carrier.platform
      id = carrier.account
    }
  }

  private static func arrivals(
    _ sorted: [Carrier], _ first: Carrier, _ covered: [Platform: PlatformCoverage],
    isMissing: (String) -> Bool
  ) -> [Arrival] {
    let byPlatform = Dictionary(grouping: sorted, by: \.platform)
    // The first of all comes first, whatever ids say where times are equal.
    let firsts = byPlatform.values.compactMap(\.first).sorted { a, b in
      if (a == first) != (b == first) { return a == first }
      return Carrier.precedes(a, b)
    }
    let resolution = { (carrier: Carrier) in covered[carrier.platform]?.resolution ?? 1 }
    // Whether the stream has posts of the platform from before the first post of all.
    func isCovered(_ carrier: Carrier) -> Bool {
      guard let coverage = covered[carrier.platform] else { return false }
      return coverage.first < first.time
    }
    return firsts.map { carrier in
      let own = byPlatform[carrier.platform] ?? []
      let lag = carrier.time.milliseconds - first.time.milliseconds
      // A time that is told in whole units stands for the unit that begins there.
      let low = lag - resolution(first) + 1
      let high = lag + resolution(carrier) - 1
      let others = firsts.filter { $0 != first }
      let order: Order
      if let source = carrier.source, isMissing(source) {
        order = .earlierSource
      } else if !isCovered(carrier) {
        order = .notCovered
      } else if carrier == first {
        let next = others.map(\.time.milliseconds).min() ?? .max
        order =
          next - first.time.milliseconds >= resolution(first) ? .certain : .withinResolution
      } else {
        order = low > 0 ? .certain : .withinResolution
      }
      return Arrival(
        first: carrier, posts: own.count, accounts: Set(own.map(\.account)).count, lag: lag,
        lagRange: carrier == first ? 0...0 : min(low, high)...max(low, high), order: order)
    }
  }

  private static func curve(
    _ sorted: [Carrier], _ isNew: [Bool], _ first: Carrier
  ) -> [Point] {
    let start = first.time.milliseconds
    let length = sorted[sorted.count - 1].time.milliseconds - start
    let part = max((length + Int64(curveParts) - 1) / Int64(curveParts), 1)
    var points: [Point] = []
    var accounts = 0
    for (index, carrier) in sorted.enumerated() {
      if isNew[index] { accounts += 1 }
      let end = max((carrier.time.milliseconds - start + part - 1) / part, 1) * part
      if points.last?.time != end { points.append(Point(time: end, posts: 0, accounts: 0)) }
      points[points.count - 1] = Point(time: end, posts: index + 1, accounts: accounts)
    }
    return points
  }
}
