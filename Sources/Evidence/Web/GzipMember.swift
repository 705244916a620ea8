import CZlib

/// One gzip member, by zlib: equal bytes give an equal member with the same zlib.
enum GzipMember {
  /// - Throws: ``EvidenceError`` with the code `library`.
  static func bytes(_ input: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 for a gzip header, which zlib writes without a time.
    let begun = deflateInit2_(
      &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    guard begun == Z_OK else { throw failure }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))) + 64)
    var source = input
    let status = source.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        stream.next_in = from.baseAddress
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { throw failure }
    return Array(output.prefix(Int(stream.total_out)))
  }

  private static let failure = EvidenceError(
    .library, subject: "gzip", message: "A record cannot be compressed.")
}
