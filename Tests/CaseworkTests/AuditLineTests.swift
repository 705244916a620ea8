import Casework
import SocialModel
import Testing

@Suite("Lines and bytes of the audit chain")
struct AuditLineTests {
  @Test("a line reads as what was written")
  func roundTrip() throws {
    for line in try AuditFixture().lines() {
      let read = try #require(AuditLine(line.dropLast()))
      #expect(read.bytes == line)
    }
  }

  @Test("an entry's canonical bytes are what is documented")
  func canonicalBytes() throws {
    let entry = try AuditEntry(
      sequence: 1, time: Timestamp(milliseconds: -1), actor: "a", action: .decided, subject: "",
      details: ["b": "é", "a": ""], previous: .beginning)
    var expected = Array("TOCSIN AUDIT ENTRY 1\0".utf8)
    expected += [0, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 255, count: 8)
    expected += [0, 0, 0, 1] + Array("a".utf8) + [0, 0, 0, 13] + Array("decision.made".utf8)
    expected += [0, 0, 0, 0] + [0, 0, 0, 2] + [0, 0, 0, 1] + Array("a".utf8) + [0, 0, 0, 0]
    expected += [0, 0, 0, 1] + Array("b".utf8) + [0, 0, 0, 2, 0xC3, 0xA9]
    expected += [UInt8](repeating: 0, count: 32)
    #expect(entry.canonicalBytes == expected)
    // By Python's hashlib over the same bytes.
    #expect(
      entry.hash.description == "e15bba7bdf2327e8237237df9bb8c948b755a272413a05b9b42b9104d32d69a5")
  }

  @Test("entries that join to the same text have different bytes")
  func unambiguous() throws {
    func entry(_ actor: String, _ subject: String, _ details: [String: String]) throws -> AuditEntry
    {
      try AuditEntry(
        sequence: 1, time: AuditFixture.start, actor: actor, action: .decided, subject: subject,
        details: details, previous: .beginning)
    }
    let entries = [
      try entry("ab", "c", [:]), try entry("a", "bc", [:]), try entry("abc", "", [:]),
      try entry("ab", "", ["c": ""]), try entry("ab", "c", ["c": ""]),
      try entry("ab", "c", ["c": "d", "e": ""]), try entry("ab", "c", ["c": "", "d": "e"]),
      // The same character in two ways is not the same entry.
      try entry("\u{E9}", "", [:]), try entry("e\u{301}", "", [:]),
    ]
    #expect(Set(entries.map(\.hash)).count == entries.count)
    #expect(Set(entries).count == entries.count)
  }

  @Test("fields that break their limits are refused and leave the chain as it was")
  func limits() throws {
    var chain = AuditChain()
    let long = String(repeating: "x", count: 8193)
    let many = Dictionary(uniqueKeysWithValues: (0..<65).map { ("k\($0)", "") })
    let wrong: [(String, String, [String: String])] = [
      ("", "", [:]), (long, "", [:]), ("a", long, [:]), ("a", "", many), ("a", "", ["K": ""]),
      ("a", "", ["": ""]), ("a", "", ["é": ""]), ("a", "", ["k": long]),
    ]
    for (actor, subject, details) in wrong {
      #expect(throws: CaseworkError.self) {
        try chain.append(
          time: AuditFixture.start, actor: actor, action: .decided, subject: subject,
          details: details)
      }
    }
    #expect(chain == AuditChain())
    #expect(AuditAction(rawValue: "Decision") == nil && AuditAction(rawValue: "") == nil)
    #expect(AuditAction(rawValue: String(repeating: "a", count: 65)) == nil)
    #expect(Set(AuditAction.allCases).count == AuditAction.allCases.count)
  }

  @Test("lines that another program might write are refused")
  func strict() throws {
    let fixture = try AuditFixture(1)
    let line = String(decoding: fixture.entries[0].line().dropLast(), as: UTF8.self)
    #expect(AuditLine(Array(line.utf8)) != nil)
    let changes: [(String, String)] = [
      (",\"time\"", ", \"time\""), ("{\"type\"", "{ \"type\""),
      ("\"sequence\":1", "\"sequence\":1.0"),
      ("\"sequence\":1", "\"sequence\":01"), ("\"sequence\":1", "\"sequence\":1,\"sequence\":1"),
      ("\"z\":\"\"", "\"z\":\"\",\"z\":\"\""), ("\"z\":\"\"", "\"z\":\"1\",\"z\":\"\""),
      ("\\u0001", "\\u0001\\u0000\\u0000".replacing("\\u0000", with: "")), ("é", "\\u00e9"),
      ("\"type\":\"entry\"", "\"type\":\"Entry\""), ("\"actor\"", "\"more\":1,\"actor\""),
      ("\"sequence\":1", "\"sequence\":-1"), ("\"sequence\":1", "\"sequence\":0"),
      ("\"sequence\":1", "\"sequence\":99999999999999999999"), ("case:1", "case\u{0}:1"),
    ]
    for (old, new) in changes where old != new {
      let changed = line.replacing(old, with: new, maxReplacements: 1)
      #expect((changed == line) == (AuditLine(Array(changed.utf8)) != nil), "\(new)")
    }
  }

  @Test("hostile lines are refused: cut, huge, deep, not UTF-8, empty")
  func hostile() throws {
    let line = Array(try AuditFixture(1).entries[0].line().dropLast())
    for kept in stride(from: 0, to: line.count, by: 13) {
      #expect(AuditLine(line[..<kept]) == nil)
    }
    let huge = Array("{\"type\":\"".utf8) + [UInt8](repeating: 0x61, count: 1 << 21)
    #expect(AuditLine(huge) == nil)
    #expect(AuditFixture.verdict([huge, huge, [0x0A]]).fault?.kind == .malformed)
    var verifier = AuditVerifier()
    let isMoreWanted = verifier.consume(huge)
    #expect(!isMoreWanted, "nothing more is read of a line that never ends")
    let verdict = verifier.finish()
    #expect(verdict.fault?.kind == .malformed)
    #expect(AuditLine([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == nil)
    let deep = Array("{\"a\":".utf8)
    #expect(AuditLine((0..<20_000).flatMap { _ in deep }) == nil)
    var invalid = line
    invalid[line.count / 2] = 0xFF
    #expect(AuditLine(invalid) == nil)
    #expect(AuditLine([]) == nil)
    #expect(AuditLine([0xEF, 0xBB, 0xBF] + line) == nil)
  }

  @Test("an export refuses entries and checkpoints that do not follow")
  func export() throws {
    let fixture = try AuditFixture(3, every: 2)
    var export = AuditExport(publicKey: AuditFixture.key.publicKey)
    #expect(throws: CaseworkError.self) { try export.line(fixture.entries[1]) }
    _ = try export.line(fixture.entries[0])
    #expect(throws: CaseworkError.self) { try export.line(fixture.checkpoints[0]) }
    _ = try export.line(fixture.entries[1])
    _ = try export.line(fixture.checkpoints[0])
  }
}

