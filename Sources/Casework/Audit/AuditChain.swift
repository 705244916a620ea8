import SocialModel

/// The end of an audit chain: what the next entry follows. It is a value that a store keeps and
/// changes in the same transaction as the entry itself, so that there is one order of all entries.
public struct AuditChain: Hashable, Sendable {
  /// The last entry's sequence; 0 where there is none.
  public private(set) var sequence: UInt64
  /// The last entry's hash.
  public private(set) var hash: AuditHash

  /// A chain that begins.
  public init() {
    sequence = 0
    hash = .beginning
  }

  /// A chain that goes on after an entry.
  public init(after entry: AuditEntry) {
    sequence = entry.sequence
    hash = entry.hash
  }

  /// A chain that goes on after what was stored of it.
  public init(sequence: UInt64, hash: AuditHash) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Makes the next entry, after which the chain ends with it.
  ///
  /// - Parameter time: now; a clock that was set back is written as it is, since the order is that of
  ///   the chain and not of the times.
  /// - Throws: ``CaseworkError`` with the code `malformed` when a field does not keep its limits; the
  ///   chain is unchanged then.
  public mutating func append(
    time: Timestamp, actor: String, action: AuditAction, subject: String = "",
    details: [String: String] = [:]
  ) throws -> AuditEntry {
    let entry = try AuditEntry(
      sequence: sequence + 1, time: time, actor: actor, action: action, subject: subject,
      details: details, previous: hash)
    sequence = entry.sequence
    hash = entry.hash
    return entry
  }
}
