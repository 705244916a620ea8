import Mustache

/// Text in HTML pages, made harmless and its hidden characters visible.
///
/// swift-mustache's own escaping walks over grapheme clusters, so a quote with a combining mark
/// behind it stays a quote and ends an attribute. This one walks over scalars.
public struct HTMLText: MustacheContentType {
  /// The name by which the template asks for it.
  public static let name = "TOCSIN"

  /// The escaping under that name, to be registered before a template that asks for it is read.
  public init() {}

  /// The text so that it can stand in an element or in a quoted attribute.
  public func escapeText(_ text: String) -> String { Self.escaped(text) }

  /// The text so that it can stand in an element or in a quoted attribute.
  ///
  /// Control characters, bidirectional overrides, embeddings and isolates, interlinear marks, line
  /// separators and non-characters are named instead, `⟦U+202E⟧`: they cannot reorder what stands
  /// around them, and a reviewer sees that they are there. The marks U+200E, U+200F and U+061C stay,
  /// as ordinary right-to-left writing has them. Of a long run of combining marks the first eight
  /// stay, more than any writing has, so that no text paints over its neighbours.
  public static func escaped(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    return visible(text, replacement)
  }

  /// The text with hidden characters named and long runs of marks cut as ``escaped(_:)`` does, for a
  /// page that knows no markup.
  public static func visible(_ text: String) -> String {
    visible(text) { isHidden($0) ? replacement($0) : nil }
  }

  private static func visible(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    var marks = 0
    for scalar in text.unicodeScalars {
      marks = isMark(scalar) ? marks + 1 : 0
      if marks > 8 {
        if marks == 9 { result += "⟦…⟧" }
      } else if let replacement = replacement(scalar) {
        result += replacement
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    case 0x20..<0x7f: true
    default: false
    }
  }

  private static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    case "\"": "&quot;"
    case "'": "&#39;"
    case "\n", "\t": nil
    case "\r": ""
    default: isHidden(scalar) ? "⟦U+\(hexadecimal(scalar))⟧" : nil
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1f, 0x7f...0x9f: true
    case 0x2028...0x202e, 0x2066...0x206f, 0xfff9...0xfffb, 0xfeff: true
    case 0xfdd0...0xfdef: true
    default: scalar.value & 0xfffe == 0xfffe
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
