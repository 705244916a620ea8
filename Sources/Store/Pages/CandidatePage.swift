import GRDB
import SocialModel

/// A candidate with all that its page shows, but for its members and edges.
public struct CandidatePage: Sendable {
  /// Its line in lists.
  public var row: CandidateRow
  /// Why it is of its kind.
  public var kindReason: String
  /// What adds to its urgency.
  public var why: [String]
  /// What a reviewer wrote.
  public var note: String?
  /// The reviewer's user number.
  public var reviewer: Int64?
  /// Sentences that say why it was found.
  public var reasons: [String]
  /// Measured signals.
  public var indicators: [Indicator]
  /// What its edges amount to.
  public var layers: [LayerEvidence]
  /// Objects that most members share.
  public var objects: [SharedObject]
  /// The first posts that carry a shared object.
  public var excerpts: [Excerpt]
  /// Texts that members posted with small edits.
  public var templates: [Template]
  /// Posts with a shared object in the bins of the run's time line.
  public var timeline: [Int]
  /// The start of the first bin.
  public var timelineStart: Timestamp
  /// The width of a bin.
  public var binSeconds: Int
  /// The candidates of earlier and later runs under the same review, by number.
  public var sameReview: [Int64]

  /// A post as the candidate shows it.
  public struct Excerpt: Hashable, Sendable {
    /// The platform.
    public var platform: Platform
    /// The platform's id of the post.
    public var externalID: String
    /// The account's number.
    public var account: Int64
    /// When it was published.
    public var time: Timestamp
    /// What it says.
    public var text: String
  }

  /// A template with its counts.
  public struct Template: Hashable, Sendable {
    /// The copy in the middle, with slots in braces.
    public var text: String
    /// The candidate's posts that carry it.
    public var posts: Int
    /// Members that posted it.
    public var members: Int
    /// When the first of them appeared.
    public var first: Timestamp
    /// The number of the account that posted it first.
    public var firstAccount: Int64
    /// Where it was first in the whole input of the run; nil where that was not looked for.
    public var lineage: Lineage?
  }
}

/// A member in a candidate's list.
public struct MemberRow: Hashable, Sendable {
  /// The account.
  public var account: AccountRow
  /// Its place in the list, from 0.
  public var position: Int
  /// Edges to other members.
  public var edges: Int
  /// Co-actions on them.
  public var coactions: Int
  /// Co-actions that chance would give.
  public var expected: Double
  /// log10 of its p-value.
  public var log10P: Double
  /// Why it is here.
  public var reason: String
}

/// An edge of a candidate's network.
public struct EdgeRow: Hashable, Sendable {
  /// The numbers of the two accounts, the smaller first.
  public var accounts: [Int64]
  /// The layer; nil where the evidence joins all layers.
  public var layer: Layer?
  /// Co-actions within the time window.
  public var coactions: Int
  /// log10 of the p-value.
  public var log10P: Double
}

