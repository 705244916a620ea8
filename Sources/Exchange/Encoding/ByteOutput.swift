/// Collects bytes and hands them to a sink in pieces of about 64 KiB.
///
/// Writing never throws; only `flushIfFull`, called once a record, and `flush` do.
struct ByteOutput {
  private static let pieceSize = 1 << 16
  private var buffer: [UInt8] = []
  private let sink: ByteSink

  init(_ sink: @escaping ByteSink) {
    self.sink = sink
    buffer.reserveCapacity(Self.pieceSize + 4096)
  }

  mutating func write(_ text: String) { buffer.append(contentsOf: text.utf8) }

  mutating func write(_ byte: UInt8) { buffer.append(byte) }

  mutating func write(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

  /// Hands over what is there when it is enough for a piece.
  mutating func flushIfFull() throws {
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Hands over what is there.
  mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBytes(sink)
    buffer.removeAll(keepingCapacity: true)
  }
}
