/// Bytes that grow at the end.
///
/// What `[UInt8]` is, without its check for shared storage at every one of some hundred million
/// small appends, nor for re-entry, of which there is none. One thread at a time.
final class ByteBuffer: @unchecked Sendable {
  @exclusivity(unchecked) private var base: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0

  init() {
    capacity = 1 << 10
    base = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { base.deallocate() }

  /// The bytes, until the next change or the buffer's end.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes as text.
  var text: String { withExtendedLifetime(self) { String(decoding: bytes, as: UTF8.self) } }

  @inline(__always)
  func append(_ byte: UInt8) {
    if count == capacity { reserve(1) }
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  func append(_ more: UnsafeRawBufferPointer) {
    guard let source = more.baseAddress else { return }
    if count + more.count > capacity { reserve(more.count) }
    (base + count).copyMemory(from: source, byteCount: more.count)
    count += more.count
  }

  /// Appends a text in UTF-8.
  func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  private func reserve(_ more: Int) {
    while capacity < count + more { capacity *= 2 }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = larger
  }
}