@Suite("Checkpoints and their keys")
struct AuditKeyTests {
  @Test("a checkpoint is due when an hour has passed, at the end, and never without a new entry")
  func due() throws {
    let fixture = try AuditFixture(9, every: 8)
    let last = fixture.checkpoints[0]
    let chain = AuditChain(after: fixture.entries[8])
    func due(_ chain: AuditChain, _ passed: Int64, isEnding: Bool = false) -> Bool {
      let now = Timestamp(milliseconds: last.time.milliseconds + passed)
      return CheckpointRule.isDue(chain, last: last, now: now, isEnding: isEnding)
    }
    #expect(!due(chain, 3_599_999) && due(chain, 3_600_000))
    #expect(due(chain, 1, isEnding: true))
    #expect(due(chain, -3_600_000) && !due(chain, -1))
    let same = AuditChain(after: fixture.entries[7])
    #expect(!due(same, 9_000_000) && !due(same, 1, isEnding: true))
    #expect(CheckpointRule.isDue(chain, last: nil, now: last.time))
    #expect(!CheckpointRule.isDue(AuditChain(), last: nil, now: last.time, isEnding: true))
  }

  @Test("key files read as what was written, and nothing else is read")
  func keyFiles() throws {
    let key = AuditFixture.key
    #expect(try AuditSigningKey(fileText: key.fileText).publicKey == key.publicKey)
    #expect(try AuditPublicKey(fileText: key.publicKey.fileText) == key.publicKey)
    let secret = key.fileText
    let open = key.publicKey.fileText
    for wrong in [
      "", "\n", open, String(secret.dropLast()), secret + "\n", " " + secret, secret.uppercased(),
      secret.replacing("7", with: "8", maxReplacements: 1), secret.replacing(" 1 ", with: " 2 "),
    ] {
      #expect(throws: CaseworkError.self) { try AuditSigningKey(fileText: wrong) }
    }
    for wrong in [
      "", secret, open + open, String(open.dropLast(2)) + "\n", open.replacing("1 ", with: "1  "),
    ] {
      #expect(throws: CaseworkError.self) { try AuditPublicKey(fileText: wrong) }
    }
  }

  @Test("a signing key does not show itself")
  func shown() {
    #expect(!"\(AuditFixture.key)".contains("0707"))
    #expect(AuditSigningKey.random().publicKey != AuditSigningKey.random().publicKey)
  }

  @Test("the last checkpoint of a file is found among its lines")
  func last() throws {
    let fixture = try AuditFixture()
    let bytes = try fixture.lines().flatMap { $0 }
    #expect(AuditCheckpoint.last(in: bytes) == fixture.checkpoints.last)
    #expect(AuditCheckpoint.last(in: Array("lantern\n".utf8)) == nil)
  }
}
