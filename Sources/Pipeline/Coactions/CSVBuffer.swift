/// Bytes of a CSV file in the making, RFC 4180 with LF.
///
/// A copy shares its bytes: keep one.
struct CSVBuffer: Sendable {
  private let buffer = ByteBuffer()
  private var isAtStart = true

  /// Appends the bytes to a file.
  ///
  /// - Throws: what the file throws.
  func write(to file: OutputFile) throws {
    try withExtendedLifetime(buffer) { try file.write(buffer.bytes) }
  }

  /// Appends the names of the columns.
  mutating func header(_ names: [String]) {
    for name in names { field(name) }
    endRow()
  }

  /// Appends a field; one that needs quotes gets them.
  mutating func field(_ value: UnsafeRawBufferPointer) {
    separate()
    if Self.needsQuotes(value) {
      buffer.append(UInt8(ascii: "\""))
      for byte in value {
        if byte == UInt8(ascii: "\"") { buffer.append(byte) }
        buffer.append(byte)
      }
      buffer.append(UInt8(ascii: "\""))
    } else {
      buffer.append(value)
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
    Decimal15.append(number, to: buffer)
  }

  /// Appends a fraction with 15 significant digits.
  mutating func field(_ numerator: Int64, over denominator: Int64) {
    separate()
    Decimal15.append(numerator, over: denominator, to: buffer)
  }

  /// Appends a number with 15 significant digits.
  mutating func field(_ number: Double) {
    separate()
    Decimal15.append(number, to: buffer)
  }

  /// Appends an empty field.
  mutating func empty() { separate() }

  /// Ends the row.
  mutating func endRow() {
    buffer.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  private mutating func separate() {
    if !isAtStart { buffer.append(UInt8(ascii: ",")) }
    isAtStart = false
  }

  @inline(__always)
  private static func needsQuotes(_ value: UnsafeRawBufferPointer) -> Bool {
    for byte in value where byte <= UInt8(ascii: ",") {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
      {
        return true
      }
    }
    return false
  }
}
