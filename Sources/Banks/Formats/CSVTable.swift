/// The records of a CSV file as RFC 4180 has it; lines end with a line feed, alone or after a
/// carriage return.
struct CSVTable: Sequence, IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    position = self.bytes.startIndex
  }

  /// The fields of the next record; an empty line is a record of one empty field.
  mutating func next() -> [String]? {
    guard position < bytes.endIndex else { return nil }
    var fields: [String] = []
    while true {
      fields.append(bytes[position...].first == 0x22 ? quoted() : plain())
      guard position < bytes.endIndex else { return fields }
      let separator = bytes[position]
      position += 1
      if separator == 0x0A { return fields }
    }
  }

  private mutating func plain() -> String {
    let start = position
    while position < bytes.endIndex, bytes[position] != 0x2C, bytes[position] != 0x0A {
      position += 1
    }
    let isEnd = position == bytes.endIndex || bytes[position] == 0x0A
    let end = isEnd && position > start && bytes[position - 1] == 0x0D ? position - 1 : position
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// A field in quotes; what follows the closing quote up to the separator is dropped.
  private mutating func quoted() -> String {
    var field: [UInt8] = []
    position += 1
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte != 0x22 {
        field.append(byte)
      } else if position < bytes.endIndex, bytes[position] == 0x22 {
        field.append(byte)
        position += 1
      } else {
        break
      }
    }
    while position < bytes.endIndex, bytes[position] != 0x2C, bytes[position] != 0x0A {
      position += 1
    }
    return String(decoding: field, as: UTF8.self)
  }

  /// A field as it stands in a file.
  static func field(_ text: String) -> String {
    let needsQuotes =
      text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 < 0x20 }
      || text.first.map { "=+-@ ".contains($0) } ?? false || text.last == " "
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
