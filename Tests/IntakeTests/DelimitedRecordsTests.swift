import Testing

@testable import Intake

/// What a reader of delimited records saw, in values that outlive it.
enum Seen: Equatable {
  case record([String], line: Int64, offset: Int64)
  case defect(String, line: Int64)
}

func delimited(
  _ text: String, header: Bool = false, window: Int = 1 << 20, limit: Int = 64 << 20,
  delimiter: UInt8? = nil
) throws -> [Seen] {
  let source = try ByteSource(name: "memory", bytes: Array(text.utf8))
  let records = DelimitedRecords(
    window: ByteWindow(source, capacity: window, maxRecordBytes: limit), delimiter: delimiter,
    maxRecordBytes: limit)
  if header { _ = try records.header() }
  var seen: [Seen] = []
  while let event = try records.next() {
    switch event {
    case .record(let record):
      let fields = (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }
      seen.append(.record(fields, line: record.line, offset: record.offset))
    case .defect(let defect): seen.append(.defect(defect.code.rawValue, line: defect.line))
    }
  }
  return seen
}

@Suite struct DelimitedRecordsTests {
  @Test func `plain fields are split at the separator`() throws {
    #expect(
      try delimited("a,b,c\n1,,3\n,,\n") == [
        .record(["a", "b", "c"], line: 1, offset: 0), .record(["1", "", "3"], line: 2, offset: 6),
        .record(["", "", ""], line: 3, offset: 11),
      ])
  }

  @Test func `CRLF, a byte-order mark, empty lines and a last line without an end are accepted`()
    throws
  {
    #expect(
      try delimited("\u{FEFF}a,b\r\n\r\n\"1\",2\r\n3,\"4\"\r\n\n5,6") == [
        .record(["a", "b"], line: 1, offset: 3), .record(["1", "2"], line: 3, offset: 10),
        .record(["3", "4"], line: 4, offset: 17), .record(["5", "6"], line: 6, offset: 25),
      ])
  }

  @Test func `quoted fields hold separators, line ends and doubled quotes`() throws {
    #expect(
      try delimited("a,\"x,\"\"y\"\"\nz\",b\n\"\"\"\",\"\",\"q\"tail\nlast,mid\"dle,end") == [
        .record(["a", "x,\"y\"\nz", "b"], line: 1, offset: 0),
        .record(["\"", "", "qtail"], line: 3, offset: 16),
        .record(["last", "mid\"dle", "end"], line: 4, offset: 32),
      ])
  }

  @Test func `the separator is recognised in the first line`() throws {
    #expect(try delimited("a\tb,c\td\n") == [.record(["a", "b,c", "d"], line: 1, offset: 0)])
    #expect(try delimited("a;b;c\n") == [.record(["a", "b", "c"], line: 1, offset: 0)])
    #expect(
      try delimited("\"a;b;c;d\",e\n") == [.record(["a;b;c;d", "e"], line: 1, offset: 0)])
  }

  @Test func `a record with another number of fields than the header is a defect`() throws {
    #expect(
      try delimited("a,b\n1,2\n1,2,3\n1\n3,4\n", header: true) == [
        .record(["1", "2"], line: 2, offset: 4), .defect("column-count", line: 3),
        .defect("column-count", line: 4), .record(["3", "4"], line: 5, offset: 16),
      ])
  }

  @Test func `a quote that is never closed costs one line`() throws {
    #expect(
      try delimited("a,b\n1,\"2\n3,4\n5,6\n", header: true) == [
        .defect("unclosed-quote", line: 2), .record(["3", "4"], line: 3, offset: 9),
        .record(["5", "6"], line: 4, offset: 13),
      ])
  }

  @Test func `a record longer than the limit is skipped and memory stays bounded`() throws {
    let long = String(repeating: "x", count: 100_000)
    for line in [long, "\"" + long, "1," + long] {
      #expect(
        try delimited(
          "a,b\n1,2\n\(line)\n3,4\n", header: true, window: 256, limit: 1000, delimiter: 0x2C)
          == [
            .record(["1", "2"], line: 2, offset: 4), .defect("record-too-long", line: 3),
            .record(["3", "4"], line: 4, offset: Int64(9 + line.utf8.count)),
          ])
    }
  }

  @Test func `a long record that fits grows the window`() throws {
    let long = String(repeating: "x\"\"y,\n", count: 5000)
    let expected = String(repeating: "x\"y,\n", count: 5000)
    #expect(
      try delimited("a,b\n1,\"\(long)\"\n", window: 64) == [
        .record(["a", "b"], line: 1, offset: 0), .record(["1", expected], line: 2, offset: 4),
      ])
  }

  @Test func `whole records come before the error of a damaged source`() throws {
    let text = (0..<50_000).map { "\($0),lantern \($0 &* 7919)\n" }.joined()
    let stored = gzipped(Array(text.utf8))
    let source = try ByteSource(name: "cut", bytes: Array(stored.prefix(stored.count / 2)))
    let records = DelimitedRecords(source)
    var read = 0
    let error = #expect(throws: IntakeError.self) {
      while let event = try records.next() {
        guard case .record(let record) = event else { continue }
        #expect(record.string(0) == "\(read)" && record.string(1) == "lantern \(read &* 7919)")
        read += 1
      }
    }
    #expect(error?.code == .damagedCompression)
    #expect(read > 10_000)
  }

  /// The oracle: one byte at a time, following RFC 4180 and the documented liberties.
  static func naive(_ text: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var fields: [[UInt8]] = [[]]
    var (isQuoted, atStart, wasQuoted, index) = (false, true, false, 0)
    func close() {
      let isBlank = fields == [[]] && !wasQuoted
      if !isBlank { records.append(fields.map { String(decoding: $0, as: UTF8.self) }) }
      fields = [[]]
      (atStart, wasQuoted) = (true, false)
    }
    while index < text.count {
      let byte = text[index]
      let next = index + 1 < text.count ? text[index + 1] : 0
      if isQuoted {
        if byte == 0x22 && next == 0x22 {
          fields[fields.count - 1].append(byte)
          index += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          fields[fields.count - 1].append(byte)
        }
      } else if byte == 0x22 && atStart {
        (isQuoted, atStart, wasQuoted) = (true, false, true)
      } else if byte == 0x2C {
        fields.append([])
        atStart = true
      } else if byte == 0x0A {
        close()
      } else if byte == 0x0D && next == 0x0A {
        atStart = false
      } else {
        fields[fields.count - 1].append(byte)
        atStart = false
      }
      index += 1
    }
    if fields != [[]] || wasQuoted { close() }
    return records
  }

  @Test(arguments: 0..<300)
  func `random records are split as the naive splitter does`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let parts = [
      "a", "bb", "lantern parade", ",", ",", "\n", "\r\n", "\"", "\"\"", "\"x,\ny\"", "é",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      text += parts[Int.random(in: 0..<parts.count, using: &random)]
    }
    // A stray quote has no agreed meaning; the oracle covers what is balanced at the end.
    let quotes = text.utf8.count { $0 == 0x22 }
    if quotes % 2 == 1 { text += "\"" }
    let window = Int.random(in: 16...64, using: &random)
    let seen = try delimited(text, window: window, delimiter: 0x2C)
    guard !seen.contains(where: { if case .defect = $0 { true } else { false } }) else { return }
    let records = seen.compactMap { if case .record(let fields, _, _) = $0 { fields } else { nil } }
    #expect(records == Self.naive(Array(text.utf8)), "seed \(seed)")
  }
}

/// A small seeded generator.
///
/// Source: G. Steele, D. Lea, C. Flood (2014), "Fast Splittable Pseudorandom Number Generators",
/// DOI 10.1145/2660193.2660195.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
