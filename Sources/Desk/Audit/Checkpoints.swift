import Casework
import SocialModel
import Store

/// Signs checkpoints of the audit chain when they are due.
///
/// Whoever serves calls ``sign(isEnding:)`` every minute or so and once at the end; it has no timer of its
/// own, so that tests pass a clock.
public struct Checkpoints: Sendable {
  private let store: CaseStore
  private let key: AuditSigningKey

  /// Checkpoints of a store's chain by a key.
  public init(store: CaseStore, key: AuditSigningKey) {
    self.store = store
    self.key = key
  }

  /// Signs the chain's end if an hour has passed since the last checkpoint and it has grown, or at the end.
  ///
  /// - Returns: the checkpoint; nil where none is due.
  /// - Throws: ``DeskError``.
  @discardableResult
  public func sign(isEnding: Bool = false) throws -> AuditCheckpoint? {
    do {
      return try store.together {
        guard let last = try store.lastAuditEntry() else { return nil }
        let chain = AuditChain(
          sequence: UInt64(last.content.sequence), hash: AuditHash(bytes: last.hash))
        let before = try store.lastCheckpoint().map { try AuditCheckpoint($0) }
        let now = store.clock()
        guard CheckpointRule.isDue(chain, last: before, now: now, isEnding: isEnding) else {
          return nil
        }
        let made = AuditCheckpoint(of: chain, time: now, signedBy: key)
        try store.store(checkpoint: Self.row(made))
        return made
      }
    } catch let error as StoreError {
      throw DeskError(error)
    } catch let error as CaseworkError { throw DeskError(error) }
  }

  private static func row(_ checkpoint: AuditCheckpoint) -> CheckpointRow {
    CheckpointRow(
      sequence: Int64(checkpoint.sequence), time: checkpoint.time, hash: checkpoint.hash.bytes,
      count: Int64(checkpoint.count), key: checkpoint.key.description,
      signature: checkpoint.signature)
  }
}

extension CaseDesk {
  /// Checkpoints of the database's chain by the key beside it.
  public var checkpoints: Checkpoints { Checkpoints(store: store, key: keys.signing) }
}

/// The exported chain of a store, line by line.
public enum ChainExport {
  /// Hands out the lines of the whole chain with its checkpoints, each with its line feed.
  ///
  /// Entries and checkpoints are those of one moment. The chain is not held in memory.
  ///
  /// - Returns: how many entries there were.
  /// - Throws: ``DeskError`` when what is stored is no whole chain, and what `write` throws.
  public static func write(
    _ store: CaseStore, publicKey: AuditPublicKey, _ write: ([UInt8]) throws -> Void
  ) throws -> UInt64 {
    do {
      // Read first: a checkpoint that comes later covers an entry that comes later too.
      var checkpoints = try store.checkpoints().map { try AuditCheckpoint($0) }[...]
      var export = AuditExport(publicKey: publicKey)
      var count: UInt64 = 0
      try write(export.headerLine)
      try store.forEachAuditEntry { row in
        let entry = try AuditEntry(row.content)
        guard entry.hash.bytes == row.hash else {
          throw CaseworkError(
            .malformed, subject: "audit entry \(row.content.sequence)",
            message: "Its stored hash is not the hash of what it says.")
        }
        try write(export.line(entry))
        count += 1
        while let checkpoint = checkpoints.first, checkpoint.sequence == entry.sequence {
          try write(export.line(checkpoint))
          checkpoints.removeFirst()
        }
      }
      guard let left = checkpoints.first else { return count }
      throw CaseworkError(
        .malformed, subject: "checkpoint \(left.sequence)", message: "The chain ends before it.")
    } catch let error as StoreError {
      throw DeskError(error)
    } catch let error as CaseworkError { throw DeskError(error) }
  }
}

extension CaseDesk {
  /// Exports the audit chain, which is itself an entry of it.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, and when the chain is not whole; what `write` throws.
  public func exportAudit(by acting: Acting, _ write: ([UInt8]) throws -> Void) throws -> UInt64 {
    try mapping {
      try require(.exportAudit, acting, "audit chain")
      try store.record("export.made", on: "audit", by: acting.actor)
      try Checkpoints(store: store, key: keys.signing).sign(isEnding: true)
      return try ChainExport.write(store, publicKey: keys.signing.publicKey, write)
    }
  }
}
