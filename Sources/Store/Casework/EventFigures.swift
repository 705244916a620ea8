import GRDB
import SocialModel

/// What is stored of an event: the posts under its tags within a span, in numbers.
public struct EventFigures: Hashable, Sendable {
  /// How many posts.
  public var posts = 0
  /// How many accounts published them.
  public var accounts = 0
  /// How many of the posts come from accounts of a candidate of the span.
  public var byCandidates = 0
  /// Posts by language, the most first, at most 20; an empty name where it is unknown.
  public var languages: [Part] = []
  /// Posts by platform, the most first.
  public var platforms: [Part] = []
  /// Posts in each bin of the span, from its first moment on.
  public var bins: [Int] = []
  /// Seconds of a bin.
  public var binSeconds = 3600
  /// Milliseconds from the span's first moment to its first post; nil without one.
  public var firstAfter: Int64?
  /// Milliseconds from the span's first moment until half of its posts are there.
  public var halfAfter: Int64?
  /// The numbers of the first posts, at most 10.
  public var firstPosts: [Int64] = []
  /// Whether there were more posts than are counted.
  public var isCut = false

  /// Nothing.
  public init() {}

  /// No more posts of a span are counted.
  public static let mostPosts = 500_000

  /// A part of the posts.
  public struct Part: Hashable, Sendable {
    /// The language or the platform.
    public var name: String
    /// How many.
    public var posts: Int
  }
}

extension CaseStore {
  /// The posts that carry one of some tags within a span, in numbers; a post with two of them counts once.
  ///
  /// - Parameters:
  ///   - tags: in any spelling, without `#`.
  ///   - from: the first moment.
  ///   - until: the moment after the last.
  ///   - bins: into how many parts the span is cut.
  /// - Complexity: O(n log n) in the posts under the tags within the span, at most
  ///   ``EventFigures/mostPosts`` of them.
  public func eventFigures(
    tags: [String], from: Timestamp, until: Timestamp, bins: Int = 48
  ) throws -> EventFigures {
    precondition(from < until && bins > 0, "a span has a length and parts")
    return try read { db in
      var figures = EventFigures()
      let length = until.milliseconds - from.milliseconds
      let bin = max(1000, (length + Int64(bins) - 1) / Int64(bins))
      figures.binSeconds = Int(bin / 1000)
      figures.bins = [Int](repeating: 0, count: bins)
      let objects = try Self.tagObjects(tags, db)
      guard !objects.isEmpty else { return figures }
      let marks = objects.map { _ in "?" }.joined(separator: ", ")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT p.id, p.time, p.account, p.language, pl.name AS platform
          FROM action x CROSS JOIN post p ON p.id = x.post
          CROSS JOIN platform pl ON pl.id = p.platform
          WHERE x.object IN (\(marks)) AND x.post >= ? AND x.post < ? AND p.time >= ? AND p.time < ?
          ORDER BY p.time, p.id LIMIT ?
          """,
        arguments: StatementArguments(objects) + [
          PostKey.first(ofSecond: PostKey.second(from)),
          PostKey.end(ofSecond: PostKey.second(until)), from.milliseconds, until.milliseconds,
          EventFigures.mostPosts + 1,
        ])
      figures.isCut = rows.count > EventFigures.mostPosts
      Self.count(rows.prefix(EventFigures.mostPosts), from, bin, into: &figures)
      figures.byCandidates = try Self.byCandidates(
        rows.prefix(EventFigures.mostPosts), from, until, db)
      return figures
    }
  }

  private static func tagObjects(_ tags: [String], _ db: Database) throws -> [Int64] {
    try Set(tags.map { TagFolding.key($0) }).sorted().compactMap { key in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM object WHERE layer = ? AND key = ?",
        arguments: [Layer.hashtag.rawValue, key])
    }
  }

  private static func count(
    _ rows: ArraySlice<Row>, _ from: Timestamp, _ bin: Int64, into figures: inout EventFigures
  ) {
    var accounts: Set<Int64> = []
    var languages: [String: Int] = [:]
    var platforms: [String: Int] = [:]
    for row in rows {
      accounts.insert(row["account"])
      languages[row["language"] ?? "", default: 0] += 1
      platforms[row["platform"], default: 0] += 1
      let place = Int(((row["time"] as Int64) - from.milliseconds) / bin)
      figures.bins[min(place, figures.bins.count - 1)] += 1
    }
    figures.posts = rows.count
    figures.accounts = accounts.count
    figures.languages = Array(parts(languages).prefix(20))
    figures.platforms = parts(platforms)
    func after(_ row: Row?) -> Int64? { row.map { ($0["time"] as Int64) - from.milliseconds } }
    figures.firstAfter = after(rows.first)
    figures.halfAfter = rows.isEmpty ? nil : after(rows[rows.startIndex + (rows.count - 1) / 2])
    figures.firstPosts = rows.prefix(10).map { $0["id"] }
  }

  private static func parts(_ counts: [String: Int]) -> [EventFigures.Part] {
    counts.map { EventFigures.Part(name: $0.key, posts: $0.value) }
      .sorted { ($1.posts, $0.name) < ($0.posts, $1.name) }
  }

  private static func byCandidates(
    _ rows: ArraySlice<Row>, _ from: Timestamp, _ until: Timestamp, _ db: Database
  ) throws -> Int {
    let members = Set(
      try Int64.fetchAll(
        db,
        sql: """
          SELECT m.account FROM candidateReview r CROSS JOIN candidate k ON k.id = r.candidate
          CROSS JOIN candidateMember m ON m.candidate = k.id
          WHERE k.lastPost >= ? AND k.firstPost < ?
          """, arguments: [from.milliseconds, until.milliseconds]))
    return rows.reduce(0) { $0 + (members.contains($1["account"]) ? 1 : 0) }
  }

  /// The latest candidate of each review that has a post within a span, the earliest first, at most 200.
  public func candidates(from: Timestamp, until: Timestamp) throws -> [CandidateRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(CandidateRow.columns) FROM candidateReview r
          CROSS JOIN candidate k ON k.id = r.candidate
          WHERE k.lastPost >= ? AND k.firstPost < ? ORDER BY k.firstPost, k.id LIMIT 200
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { try CandidateRow($0) }
    }
  }

  /// The runs that have a post within a span, the latest first, at most 100.
  public func runs(from: Timestamp, until: Timestamp) throws -> [RunRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          \(Self.runColumns) WHERE lastPost >= ? AND firstPost < ? ORDER BY id DESC LIMIT 100
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { RunRow($0) }
    }
  }

  /// Posts by number, in the order asked for; those that are not there any more are left out.
  public func posts(_ ids: [Int64]) throws -> [PostRow] {
    try read { db in
      try ids.compactMap { id in
        try Row.fetchOne(
          db, sql: "SELECT \(PostRow.columns) FROM post p \(PostRow.joins) WHERE p.id = ?",
          arguments: [id]
        ).map { try PostRow($0) }
      }
    }
  }
}
