/// The first thing that is wrong with an exported chain.
public struct AuditFault: Hashable, Sendable, CustomStringConvertible {
  /// What sort of thing it is; the raw value is stable.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The line is not written as a line of an exported chain is.
    case malformed
    /// The entry is not the one that was written.
    case changed
    /// Entries are missing that once stood here.
    case dropped
    /// The entry stands in another place than it was written in.
    case reordered
    /// The entry was put in.
    case inserted
    /// Entries before a checkpoint were changed, and everything after them was computed anew.
    case rewritten
    /// The end of the chain is missing.
    case truncated
    /// A checkpoint is not signed by its key.
    case badSignature = "bad-signature"
    /// A checkpoint or the file is of another key than the auditor's.
    case unknownKey = "unknown-key"
    /// The file begins after the checkpoint that the auditor holds.
    case notComparable = "not-comparable"
  }

  /// What sort of thing it is.
  public var kind: Kind
  /// The line on which it shows, from 1; 0 where it shows at the file's end.
  public var line: Int
  /// The sequence of the first bad entry; nil where no entry is concerned.
  public var sequence: UInt64?
  /// What is wrong, in a sentence that quotes nothing of the entry.
  public var message: String

  /// A fault.
  public init(_ kind: Kind, line: Int, sequence: UInt64? = nil, message: String) {
    self.kind = kind
    self.line = line
    self.sequence = sequence
    self.message = message
  }

  /// The kind, the entry, the line and the message.
  public var description: String {
    let place = [
      sequence.map { "entry \($0)" }, line > 0 ? "line \(line)" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    return place.isEmpty ? "\(kind.rawValue): \(message)" : "\(kind.rawValue), \(place): \(message)"
  }
}

/// What the verification of an exported chain found.
public struct AuditVerdict: Hashable, Sendable {
  /// What the file's first line says; nil where it is none.
  public var header: AuditHeader?
  /// Entries that were verified, in order, until the first fault.
  public var entries: UInt64 = 0
  /// The end of what was verified.
  public var end = AuditChain()
  /// Checkpoints that were verified.
  public var checkpoints = 0
  /// The last of them.
  public var lastCheckpoint: AuditCheckpoint?
  /// Whether every checkpoint is signed by a key that the auditor brought, and not only by the one
  /// that the file itself names.
  public var isKeyTrusted = false
  /// Whether a checkpoint or a count that the auditor holds was compared.
  public var isEndKnown = false
  /// The first thing that is wrong; nil where nothing is.
  public var fault: AuditFault?

  /// Entries after the last checkpoint: they hang together, and no signature covers them.
  public var unsignedEntries: UInt64 {
    min(entries, end.sequence - (lastCheckpoint?.sequence ?? (header?.first ?? 1) - 1))
  }
}
