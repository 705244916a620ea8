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
  /// Who downloaded it and when, in order.
  public var downloads: [Download]

  /// A download.
  public struct Download: Hashable, Sendable {
    /// Who, by number.
    public var user: Int64
    /// When.
    public var time: Timestamp
  }

  /// A package that is asked for.
  public init(
    caseFile: Int64, items: [Item], suspicion: String, locating: [String], requestedBy: Int64,
    requestedAt: Timestamp
  ) {
    id = 0
    self.caseFile = caseFile
    self.items = items
    self.suspicion = suspicion
    self.locating = locating
    self.requestedBy = requestedBy
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
    self.downloads = downloads
  }
}

extension CaseStore {
  /// Keeps a package that is asked for.
  public func addEscalation(_ new: EscalationRow) throws -> Int64 {
    try write(by: .user(new.requestedBy), "escalation.requested") { db, entry in
      try db.execute(
        sql: """
          INSERT INTO escalation (caseFile, items, suspicion, locating, requestedBy, requestedAt)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          new.caseFile, try JSONText.encode(new.items), new.suspicion,
          try JSONText.encode(new.locating), new.requestedBy, new.requestedAt.milliseconds,
        ])
      entry.subject = "escalation:\(db.lastInsertedRowID)"
      entry.details = ["case": "\(new.caseFile)", "posts": "\(new.items.count)"]
      return db.lastInsertedRowID
    }
  }

  /// Records that a waiting package was released, refused or taken back.
  ///
  /// - Throws: ``StoreError`` with `refused` when it does not wait.
  public func decideEscalation(_ id: Int64, _ state: String, by user: Int64) throws {
    let now = clock()
    try write(
      by: .user(user), "escalation.decided", on: "escalation:\(id)", details: ["state": state]
    ) { db, _ in
      try db.execute(
        sql: """
          UPDATE escalation SET state = ?, decidedBy = ?, decidedAt = ?
          WHERE id = ? AND state = 'requested'
          """, arguments: [state, user, now.milliseconds, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("escalation \(id)", "It does not wait.")
      }
    }
  }

  /// Records a download of a package.
  public func recordDownload(ofEscalation id: Int64, by user: Int64) throws {
    let now = clock()
    try write(by: .user(user), "escalation.downloaded", on: "escalation:\(id)") { db, _ in
      try db.execute(
        sql: "INSERT INTO escalationDownload (escalation, user, time) VALUES (?, ?, ?)",
        arguments: [id, user, now.milliseconds])
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
  /// - Parameter state: only those in this state.
  public func escalations(
    state: String? = nil, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<EscalationRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM escalation WHERE id < ?1 AND (?2 IS NULL OR state = ?2)
          ORDER BY id DESC LIMIT ?3
          """, arguments: [below, state, limit + 1])
      return Page(
        try rows.map { try EscalationRow($0, Self.downloads($0["id"], db)) }, limit: limit
      ) { PageCursor($0.id) }
    }
  }

  private static func downloads(
    _ id: Int64, _ db: Database
  ) throws -> [EscalationRow.Download] {
    try Row.fetchAll(
      db, sql: "SELECT user, time FROM escalationDownload WHERE escalation = ? ORDER BY id",
      arguments: [id]
    ).map { EscalationRow.Download(user: $0["user"], time: Moment.of($0, "time")) }
  }
}
