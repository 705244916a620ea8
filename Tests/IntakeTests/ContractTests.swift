import SocialModel
import Testing

@testable import Intake

/// What every reader owes, whatever its format.
@Suite struct ContractTests {
  static let count = 20

  @Test(arguments: Samples.all)
  func `valid records become posts in order, found again by their location`(sample: Sample) throws {
    let bytes = Array(sample.file(count: Self.count).utf8)
    let reading = try read(bytes)
    #expect(reading.error == nil)
    #expect(reading.rejections.isEmpty)
    #expect(reading.posts.count == Self.count)
    #expect(reading.summary?.format == sample.format)
    #expect(reading.summary?.compression == Compression.none)
    #expect(reading.summary?.bytes == Int64(bytes.count))
    for (index, post) in reading.posts.enumerated() {
      let start = Int(post.location.offset)
      let raw = String(decoding: bytes[start..<start + Int(post.location.length)], as: UTF8.self)
      #expect(raw == sample.record(index + 1))
      #expect(post.time.description == "2016-03-22T07:58:1\((index + 1) % 10).000Z")
      let line = bytes[..<start].count { $0 == 10 } + 1
      #expect(post.location.line == Int64(line))
    }
  }

  @Test(arguments: Samples.all, [Compression.none, .gzip, .zstd])
  func `records are fetched and read again from their place`(
    sample: Sample, compression: Compression
  ) throws {
    let plain = Array(sample.file(count: Self.count).utf8)
    let stored = compress(plain, compression)
    let input = IntakeInput(path: "memory") { try ByteSource(name: "memory", bytes: stored) }
    let reading = try read(inputs: [input, input])
    #expect(reading.posts.count == Self.count)
    #expect(reading.summary?.duplicates == Self.count)
    let wanted = [17, 3, 4, 3].map { reading.posts[$0].location }
    let raw = try Intake().rawRecords(at: wanted, inputs: [input, input])
    #expect(raw.count == 3)
    for index in [3, 4, 17] {
      let bytes = raw[reading.posts[index].location] ?? []
      #expect(String(decoding: bytes, as: UTF8.self) == sample.record(index + 1))
    }
    let again = try Intake().posts(at: wanted, inputs: [input, input])
    #expect(again == [3, 4, 17].map { reading.posts[$0] })
  }

  @Test(arguments: Samples.all)
  func `compression, a byte-order mark and CRLF change no post`(sample: Sample) throws {
    let text = sample.file(count: Self.count)
    let expected = try read(text).posts.map(unplaced)
    let crlf = text.replacing("\n", with: "\r\n")
    let variants = [
      gzipped(Array(text.utf8)), zstandard(Array(text.utf8)), Array(("\u{FEFF}" + text).utf8),
      Array(crlf.utf8), gzipped(Array(("\u{FEFF}" + crlf).utf8)),
      Array((text + "\r\n\r\n \n").utf8),
    ]
    for bytes in variants {
      let reading = try read(bytes)
      #expect(reading.rejections.isEmpty)
      #expect(reading.posts.map(unplaced) == expected)
    }
  }

  @Test(arguments: Samples.all)
  func `both forms of time zones and the years 1970 and 2106 are read`(sample: Sample) throws {
    let times = [
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
      ("1970-01-01T02:00:01+02:00", "1970-01-01T00:00:01.000Z"),
      ("2106-02-07T06:28:16Z", "2106-02-07T06:28:16.000Z"),
      ("2106-02-07T00:58:16.5-05:30", "2106-02-07T06:28:16.500Z"),
      ("2016-03-22T07:58:12", "2016-03-22T07:58:12.000Z"),
    ]
    let records = times.enumerated().map { sample.record($0 + 1, $1.0, "lantern") }
    let reading = try read(sample.file(records))
    #expect(reading.posts.map(\.time.description) == times.map(\.1))
  }

  @Test(arguments: Samples.all)
  func `an input without a byte is an error that says so`(sample: Sample) throws {
    for bytes in [[], gzipped([]), zstandard([]), [0xEF, 0xBB, 0xBF], Array(" \r\n\n".utf8)] {
      #expect(try read(bytes).error?.code == .emptyInput)
    }
  }

