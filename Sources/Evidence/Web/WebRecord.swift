import Foundation
import SocialModel

/// A capture as a record of a web archive.
struct WebRecord: Sendable {
  let address: String
  let time: Timestamp
  let type: String
  let block: [UInt8]
  let title: String
  /// Where the gzip member begins in the archive, and how long it is.
  var offset = 0
  var length = 0

  init(_ post: EvidenceCase.Item) {
    address = Self.address(post)
    time = post.captured.at.time
    type = Self.headerValue(post.type)
    block = post.raw
    title = "Post \(post.id) on \(post.account.platform)"
  }

  /// Whether the block is what a server sent, with its status line and its headers.
  var isResponse: Bool { type.hasPrefix("application/http") }

  /// What follows the headers of a response; the whole block of everything else.
  var payload: ArraySlice<UInt8> {
    let end = Array("\r\n\r\n".utf8)
    guard isResponse, let split = block.firstRange(of: end) else { return block[...] }
    return block[split.upperBound...]
  }

  var bytes: [UInt8] {
    var headers = [
      ("WARC-Type", isResponse ? "response" : "resource"), ("WARC-Target-URI", address),
    ]
    headers.append(("WARC-Payload-Digest", "sha256:" + Digest.text(Array(payload))))
    return Self.record(headers, type: type, date: time, block: block)
  }

  /// A record: its headers, its block, and what ends it.
  static func record(
    _ headers: [(String, String)], type: String, date: Timestamp, block: [UInt8]
  ) -> [UInt8] {
    let own = [
      ("WARC-Date", String(date.description)),
      ("WARC-Block-Digest", "sha256:" + Digest.text(block)),
    ]
    let named = headers + own
    let seed = named.map { "\($0.0): \($0.1)\r\n" }.joined()
    let id = "<urn:uuid:\(uuid(Digest.sha256(Array(seed.utf8))))>"
    let all =
      named + [
        ("WARC-Record-ID", id), ("Content-Type", type), ("Content-Length", String(block.count)),
      ]
    let head = "WARC/1.1\r\n" + all.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
  }

  /// A UUID of version 8, RFC 9562: its bits are of a digest.
  private static func uuid(_ digest: [UInt8]) -> String {
    var bytes = Array(digest.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Array(Digest.hexadecimal(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }
      .joined(separator: "-")
  }

  /// The address that was captured where it is one, or a name made of the platform and the id.
  private static func address(_ post: EvidenceCase.Item) -> String {
    let from = post.captured.from
    let isAddress =
      from.wholeMatch(of: /https?:\/\/[!-~]+/) != nil && URL(string: from)?.host?.isEmpty == false
    return isAddress ? from : "urn:tocsin:post:\(post.account.platform):\(escaped(post.id))"
  }

  private static func escaped(_ id: String) -> String {
    id.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte)
        || byte == 0x2D || byte == 0x5F
      return isPlain ? String(scalar) : "%" + Digest.hexadecimal([byte]).uppercased()
    }.joined()
  }

  /// A media type of plain characters; bytes of no known type for anything else.
  private static func headerValue(_ type: String) -> String {
    type.wholeMatch(of: /[a-z0-9.+-]+\/[a-z0-9.+-]+(; ?[a-z0-9=.+-]+)*/) != nil
      ? type : "application/octet-stream"
  }
}
