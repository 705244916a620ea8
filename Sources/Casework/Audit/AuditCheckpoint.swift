import SocialModel

/// A signed statement of how far the chain had come at a time.
///
/// Whoever holds one, outside of the reach of those who keep the chain, can tell later whether
/// anything up to it was changed, dropped or cut off.
public struct AuditCheckpoint: Hashable, Sendable {
  /// The last entry's sequence.
  public let sequence: UInt64
  /// The last entry's hash.
  public let hash: AuditHash
  /// When it was signed.
  public let time: Timestamp
  /// How many entries the chain has from its beginning.
  public let count: UInt64
  /// Which key signed it.
  public let key: AuditKeyID
  /// The Ed25519 signature of the canonical bytes, 64 bytes.
  public let signature: [UInt8]

  /// A checkpoint as it was read, verified or not.
  public init(
    sequence: UInt64, hash: AuditHash, time: Timestamp, count: UInt64, key: AuditKeyID,
    signature: [UInt8]
  ) {
    self.sequence = sequence
    self.hash = hash
    self.time = time
    self.count = count
    self.key = key
    self.signature = signature
  }

  /// The statement on the end of a chain, signed.
  public init(of chain: AuditChain, time: Timestamp, signedBy key: AuditSigningKey) {
    let unsigned = AuditCheckpoint(
      sequence: chain.sequence, hash: chain.hash, time: time, count: chain.sequence,
      key: key.publicKey.id, signature: [])
    self.init(
      sequence: chain.sequence, hash: chain.hash, time: time, count: chain.sequence,
      key: key.publicKey.id, signature: key.sign(unsigned.canonicalBytes))
  }

  /// The bytes that are signed, version 1: `TOCSIN AUDIT CHECKPOINT 1` and a zero byte, sequence,
  /// hash, time, count, and the key's id with its length. All integers are 64-bit and big-endian.
  public var canonicalBytes: [UInt8] {
    var bytes = Array("TOCSIN AUDIT CHECKPOINT 1\0".utf8)
    bytes.append(bigEndian: sequence)
    bytes += hash.bytes
    bytes.append(bigEndian: UInt64(bitPattern: time.milliseconds))
    bytes.append(bigEndian: count)
    bytes.append(prefixed: key.description)
    return bytes
  }

  /// Whether the key signed it.
  public func isSigned(by publicKey: AuditPublicKey) -> Bool {
    key == publicKey.id && publicKey.isValid(signature, of: canonicalBytes)
  }
}

/// When a checkpoint is due: every hour in which the chain grew, and at shutdown.
public enum CheckpointRule {
  /// Milliseconds from one checkpoint to the next.
  public static let intervalMilliseconds: Int64 = 3_600_000

  /// Whether a checkpoint is to be signed now.
  ///
  /// - Parameters:
  ///   - chain: the chain's end.
  ///   - last: the last checkpoint; nil where there is none.
  ///   - now: now. A clock that was set back by more than the interval makes a checkpoint due too.
  ///   - isEnding: whether the program is about to end.
  public static func isDue(
    _ chain: AuditChain, last: AuditCheckpoint?, now: Timestamp, isEnding: Bool = false
  ) -> Bool {
    guard chain.sequence > 0 else { return false }
    guard let last else { return true }
    guard chain.sequence > last.sequence else { return false }
    let passed = now.milliseconds.subtractingReportingOverflow(last.time.milliseconds)
    return isEnding || passed.overflow
      || passed.partialValue.magnitude >= UInt64(intervalMilliseconds)
  }
}

extension AuditCheckpoint {
  /// The last checkpoint among lines, such as a file of its own or an exported chain holds; nil where
  /// there is none. Its signature is not verified here.
  ///
  /// - Complexity: O(bytes).
  public static func last(in bytes: some Collection<UInt8>) -> AuditCheckpoint? {
    for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      if case .checkpoint(let checkpoint) = AuditLine(line) { return checkpoint }
    }
    return nil
  }
}
