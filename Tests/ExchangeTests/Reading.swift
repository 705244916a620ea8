import Exchange
import Foundation
import SocialModel

/// The text of a file that would be written.
func text(_ file: ResultFile, _ analysis: Analysis) throws -> String {
  String(decoding: try file.bytes(of: analysis), as: UTF8.self)
}

/// Rows of a CSV file, read as RFC 4180 says.
func parseCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell: [UInt8] = []
  var isQuoted = false
  var bytes = Array(text.utf8)[...]
  func finished() -> String { String(decoding: cell, as: UTF8.self) }
  while let byte = bytes.popFirst() {
    switch byte {
    case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
      cell.append(byte)
      bytes.removeFirst()
    case UInt8(ascii: "\""): isQuoted.toggle()
    case UInt8(ascii: ",") where !isQuoted:
      row.append(finished())
      cell = []
    case UInt8(ascii: "\n") where !isQuoted:
      rows.append(row + [finished()])
      (row, cell) = ([], [])
    default: cell.append(byte)
    }
  }
  return rows
}

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
