/// Writes JSON piece by piece, keys in the order given.
///
/// Lists and objects are laid out one element a line, or on one line when they are opened
/// `inline`. Numbers are the shortest text that reads back to the same Double; what is not finite
/// becomes null.
struct JSONWriter {
  private struct Level {
    var inline: Bool
    var count = 0
    var close: UInt8
  }

  private(set) var output: ByteOutput
  private var levels: [Level] = []
  private var afterKey = false

  init(_ output: ByteOutput) { self.output = output }

  // MARK: Structure

  mutating func object(inline: Bool = false, _ body: (inout JSONWriter) throws -> Void) throws {
    try nest("{", "}", inline: inline, body)
  }

  mutating func array(inline: Bool = false, _ body: (inout JSONWriter) throws -> Void) throws {
    try nest("[", "]", inline: inline, body)
  }

  /// A list with an element for each value.
  mutating func array<Element>(
    _ values: some Sequence<Element>, inline: Bool = false,
    _ body: (inout JSONWriter, Element) throws -> Void
  ) throws {
    try array(inline: inline) { json in
      for value in values { try body(&json, value) }
    }
  }

  mutating func key(_ name: String) {
    element()
    quoted(name)
    output.write(": ")
    afterKey = true
  }

  /// Ends the document with a line feed and returns what takes its bytes.
  mutating func end() -> ByteOutput {
    output.write("\n")
    return output
  }

  // MARK: Values

  mutating func value(_ text: String) {
    element()
    quoted(text)
  }

  mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  mutating func value(_ number: Int) {
    element()
    output.write(String(number))
  }

  mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    element()
    output.write(
      number == number.rounded() && number.magnitude < 1e15
        ? String(Int64(number)) : number.description)
  }

  mutating func null() {
    element()
    output.write("null")
  }

  mutating func member(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  mutating func member(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  // MARK: Layout

  private mutating func nest(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, inline: Bool,
    _ body: (inout JSONWriter) throws -> Void
  ) throws {
    element()
    output.write(UInt8(ascii: open))
    let within = levels.last?.inline ?? false
    levels.append(Level(inline: inline || within, close: UInt8(ascii: close)))
    try body(&self)
    let level = levels.removeLast()
    if !level.inline, level.count > 0 { newLine() }
    output.write(level.close)
    try output.flushIfFull()
  }

  private mutating func element() {
    guard !afterKey else {
      afterKey = false
      return
    }
    guard let level = levels.last else { return }
    if level.count > 0 { output.write(level.inline ? ", " : ",") }
    if !level.inline { newLine() }
    levels[levels.count - 1].count += 1
  }

  private mutating func newLine() {
    output.write("\n")
    output.write(repeatElement(UInt8(ascii: " "), count: 2 * levels.count))
  }

  private mutating func quoted(_ text: String) {
    output.write(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output.write("\\\"")
      case UInt8(ascii: "\\"): output.write("\\\\")
      case UInt8(ascii: "\n"): output.write("\\n")
      case UInt8(ascii: "\r"): output.write("\\r")
      case UInt8(ascii: "\t"): output.write("\\t")
      case 0..<0x20, 0x7f: output.write("\\u00" + Self.hexadecimal(byte))
      default: output.write(byte)
      }
    }
    output.write(UInt8(ascii: "\""))
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
