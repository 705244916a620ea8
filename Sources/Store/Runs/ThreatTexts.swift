import GRDB
import SocialModel

/// Which assessed posts a list of texts holds.
public struct ThreatFilter: Hashable, Sendable {
  /// What a list is about.
  public enum Sort: Hashable, Sendable {
    /// Posts of at least this level; `none` counts as `low`.
    case threats(AssessmentLevel)
    /// Posts that would send people into or away from danger, whatever their level.
    case falseAlarms
  }

  /// What it is about.
  public var sort: Sort
  /// Only those of this kind.
  public var kind: String?
  /// Only those aimed at this.
  public var target: String?
  /// Only those that name this place.
  public var place: String?
  /// Only those whose grammar was this language's.
  public var language: String?
  /// Only those of this day: days since 1970 in UTC.
  public var day: Int64?

  /// A filter.
  public init(
    _ sort: Sort, kind: String? = nil, target: String? = nil, place: String? = nil,
    language: String? = nil, day: Int64? = nil
  ) {
    self.sort = sort
    self.kind = kind
    self.target = target
    self.place = place
    self.language = language
    self.day = day
  }

  var condition: (sql: String, arguments: StatementArguments) {
    var parts: [String]
    switch sort {
    case .threats(let level): parts = ["s.level >= 1", "s.level >= \(max(1, level.rawValue))"]
    case .falseAlarms: parts = ["s.kind = 'false alarm'"]
    }
    var arguments = StatementArguments()
    for (column, value) in [
      ("kind", kind), ("target", target), ("place", place), ("language", language),
    ] {
      guard let value else { continue }
      parts.append("s.\(column) = ?")
      arguments += [value]
    }
    if let day {
      let second = min(max(day, -1_000_000), 1_000_000) * 86_400
      parts.append("s.post >= ? AND s.post < ?")
      arguments += [
        PostKey.first(ofSecond: second), PostKey.first(ofSecond: second + 86_400),
      ]
    }
    return (parts.joined(separator: " AND "), arguments)
  }
}

/// Assessed posts with the same text, as one line.
public struct ThreatTextRow: Hashable, Sendable {
  /// The post that stands for all: the first of the highest level.
  public var post: PostRow
  /// What it is aimed at.
  public var target: String?
  /// The place that it names.
  public var place: String?
  /// The language whose grammar decided.
  public var language: String?
  /// Why, in words.
  public var reasons: [String]
  /// How many posts carry the text.
  public var posts: Int
  /// How many accounts published them.
  public var accounts: Int
  /// How many of the posts await a person.
  public var open: Int
  /// The first of them.
  public var first: Timestamp
  /// The last of them.
  public var last: Timestamp
}

/// How many assessed posts a filter leaves, by one of their sides.
public struct ThreatCounts: Hashable, Sendable {
  /// A value and how many posts have it.
  public struct Count: Hashable, Sendable {
    /// The value; nil where none is known.
    public var name: String?
    /// Posts.
    public var posts: Int
  }

  /// All posts.
  public var posts = 0
  /// By what they are aimed at, the most frequent first; at most 30.
  public var targets: [Count] = []
  /// By place, in the same way.
  public var places: [Count] = []
  /// By language, in the same way.
  public var languages: [Count] = []
  /// By day, the latest first; at most 62. Names are days since 1970 in UTC.
  public var days: [Count] = []
}

/// How much of what a candidate's members posted was flagged.
public struct CandidateThreats: Hashable, Sendable {
  /// Stored posts of its members.
  public var posts: Int
  /// Those of a level above none.
  public var threats: Int
  /// Those of them that are moderate or high.
  public var serious: Int
  /// Those that are false alarms.
  public var falseAlarms: Int
}

