/// The lines of an exported chain, made one after the other from stored entries and checkpoints.
///
/// A checkpoint stands right after the entry that it covers. Neither is held: what is exported may be
/// larger than memory.
public struct AuditExport {
  private let header: AuditHeader
  private var end: AuditChain

  /// An export.
  ///
  /// - Parameters:
  ///   - chain: what the first entry follows; an empty chain for a whole export.
  ///   - publicKey: the key of the checkpoints.
  public init(after chain: AuditChain = AuditChain(), publicKey: AuditPublicKey) {
    header = AuditHeader(after: chain, publicKey: publicKey)
    end = chain
  }

  /// The first line.
  public var headerLine: [UInt8] { AuditLine.header(header).bytes }

  /// The line of the next entry.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed` when it does not follow: what is stored is
  ///   no whole chain, and an export would hide where it broke.
  public mutating func line(_ entry: AuditEntry) throws -> [UInt8] {
    guard entry.sequence == end.sequence + 1, entry.previous == end.hash else {
      throw CaseworkError(
        .malformed, subject: "audit entry \(entry.sequence)",
        message: "It does not follow the entry before it.")
    }
    end = AuditChain(after: entry)
    return AuditLine.entry(entry, hash: end.hash).bytes
  }

  /// The line of a checkpoint of the entry that came last.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed` when it is of another one.
  public func line(_ checkpoint: AuditCheckpoint) throws -> [UInt8] {
    guard checkpoint.sequence == end.sequence, checkpoint.hash == end.hash else {
      throw CaseworkError(
        .malformed, subject: "checkpoint \(checkpoint.sequence)",
        message: "It is not of the entry before it.")
    }
    return AuditLine.checkpoint(checkpoint).bytes
  }
}
