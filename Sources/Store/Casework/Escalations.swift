import GRDB
import SocialModel

/// A package for an authority, as it is stored.
public struct EscalationRow: Hashable, Sendable {
  /// A post in it.
  public struct Item: Hashable, Sendable, Codable {
    /// The post, as ``Subject/description``.
    public var subject: String
    /// When it was published, in milliseconds since 1970.
    public var published: Int64
    /// The zone that the platform gave.
    public var zone: String?
    /// SHA-256 of its bytes, in hexadecimal digits.
    public var sha256: String

    /// A post in a package.
    public init(subject: String, published: Int64, zone: String?, sha256: String) {
      self.subject = subject
      self.published = published
      self.zone = zone
      self.sha256 = sha256
    }
  }

  /// The store's number; 0 for one that is not stored yet.
  public var id: Int64
  /// The case that it comes from.
  public var caseFile: Int64
  /// Its posts.
  public var items: [Item]
  /// Why a crime is suspected.
  public var suspicion: String
  /// What is known that leads to the account.
  public var locating: [String]
  /// Who asked, by number.
  public var requestedBy: Int64
  /// When.
  public var requestedAt: Timestamp
  /// `requested`, `released`, `refused` or `withdrawn`.
  public var state: String
  /// Who released, refused or took it back.
  public var decidedBy: Int64?
  /// When.
  public var decidedAt: Timestamp?
  /// The offence, the states and the authority, as JSON; nil for one that an earlier version kept.
  public var notice: String?
  /// The role of who asked; nil for one that an earlier version kept.
  public var requestedAs: String?
  /// The role of who decided.
  public var decidedAs: String?
  /// Why it was released or refused.
  public var decisionReasons: String?
  /// Who downloaded it and when, in order.
  public var downloads: [Download]

  /// A download.
  public struct Download: Hashable, Sendable {
    /// Who, by number.
    public var user: Int64
    /// When.
    public var time: Timestamp
    /// Which file: `package` or `web-archive`.
    public var what: String
  }

  /// A package that is asked for.
  public init(
    caseFile: Int64, items: [Item], suspicion: String, locating: [String], notice: String? = nil,
    requestedBy: Int64, requestedAs: String? = nil, requestedAt: Timestamp
  ) {
    id = 0
    self.caseFile = caseFile
    self.items = items
    self.suspicion = suspicion
    self.locating = locating
    self.notice = notice
    self.requestedBy = requestedBy
    self.requestedAs = requestedAs
    self.requestedAt = requestedAt
    state = "requested"
    downloads = []
  }

  init(_ row: Row, _ downloads: [Download]) throws {
    id = row["id"]
    caseFile = row["caseFile"]
    items = try JSONText.decode(row["items"], as: [Item].self)
    suspicion = row["suspicion"]
    locating = try JSONText.decode(row["locating"], as: [String].self)
    requestedBy = row["requestedBy"]
    requestedAt = Moment.of(row, "requestedAt")
    state = row["state"]
    decidedBy = row["decidedBy"]
    decidedAt = Moment.optional(row, "decidedAt")
    notice = row["notice"]
    requestedAs = row["requestedAs"]
    decidedAs = row["decidedAs"]
    decisionReasons = row["decisionReasons"]
    self.downloads = downloads
  }
}

extension CaseStore {
  /// Keeps a package that is asked for.
  ///
  /// - Parameter posts: its posts with the bytes that it is to hold, in its order; they are kept with it.
  public func addEscalation(_ new: EscalationRow, posts: [KeptPost] = []) throws -> Int64 {
    try write(by: .user(new.requestedBy), "escalation.requested") { db, entry in
      try db.execute(
        sql: """
          INSERT INTO escalation (id, caseFile, items, suspicion, locating, notice, requestedBy,
            requestedAs, requestedAt)
          VALUES (\(Numbering.next("escalation")), ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          new.caseFile, try JSONText.encode(new.items), new.suspicion,
          try JSONText.encode(new.locating), new.notice, new.requestedBy, new.requestedAs,
          new.requestedAt.milliseconds,
        ])
      let id = db.lastInsertedRowID
      try Self.keep(posts, ofEscalation: id, db)
      entry.subject = "escalation:\(id)"
      entry.details = ["case": "\(new.caseFile)", "posts": "\(new.items.count)"]
      return id
    }
  }

  /// Records that a waiting package was released, refused or taken back.
  ///
  /// - Parameters:
  ///   - role: the role of who decides.
  ///   - reasons: why.
  /// - Throws: ``StoreError`` with `refused` when it does not wait.
  public func decideEscalation(
    _ id: Int64, _ state: String, by user: Int64, as role: String, reasons: String?
  ) throws {
    let now = clock()
    try write(
      by: .user(user), "escalation.decided", on: "escalation:\(id)", details: ["state": state]
    ) { db, _ in
      try db.execute(
        sql: """
          UPDATE escalation
          SET state = ?, decidedBy = ?, decidedAt = ?, decidedAs = ?, decisionReasons = ?
          WHERE id = ? AND state = 'requested'
          """, arguments: [state, user, now.milliseconds, role, reasons, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("escalation \(id)", "It does not wait.")
      }
    }
  }

  /// Records a download of a package or of the web archive of its posts.
  ///
  /// - Parameters:
  ///   - what: `package` or `web-archive`.
  ///   - sha256: of the bytes that are handed out.
  public func recordDownload(
    ofEscalation id: Int64, what: String, sha256: String, by user: Int64
  ) throws {
    let now = clock()
    try write(
      by: .user(user), "escalation.downloaded", on: "escalation:\(id)",
      details: ["sha256": sha256, "what": what]
    ) { db, _ in
      try db.execute(
        sql: "INSERT INTO escalationDownload (escalation, user, time, what) VALUES (?, ?, ?, ?)",
        arguments: [id, user, now.milliseconds, what])
    }
  }

  /// A package.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func escalation(_ id: Int64) throws -> EscalationRow {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM escalation WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("escalation", id) }
      return try EscalationRow(row, Self.downloads(id, db))
    }
  }

  /// Packages, the latest first.
  ///
  /// - Parameters:
  ///   - state: only those in this state.
  ///   - caseFile: only those of this case.
  public func escalations(
    state: String? = nil, ofCase caseFile: Int64? = nil, after cursor: PageCursor? = nil,
    limit: Int = 50
  ) throws -> Page<EscalationRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM escalation WHERE id < ?1 AND (?2 IS NULL OR state = ?2)
            AND (?3 IS NULL OR caseFile = ?3)
          ORDER BY id DESC LIMIT ?4
          """, arguments: [below, state, caseFile, limit + 1])
      return Page(
        try rows.map { try EscalationRow($0, Self.downloads($0["id"], db)) }, limit: limit
      ) { PageCursor($0.id) }
    }
  }

  private static func downloads(
    _ id: Int64, _ db: Database
  ) throws -> [EscalationRow.Download] {
    try Row.fetchAll(
      db, sql: "SELECT user, time, what FROM escalationDownload WHERE escalation = ? ORDER BY id",
      arguments: [id]
    ).map {
      EscalationRow.Download(user: $0["user"], time: Moment.of($0, "time"), what: $0["what"])
    }
  }
}
