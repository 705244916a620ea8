import Foundation
import GRDB

/// Bytes as columns hold them.
enum Bytes {
  static func of(_ row: Row, _ column: String) -> [UInt8] {
    let data: Data = row[column]
    return Array(data)
  }

  static func optional(_ row: Row, _ column: String) -> [UInt8]? {
    let data: Data? = row[column]
    return data.map { Array($0) }
  }

  static func data(_ bytes: [UInt8]) -> Data { Data(bytes) }
}
