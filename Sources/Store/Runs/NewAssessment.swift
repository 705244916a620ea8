import GRDB
import SocialModel

/// How serious a threat is.
public enum AssessmentLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
  case none, low, moderate, high

  /// The less serious comes first.
  public static func < (a: AssessmentLevel, b: AssessmentLevel) -> Bool { a.rawValue < b.rawValue }
}

/// A place in a post's text that led to its assessment.
public struct AssessedSpan: Hashable, Sendable, Codable {
  /// The offset of its first byte in the text's UTF-8.
  public var start: Int
  /// The offset behind its last byte.
  public var end: Int
  /// What it is, such as `violence`.
  public var role: String

  /// A place in a text.
  public init(start: Int, end: Int, role: String) {
    self.start = start
    self.end = end
    self.role = role
  }
}

/// What is said of one post, to be stored.
public struct NewAssessment: Hashable, Sendable {
  /// The post's platform.
  public var platform: Platform
  /// The platform's id of the post.
  public var postID: String
  /// The post's kind.
  public var kind: String
  /// How serious the threat is.
  public var level: AssessmentLevel
  /// The places in the text that led to it.
  public var spans: [AssessedSpan]
  /// Why, in words.
  public var reasons: [String]
  /// What it is aimed at: a protected asset as `asset ID`, or words of the post; nil where none is named.
  public var target: String?
  /// The place that it names; nil where none is.
  public var place: String?
  /// The language whose grammar decided; nil where none did.
  public var language: String?

  /// The kind of posts that would send people into or away from danger; they ring without a level.
  public static let falseAlarm = "false alarm"

  /// What is said of one post.
  public init(
    platform: Platform, postID: String, kind: String, level: AssessmentLevel,
    spans: [AssessedSpan], reasons: [String], target: String? = nil, place: String? = nil,
    language: String? = nil
  ) {
    self.platform = platform
    self.postID = postID
    self.kind = kind
    self.level = level
    self.spans = spans
    self.reasons = reasons
    self.target = target
    self.place = place
    self.language = language
  }
}

extension CaseStore {
  /// Stores assessments of stored posts; one that was there is replaced, and its review's state kept
  /// unless the level has risen or it has become a false alarm.
  ///
  /// - Returns: for each the number of its post; nil where the post is not there, and nothing was stored.
  @discardableResult
  public func store(assessments: [NewAssessment]) throws -> [Int64?] {
    let now = clock()
    return try writeUnaudited { db in
      try assessments.map { assessment in
        let post = try Int64.fetchOne(
          db,
          sql: """
            SELECT post.id FROM post JOIN platform ON platform.id = post.platform
            WHERE platform.name = ? AND externalId = ?
            """, arguments: [assessment.platform.name, ExternalID(assessment.postID).value])
        guard let post else { return nil }
        let urgency = AlarmUrgency.of(assessment)
        try db.cachedStatement(sql: Self.putAssessment).execute(arguments: [
          post, assessment.kind, assessment.level.rawValue, try JSONText.encode(assessment.spans),
          try JSONText.encode(assessment.reasons), urgency.score, now.milliseconds,
        ])
        try db.cachedStatement(
          sql: "UPDATE assessment SET target = ?, place = ?, language = ? WHERE post = ?"
        ).execute(arguments: [assessment.target, assessment.place, assessment.language, post])
        return post
      }
    }
  }

  private static let putAssessment = """
    INSERT INTO assessment (post, kind, level, spans, reasons, urgency, assessedAt)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (post) DO UPDATE SET
      state = CASE WHEN excluded.level > level
        OR (excluded.kind = 'false alarm' AND kind <> 'false alarm') THEN 'open' ELSE state END,
      kind = excluded.kind, level = excluded.level, spans = excluded.spans,
      reasons = excluded.reasons, urgency = excluded.urgency, assessedAt = excluded.assessedAt
    """
}
