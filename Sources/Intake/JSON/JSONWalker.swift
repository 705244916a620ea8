/// Why a document's structure could not be followed.
enum WalkProblem: Error {
  /// It ends in the middle.
  case truncated
  /// Something stands where it cannot.
  case malformed
}

/// Steps through a JSON document of any size in bounded memory, value by value.
///
/// Only the value at hand is held, and only up to the limit; values can also be passed over
/// without being held. Commas are not insisted on: what matters is where values begin and end.
final class JSONWalker {
  let window: ByteWindow
  private let maxRecordBytes: Int
  /// The line of the window's first byte.
  private(set) var line: Int64 = 1
  /// The blanks before the next value on its line; nil when the value does not begin a line.
  private(set) var indentation: [UInt8]?

  init(_ window: ByteWindow, maxRecordBytes: Int) {
    self.window = window
    self.maxRecordBytes = maxRecordBytes
  }

  /// The next byte that is no white space; nil at the end.
  func peek() -> UInt8? {
    while true {
      var blank = 0
      while blank < window.count && TextCursor.isBlank(window.first[blank]) { blank += 1 }
      if blank > 0 { takeBlanks(blank) }
      if window.count > 0 { return window.first[0] }
      if !window.fill() { return nil }
    }
  }

  /// Takes the next byte that is no white space when it is the one expected.
  func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    consume(1)
    return true
  }

  /// The next member's key, its colon taken too; nil behind the object's end.
  func nextKey() throws(WalkProblem) -> String? {
    while take(UInt8(ascii: ",")) {}
    guard let byte = peek() else { throw .truncated }
    if byte == UInt8(ascii: "}") {
      consume(1)
      return nil
    }
    guard byte == UInt8(ascii: "\"") else { throw .malformed }
    guard let length = try value(), length >= 2 else { throw .malformed }
    let inner = UnsafeBufferPointer(start: window.first + 1, count: length - 2)
    let key = String(decoding: inner, as: UTF8.self)
    consume(length)
    guard take(UInt8(ascii: ":")) else { throw peek() == nil ? .truncated : .malformed }
    return key
  }

  /// Whether an array has another element, which then comes next; takes the array's end otherwise.
  func nextElement() throws(WalkProblem) -> Bool {
    while take(UInt8(ascii: ",")) {}
    guard let byte = peek() else { throw .truncated }
    switch byte {
    case UInt8(ascii: "]"):
      consume(1)
      return false
    case UInt8(ascii: "}"), UInt8(ascii: ":"): throw .malformed
    default: return true
    }
  }

  /// The length of the next value, all of it in the window; nil when it is over the limit.
  func value() throws(WalkProblem) -> Int? {
    guard peek() != nil else { throw .truncated }
    var extent = ValueExtent()
    var examined = 0
    while true {
      let piece = UnsafeBufferPointer(
        start: UnsafePointer(window.first) + examined, count: window.count - examined)
      if let length = extent.end(in: piece) {
        return examined + length <= maxRecordBytes ? examined + length : nil
      }
      examined = window.count
      if examined > maxRecordBytes { return nil }
      if !window.fill() {
        if window.failure == nil && Self.isScalar(window.first[0]) { return examined }
        throw .truncated
      }
    }
  }

  /// Passes over the next value, however long it is.
  func skipValue() throws(WalkProblem) {
    guard peek() != nil else { throw .truncated }
    var extent = ValueExtent()
    var isScalar = Self.isScalar(window.first[0])
    repeat {
      let piece = UnsafeBufferPointer(start: UnsafePointer(window.first), count: window.count)
      if let length = extent.end(in: piece) {
        consume(length)
        return
      }
      consume(window.count)
      isScalar = isScalar && window.failure == nil
    } while window.fill()
    if !isScalar { throw .truncated }
  }

  private func takeBlanks(_ count: Int) {
    let blanks = UnsafeBufferPointer(start: window.first, count: count)
    let kept: [UInt8]?
    if let feed = blanks.lastIndex(of: UInt8(ascii: "\n")) {
      kept = Array(blanks[(feed + 1)...])
    } else {
      kept = indentation.map { $0 + blanks }
    }
    consume(count)
    indentation = kept
  }

  /// Where, in the first bytes of the window, a line begins as the value at its front does; nil
  /// where none does, or where values do not stand on lines of their own.
  ///
  /// In a pretty-printed document that is where the next value of the same list begins, whatever
  /// happened to the brackets and quotes of this one.
  func nextSibling(within count: Int) -> Int? {
    guard let indentation, window.count > 0 else { return nil }
    let start = UnsafePointer(window.first)
    let limit = start + min(count, window.count)
    let opening = indentation + [start[0]]
    var feed = ByteScan.findFar(UInt8(ascii: "\n"), from: start, limit: limit)
    while feed + opening.count < limit {
      if opening.indices.allSatisfy({ feed[1 + $0] == opening[$0] }) { return feed + 1 - start }
      feed = ByteScan.findFar(UInt8(ascii: "\n"), from: feed + 1, limit: limit)
    }
    return nil
  }

  /// Says that the window now is at a value that begins a line.
  func resume(indentation: [UInt8]?) { self.indentation = indentation }

  /// Takes bytes, counting lines.
  func consume(_ count: Int) {
    indentation = nil
    let feed = UInt8(ascii: "\n")
    let limit = UnsafePointer(window.first) + count
    var place = ByteScan.findFar(feed, from: window.first, limit: limit)
    while place < limit {
      line += 1
      place = ByteScan.findFar(feed, from: place + 1, limit: limit)
    }
    window.consume(count)
  }

  private static func isScalar(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "\"")
  }
}