extension CaseStore {
  /// A candidate.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func candidate(_ id: Int64) throws -> CandidatePage {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(CandidateRow.columns), k.kindReason, k.detail, r.note, r.reviewer, run.record
          FROM candidate k JOIN candidateReview r ON r.id = k.review JOIN run ON run.id = k.run
          WHERE k.id = ?
          """, arguments: [id])
      guard let row else { throw StoreError.missing("candidate", id) }
      let detail = try JSONText.decode(row["detail"], as: CandidateDetail.self)
      let run = try JSONText.decode(row["record"], as: RunDetail.self)
      let others = try Int64.fetchAll(
        db, sql: "SELECT id FROM candidate WHERE review = ? ORDER BY id",
        arguments: [row["review"] as Int64])
      return try CandidatePage(row, detail, run, sameReview: others)
    }
  }

  /// The latest candidate of a review, by number.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func latestCandidate(ofReview review: Int64) throws -> Int64 {
    try read { db in
      let id = try Int64.fetchOne(
        db, sql: "SELECT candidate FROM candidateReview WHERE id = ?", arguments: [review])
      guard let id else { throw StoreError.missing("candidate review", review) }
      return id
    }
  }

  /// The candidates of a run, or of all, the latest first.
  public func candidates(
    run: Int64? = nil, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<CandidateRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(CandidateRow.columns) FROM candidate k
          CROSS JOIN candidateReview r ON r.id = k.review
          WHERE \(run == nil ? "" : "k.run = ? AND ") k.id < ? ORDER BY k.id DESC LIMIT ?
          """, arguments: StatementArguments(run.map { [$0] } ?? []) + [below, limit + 1])
      return Page(try rows.map { try CandidateRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  /// The latest candidate of each review in one state, the most urgent first, such as all campaigns.
  public func candidates(
    _ state: ReviewState, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<CandidateRow> {
    let limit = PageLimit.checked(limit)
    let urgency = try cursor?.key(0, of: 2) ?? .max
    let review = try cursor?.key(1, of: 2) ?? .max
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.reviewedCandidates, arguments: [state.rawValue, urgency, review, limit + 1])
      return Page(try rows.map { try CandidateRow($0) }, limit: limit) {
        PageCursor(Int64($0.urgency), $0.review)
      }
    }
  }

  static let reviewedCandidates = """
    SELECT \(CandidateRow.columns) FROM candidateReview r CROSS JOIN candidate k ON k.id = r.candidate
    WHERE r.state = ? AND (r.urgency, r.id) < (?, ?) ORDER BY r.urgency DESC, r.id DESC LIMIT ?
    """

  /// The members of a candidate, the strongest evidence first.
  public func members(
    ofCandidate id: Int64, after cursor: PageCursor? = nil, limit: Int = 100
  ) throws -> Page<MemberRow> {
    let limit = PageLimit.checked(limit)
    let above = try cursor.above()
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(AccountRow.columns), m.position, m.edges, m.coactions, m.expected, m.log10P,
            m.reason
          FROM candidateMember m CROSS JOIN account a ON a.id = m.account
          CROSS JOIN platform ap ON ap.id = a.platform
          WHERE m.candidate = ? AND m.position > ? ORDER BY m.position LIMIT ?
          """, arguments: [id, above, limit + 1])
      let members = try rows.map { row in
        MemberRow(
          account: try AccountRow(row), position: row["position"], edges: row["edges"],
          coactions: row["coactions"], expected: row["expected"], log10P: row["log10P"],
          reason: row["reason"])
      }
      return Page(members, limit: limit) { PageCursor(Int64($0.position)) }
    }
  }

  /// The strongest edges of a candidate, at most 5,000, for its network.
  public func edges(ofCandidate id: Int64, limit: Int = 2000) throws -> [EdgeRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT accountA, accountB, layer, coactions, log10P FROM edge
          INDEXED BY edge_candidate WHERE candidate = ?
          ORDER BY log10P, accountA, accountB, layer LIMIT ?
          """, arguments: [id, min(max(limit, 1), 5000)]
      ).map { row in
        EdgeRow(
          accounts: [row["accountA"], row["accountB"]],
          layer: UInt8(exactly: row["layer"] as Int).flatMap { Layer(rawValue: $0) },
          coactions: row["coactions"], log10P: row["log10P"])
      }
    }
  }
}

extension CandidatePage {
  init(_ row: Row, _ detail: CandidateDetail, _ run: RunDetail, sameReview: [Int64]) throws {
    self.row = try CandidateRow(row)
    kindReason = row["kindReason"]
    why = try JSONText.decode(row["why"], as: [String].self)
    note = row["note"]
    reviewer = row["reviewer"]
    reasons = detail.reasons
    indicators = detail.indicators
    layers = detail.layers
    objects = detail.objects
    excerpts = try detail.excerpts.map { post in
      guard let platform = Platform(post.platform) else {
        throw StoreError(.damaged, subject: "candidate", message: "A stored name is not one.")
      }
      return Excerpt(
        platform: platform, externalID: post.id, account: post.account, time: post.time,
        text: post.text)
    }
    templates = detail.templates.map { template in
      Template(
        text: template.text, posts: template.posts, members: template.members,
        first: template.first, firstAccount: template.firstAccount, lineage: template.lineage)
    }
    timeline = detail.timeline
    timelineStart = run.timelineStart
    binSeconds = run.binSeconds
    self.sameReview = sameReview
  }
}
