/// Objects that have the keys that are known and no other.
enum StrictKeys {
  /// What an error says about a key that is not known.
  static let unknown = "a key that is not known"

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  static func container<Keys: CodingKey & CaseIterable>(
    _ decoder: any Decoder, _ keys: Keys.Type
  ) throws -> KeyedDecodingContainer<Keys> {
    let known = Set(Keys.allCases.map(\.stringValue))
    let all = try decoder.container(keyedBy: AnyKey.self)
    guard all.allKeys.allSatisfy({ known.contains($0.stringValue) }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: unknown))
    }
    return try decoder.container(keyedBy: keys)
  }
}

/// A value whose object has no other keys than these.
struct Strict<Keys: CodingKey & CaseIterable, Value: Decodable>: Decodable {
  var value: Value

  init(from decoder: any Decoder) throws {
    _ = try StrictKeys.container(decoder, Keys.self)
    value = try Value(from: decoder)
  }
}
