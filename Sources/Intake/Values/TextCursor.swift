/// Reads bytes of a short text from front to back; trailing blanks count as its end.
struct TextCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var end = bytes.count
    while end > 0 && Self.isBlank(bytes[end - 1]) { end -= 1 }
    self.end = end
  }

  var isAtEnd: Bool { position >= end }
  /// How many bytes are left.
  var count: Int { end - position }
  var peek: UInt8? { position < end ? bytes[position] : nil }
  var peekDigit: Int? { peek.flatMap { $0 &- 48 < 10 ? Int($0) - 48 : nil } }

  /// The byte so many places ahead.
  subscript(ahead: Int) -> UInt8 { bytes[position + ahead] }

  /// What is left.
  var string: String { String(decoding: bytes[position..<end], as: UTF8.self) }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func takeDigit() -> Int? {
    guard let digit = peekDigit else { return nil }
    position += 1
    return digit
  }

  /// Exactly so many digits, or nil and nothing taken.
  mutating func takeNumber(_ digits: Int) -> Int? {
    guard position + digits <= end else { return nil }
    var value = 0
    for index in position..<position + digits {
      let digit = bytes[index] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    position += digits
    return value
  }

  /// ASCII letters, possibly none.
  mutating func takeWord() -> String {
    let start = position
    while let byte = peek, Self.isLetter(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  mutating func skipBlanks() {
    while let byte = peek, Self.isBlank(byte) { position += 1 }
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
}
