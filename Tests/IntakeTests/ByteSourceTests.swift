import Foundation
import Testing

@testable import Intake

@Suite struct ByteSourceTests {
  static let words = Array("one lantern,two lanterns\n".utf8)
  static let long = (0..<200_000).flatMap { Array("line \($0) of the parade\n".utf8) }

  static func readAll(_ source: ByteSource, step: Int = 1000) throws -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: step)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return all }
      all.append(contentsOf: buffer[..<count])
    }
  }

  /// What can be read before the source throws, and what it throws.
  static func readUntilFailure(_ source: ByteSource) -> (bytes: [UInt8], error: IntakeError?) {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    do {
      while true {
        let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
        if count == 0 { return (all, nil) }
        all.append(contentsOf: buffer[..<count])
      }
    } catch {
      return (all, error as? IntakeError)
    }
  }

  @Test(arguments: [1, 7, 1000, 1 << 20])
  func `plain, gzip and zstd bytes come out the same whatever the buffer`(step: Int) throws {
    for content in [Self.words, Array(Self.long.prefix(50_000))] {
      for (stored, compression) in [
        (content, Compression.none), (gzipped(content), .gzip), (zstandard(content), .zstd),
      ] {
        let source = try ByteSource(name: "memory", bytes: stored)
        #expect(source.compression == compression)
        #expect(try Self.readAll(source, step: step) == content)
      }
    }
  }

  @Test func `members and frames that follow one another are one stream`() throws {
    let gzip = gzipped(Self.words) + gzipped([]) + gzipped(Self.long)
    let zstd = zstandard(Self.words) + zstandard([]) + zstandard(Self.long)
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9]
    for stored in [gzip, gzip + [0, 0, 0], zstd, skippable + zstd] {
      let source = try ByteSource(name: "memory", bytes: stored)
      #expect(try Self.readAll(source) == Self.words + Self.long)
    }
  }

  @Test func `an empty source has no bytes`() throws {
    #expect(try Self.readAll(ByteSource(name: "memory", bytes: [])).isEmpty)
    #expect(try Self.readAll(ByteSource(name: "memory", bytes: gzipped([]))).isEmpty)
    #expect(try Self.readAll(ByteSource(name: "memory", bytes: zstandard([]))).isEmpty)
  }

  @Test func `data cut off yield what was whole, then the same error every time`() throws {
    for stored in [gzipped(Self.long), zstandard(Self.long)] {
      for keep in [5, stored.count / 2, stored.count - 1] {
        let source = try ByteSource(name: "cut", bytes: Array(stored.prefix(keep)))
        let (bytes, error) = Self.readUntilFailure(source)
        #expect(error?.code == .damagedCompression)
        #expect(Self.long.starts(with: bytes))
        if keep > 5 { #expect(bytes.count > Self.long.count / 4) }
        #expect(Self.readUntilFailure(source).error == error)
      }
    }
  }

  @Test func `damage in the middle yields what comes before`() throws {
    for stored in [gzipped(Self.long), zstandard(Self.long)] {
      var damaged = stored
      let middle = damaged.count * 3 / 4
      for index in middle..<middle + 40 { damaged[index] = 0xFF }
      let (bytes, error) = Self.readUntilFailure(try ByteSource(name: "bad", bytes: damaged))
      #expect(error?.code == .damagedCompression)
      #expect(bytes.count > Self.long.count / 4)
    }
  }

  @Test func `rubbish behind the last member is damage`() throws {
    for stored in [gzipped(Self.words), zstandard(Self.words)] {
      let source = try ByteSource(name: "tail", bytes: stored + Array("rubbish".utf8))
      let (bytes, error) = Self.readUntilFailure(source)
      #expect(bytes == Self.words)
      #expect(error?.code == .damagedCompression)
    }
  }

  @Test func `a path that leads to no readable file is a clear error`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let missing = #expect(throws: IntakeError.self) {
      try ByteSource(path: folder + "/no-such-file-of-lanterns")
    }
    #expect(missing?.code == .fileNotFound)
    let notAFile = #expect(throws: IntakeError.self) { try ByteSource(path: folder) }
    #expect(notAFile?.code == .notAFile)
    #expect(notAFile?.description.contains("folder") == true)
  }
}
