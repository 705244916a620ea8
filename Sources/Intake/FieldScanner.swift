/// Splits the bytes of one delimited record into fields.
///
/// Records without quotes take one pass of eight bytes at a time; from the first field that opens
/// with a quote on, a second path goes field by field.
final class FieldScanner {
  struct Record {
    /// How many fields it has.
    var count: Int
    /// Its bytes with the line's end.
    var length: Int
    /// Its bytes without the line's end.
    var contentLength: Int
    /// How many line ends it spans.
    var lines: Int
  }

  enum Outcome {
    case record(Record)
    /// An empty line of so many bytes.
    case blank(Int)
    case needsMore
    case unclosedQuote
    case end
  }

  private(set) var fields: UnsafeMutablePointer<DelimitedRecord.Field>
  private var capacity = 64
  private var count = 0
  private var scratch: UnsafeMutablePointer<UInt8>
  private var scratchCapacity = 4096
  private var scratchUsed = 0
  private(set) var kept = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private let delimiter: UInt8
  private static let quote = UInt8(ascii: "\"")
  private static let feed = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    fields = .allocate(capacity: capacity)
    scratch = .allocate(capacity: scratchCapacity)
  }

  deinit {
    fields.deallocate()
    scratch.deallocate()
  }

  /// Finds the record that begins at a place; eight bytes behind its end must be readable.
  ///
  /// - Parameter isLast: whether no bytes follow these.
  func scan(from start: UnsafeMutablePointer<UInt8>, count available: Int, isLast: Bool) -> Outcome
  {
    count = 0
    scratchUsed = 0
    guard available > 0 else { return isLast ? .end : .needsMore }
    let first = UnsafePointer(start)
    let limit = first + available
    var place = first
    var fieldStart = first
    let (d, n, q) = (
      ByteScan.pattern(delimiter), ByteScan.pattern(Self.feed), ByteScan.pattern(Self.quote)
    )
    while place < limit {
      let word = ByteScan.word(at: place)
      var hits = ByteScan.matches(word, d) | ByteScan.matches(word, n) | ByteScan.matches(word, q)
      while hits != 0 {
        let hit = place + hits.trailingZeroBitCount >> 3
        hits &= hits &- 1
        if hit >= limit { break }
        let byte = hit.pointee
        if byte == delimiter {
          append(fieldStart, hit - fieldStart)
          fieldStart = hit + 1
        } else if byte == Self.feed {
          return finish(first, fieldStart, contentEnd: hit, hasFeed: true)
        } else if hit == fieldStart {
          return scanQuoted(first, from: fieldStart, limit: limit, isLast: isLast)
        }
      }
      place += 8
    }
    guard isLast else { return .needsMore }
    return finish(first, fieldStart, contentEnd: limit, hasFeed: false)
  }

  @inline(__always)
  private func finish(
    _ first: UnsafePointer<UInt8>, _ fieldStart: UnsafePointer<UInt8>,
    contentEnd: UnsafePointer<UInt8>, hasFeed: Bool
  ) -> Outcome {
    var end = contentEnd
    if end > fieldStart && end[-1] == Self.carriage { end -= 1 }
    let length = contentEnd - first + (hasFeed ? 1 : 0)
    if end == first { return .blank(length) }
    append(fieldStart, end - fieldStart)
    return .record(Record(count: count, length: length, contentLength: end - first, lines: 1))
  }

  @inline(__always)
  private func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
    if count == capacity { growFields() }
    fields[count] = DelimitedRecord.Field(start: start, count: length)
    count += 1
  }

  @inline(never)
  private func growFields() {
    let larger = UnsafeMutablePointer<DelimitedRecord.Field>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: fields, count: count)
    fields.deallocate()
    fields = larger
    capacity *= 2
  }

  // MARK: Records with quotes

  private func scanQuoted(
    _ first: UnsafePointer<UInt8>, from start: UnsafePointer<UInt8>,
    limit: UnsafePointer<UInt8>, isLast: Bool
  ) -> Outcome {
    var place = start
    var lines = 1
    while true {
      guard let next = scanField(place, limit: limit, isLast: isLast, lines: &lines) else {
        return isLast ? .unclosedQuote : .needsMore
      }
      if next >= limit || next.pointee == Self.feed {
        guard next < limit || isLast else { return .needsMore }
        let hasFeed = next < limit
        var end = next
        if end > first && end[-1] == Self.carriage { end -= 1 }
        let length = next - first + (hasFeed ? 1 : 0)
        return .record(
          Record(count: count, length: length, contentLength: end - first, lines: lines))
      }
      place = next + 1
    }
  }

  /// Appends the field at a place; returns where its delimiter or line end is, or nil where a
  /// quote is not closed within the limit.
  private func scanField(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, isLast: Bool, lines: inout Int
  ) -> UnsafePointer<UInt8>? {
    guard start < limit && start.pointee == Self.quote else {
      let end = fieldEnd(start, limit: limit)
      append(start, trimmedCount(start, end, limit: limit))
      return end
    }
    var isDoubled = false
    var search = start + 1
    var close = search
    while true {
      close = ByteScan.find(Self.quote, from: search, limit: limit)
      guard close < limit else { return nil }
      guard close + 1 < limit || isLast else { return nil }
      guard close + 1 < limit && close[1] == Self.quote else { break }
      isDoubled = true
      search = close + 2
    }
    let end = fieldEnd(close + 1, limit: limit)
    let tail = trimmedCount(close + 1, end, limit: limit)
    lines += countFeeds(start + 1, close)
    if isDoubled || tail > 0 {
      appendUnescaped(start + 1, close, tail: tail, room: limit - start)
    } else {
      append(start + 1, close - start - 1)
    }
    return end
  }

  private func fieldEnd(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    let (d, n) = (ByteScan.pattern(delimiter), ByteScan.pattern(Self.feed))
    var place = start
    while place < limit {
      let word = ByteScan.word(at: place)
      let hits = ByteScan.matches(word, d) | ByteScan.matches(word, n)
      if hits != 0 { return min(limit, place + hits.trailingZeroBitCount >> 3) }
      place += 8
    }
    return limit
  }

  /// The length of a field's unquoted bytes, without the CR of a CRLF that ends the record.
  private func trimmedCount(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>
  ) -> Int {
    let endsRecord = end >= limit || end.pointee == Self.feed
    return end - start - (endsRecord && end > start && end[-1] == Self.carriage ? 1 : 0)
  }

  private func countFeeds(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    var found = 0
    var place = ByteScan.find(Self.feed, from: start, limit: end)
    while place < end {
      found += 1
      place = ByteScan.find(Self.feed, from: place + 1, limit: end)
    }
    return found
  }

  /// Copies a quoted field with its doubled quotes made single, then what follows the quote.
  ///
  /// - Parameter room: the bytes that this field and the ones after it in the record can take at
  ///   most, so that the fields already handed out need not move.
  private func appendUnescaped(
    _ start: UnsafePointer<UInt8>, _ close: UnsafePointer<UInt8>, tail: Int, room: Int
  ) {
    if scratchUsed == 0 { reserveScratch(room) }
    let target = scratch + scratchUsed
    var written = 0
    var place = start
    while place < close {
      let quote = ByteScan.find(Self.quote, from: place, limit: close)
      let length = quote - place + (quote < close ? 1 : 0)
      (target + written).update(from: place, count: length)
      written += length
      place = quote < close ? quote + 2 : close
    }
    (target + written).update(from: close + 1, count: tail)
    written += tail
    scratchUsed += max(written, 1)
    append(target, written)
  }

  private func reserveScratch(_ wanted: Int) {
    guard scratchCapacity < wanted else { return }
    scratch.deallocate()
    scratchCapacity = wanted
    scratch = .allocate(capacity: wanted)
  }

  /// Keeps a copy of bytes that are about to leave the window.
  func keep(_ start: UnsafeMutablePointer<UInt8>, count: Int) {
    reserveScratch(count)
    scratch.update(from: start, count: count)
    kept = UnsafeBufferPointer(start: scratch, count: count)
  }
}
