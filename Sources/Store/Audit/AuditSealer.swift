import CSodium
import SocialModel

/// Who acts: a person, a program under a token, or Tocsin itself.
public struct Actor: Hashable, Sendable, CustomStringConvertible {
  /// `user:3`, `token:2` or `system:analyze`, as the audit trail carries it.
  public let description: String
  /// The person's id, where a person acts.
  public let user: Int64?

  /// A person.
  public static func user(_ id: Int64) -> Actor { Actor(description: "user:\(id)", user: id) }

  /// A program that shows a token.
  public static func token(_ id: Int64) -> Actor { Actor(description: "token:\(id)", user: nil) }

  /// A part of Tocsin that acts by itself.
  public static func system(_ name: String) -> Actor {
    Actor(description: "system:\(name)", user: nil)
  }
}

/// What an audit entry says, before it is sealed.
public struct AuditDraft: Hashable, Sendable {
  /// Its number, from 1 without gaps.
  public var sequence: Int64
  /// The hash of the entry before it; 32 zero bytes for the first.
  public var previousHash: [UInt8]
  /// When it was written.
  public var time: Timestamp
  /// Who acted, as ``Actor/description``.
  public var actor: String
  /// What was done, such as `decision.make`.
  public var action: String
  /// To what, such as `case:12` or `post:x:7120`.
  public var subject: String
  /// More about it: ids, codes and numbers, no text of a post.
  public var details: [String: String]

  /// What an entry says.
  public init(
    sequence: Int64, previousHash: [UInt8], time: Timestamp, actor: String, action: String,
    subject: String, details: [String: String]
  ) {
    self.sequence = sequence
    self.previousHash = previousHash
    self.time = time
    self.actor = actor
    self.action = action
    self.subject = subject
    self.details = details
  }
}

/// How an audit entry becomes bytes and a hash.
///
/// The store knows no more of the chain than this: whoever opens it says how entries are sealed.
public struct AuditSealer: Sendable {
  /// The encoding's permanent name. A database that was written under another name is refused.
  public let name: String
  /// The canonical bytes of an entry and their 32-byte hash.
  public let seal: @Sendable (AuditDraft) throws -> (bytes: [UInt8], hash: [UInt8])

  /// A sealer under a permanent name.
  public init(
    name: String, seal: @escaping @Sendable (AuditDraft) throws -> (bytes: [UInt8], hash: [UInt8])
  ) {
    self.name = name
    self.seal = seal
  }

  /// SHA-256 over the entry's fields, each with its length before it, details ordered by name.
  public static let lengthPrefixed = AuditSealer(name: "length-prefixed-1") { draft in
    var bytes: [UInt8] = []
    func append(_ field: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt64(field.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: field)
    }
    append(draft.previousHash)
    append(String(draft.sequence).utf8)
    append(String(draft.time.milliseconds).utf8)
    append(draft.actor.utf8)
    append(draft.action.utf8)
    append(draft.subject.utf8)
    for (name, value) in draft.details.sorted(by: { $0.key < $1.key }) {
      append(name.utf8)
      append(value.utf8)
    }
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    return (bytes, hash)
  }
}
