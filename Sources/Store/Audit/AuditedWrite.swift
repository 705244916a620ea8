import GRDB

/// The audit entry of a change under way: its subject and details may be known only after it.
struct AuditEntryInProgress {
  /// To what.
  var subject: String
  /// More about it.
  var details: [String: String] = [:]
}

extension CaseStore {
  /// Changes rows and writes the audit entry that says so, both or neither.
  ///
  /// Every public method that changes rows, but for the intake of posts, comes through here.
  func write<Value>(
    by actor: Actor, _ action: String, on subject: String = "", details: [String: String] = [:],
    _ body: (Database, inout AuditEntryInProgress) throws -> Value
  ) throws -> Value {
    try transaction { db in
      var entry = AuditEntryInProgress(subject: subject, details: details)
      let value = try body(db, &entry)
      try append(entry, by: actor, action, db)
      return value
    }
  }

  /// Appends an entry within a transaction under way.
  func append(
    _ entry: AuditEntryInProgress, by actor: Actor, _ action: String, _ db: Database
  ) throws {
    let last = try Row.fetchOne(
      db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    let zeros = [UInt8](repeating: 0, count: 32)
    let draft = AuditDraft(
      sequence: (last?["sequence"] ?? 0) + 1,
      previousHash: last.map { Bytes.of($0, "hash") } ?? zeros, time: clock(),
      actor: actor.description, action: action, subject: entry.subject, details: entry.details)
    let sealed = try sealer.seal(draft)
    precondition(sealed.hash.count == 32, "a sealer gives 32 bytes")
    try db.cachedStatement(
      sql: """
        INSERT INTO audit (sequence, time, actor, action, subject, details, previousHash, bytes, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      draft.sequence, draft.time.milliseconds, draft.actor, draft.action, draft.subject,
      try JSONText.encode(draft.details), Bytes.data(draft.previousHash), Bytes.data(sealed.bytes),
      Bytes.data(sealed.hash),
    ])
  }
}
