/// Rejections as JSON, one a line: `{"file","line","offset","code","message","raw"}`.
///
/// `raw` is the record as text, or `raw_base64` where it is not valid UTF-8. Lines of one run have a
/// fixed order and form, so the same input gives the same bytes.
public struct RejectionLog: Sendable {
  private let files: [String]

  /// A log for inputs of these names, in the order of the run.
  public init(files: [String]) { self.files = files }

  /// One rejection's line, with the line feed.
  public func line(for rejection: Rejection) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(rejection.raw.count + 160)
    line.append(contentsOf: "{\"file\":".utf8)
    Self.appendString(files[Int(rejection.input)], to: &line)
    line.append(contentsOf: ",\"line\":\(rejection.line),\"offset\":\(rejection.offset)".utf8)
    line.append(contentsOf: ",\"code\":\"\(rejection.code.rawValue)\",\"message\":".utf8)
    Self.appendString(rejection.message, to: &line)
    if let text = String(validating: rejection.raw, as: UTF8.self) {
      line.append(contentsOf: ",\"raw\":".utf8)
      Self.appendString(text, to: &line)
    } else {
      line.append(contentsOf: ",\"raw_base64\":\"".utf8)
      Self.appendBase64(rejection.raw, to: &line)
      line.append(UInt8(ascii: "\""))
    }
    line.append(contentsOf: "}\n".utf8)
    return line
  }

  private static func appendString(_ text: String, to line: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    line.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        line.append(UInt8(ascii: "\\"))
        line.append(byte)
      case 0..<0x20, 0x7F:
        line.append(contentsOf: "\\u00".utf8)
        line.append(digits[Int(byte >> 4)])
        line.append(digits[Int(byte & 15)])
      default: line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\""))
  }

  /// RFC 4648, section 4.
  private static func appendBase64(_ bytes: [UInt8], to line: inout [UInt8]) {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        line.append(
          index <= group.count ? letters[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
  }
}
