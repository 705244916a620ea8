/// Bytes of a CSV file in the making, RFC 4180 with LF.
struct CSVBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isAtStart = true

  /// Appends the names of the columns.
  mutating func header(_ names: [String]) {
    for name in names { field(name) }
    endRow()
  }

  /// Appends a field; one that needs quotes gets them.
  mutating func field(_ value: UnsafeRawBufferPointer) {
    separate()
    if value.contains(where: Self.needsQuotes) {
      bytes.append(UInt8(ascii: "\""))
      for byte in value {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    } else {
      bytes.append(contentsOf: value)
    }
  }

  /// Appends a field of text.
  mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a whole number.
  mutating func field(_ number: some FixedWidthInteger) {
    separate()
    Decimal15.append(number, to: &bytes)
  }

  /// Appends a fraction with 15 significant digits.
  mutating func field(_ numerator: Int64, over denominator: Int64) {
    separate()
    Decimal15.append(numerator, over: denominator, to: &bytes)
  }

  /// Appends a number with 15 significant digits.
  mutating func field(_ number: Double) {
    separate()
    Decimal15.append(number, to: &bytes)
  }

  /// Appends an empty field.
  mutating func empty() { separate() }

  /// Ends the row.
  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  private mutating func separate() {
    if !isAtStart { bytes.append(UInt8(ascii: ",")) }
    isAtStart = false
  }

  @inline(__always)
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }
}
