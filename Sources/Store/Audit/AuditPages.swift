import GRDB
import SocialModel

/// An audit entry as it is stored.
public struct AuditRow: Hashable, Sendable {
  /// What it says.
  public var content: AuditDraft
  /// Its canonical bytes.
  public var bytes: [UInt8]
  /// Their hash.
  public var hash: [UInt8]

  static func fetch(
    _ db: Database, _ rest: String, _ arguments: StatementArguments
  ) throws -> [AuditRow] {
    try Row.fetchAll(db, sql: "SELECT * FROM audit \(rest)", arguments: arguments).map {
      try AuditRow($0)
    }
  }

  init(_ row: Row) throws {
    content = AuditDraft(
      sequence: row["sequence"], previousHash: Bytes.of(row, "previousHash"),
      time: Moment.of(row, "time"), actor: row["actor"], action: row["action"],
      subject: row["subject"],
      details: try JSONText.decode(row["details"], as: [String: String].self))
    bytes = Bytes.of(row, "bytes")
    hash = Bytes.of(row, "hash")
  }
}

/// A signed statement of how far the audit trail had come.
public struct CheckpointRow: Hashable, Sendable {
  /// The last entry's number.
  public var sequence: Int64
  /// When it was signed.
  public var time: Timestamp
  /// The last entry's hash.
  public var hash: [UInt8]
  /// How many entries there were.
  public var count: Int64
  /// Which key signed it.
  public var key: String
  /// The signature.
  public var signature: [UInt8]

  /// A checkpoint.
  public init(
    sequence: Int64, time: Timestamp, hash: [UInt8], count: Int64, key: String, signature: [UInt8]
  ) {
    self.sequence = sequence
    self.time = time
    self.hash = hash
    self.count = count
    self.key = key
    self.signature = signature
  }

  init(_ row: Row) {
    self.init(
      sequence: row["sequence"], time: Moment.of(row, "time"), hash: Bytes.of(row, "hash"),
      count: row["count"], key: row["key"], signature: Bytes.of(row, "signature"))
  }
}

extension CaseStore {
  /// Records that somebody saw, searched or exported what is sensitive.
  ///
  /// - Parameters:
  ///   - action: such as `content.viewed`, `content.searched`, `session.failed`, `export.made`.
  ///   - subject: what was seen.
  public func record(
    _ action: String, on subject: String, by actor: Actor, details: [String: String] = [:]
  ) throws {
    try write(by: actor, action, on: subject, details: details) { _, _ in }
  }

  /// The audit trail, the latest entries first.
  ///
  /// - Parameters:
  ///   - subject: only entries about it.
  ///   - actor: only what it did.
  ///   - action: only such actions.
  public func auditEntries(
    subject: String? = nil, actor: String? = nil, action: String? = nil,
    after cursor: PageCursor? = nil, limit: Int = 100
  ) throws -> Page<AuditRow> {
    let limit = PageLimit.checked(limit)
    var conditions = ["sequence < ?"]
    var arguments: StatementArguments = [try cursor.below()]
    for (column, value) in [("subject", subject), ("actor", actor), ("action", action)] {
      guard let value else { continue }
      conditions.append("\(column) = ?")
      arguments += [value]
    }
    arguments += [limit + 1]
    let rest = "WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT ?"
    return try read { db in
      Page(try AuditRow.fetch(db, rest, arguments), limit: limit) {
        PageCursor($0.content.sequence)
      }
    }
  }

  /// When somebody looked at sensitive content that they asked for, and for how many seconds it is taken to have
  /// been, the latest first: those of a time up to now, at most 5,000.
  public func looks(
    by actor: Actor, since: Timestamp
  ) throws -> [(time: Timestamp, seconds: Int)] {
    try read { db in
      var found: [(time: Timestamp, seconds: Int)] = []
      let rows = try Row.fetchCursor(db, sql: Self.looks, arguments: [actor.description])
      while found.count < 5000, let row = try rows.next() {
        let time = Moment.of(row, "time")
        guard time >= since else { break }
        if let seconds: Int = row["seconds"], seconds > 0 { found.append((time, seconds)) }
      }
      return found
    }
  }

  /// Read from its end, and no further than it is needed.
  static let looks = """
    SELECT time, CAST(json_extract(details, '$.seconds') AS INTEGER) AS seconds FROM audit
    WHERE actor = ? AND action = 'content.viewed' ORDER BY sequence DESC
    """

  /// Hands out every entry in order, from one snapshot.
  public func forEachAuditEntry(_ body: (AuditRow) throws -> Void) throws {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY sequence")
      while let row = try rows.next() { try body(AuditRow(row)) }
    }
  }

  /// The last entry; nil before the first.
  public func lastAuditEntry() throws -> AuditRow? {
    try read { db in try AuditRow.fetch(db, "ORDER BY sequence DESC LIMIT 1", []).first }
  }

  /// Keeps a checkpoint.
  ///
  /// - Throws: ``StoreError`` with `conflict` when it does not fit the entry, or is not the latest.
  public func store(checkpoint: CheckpointRow) throws {
    try writeUnaudited { db in
      let fits = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM audit WHERE sequence = ? AND hash = ?)",
        arguments: [checkpoint.sequence, Bytes.data(checkpoint.hash)])
      guard fits == true else {
        throw StoreError(.conflict, subject: "checkpoint", message: "It does not fit the trail.")
      }
      try db.execute(
        sql: """
          INSERT INTO auditCheckpoint (sequence, time, hash, count, key, signature)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          checkpoint.sequence, checkpoint.time.milliseconds, Bytes.data(checkpoint.hash),
          checkpoint.count, checkpoint.key, Bytes.data(checkpoint.signature),
        ])
    }
  }

  /// All checkpoints in order.
  public func checkpoints() throws -> [CheckpointRow] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM auditCheckpoint ORDER BY sequence")
        .map { CheckpointRow($0) }
    }
  }

  /// The last checkpoint; nil before the first.
  public func lastCheckpoint() throws -> CheckpointRow? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM auditCheckpoint ORDER BY sequence DESC LIMIT 1")
        .map { CheckpointRow($0) }
    }
  }
}
