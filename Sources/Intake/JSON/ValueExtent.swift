/// Finds where a JSON value ends, from its brackets and strings alone, over any number of pieces.
///
/// It does not check the value: what it delimits goes to the parser.
struct ValueExtent {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isScalar = false
  private var hasBegun = false

  /// Looks at the next piece; returns how many of its bytes belong to the value when it ends there.
  ///
  /// A number or a word at the very end of the input has no end of its own: it returns nil, and the
  /// caller, who knows that nothing follows, takes what is there.
  mutating func end(in piece: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = piece.baseAddress, piece.count > 0 else { return nil }
    let limit = start + piece.count
    var place = start
    if !hasBegun { begin(start.pointee, &place) }
    while place < limit {
      if isInString {
        guard skipString(&place, limit) else { return nil }
        if depth == 0 { return place - start }
      } else if isScalar {
        while place < limit && !Self.endsScalar(place.pointee) { place += 1 }
        return place < limit ? place - start : nil
      } else if skipStructure(&place, limit), depth <= 0 {
        return place - start
      }
    }
    return nil
  }

  private mutating func begin(_ first: UInt8, _ place: inout UnsafePointer<UInt8>) {
    hasBegun = true
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth = 1
    case UInt8(ascii: "\""): isInString = true
    default: isScalar = true
    }
    place += 1
  }

  /// Moves behind the quote that closes the string; false when it is not here.
  private mutating func skipString(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Bool {
    let start = place
    while true {
      let quote = ByteScan.findFar(UInt8(ascii: "\""), from: place, limit: limit)
      var slashes = 0
      while quote - slashes > start && quote[-1 - slashes] == UInt8(ascii: "\\") { slashes += 1 }
      // A run that reaches back to the piece's start goes on from the piece before.
      let carried = isEscaped && quote - slashes == start ? 1 : 0
      let escapes = (slashes + carried) % 2 == 1
      guard quote < limit else {
        isEscaped = escapes
        place = limit
        return false
      }
      place = quote + 1
      if !escapes {
        isInString = false
        isEscaped = false
        return true
      }
    }
  }

  /// Moves behind the next bracket or opening quote; true behind a closing bracket.
  private mutating func skipStructure(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Bool {
    let quote = ByteScan.pattern(0x22)
    let (open, close) = (ByteScan.pattern(0x7B), ByteScan.pattern(0x7D))
    while place < limit {
      let word = ByteScan.word(at: place)
      // Setting bit 5 makes [ and { one, and ] and }.
      let folded = word | ByteScan.pattern(0x20)
      let hits =
        ByteScan.matches(word, quote) | ByteScan.matches(folded, open)
        | ByteScan.matches(folded, close)
      guard hits != 0 else {
        place += 8
        continue
      }
      place += hits.trailingZeroBitCount >> 3
      guard place < limit else { break }
      let byte = place.pointee
      place += 1
      if byte == 0x22 {
        isInString = true
        return false
      }
      depth += byte | 0x20 == 0x7B ? 1 : -1
      if byte | 0x20 == 0x7D { return true }
    }
    place = limit
    return false
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): true
    default: TextCursor.isBlank(byte)
    }
  }
}