  @Test(arguments: Samples.all)
  func `an input cut off anywhere keeps the records before the cut`(sample: Sample) throws {
    let records = (1...Self.count).map { sample.record($0) }
    let bytes = Array(sample.file(records).utf8)
    let posts = try read(bytes).posts
    for cut in stride(from: bytes.count / 3, to: bytes.count, by: 7) {
      let reading = try read(Array(bytes.prefix(cut)))
      let whole = posts.count { $0.location.offset + Int64($0.location.length) <= Int64(cut) }
      #expect(reading.error == nil)
      #expect(reading.posts.count >= whole && reading.posts.count <= whole + 1)
      #expect(reading.rejections.count <= 1)
    }
  }

  @Test(arguments: Samples.all)
  func `compressed data cut off are one rejection behind what was read`(sample: Sample) throws {
    let bytes = Array(sample.file(count: 12_000).utf8)
    for stored in [gzipped(bytes), zstandard(bytes)] {
      let reading = try read(Array(stored.prefix(stored.count * 2 / 3)))
      #expect(reading.error == nil)
      #expect(reading.codes == [.damagedCompression])
      #expect(reading.posts.count > 1000)
    }
  }

  @Test(arguments: Samples.all)
  func `a record longer than the limit is rejected alone`(sample: Sample) throws {
    let long = sample.record(3, "2016-03-22T07:58:12Z", String(repeating: "x", count: 300_000))
    let options = IntakeOptions(maxRecordBytes: 4096, maxRejectionBytes: 100)
    let reading = try read(sample.file(spoiling(sample, with: long)), options: options)
    #expect(reading.codes == [.recordTooLong])
    #expect(reading.posts.count == Self.count - 1)
    #expect(reading.rejections.first?.raw == Array(long.utf8.prefix(100)))
  }

  @Test(arguments: Samples.all)
  func `missing fields and wrong types reject the record alone`(sample: Sample) throws {
    for spoiler in sample.spoilers {
      let spoiled = sample.record(3).replacing(spoiler.find, with: spoiler.replace)
      let reading = try read(sample.file(spoiling(sample, with: spoiled)))
      let isPage = spoiler.replace.hasSuffix("[7,")
      #expect(reading.rejections.count == 1, "\(spoiler)")
      #expect(reading.posts.count == Self.count - (isPage ? 0 : 1), "\(spoiler)")
      let rejection = try #require(reading.rejections.first)
      #expect(String(decoding: rejection.raw, as: UTF8.self) == spoiled)
      #expect(rejection.line > 0)
      #expect(!rejection.message.contains("lantern"))
    }
  }

  @Test(arguments: Samples.all)
  func `invalid UTF-8 rejects the record alone`(sample: Sample) throws {
    let marked = sample.record(3, "2016-03-22T07:58:12Z", "lantern QQ parade")
    var bytes = Array(sample.file(spoiling(sample, with: marked)).utf8)
    let place = try #require(bytes.firstRange(of: Array("QQ".utf8)))
    for bad: [UInt8] in [[0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0]] {
      bytes.replaceSubrange(place, with: bad)
      let reading = try read(bytes)
      #expect(reading.codes == [.invalidUTF8])
      #expect(reading.posts.count == Self.count - 1)
    }
  }

  @Test(arguments: Samples.all)
  func `NUL bytes do no harm`(sample: Sample) throws {
    let nul = sample.record(3, "2016-03-22T07:58:12Z", "lantern \0 parade")
    let reading = try read(sample.file(spoiling(sample, with: nul)))
    #expect(reading.posts.count + reading.rejections.count == Self.count)
    #expect(reading.posts.count >= Self.count - 1)
    guard sample.shape != .table else { return }
    let escaped = sample.record(3, "2016-03-22T07:58:12Z", "lantern \\u0000 parade")
    #expect(try read(sample.file(spoiling(sample, with: escaped))).posts.count == Self.count)
  }

