import Foundation

/// Lists and small values kept as JSON in a column.
enum JSONText {
  /// The value as JSON with sorted keys.
  static func encode<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value that a column holds.
  ///
  /// - Throws: ``StoreError`` with `damaged`.
  static func decode<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
    do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch {
      throw StoreError(.damaged, subject: "column", message: "A stored value is not readable.")
    }
  }
}
