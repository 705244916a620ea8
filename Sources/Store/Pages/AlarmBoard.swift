import GRDB
import SocialModel

/// One line of the alarm board.
public struct Alarm: Hashable, Sendable {
  /// What rings.
  public enum Source: Hashable, Sendable {
    /// A candidate, with its review.
    case candidate(CandidateRow)
    /// A post's assessment.
    case assessment(PostRow)
  }

  /// What rings.
  public var source: Source
  /// 0 to 100; more is sooner.
  public var urgency: Int
  /// What adds to it, in words.
  public var why: [String]
}

extension Alarm {
  /// An assessment with its post, its urgency and its reasons.
  init(assessment row: Row) throws {
    self.init(
      source: .assessment(try PostRow(row)), urgency: row["urgency"],
      why: try JSONText.decode(row["reasons"], as: [String].self))
  }
}

/// A candidate in a list.
public struct CandidateRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// The number of its review, which later candidates of the same accounts share.
  public var review: Int64
  /// The run that found it.
  public var run: Int64
  /// Its name in the run, such as `c1`.
  public var name: String
  /// How its accounts act together.
  public var kind: CandidateKind
  /// How many accounts it has.
  public var members: Int
  /// log10 of the smallest q-value.
  public var log10Q: Double
  /// The first post of a member.
  public var firstPost: Timestamp
  /// The last post of a member.
  public var lastPost: Timestamp
  /// What reviewers said.
  public var state: ReviewState
  /// 0 to 100.
  public var urgency: Int
  /// When its accounts were first found.
  public var firstSeen: Timestamp

  static let columns = """
    k.id, k.review, k.run, k.name, k.kind, k.members, k.log10Q, k.firstPost, k.lastPost,
    r.state, r.urgency, r.why, r.firstSeen, r.id AS reviewId
    """

  init(_ row: Row) throws {
    id = row["id"]
    review = row["review"]
    run = row["run"]
    name = row["name"]
    kind = try StoredWord.read(row, "kind")
    members = row["members"]
    log10Q = row["log10Q"]
    firstPost = Moment.of(row, "firstPost")
    lastPost = Moment.of(row, "lastPost")
    state = try StoredWord.read(row, "state")
    urgency = row["urgency"]
    firstSeen = Moment.of(row, "firstSeen")
  }
}

/// Words of a fixed list as columns hold them.
enum StoredWord {
  static func read<Word: RawRepresentable<String>>(_ row: Row, _ column: String) throws -> Word {
    let text: String = row[column]
    guard let word = Word(rawValue: text) else {
      throw StoreError(.damaged, subject: column, message: "A stored word is not of its list.")
    }
    return word
  }
}

extension CaseStore {
  /// Open candidates, assessments of moderate and high threats and false alarms, the most urgent first,
  /// then the latest; candidates before assessments of the same urgency.
  ///
  /// - Throws: ``StoreError``, among them `badCursor`.
  public func alarms(after cursor: PageCursor? = nil, limit: Int = 50) throws -> Page<Alarm> {
    let limit = PageLimit.checked(limit)
    let urgency = try cursor?.key(0, of: 3) ?? .max
    let source = try cursor?.key(1, of: 3) ?? 0
    let id = try cursor?.key(2, of: 3) ?? .max
    return try read { db in
      let candidates = try Row.fetchAll(
        db, sql: Self.candidateAlarms,
        arguments: [urgency, source == 0 ? id : .min, limit + 1])
      let assessments = try Row.fetchAll(
        db, sql: Self.assessmentAlarms,
        arguments: [urgency, source == 1 ? id : .max, limit + 1])
      var found = try candidates.map { row in
        (
          keys: (-(row["urgency"] as Int64), Int64(0), -(row["reviewId"] as Int64)),
          alarm: Alarm(
            source: .candidate(try CandidateRow(row)), urgency: row["urgency"],
            why: try JSONText.decode(row["why"], as: [String].self))
        )
      }
      found += try assessments.map { row in
        (
          keys: (-(row["urgency"] as Int64), Int64(1), -(row["id"] as Int64)),
          alarm: try Alarm(assessment: row)
        )
      }
      found.sort { $0.keys < $1.keys }
      let kept = found.prefix(limit)
      let next = found.count > limit ? kept.last : nil
      return Page(
        items: kept.map(\.alarm),
        next: next.map { PageCursor(-$0.keys.0, $0.keys.1, -$0.keys.2) })
    }
  }

  static let candidateAlarms = """
    SELECT \(CandidateRow.columns) FROM candidateReview r CROSS JOIN candidate k ON k.id = r.candidate
    WHERE r.state = 'open' AND (r.urgency, r.id) < (?, ?)
    ORDER BY r.urgency DESC, r.id DESC LIMIT ?
    """

  static let assessmentAlarms = """
    SELECT \(PostRow.columns), s.urgency, s.reasons FROM assessment s
    CROSS JOIN post p ON p.id = s.post
    CROSS JOIN platform pp ON pp.id = p.platform CROSS JOIN account a ON a.id = p.account
    CROSS JOIN platform ap ON ap.id = a.platform LEFT JOIN client c ON c.id = p.client
    WHERE s.state = 'open' AND (s.level >= 2 OR s.kind = 'false alarm')
      AND (s.urgency, s.post) < (?, ?)
    ORDER BY s.urgency DESC, s.post DESC LIMIT ?
    """
}
