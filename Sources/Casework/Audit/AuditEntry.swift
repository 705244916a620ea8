import SocialModel

/// A SHA-256 digest in the audit chain.
public struct AuditHash: Hashable, Sendable, CustomStringConvertible {
  /// Its 32 bytes.
  public let bytes: [UInt8]

  /// A digest of 32 bytes.
  ///
  /// - Precondition: there are 32.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
    self.bytes = bytes
  }

  /// The digest of 64 lower-case hexadecimal digits; nil for anything else.
  public init?(hexadecimal: String) {
    guard let bytes = Hexadecimal.bytes(hexadecimal, count: 32) else { return nil }
    self.bytes = bytes
  }

  /// What the first entry of a chain follows: 32 bytes of zero.
  public static let beginning = AuditHash(bytes: [UInt8](repeating: 0, count: 32))

  /// 64 lower-case hexadecimal digits.
  public var description: String { Hexadecimal.text(bytes) }
}

/// One entry of the audit chain: who did what to what and when, and which entry it follows.
///
/// It names by ids. Text of posts, handles, passwords and keys do not belong in it: an entry can
/// never be removed.
public struct AuditEntry: Hashable, Sendable {
  /// Its place in the chain, from 1.
  public let sequence: UInt64
  /// When it was written.
  public let time: Timestamp
  /// The id of the user, the API token or the part of the program that acted; 1 to 256 bytes.
  public let actor: String
  /// What was done.
  public let action: AuditAction
  /// What it was done to, such as `case:17`; at most 1,024 bytes, empty where there is nothing.
  public let subject: String
  /// Whatever else is to be known, by key. At most 64 keys of lower-case ASCII letters, digits, `.`,
  /// `-` and `_`, 1 to 64 bytes long; values of at most 8 KiB.
  public let details: [String: String]
  /// The hash of the entry before it.
  public let previous: AuditHash

  /// An entry; ``AuditChain`` gives the sequence and the hash before it.
  ///
  /// - Throws: ``CaseworkError`` with the code `malformed` when a field does not keep its limits.
  public init(
    sequence: UInt64, time: Timestamp, actor: String, action: AuditAction, subject: String = "",
    details: [String: String] = [:], previous: AuditHash
  ) throws {
    try Self.check("sequence", sequence > 0 && sequence < 1 << 53)
    try Self.check("time", time.milliseconds.magnitude < 1 << 53)
    try Self.check("actor", (1...256).contains(actor.utf8.count))
    try Self.check("subject", subject.utf8.count <= 1024)
    try Self.check("details", details.count <= 64 && details.keys.allSatisfy(Self.isKey))
    try Self.check("details", details.values.allSatisfy { $0.utf8.count <= 8192 })
    self.sequence = sequence
    self.time = time
    self.actor = actor
    self.action = action
    self.subject = subject
    self.details = details
    self.previous = previous
  }

  /// The details, ordered by their keys' bytes.
  public var sortedDetails: [(key: String, value: String)] {
    details.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
  }

  /// The hash that the next entry carries: SHA-256 of the canonical bytes.
  public var hash: AuditHash { AuditHash(bytes: Sodium.sha256(canonicalBytes)) }

  /// The bytes that are hashed, version 1.
  ///
  /// Length-prefixed binary and not JSON: each field says how long it is, so that no two entries have
  /// the same bytes, and there are no two ways to escape a character, to write a number or to order
  /// keys that two JSON libraries could disagree on. `TOCSIN AUDIT ENTRY 1` and a zero byte; the
  /// sequence and the time as 64-bit big-endian integers; actor, action and subject, each as a 32-bit
  /// big-endian length and UTF-8; the number of details in 32 bits, then each key and value in the
  /// order of the keys' bytes; the 32 bytes of the previous hash.
  public var canonicalBytes: [UInt8] {
    var bytes = Array("TOCSIN AUDIT ENTRY 1\0".utf8)
    bytes.append(bigEndian: sequence)
    bytes.append(bigEndian: UInt64(bitPattern: time.milliseconds))
    for text in [actor, action.rawValue, subject] { bytes.append(prefixed: text) }
    bytes.append(bigEndian: UInt32(details.count))
    for (key, value) in sortedDetails {
      bytes.append(prefixed: key)
      bytes.append(prefixed: value)
    }
    return bytes + previous.bytes
  }

  private static func isKey(_ key: String) -> Bool {
    (1...64).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
          || [0x2D, 0x2E, 0x5F].contains(byte)
      }
  }

  private static func check(_ field: String, _ isRight: Bool) throws {
    guard isRight else {
      throw CaseworkError(
        .malformed, subject: "audit entry", message: "The field `\(field)` breaks its limits.")
    }
  }

  /// Whether two entries are the same, byte by byte.
  public static func == (a: AuditEntry, b: AuditEntry) -> Bool {
    a.canonicalBytes == b.canonicalBytes
  }

  /// Hashes the canonical bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(canonicalBytes) }
}

extension [UInt8] {
  mutating func append(bigEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }

  /// A 32-bit length and the UTF-8 bytes.
  mutating func append(prefixed text: String) {
    append(bigEndian: UInt32(text.utf8.count))
    append(contentsOf: text.utf8)
  }
}
