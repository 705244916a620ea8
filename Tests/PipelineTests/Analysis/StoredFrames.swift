/// Compressed files that hold their bytes as they are: the formats' frames without compression, so
/// that no library stands between the test and the reader.
enum StoredFrames {
  /// RFC 1952 with stored blocks of RFC 1951.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let blocks = stride(from: 0, to: max(bytes.count, 1), by: 65_535).map {
      bytes[$0..<min($0 + 65_535, bytes.count)]
    }
    for (index, block) in blocks.enumerated() {
      let count = UInt16(block.count)
      output.append(index == blocks.count - 1 ? 1 : 0)
      output += littleEndian(count) + littleEndian(~count) + block
    }
    return output + littleEndian(crc32(bytes)) + littleEndian(UInt32(bytes.count))
  }

  /// RFC 8878 with raw blocks, without a content size.
  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    // A window of 1 MiB; blocks hold at most 128 KiB.
    var output: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 10 << 3]
    let size = 128 << 10
    let starts = Array(stride(from: 0, to: max(bytes.count, 1), by: size))
    for start in starts {
      let block = bytes[start..<min(start + size, bytes.count)]
      let header = UInt32(block.count) << 3 | (start == starts[starts.count - 1] ? 1 : 0)
      output += littleEndian(header).prefix(3) + block
    }
    return output
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
  }
}