extension CaseStore {
  /// Assessed posts by text: the same words, whatever their case, marks and links, are one line, and so are edited
  /// copies where ``join(likeTexts:)`` has said so.
  ///
  /// Threats come by level, then by how many accounts carry them; false alarms with the latest first.
  ///
  /// - Complexity: O(flagged posts that the filter leaves).
  public func threatTexts(
    _ filter: ThreatFilter, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<ThreatTextRow> {
    let limit = PageLimit.checked(limit)
    let skipped = try cursor?.key(0, of: 1) ?? 0
    guard skipped >= 0 else {
      throw StoreError(.badCursor, subject: "page", message: "The place is of another list.")
    }
    let (condition, arguments) = filter.condition
    let order =
      filter.sort == .falseAlarms
      ? "last DESC, example" : "level DESC, accounts DESC, posts DESC, example"
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.families(condition, order),
        arguments: arguments + [limit + 1, skipped])
      let found = try rows.prefix(limit).map { try Self.textRow($0, db) }
      return Page(
        items: found, next: rows.count > limit ? PageCursor(skipped + Int64(limit)) : nil)
    }
  }

  /// How many posts a filter leaves, by target, place, language and day.
  public func threatCounts(_ filter: ThreatFilter) throws -> ThreatCounts {
    let (condition, arguments) = filter.condition
    return try read { db in
      func counts(_ column: String, _ order: String, _ limit: Int) throws -> [ThreatCounts.Count] {
        try Row.fetchAll(
          db,
          sql: """
            SELECT \(column) AS name, count(*) AS posts FROM assessment s WHERE \(condition)
            GROUP BY 1 ORDER BY \(order) LIMIT \(limit)
            """, arguments: arguments
        ).map { ThreatCounts.Count(name: $0["name"], posts: $0["posts"]) }
      }
      var found = ThreatCounts()
      found.posts =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM assessment s WHERE \(condition)", arguments: arguments)
        ?? 0
      found.targets = try counts("s.target", "posts DESC, name", 30)
      found.places = try counts("s.place", "posts DESC, name", 30)
      found.languages = try counts("s.language", "posts DESC, name", 30)
      // A post's number begins with its second; the day is rounded towards the past.
      let day = "((s.post >> 22) / 86400 - ((s.post >> 22) % 86400 < 0))"
      found.days = try counts("CAST(\(day) AS TEXT)", "\(day) DESC", 62)
      return found
    }
  }

  /// How much of what a candidate's members posted was flagged, as far as it is stored.
  public func threats(ofCandidate id: Int64) throws -> CandidateThreats {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS posts, total(s.level >= 1) AS threats, total(s.level >= 2) AS serious,
            total(s.kind = 'false alarm') AS falseAlarms
          FROM candidateMember m CROSS JOIN post p ON p.account = m.account
          LEFT JOIN assessment s ON s.post = p.id WHERE m.candidate = ?
          """, arguments: [id])
      guard let row else {
        return CandidateThreats(posts: 0, threats: 0, serious: 0, falseAlarms: 0)
      }
      func count(_ name: String) -> Int { Int(row[name] as Double) }
      return CandidateThreats(
        posts: row["posts"], threats: count("threats"), serious: count("serious"),
        falseAlarms: count("falseAlarms"))
    }
  }

  /// The false alarms that await a person: how many posts, and the latest of them; nil where none does.
  public func openFalseAlarms() throws -> (posts: Int, latest: PostRow, place: String?)? {
    try read { db in
      let count =
        try Int.fetchOne(
          db,
          sql: "SELECT count(*) FROM assessment WHERE kind = 'false alarm' AND state = 'open'") ?? 0
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(PostRow.columns), s.place AS alarmPlace FROM post p \(PostRow.joins)
          WHERE p.id = (SELECT max(post) FROM assessment
            WHERE kind = 'false alarm' AND state = 'open')
          """)
      guard let row else { return nil }
      return (count, try PostRow(row), row["alarmPlace"])
    }
  }

  /// The posts with the same text as one of them, as ``threatTexts(_:after:limit:)`` joins them.
  public func postsOfText(like post: Int64, _ sort: ThreatFilter.Sort) throws -> [Int64] {
    let condition = ThreatFilter(sort).condition.sql
    return try read { db in
      try Int64.fetchAll(
        db,
        sql: """
          WITH flagged AS (\(Self.flagged(condition)))
          SELECT post FROM flagged
          WHERE family = (SELECT family FROM flagged WHERE post = ?) ORDER BY post
          """, arguments: [post])
    }
  }

  private static func flagged(_ condition: String) -> String {
    """
    SELECT s.post, s.level, s.state, p.account, p.time, \(family) AS family
    FROM assessment s CROSS JOIN post p ON p.id = s.post WHERE \(condition)
    """
  }

  /// What is equal for posts of one text: its likeness, or else its normal form; a text too short for one is its
  /// own. For an assessment `s` and its post `p`.
  static let family = """
    coalesce((SELECT coalesce('l' || k.likeness, 'o' || o.id)
      FROM action x CROSS JOIN object o ON o.id = x.object
      LEFT JOIN likeText k ON k.object = o.id
      WHERE x.post = s.post AND o.layer = \(Layer.text.rawValue) LIMIT 1),
      't' || coalesce(p.text, ''))
    """

  /// The first post of the highest level stands for a family: levels are 0 to 3, numbers below 2^55.
  private static func families(_ condition: String, _ order: String) -> String {
    """
    WITH flagged AS (\(flagged(condition)))
    SELECT min(post) AS example, max(level * 36028797018963968 - post) AS rank, max(level) AS level,
      count(*) AS posts, count(DISTINCT account) AS accounts, total(state = 'open') AS open,
      min(time) AS first, max(time) AS last
    FROM flagged GROUP BY family ORDER BY \(order) LIMIT ? OFFSET ?
    """
  }

  private static func textRow(_ family: Row, _ db: Database) throws -> ThreatTextRow {
    let rank: Int64 = family["rank"]
    let level: Int64 = family["level"]
    let post = level * 36_028_797_018_963_968 - rank
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT \(PostRow.columns), s.target, s.place, s.language AS grammar, s.reasons
        FROM post p \(PostRow.joins) WHERE p.id = ?
        """, arguments: [post])
    guard let row else { throw StoreError.missing("post", post) }
    return ThreatTextRow(
      post: try PostRow(row), target: row["target"], place: row["place"],
      language: row["grammar"],
      reasons: try JSONText.decode(row["reasons"], as: [String].self),
      posts: family["posts"], accounts: family["accounts"], open: Int(family["open"] as Double),
      first: Moment.of(family, "first"), last: Moment.of(family, "last"))
  }
}
