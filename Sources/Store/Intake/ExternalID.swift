import GRDB

/// A platform's id as a column holds it: an integer where it is a plain decimal number, at half the
/// size, and a text otherwise. Both ways round the id is the same text.
enum ExternalID: Hashable, Sendable {
  case number(Int64)
  case text(String)

  init(_ id: String) {
    // "007", "+7" and "-0" must come back as they were.
    if let number = Int64(id), String(number) == id {
      self = .number(number)
    } else {
      self = .text(id)
    }
  }

  var string: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): text
    }
  }

  /// The value for an argument of SQL.
  var value: DatabaseValue {
    switch self {
    case .number(let number): number.databaseValue
    case .text(let text): text.databaseValue
    }
  }

  /// The id that a column holds; nil for NULL.
  static func read(_ row: Row, _ column: String) -> String? {
    let value: DatabaseValue = row[column]
    switch value.storage {
    case .int64(let number): return String(number)
    case .string(let text): return text
    default: return nil
    }
  }
}
