import Casework
import SocialModel
import Store

extension AuditSealer {
  /// The audit chain: `AuditEntry`'s canonical bytes and their SHA-256. Every database of the program is
  /// opened with it, so that what the store keeps is what `tocsin audit verify` reads.
  public static let chain = AuditSealer(name: "audit-entry-1") { draft in
    let entry = try AuditEntry(draft)
    return (entry.canonicalBytes, entry.hash.bytes)
  }
}

extension AuditEntry {
  /// The entry that a stored one is.
  ///
  /// - Throws: `CaseworkError` with the code `malformed` when a field breaks its limits.
  init(_ draft: AuditDraft) throws {
    guard let action = AuditAction(rawValue: draft.action), draft.previousHash.count == 32,
      draft.sequence > 0
    else {
      throw CaseworkError(
        .malformed, subject: "audit entry \(draft.sequence)",
        message: "Its action or the hash before it has not the form that is written.")
    }
    try self.init(
      sequence: UInt64(draft.sequence), time: draft.time, actor: draft.actor, action: action,
      subject: draft.subject, details: draft.details,
      previous: AuditHash(bytes: draft.previousHash))
  }
}

extension AuditCheckpoint {
  /// The checkpoint that a stored one is.
  ///
  /// - Throws: `CaseworkError` with the code `malformed`.
  init(_ row: CheckpointRow) throws {
    guard let key = AuditKeyID(row.key), row.hash.count == 32, row.sequence > 0, row.count >= 0
    else {
      throw CaseworkError(
        .malformed, subject: "checkpoint \(row.sequence)",
        message: "It has not the form that is written.")
    }
    self.init(
      sequence: UInt64(row.sequence), hash: AuditHash(bytes: row.hash), time: row.time,
      count: UInt64(row.count), key: key, signature: row.signature)
  }
}
