#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A sliding view on a source: the bytes of the record at hand, contiguous, with more to follow.
///
/// The window holds `[start, end)` of its buffer. It grows only when a record does not fit, and
/// whoever drives it stops at a limit, so memory is bounded by that limit. Behind `end` there are
/// always ``padding`` readable bytes, which the SIMD parsers need.
final class ByteWindow {
  static let padding = 64

  private let source: ByteSource
  private var capacity: Int
  private let maxCapacity: Int
  /// The buffer's first byte.
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The index of the first byte that is not consumed.
  private(set) var start = 0
  /// The index behind the last byte that was read.
  private(set) var end = 0
  /// The offset in the source of the byte at `start`.
  private(set) var offset: Int64 = 0
  /// Whether the source has no more bytes.
  private(set) var isAtEnd = false
  /// Why the source stopped early.
  private(set) var failure: (any Error)?

  /// - Parameter maxRecordBytes: how long a record may get; a little more is held at most.
  init(_ source: ByteSource, capacity: Int = 1 << 20, maxRecordBytes: Int = 1 << 30) {
    self.source = source
    self.capacity = capacity
    maxCapacity = max(capacity, maxRecordBytes + 4096)
    base = Self.allocate(capacity)
  }

  deinit { free(base) }

  /// Zeroed bytes; pages that are never used cost nothing.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = calloc(capacity + padding, 1) else {
      preconditionFailure("no memory for a record of \(capacity) bytes")
    }
    return memory.bindMemory(to: UInt8.self, capacity: capacity + padding)
  }

  /// What errors call the input.
  var name: String { source.name }
  /// How many bytes are there to look at.
  var count: Int { end - start }
  /// The first byte that is not consumed.
  var first: UnsafeMutablePointer<UInt8> { base + start }
  /// The buffer's size, which never shrinks.
  var highWaterMark: Int { capacity }

  /// Marks bytes at the front as done with.
  func consume(_ count: Int) {
    start += count
    offset += Int64(count)
  }

  /// Fills the buffer, moving what is not consumed to its front and growing it only when that is all
  /// of it; false when there are no more bytes.
  ///
  /// A failure of the source ends the bytes and is kept in ``failure``.
  func fill() -> Bool {
    guard !isAtEnd else { return false }
    if start > 0 {
      base.update(from: base + start, count: count)
      end -= start
      start = 0
    }
    if end == capacity { grow() }
    let before = end
    while end < capacity && !isAtEnd { readOnce() }
    return end > before
  }

  private func readOnce() {
    do {
      let space = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
      let count = try source.read(into: space)
      end += count
      isAtEnd = count == 0
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  /// Whether the source is a plain file.
  var canSeek: Bool { source.canSeek }

  /// Goes on at an offset of a plain file.
  func seek(to offset: Int64) throws {
    try source.seek(to: offset)
    (start, end, isAtEnd) = (0, 0, false)
    self.offset = offset
  }

  /// Fills until `wanted` bytes are there, or the window is at its limit, or there are no more.
  func fill(toHold wanted: Int) {
    while count < min(wanted, maxCapacity), fill() {}
  }

  private func grow() {
    precondition(capacity < maxCapacity, "a record at the limit is to be skipped, not held")
    let size = min(capacity * 2, maxCapacity)
    let larger = Self.allocate(size)
    larger.update(from: base, count: end)
    free(base)
    base = larger
    capacity = size
  }
}

extension ByteWindow {
  /// Consumes a byte-order mark where there is one.
  func skipMark() {
    fill(toHold: 3)
    if count >= 3 && first[0] == 0xEF && first[1] == 0xBB && first[2] == 0xBF { consume(3) }
  }

  /// Consumes everything up to and with the next line feed, without growing.
  func skipLine() {
    repeat {
      let limit = UnsafePointer(first + count)
      let place = ByteScan.findFar(UInt8(ascii: "\n"), from: first, limit: limit)
      if place < limit {
        consume(place - UnsafePointer(first) + 1)
        return
      }
      consume(count)
    } while fill()
  }
}
