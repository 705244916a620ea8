/// How the bytes of an input are stored.
public enum Compression: String, Sendable, Hashable {
  /// As they are.
  case none
  /// RFC 1952, in one or several members.
  case gzip
  /// RFC 8878, in one or several frames.
  case zstd

  /// The compression that the first bytes of a file announce.
  ///
  /// - Parameter start: the first four bytes, fewer where the file is shorter.
  init(recognising start: some Collection<UInt8>) {
    let bytes = Array(start.prefix(4))
    if bytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if bytes == [0x28, 0xB5, 0x2F, 0xFD] || Self.isSkippableFrame(bytes) {
      self = .zstd
    } else {
      self = .none
    }
  }

  private static func isSkippableFrame(_ bytes: [UInt8]) -> Bool {
    bytes.count == 4 && bytes[0] & 0xF0 == 0x50 && bytes[1...] == [0x2A, 0x4D, 0x18]
  }
}

/// Turns stored bytes into the bytes they stand for.
protocol Decoder: AnyObject {
  /// Consumes from the front of `input` and writes to the front of `output`.
  ///
  /// - Parameter atEnd: whether nothing follows `input`.
  /// - Throws: ``DecoderFailure`` for data that are not what they announce.
  func decode(
    _ input: inout UnsafeRawBufferPointer, atEnd: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecoderFailure) -> Int
}

/// What is wrong with compressed bytes, in words that follow "The compressed data".
struct DecoderFailure: Error {
  var reason: String
}
