import Casework
import Store

extension AuditSealer {
  /// The audit chain of casework: canonical bytes and SHA-256 as `tocsin audit verify` checks them.
  public static let auditChain = AuditSealer(name: "tocsin-audit-entry-1") { draft in
    guard let action = AuditAction(rawValue: draft.action),
      let sequence = UInt64(exactly: draft.sequence)
    else { throw ConsoleError(.unforeseen, "An audit entry has no form.") }
    let entry = try AuditEntry(
      sequence: sequence, time: draft.time, actor: draft.actor, action: action,
      subject: draft.subject, details: draft.details,
      previous: AuditHash(bytes: draft.previousHash))
    return (entry.canonicalBytes, entry.hash.bytes)
  }
}
