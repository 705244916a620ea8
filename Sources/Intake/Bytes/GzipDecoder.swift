import CZlib

/// gzip in one or several members, as `gzip` and `bgzip` write them.
///
/// Zero bytes after the last member are padding and are passed over, as `gzip -d` does.
final class GzipDecoder: Decoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  init() {
    // zlib keeps the address of the stream, so it may not move.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipOnly: Int32 = 15 + 16
    let status = inflateInit2_(
      stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be set up")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: inout UnsafeRawBufferPointer, atEnd: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecoderFailure) -> Int {
    if isBetweenMembers {
      input = UnsafeRawBufferPointer(rebasing: input.drop { $0 == 0 })
      guard !input.isEmpty else { return 0 }
      inflateReset(stream)
      isBetweenMembers = false
    }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    let unread = Int(stream.pointee.avail_in)
    let wasEmpty = input.isEmpty
    input = UnsafeRawBufferPointer(rebasing: input[(input.count - unread)...])
    let written = min(output.count, Int(UInt32.max)) - Int(stream.pointee.avail_out)
    isBetweenMembers = status == Z_STREAM_END
    if written > 0 || isBetweenMembers { return written }
    guard status == Z_OK || status == Z_BUF_ERROR else {
      throw DecoderFailure(reason: "are not valid gzip from some point on")
    }
    if wasEmpty && atEnd { throw DecoderFailure(reason: "end before the gzip member does") }
    return 0
  }
}
