/// One row of a CSV file as RFC 4180 has it, but ending with a line feed alone.
///
/// A cell is quoted when it holds a comma, a quote, a line break or another control character,
/// begins or ends with a blank, or begins with a character that spreadsheets take for a formula
/// (`=`, `+`, `-`, `@`). Quoting leaves the value as it was: the id that a program reads is the id
/// of the input, byte by byte. It does not keep a spreadsheet from computing the formula, as
/// docs/formats.md says where it tells how to open the files.
struct CSVRow {
  private var isFirst = true

  /// Adds a cell whose content comes from the input.
  mutating func text(_ cell: String, to output: inout ByteOutput) {
    separate(&output)
    guard Self.needsQuotes(cell) else { return output.write(cell) }
    output.write(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { output.write(byte) }
      output.write(byte)
    }
    output.write(UInt8(ascii: "\""))
  }

  /// Adds a cell that Tocsin wrote: a number, a time or a word of its own.
  mutating func plain(_ cell: String, to output: inout ByteOutput) {
    separate(&output)
    output.write(cell)
  }

  /// Ends the row.
  func end(_ output: inout ByteOutput) throws {
    output.write(UInt8(ascii: "\n"))
    try output.flushIfFull()
  }

  private mutating func separate(_ output: inout ByteOutput) {
    if !isFirst { output.write(UInt8(ascii: ",")) }
    isFirst = false
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, let last = cell.utf8.last else { return false }
    if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
    if "=+-@".utf8.contains(first) { return true }
    return cell.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
  }
}
