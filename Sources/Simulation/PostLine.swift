import SocialModel

/// Writes posts as Tocsin NDJSON.
public enum PostLine {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Appends a post and a line feed: one JSON object, keys in the format's order, unknown values
  /// left out, times in RFC 3339.
  ///
  /// - Complexity: O(bytes).
  public static func append(_ post: Post, to bytes: inout [UInt8]) {
    bytes += #"{"platform":"#.utf8
    appendString(post.platform.name, to: &bytes)
    appendMember("id", post.id, to: &bytes)
    bytes += #","account":{"id":"#.utf8
    appendString(post.account.id, to: &bytes)
    appendMember("handle", post.account.handle, to: &bytes)
    appendMember("name", post.account.name, to: &bytes)
    appendMember("bio", post.account.bio, to: &bytes)
    if let created = post.account.created {
      bytes += #","created":"#.utf8
      appendTime(created, hasMilliseconds: false, to: &bytes)
    }
    if let followers = post.account.followers {
      bytes += #","followers":"#.utf8
      bytes += String(followers).utf8
    }
    bytes += #"},"time":"#.utf8
    appendTime(post.time, hasMilliseconds: true, to: &bytes)
    appendMember("text", post.text, to: &bytes)
    appendMember("lang", post.language, to: &bytes)
    appendMember("client", post.client, to: &bytes)
    appendList("urls", post.urls, to: &bytes)
    appendList("hashtags", post.hashtags, to: &bytes)
    appendList("mentions", post.mentions, to: &bytes)
    appendMember("reply_to", post.replyTo, to: &bytes)
    appendMember("repost_of", post.repostOf, to: &bytes)
    if !post.media.isEmpty { appendMedia(post.media, to: &bytes) }
    bytes += "}\n".utf8
  }

  private static func appendMember(_ key: String, _ value: String?, to bytes: inout [UInt8]) {
    guard let value else { return }
    bytes += ",\"".utf8
    bytes += key.utf8
    bytes += "\":".utf8
    appendString(value, to: &bytes)
  }

  private static func appendList(_ key: String, _ values: [String]?, to bytes: inout [UInt8]) {
    guard let values else { return }
    bytes += ",\"\(key)\":[".utf8
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendString(value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func appendMedia(_ media: [Media], to bytes: inout [UInt8]) {
    bytes += #","media":["#.utf8
    for (index, item) in media.enumerated() {
      bytes += (index > 0 ? #",{"type":"# : #"{"type":"#).utf8
      appendString(item.kind.rawValue, to: &bytes)
      appendMember("path", item.path, to: &bytes)
      appendMember("url", item.url, to: &bytes)
      appendMember("sha256", item.sha256, to: &bytes)
      appendMember("pdq", item.pdq, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func appendTime(
    _ time: Timestamp, hasMilliseconds: Bool, to bytes: inout [UInt8]
  ) {
    let civil = time.civil
    bytes.append(UInt8(ascii: "\""))
    appendDigits(civil.year, 4, to: &bytes)
    for (mark, value) in [
      (UInt8(ascii: "-"), civil.month), (UInt8(ascii: "-"), civil.day),
      (UInt8(ascii: "T"), civil.hour), (UInt8(ascii: ":"), civil.minute),
      (UInt8(ascii: ":"), civil.second),
    ] {
      bytes.append(mark)
      appendDigits(value, 2, to: &bytes)
    }
    if hasMilliseconds {
      bytes.append(UInt8(ascii: "."))
      appendDigits(civil.millisecond, 3, to: &bytes)
    }
    bytes += "Z\"".utf8
  }

  private static func appendDigits(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
    var divisor = [1, 10, 100, 1000][width - 1]
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  /// A JSON string: quotes, backslashes and control characters escaped, all else as it is.
  static func appendString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    // Native strings show their bytes in place: one pass over a buffer, then one copy.
    let isCopied = text.utf8.withContiguousStorageIfAvailable { buffer -> Bool in
      for byte in buffer where byte < 0x20 || byte == quote || byte == backslash { return false }
      bytes.append(contentsOf: buffer)
      return true
    }
    if isCopied != true {
      for byte in text.utf8 { appendEscaped(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case quote: bytes += "\\\"".utf8
    case backslash: bytes += "\\\\".utf8
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case ..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += "\\u00".utf8
      bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
}
