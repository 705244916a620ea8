import Casework
import SocialModel

/// An invented chain: reviewers of Port Meridian open and decide cases.
struct AuditFixture {
  static let key = AuditSigningKey(seed: [UInt8](repeating: 7, count: 32))
  static let otherKey = AuditSigningKey(seed: [UInt8](repeating: 8, count: 32))
  static let start = Timestamp(seconds: 1_458_633_600)

  var entries: [AuditEntry] = []
  var checkpoints: [AuditCheckpoint] = []

  /// So many entries with a checkpoint after every `every`.
  init(_ count: Int = 24, every: Int = 8, after chain: AuditChain = AuditChain()) throws {
    var chain = chain
    for index in 1...count {
      let time = Timestamp(milliseconds: Self.start.milliseconds + Int64(index) * 61_007)
      entries.append(
        try chain.append(
          time: time, actor: "user:\(index % 3)", action: index % 2 == 0 ? .decided : .caseOpened,
          subject: "case:\(index)",
          details: ["ground": "clause \(index)", "note": "\u{1} \"é\\\" ق \u{7F}", "z": ""]))
      if index % every == 0 {
        checkpoints.append(AuditCheckpoint(of: chain, time: time, signedBy: Self.key))
      }
    }
  }

  /// The lines of the export, header first.
  func lines(after chain: AuditChain = AuditChain()) throws -> [[UInt8]] {
    var export = AuditExport(after: chain, publicKey: Self.key.publicKey)
    var lines = [export.headerLine]
    for entry in entries {
      lines.append(try export.line(entry))
      for checkpoint in checkpoints where checkpoint.sequence == entry.sequence {
        lines.append(try export.line(checkpoint))
      }
    }
    return lines
  }

  /// The line number in the file, from 1, of an entry.
  func line(of sequence: UInt64, every: UInt64 = 8) -> Int {
    Int(1 + sequence + (sequence - 1) / every)
  }

  static func verdict(
    _ lines: [[UInt8]], keys: [AuditPublicKey] = [key.publicKey], held: AuditCheckpoint? = nil,
    expected: UInt64? = nil, pieces: Int = 1 << 16
  ) -> AuditVerdict {
    var verifier = AuditVerifier(keys: keys, held: held, expected: expected)
    let bytes = lines.flatMap { $0 }
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      verifier.consume(Array(bytes[start..<min(start + pieces, bytes.count)]))
    }
    return verifier.finish()
  }
}

extension AuditEntry {
  /// The same entry but for what is given, whose hash is computed anew.
  func with(
    sequence: UInt64? = nil, subject: String? = nil, previous: AuditHash? = nil
  ) throws -> AuditEntry {
    try AuditEntry(
      sequence: sequence ?? self.sequence, time: time, actor: actor, action: action,
      subject: subject ?? self.subject, details: details, previous: previous ?? self.previous)
  }

  /// Its line with this hash, or its own.
  func line(claiming hash: AuditHash? = nil) -> [UInt8] {
    AuditLine.entry(self, hash: hash ?? self.hash).bytes
  }
}
