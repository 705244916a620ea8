import Testing

@testable import Console

@Suite("Exports of any length")
struct SpooledFileTests {
  @Test("come back as they were written, piece by piece", arguments: [0, 1, 1_000_000])
  func areWhole(count: Int) throws {
    let file = try SpooledFile()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    try file.append(bytes.prefix(count / 3))
    try file.append(bytes.dropFirst(count / 3))
    var found: [UInt8] = []
    while case let piece = try file.chunk(at: UInt64(found.count)), !piece.isEmpty {
      #expect(piece.count <= SpooledFile.chunkBytes)
      found += piece
    }
    #expect(found == bytes)
    #expect(try file.chunk(at: 1 << 40).isEmpty)
  }
}
