/// Turns the HTML of posts into text.
///
/// It knows what servers put into posts and no more: paragraphs and line breaks become line ends,
/// other tags go, character references are resolved. It is not for showing hostile pages.
enum Markup {
  /// A link in markup.
  struct Link {
    var address: String
    var classes: String
  }

  /// The text of a fragment, without blanks at its ends.
  static func text(_ html: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(html.utf8.count)
    var rest = Array(html.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "<"), let tag = takeTag(&rest) {
        output.append(contentsOf: lineEnds(for: tag))
      } else if byte == UInt8(ascii: "&") {
        takeReference(&rest, into: &output)
      } else {
        output.append(byte)
        rest = rest.dropFirst()
      }
    }
    var text = output[...]
    while let first = text.first, TextCursor.isBlank(first) { text = text.dropFirst() }
    while let last = text.last, TextCursor.isBlank(last) { text = text.dropLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// The addresses of the fragment's links with their classes, in order.
  static func links(_ html: String) -> [Link] {
    var links: [Link] = []
    var rest = Array(html.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...]
      guard let tag = takeTag(&rest) else {
        rest = rest.dropFirst()
        continue
      }
      guard name(of: tag) == "a", let address = attribute("href", of: tag) else { continue }
      links.append(Link(address: address, classes: attribute("class", of: tag) ?? ""))
    }
    return links
  }

  /// Takes `<...>`; nil and nothing taken where no tag begins.
  private static func takeTag(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let inner = rest.dropFirst()
    guard let first = inner.first, first == UInt8(ascii: "/") || TextCursor.isLetter(first) else {
      return nil
    }
    var quote: UInt8?
    for index in inner.indices {
      let byte = inner[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        rest = rest[(index + 1)...]
        return inner[..<index]
      }
    }
    return nil
  }

  private static func name(of tag: ArraySlice<UInt8>) -> String {
    let letters = tag.prefix { TextCursor.isLetter($0) || $0 == UInt8(ascii: "/") }
    return String(decoding: letters, as: UTF8.self).lowercased()
  }

  private static func lineEnds(for tag: ArraySlice<UInt8>) -> String.UTF8View {
    switch name(of: tag) {
    case "br", "br/", "/li", "/div": "\n".utf8
    case "/p", "/blockquote", "/ul", "/ol", "/h1", "/h2", "/h3": "\n\n".utf8
    default: "".utf8
    }
  }

  private static func attribute(_ wanted: String, of tag: ArraySlice<UInt8>) -> String? {
    let marker = Array((" " + wanted + "=").utf8)
    guard let start = tag.firstRange(of: marker)?.upperBound, start < tag.endIndex else {
      return nil
    }
    let open = tag[start]
    let isQuoted = open == UInt8(ascii: "\"") || open == UInt8(ascii: "'")
    let value =
      isQuoted
      ? tag[(start + 1)...].prefix { $0 != open } : tag[start...].prefix { !TextCursor.isBlank($0) }
    return resolved(value)
  }

  /// A text with its character references resolved and its tags left alone.
  static func unescaped(_ text: String) -> String { resolved(Array(text.utf8)[...]) }

  private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    var output: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      if byte == UInt8(ascii: "&") {
        takeReference(&rest, into: &output)
      } else {
        output.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: Character references

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "hellip": "…",
    "mdash": "—", "ndash": "–", "laquo": "«", "raquo": "»", "copy": "©", "eacute": "é",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "euro": "€", "shy": "",
    "zwj": "\u{200D}",
    "zwnj": "\u{200C}",
  ]

  /// Takes `&...;` and appends what it stands for, or takes the ampersand alone.
  private static func takeReference(_ rest: inout ArraySlice<UInt8>, into output: inout [UInt8]) {
    let body = rest.dropFirst().prefix(12)
    guard let end = body.firstIndex(of: UInt8(ascii: ";")),
      let text = meaning(of: String(decoding: body[..<end], as: UTF8.self))
    else {
      output.append(UInt8(ascii: "&"))
      rest = rest.dropFirst()
      return
    }
    output.append(contentsOf: text.utf8)
    rest = rest[(end + 1)...]
  }

  private static func meaning(of reference: String) -> String? {
    guard reference.hasPrefix("#") else { return named[reference] }
    let isHexadecimal = reference.hasPrefix("#x") || reference.hasPrefix("#X")
    let digits = reference.dropFirst(isHexadecimal ? 2 : 1)
    guard let code = UInt32(digits, radix: isHexadecimal ? 16 : 10), code > 0,
      let scalar = Unicode.Scalar(code)
    else { return nil }
    return String(Character(scalar))
  }
}
