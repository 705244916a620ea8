/// Verifies an exported chain in one pass and names the first bad entry.
///
/// It finds every changed, dropped, reordered and inserted entry of the hash chain by itself. Two
/// things it cannot find without help. Whoever can write the file can cut off its end: so an auditor
/// brings the last checkpoint seen, or the number of entries to expect. And whoever can write the file
/// can compute every hash anew from the entry they changed on: so there are signed checkpoints, and the
/// auditor brings the public key; entries after the last checkpoint stay unprotected against that.
///
/// - Complexity: O(bytes) time; memory for one line.
public struct AuditVerifier {
  private let keys: [AuditPublicKey]
  private let held: AuditCheckpoint?
  private let expected: UInt64?
  private var line: [UInt8] = []
  private var lineNumber = 0
  private var verdict = AuditVerdict()
  /// What stands before the last good entry, and on which line that entry is.
  private var before: (hash: AuditHash, line: Int)?
  private var inquiry: AuditInquiry?

  /// A verifier.
  ///
  /// - Parameters:
  ///   - keys: the public keys that the auditor trusts; with none, the one that the file names, which
  ///     says nothing about who wrote it.
  ///   - held: the last checkpoint that the auditor holds from elsewhere, verified with those keys.
  ///   - expected: the sequence that the last entry must at least have.
  public init(keys: [AuditPublicKey] = [], held: AuditCheckpoint? = nil, expected: UInt64? = nil) {
    self.keys = keys
    self.held = held
    self.expected = expected
    verdict.isKeyTrusted = !keys.isEmpty
  }

  /// Takes the next bytes of the file.
  ///
  /// - Returns: whether more bytes could tell more; false once the first fault is certain.
  @discardableResult
  public mutating func consume(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      guard verdict.fault == nil || inquiry != nil else { return false }
      line += rest[..<end]
      finishLine()
      rest = rest[(end + 1)...]
    }
    // One byte more than a line may have is enough to see that it is too long, at once.
    line += rest.prefix(max(0, AuditLine.longest + 1 - line.count))
    if line.count > AuditLine.longest { finishLine() }
    return verdict.fault == nil || inquiry != nil
  }

  /// Takes the next bytes of the file.
  @discardableResult
  public mutating func consume(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { consume($0) }
  }

  /// The verdict, after the last byte.
  public mutating func finish() -> AuditVerdict {
    if let inquiry {
      verdict.fault = inquiry.fault
      self.inquiry = nil
    }
    guard verdict.fault == nil else { return verdict }
    if !line.isEmpty {
      fault(.truncated, verdict.end.sequence + 1, "The file ends in the middle of a line.")
    } else if verdict.header == nil {
      verdict.fault = AuditFault(.malformed, line: 0, message: "The file is empty.")
    } else {
      checkEnd()
    }
    return verdict
  }

  private mutating func finishLine() {
    lineNumber += 1
    defer { line.removeAll(keepingCapacity: true) }
    let read = line.count > AuditLine.longest ? nil : AuditLine(line)
    if inquiry != nil {
      if inquiry?.take(read) == true {
        verdict.fault = inquiry?.fault
        inquiry = nil
      }
      return
    }
    switch (read, verdict.header) {
    case (nil, _):
      fault(
        .malformed, lineNumber == 1 ? nil : verdict.end.sequence + 1,
        "The line is not written as a line of an exported chain is.")
    case (.header(let header), nil): begin(header)
    case (_, nil): fault(.malformed, nil, "The first line is no header.")
    case (.header, _): fault(.malformed, verdict.end.sequence + 1, "A second header.")
    case (.entry(let entry, let hash), _): take(entry, hash)
    case (.checkpoint(let checkpoint), _): take(checkpoint)
    }
  }

  private mutating func begin(_ header: AuditHeader) {
    guard (header.first == 1) == (header.previous == .beginning) else {
      return fault(.malformed, nil, "A chain begins with entry 1, and only there.")
    }
    guard keys.isEmpty || keys.contains(header.publicKey) else {
      return fault(.unknownKey, nil, "The file names the key \(header.publicKey.id).")
    }
    verdict.header = header
    verdict.end = AuditChain(sequence: header.first - 1, hash: header.previous)
    compareWithHeld()
    if let held, header.first > held.sequence + 1 {
      fault(
        .notComparable, nil,
        "The file begins with entry \(header.first), after the checkpoint at \(held.sequence).")
    }
  }

  private mutating func take(_ entry: AuditEntry, _ claimed: AuditHash) {
    let next = verdict.end.sequence + 1
    guard entry.hash == claimed else {
      return fault(.changed, next, "What it says does not have the hash that it carries.")
    }
    guard entry.sequence == next, entry.previous == verdict.end.hash else {
      inquiry = AuditInquiry(
        into: entry, at: lineNumber, after: verdict.end, before: before?.hash,
        lastLine: before?.line ?? 1)
      return
    }
    before = (verdict.end.hash, lineNumber)
    verdict.end = AuditChain(sequence: next, hash: claimed)
    verdict.entries += 1
    compareWithHeld()
  }

  private mutating func take(_ checkpoint: AuditCheckpoint) {
    let trusted = keys.isEmpty ? [verdict.header?.publicKey].compactMap { $0 } : keys
    guard let key = trusted.first(where: { $0.id == checkpoint.key }) else {
      return fault(.unknownKey, nil, "The checkpoint names the key \(checkpoint.key).")
    }
    guard checkpoint.isSigned(by: key), checkpoint.count == checkpoint.sequence else {
      return fault(.badSignature, nil, "The checkpoint is not signed by the key that it names.")
    }
    if checkpoint.sequence > verdict.end.sequence {
      inquiry = AuditInquiry(into: checkpoint, at: lineNumber, after: verdict.end)
    } else if checkpoint.sequence < verdict.end.sequence {
      fault(.reordered, nil, "The checkpoint stands after entries that it does not cover.")
    } else if checkpoint.hash != verdict.end.hash {
      rewritten(upTo: checkpoint.sequence)
    } else {
      verdict.checkpoints += 1
      verdict.lastCheckpoint = checkpoint
    }
  }

  private mutating func compareWithHeld() {
    guard let held, held.sequence == verdict.end.sequence else { return }
    if held.hash == verdict.end.hash {
      verdict.isEndKnown = true
    } else {
      rewritten(upTo: held.sequence)
    }
  }

  private mutating func rewritten(upTo sequence: UInt64) {
    let first = (verdict.lastCheckpoint?.sequence ?? (verdict.header?.first ?? 1) - 1) + 1
    fault(
      .rewritten, first,
      "One of the entries \(first) to \(sequence) was changed and those after it computed anew.")
  }

  private mutating func checkEnd() {
    let end = verdict.end.sequence
    if let held, end < held.sequence {
      let message = "The chain ends with entry \(end); it once had \(held.sequence)."
      verdict.fault = AuditFault(.truncated, line: 0, sequence: end + 1, message: message)
    } else if let expected, end < expected {
      let message = "The chain ends with entry \(end); \(expected) are expected."
      verdict.fault = AuditFault(.truncated, line: 0, sequence: end + 1, message: message)
    } else if expected != nil {
      verdict.isEndKnown = true
    }
  }

  private mutating func fault(_ kind: AuditFault.Kind, _ sequence: UInt64?, _ message: String) {
    guard verdict.fault == nil else { return }
    verdict.fault = AuditFault(kind, line: lineNumber, sequence: sequence, message: message)
  }
}
