import Testing

@testable import Intake

/// A gigabyte that no file needs to hold.
@Suite struct LongRecordTests {
  /// Makes `head`, then so many letters, then `tail`.
  static func source(_ head: String, letters: Int, _ tail: String) throws -> ByteSource {
    var pieces: [(bytes: [UInt8], count: Int)] = [
      (Array(head.utf8), head.utf8.count), ([UInt8(ascii: "x")], letters),
      (Array(tail.utf8), tail.utf8.count),
    ]
    return try ByteSource(name: "generated") { buffer in
      while let piece = pieces.first {
        guard piece.count > 0 else {
          pieces.removeFirst()
          continue
        }
        let count = min(piece.count, buffer.count)
        if piece.bytes.count == 1 {
          buffer[..<count].initializeMemory(as: UInt8.self, repeating: piece.bytes[0])
        } else {
          buffer.copyBytes(from: piece.bytes.suffix(piece.count).prefix(count))
        }
        pieces[0].count -= count
        return count
      }
      return 0
    }
  }

  @Test(arguments: [0, 4, 5, 11, 12])
  func `a record of 1 GB is skipped in bounded memory`(index: Int) throws {
    let sample = Samples.all[index]
    let records = (1...9).map {
      sample.record($0, "2016-03-22T07:58:12Z", $0 == 5 ? "CUT" : "walk")
    }
    let parts = sample.file(records).split(separator: "CUT").map(String.init)
    let options = IntakeOptions(maxRecordBytes: 1 << 20, maxRejectionBytes: 1000)
    let opened = try OpenedInput(
      IntakeInput(path: "generated") {
        try Self.source(parts[0], letters: 1 << 30, parts[1])
      }, options: options)
    var posts = 0
    var rejections: [Rejection] = []
    let sink = PostSink(options: options) { batch in
      posts += batch.posts.count
      rejections += batch.rejections
    }
    sink.begin(input: 0, name: "generated")
    let summary = try opened.read(into: sink)
    try sink.flush()
    #expect(posts == 8)
    #expect(rejections.map(\.code) == [.recordTooLong])
    #expect(rejections.first?.raw.count == 1000)
    #expect(summary.bytes > 1 << 30)
    #expect(opened.window.highWaterMark <= 2 << 20)
  }

  @Test func `a gigabyte of one line that is no format at all is refused in bounded memory`() throws
  {
    let input = IntakeInput(path: "generated") { try Self.source("", letters: 1 << 30, "") }
    #expect(try read(inputs: [input]).error?.code == .unknownFormat)
  }
}
