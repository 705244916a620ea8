import Foundation
import SocialModel

/// One line of an exported chain, in the one way in which it may be written.
///
/// A line is JSON so that any program can read it, and it is read strictly: what a line says, written
/// anew, must give the same bytes. So blanks, another order of keys, a key twice or another escape are
/// found like any other change.
public enum AuditLine: Hashable, Sendable {
  /// The first line: which key signs the checkpoints, and what the first entry follows.
  case header(AuditHeader)
  /// An entry with the hash that is claimed for it.
  case entry(AuditEntry, hash: AuditHash)
  /// A checkpoint.
  case checkpoint(AuditCheckpoint)

  /// No line is longer, in bytes.
  public static let longest = 1 << 20

  /// The line's bytes, with the line feed that ends it.
  public var bytes: [UInt8] {
    var line = CanonicalObject()
    switch self {
    case .header(let header):
      line.add("type", text: "tocsin-audit")
      line.add("version", number: 1)
      line.add("first", number: Int64(header.first))
      line.add("previous", text: header.previous.description)
      line.add("key", text: header.publicKey.id.description)
      line.add("publicKey", text: Hexadecimal.text(header.publicKey.bytes))
    case .entry(let entry, let hash):
      line.add("type", text: "entry")
      line.add("sequence", number: Int64(entry.sequence))
      line.add("time", number: entry.time.milliseconds)
      line.add("actor", text: entry.actor)
      line.add("action", text: entry.action.rawValue)
      line.add("subject", text: entry.subject)
      line.add("details", object: entry.sortedDetails)
      line.add("previous", text: entry.previous.description)
      line.add("hash", text: hash.description)
    case .checkpoint(let checkpoint):
      line.add("type", text: "checkpoint")
      line.add("sequence", number: Int64(checkpoint.sequence))
      line.add("hash", text: checkpoint.hash.description)
      line.add("time", number: checkpoint.time.milliseconds)
      line.add("count", number: Int64(checkpoint.count))
      line.add("key", text: checkpoint.key.description)
      line.add("signature", text: Hexadecimal.text(checkpoint.signature))
    }
    return line.bytes + [UInt8(ascii: "\n")]
  }

  /// Reads a line without its line feed; nil when it is not written as this version writes it.
  ///
  /// - Complexity: O(bytes).
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= Self.longest, bytes.first == UInt8(ascii: "{") else { return nil }
    let data = Data(bytes)
    guard let raw = RawAuditLine.read(data), let line = raw.line,
      line.bytes.dropLast().elementsEqual(data)
    else { return nil }
    self = line
  }
}

/// What the first line of an exported chain says.
public struct AuditHeader: Hashable, Sendable {
  /// The sequence of the file's first entry.
  public var first: UInt64
  /// The hash that the first entry follows.
  public var previous: AuditHash
  /// The key that the file's checkpoints are said to be signed with.
  public var publicKey: AuditPublicKey

  /// The header of a file that goes on after a chain's part; of a whole chain where nothing is given.
  public init(after chain: AuditChain = AuditChain(), publicKey: AuditPublicKey) {
    first = chain.sequence + 1
    previous = chain.hash
    self.publicKey = publicKey
  }

  init(first: UInt64, previous: AuditHash, publicKey: AuditPublicKey) {
    self.first = first
    self.previous = previous
    self.publicKey = publicKey
  }
}

/// A JSON object with its keys in the order in which they are added and one way to write everything.
struct CanonicalObject {
  private var text = "{"

  var bytes: [UInt8] { Array((text + "}").utf8) }

  mutating func add(_ key: String, text value: String) {
    begin(key)
    text += Self.quoted(value)
  }

  mutating func add(_ key: String, number: Int64) {
    begin(key)
    text += String(number)
  }

  mutating func add(_ key: String, object: [(key: String, value: String)]) {
    begin(key)
    text += "{" + object.map { "\"\($0.key)\":\(Self.quoted($0.value))" }.joined(separator: ",")
    text += "}"
  }

  private mutating func begin(_ key: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\"\(key)\":"
  }

  /// A JSON string: `"` and `\` with a backslash, controls as `\u00xx`, all else as it is.
  private static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0...0x1F: result += "\\u00" + Hexadecimal.text([UInt8(scalar.value)])
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A line's fields as JSON has them.
struct RawAuditLine: Decodable {
  var type: String
  var version: Int64?
  var first: UInt64?
  var sequence: UInt64?
  var time: Int64?
  var actor: String?
  var action: String?
  var subject: String?
  var details: [String: String]?
  var previous: String?
  var hash: String?
  var count: UInt64?
  var key: String?
  var publicKey: String?
  var signature: String?

  /// Nil for what is not such JSON: the caller says so, and which line.
  static func read(_ data: Data) -> RawAuditLine? {
    do { return try JSONDecoder().decode(RawAuditLine.self, from: data) } catch { return nil }
  }

  var line: AuditLine? {
    switch type {
    case "tocsin-audit": header
    case "entry": entry
    case "checkpoint": checkpoint
    default: nil
    }
  }

  private var header: AuditLine? {
    guard version == 1, let first, first > 0, first < 1 << 53,
      let previous = previous.flatMap(AuditHash.init(hexadecimal:)),
      let bytes = publicKey.flatMap({ Hexadecimal.bytes($0, count: 32) }),
      let publicKey = AuditPublicKey(bytes: bytes), key == publicKey.id.description
    else { return nil }
    return .header(AuditHeader(first: first, previous: previous, publicKey: publicKey))
  }

  private var entry: AuditLine? {
    guard let sequence, let time, let actor, let subject, let details,
      let action = action.flatMap(AuditAction.init(rawValue:)),
      let previous = previous.flatMap(AuditHash.init(hexadecimal:)),
      let hash = hash.flatMap(AuditHash.init(hexadecimal:))
    else { return nil }
    do {
      let entry = try AuditEntry(
        sequence: sequence, time: Timestamp(milliseconds: time), actor: actor, action: action,
        subject: subject, details: details, previous: previous)
      return .entry(entry, hash: hash)
    } catch { return nil }
  }

  private var checkpoint: AuditLine? {
    guard let sequence, sequence < 1 << 53, let time, let count, count < 1 << 53,
      let hash = hash.flatMap(AuditHash.init(hexadecimal:)),
      let key = key.flatMap(AuditKeyID.init),
      let signature = signature.flatMap({ Hexadecimal.bytes($0, count: 64) })
    else { return nil }
    return .checkpoint(
      AuditCheckpoint(
        sequence: sequence, hash: hash, time: Timestamp(milliseconds: time), count: count, key: key,
        signature: signature))
  }
}