  @Test(arguments: Samples.all)
  func `a record that stands twice is a duplicate`(sample: Sample) throws {
    let records = [1, 2, 1, 3, 2].map { sample.record($0) }
    let reading = try read(sample.file(records))
    #expect(reading.posts.count == 3)
    #expect(reading.summary?.duplicates == 2)
  }

  @Test(arguments: Samples.json)
  func `a record nested too deep is rejected alone`(sample: Sample) throws {
    let deep = String(repeating: "[", count: 3000) + String(repeating: "]", count: 3000)
    let nested = String(sample.record(3).dropLast()) + #","deep":\#(deep)}"#
    let reading = try read(sample.file(spoiling(sample, with: nested)))
    #expect(reading.codes == [.tooDeep])
    #expect(reading.posts.count == Self.count - 1)
  }

  @Test(arguments: Samples.json)
  func `a lone surrogate is replaced and the text kept`(sample: Sample) throws {
    let lone = sample.record(3, "2016-03-22T07:58:12Z", #"a \ud83d b \\ud83d \ud83d\ude00 \udc00"#)
    let reading = try read(sample.file(spoiling(sample, with: lone)))
    #expect(reading.rejections.isEmpty)
    #expect(reading.posts[2].text == "a \u{FFFD} b \\ud83d 😀 \u{FFFD}")
  }

  @Test(arguments: Samples.all)
  func `an input that is mostly rubbish stops the run once its rejections are handed on`(
    sample: Sample
  ) throws {
    let spoiler = sample.spoilers[0]
    let good = (1...3).map { sample.record($0) }
    let bad = [String](repeating: sample.record(3), count: 1500).map {
      $0.replacing(spoiler.find, with: spoiler.replace)
    }
    let early = try read(sample.file(good + bad))
    #expect(early.error?.code == .tooManyRejections)
    #expect(early.rejections.count == 997)
    let late = try read(sample.file(good + bad.prefix(4)))
    #expect(late.error?.code == .tooManyRejections)
    #expect(late.rejections.count == 4 && late.posts.count == 3)
  }

  @Test(arguments: Samples.all)
  func `random damage never stops the reader and leaves other records alone`(
    sample: Sample
  ) throws {
    for seed in 0..<60 {
      var random = SplitMix(seed: UInt64(seed))
      let victim = Int.random(in: 5..<15, using: &random)
      var records = (1...Self.count).map { Array(sample.record($0).utf8) }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        mutate(&records[victim], using: &random)
      }
      let parts = sample.file((0..<Self.count).map { "RECORD\($0)." })
      let bytes = assemble(parts, records)
      let reading = try read(bytes)
      #expect(reading.error == nil || reading.error?.code == .tooManyRejections, "seed \(seed)")
      #expect(reading.accounted > victim, "seed \(seed)")
      guard sample.shape == .lines else { continue }
      let lines = bytes.split(separator: 10).count { !$0.allSatisfy(TextCursor.isBlank) }
      #expect(reading.accounted == lines, "seed \(seed)")
      #expect(reading.posts.count >= Self.count - 2, "seed \(seed)")
    }
  }

  // MARK: Making inputs

  private func spoiling(_ sample: Sample, with record: String) -> [String] {
    (1...Self.count).map { $0 == 3 ? record : sample.record($0) }
  }

  private func unplaced(_ post: Post) -> Post {
    var post = post
    post.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
    return post
  }

  private func compress(_ bytes: [UInt8], _ compression: Compression) -> [UInt8] {
    switch compression {
    case .none: bytes
    case .gzip: gzipped(bytes)
    case .zstd: zstandard(bytes)
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 3: bytes.removeSubrange(place..<min(place + 9, bytes.count))
    default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
    }
  }

  private func assemble(_ parts: String, _ records: [[UInt8]]) -> [UInt8] {
    var bytes = Array(parts.utf8)
    for (index, record) in records.enumerated() {
      guard let place = bytes.firstRange(of: Array("RECORD\(index).".utf8)) else { continue }
      bytes.replaceSubrange(place, with: record)
    }
    return bytes
  }
}
