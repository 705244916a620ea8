import Casework
import SocialModel
import Testing

@Suite("The audit verifier")
struct AuditVerifierTests {
  private let fixture: AuditFixture
  private let lines: [[UInt8]]

  init() throws {
    fixture = try AuditFixture()
    lines = try fixture.lines()
  }

  private func fault(_ lines: [[UInt8]]) throws -> AuditFault {
    try #require(AuditFixture.verdict(lines).fault)
  }

  @Test("finds a whole chain whole, in pieces of any size", arguments: [1, 7, 1000, 1 << 20])
  func whole(pieces: Int) {
    let verdict = AuditFixture.verdict(lines, pieces: pieces)
    #expect(verdict.fault == nil)
    #expect(verdict.entries == 24 && verdict.checkpoints == 3 && verdict.unsignedEntries == 0)
    #expect(verdict.end.hash == fixture.entries.last?.hash)
    #expect(verdict.isKeyTrusted && !verdict.isEndKnown)
  }

  @Test("names a changed entry")
  func changed() throws {
    var lines = lines
    let entry = fixture.entries[11]
    lines[fixture.line(of: 12) - 1] = try entry.with(subject: "case:99").line(claiming: entry.hash)
    let fault = try fault(lines)
    #expect(fault.kind == .changed && fault.sequence == 12 && fault.line == fixture.line(of: 12))
  }

  @Test("names a changed entry whose hash was computed anew")
  func changedAndHashed() throws {
    for sequence: UInt64 in [2, 12, 23] {
      var lines = lines
      lines[fixture.line(of: sequence) - 1] =
        try fixture.entries[Int(sequence) - 1].with(subject: "case:99").line()
      let fault = try fault(lines)
      // At a checkpoint's own entry the checkpoint speaks first.
      #expect(fault.kind == .changed && fault.sequence == sequence, "\(fault)")
      #expect(fault.line == fixture.line(of: sequence))
    }
  }

  @Test("names an entry that was tied to another one and hashed anew")
  func loosened() throws {
    var lines = lines
    lines[fixture.line(of: 12) - 1] =
      try fixture.entries[11].with(previous: fixture.entries[3].hash).line()
    let fault = try fault(lines)
    #expect(fault.kind == .changed && fault.sequence == 12 && fault.line == fixture.line(of: 12))
  }

  @Test("names the first entry between two checkpoints when all after it was computed anew")
  func rewritten() throws {
    var lines = lines
    var chain = AuditChain(after: fixture.entries[8])
    for index in 9..<24 {
      let old = fixture.entries[index]
      let new = try chain.append(
        time: old.time, actor: old.actor, action: old.action,
        subject: index == 9 ? "case:99" : old.subject, details: old.details)
      lines[fixture.line(of: new.sequence) - 1] = new.line()
    }
    let fault = try fault(lines)
    #expect(fault.kind == .rewritten && fault.sequence == 9)
    #expect(fault.message.contains("9 to 16"))
  }

  @Test("names dropped entries, and those before a checkpoint")
  func dropped() throws {
    for (gone, first) in [([12], 12), ([12, 13], 12), ([8], 8), ([1], 1)] as [([UInt64], UInt64)] {
      let places = Set(gone.map { fixture.line(of: $0) - 1 })
      let fault = try fault(
        lines.enumerated().filter { !places.contains($0.offset) }.map(\.element))
      #expect(fault.kind == .dropped && fault.sequence == first, "\(fault)")
    }
  }

  @Test("names a dropped entry whose followers were numbered anew")
  func droppedAndRenumbered() throws {
    var lines = lines
    let place = fixture.line(of: 12) - 1
    lines[place] = try fixture.entries[12].with(sequence: 12).line()
    lines.remove(at: place + 1)
    let fault = try fault(lines)
    #expect(fault.sequence == 12 && fault.line == place + 1, "\(fault)")
  }

  @Test("names reordered entries: two that changed places, one moved up, one moved down")
  func reordered() throws {
    var swapped = lines
    swapped.swapAt(fixture.line(of: 12) - 1, fixture.line(of: 13) - 1)
    var up = lines
    up.insert(up.remove(at: fixture.line(of: 20) - 1), at: fixture.line(of: 12) - 1)
    var down = lines
    down.insert(down.remove(at: fixture.line(of: 12) - 1), at: fixture.line(of: 20) - 1)
    for changed in [swapped, up, down] {
      let fault = try fault(changed)
      #expect(fault.kind == .reordered && fault.sequence == 12, "\(fault)")
      #expect(fault.line == fixture.line(of: 12))
    }
  }

  @Test("names inserted entries: copies, and forged ones before or after the real one")
  func inserted() throws {
    let place = fixture.line(of: 12) - 1
    var copy = lines
    copy.insert(lines[fixture.line(of: 5) - 1], at: place)
    #expect(try fault(copy).kind == .inserted)
    #expect(try fault(copy).line == place + 1)
    var early = lines
    early.insert(lines[fixture.line(of: 20) - 1], at: place)
    #expect(try fault(early).kind == .inserted)
    #expect(try fault(early).line == place + 1)
    let forged = try fixture.entries[11].with(subject: "case:99").line()
    for offset in [0, 1] {
      var lines = lines
      lines.insert(forged, at: place + offset)
      let fault = try fault(lines)
      #expect(fault.kind == .inserted && fault.sequence == 12, "\(fault)")
      #expect(fault.line == place + 1 + offset)
    }
  }

  @Test("names what is missing at the end, by the checkpoint or the count that the auditor holds")
  func truncated() throws {
    let last = try #require(fixture.checkpoints.last)
    for kept in 1..<lines.count {
      let cut = Array(lines[..<kept])
      let alone = AuditFixture.verdict(cut)
      #expect(alone.fault == nil && !alone.isEndKnown, "without help a cut cannot be seen")
      let entries = alone.entries
      let held = AuditFixture.verdict(cut, held: last)
      let counted = AuditFixture.verdict(cut, expected: 24)
      if entries == 24 {
        #expect(held.fault == nil && held.isEndKnown && counted.fault == nil && counted.isEndKnown)
      } else {
        #expect(held.fault?.kind == .truncated && held.fault?.sequence == entries + 1)
        #expect(counted.fault?.kind == .truncated && counted.fault?.sequence == entries + 1)
      }
    }
  }

  @Test("names a file that ends within a line")
  func cutLine() throws {
    let bytes = lines.flatMap { $0 }
    for kept in [1, 100, bytes.count / 2, bytes.count - 1] where bytes[kept - 1] != 0x0A {
      #expect(try fault([Array(bytes[..<kept])]).kind == .truncated, "\(kept)")
    }
    #expect(try fault([]).kind == .malformed)
  }

  @Test("holds a chain against a checkpoint that was given out before it was written anew")
  func held() throws {
    let other = try AuditFixture(24, every: 100)
    var changed = other.entries
    var chain = AuditChain()
    for (index, old) in other.entries.enumerated() {
      changed[index] = try chain.append(
        time: old.time, actor: old.actor, action: old.action,
        subject: index == 2 ? "case:99" : old.subject, details: old.details)
    }
    var forged = other
    forged.entries = changed
    let lines = try forged.lines()
    #expect(AuditFixture.verdict(lines).fault == nil, "nothing in the file tells")
    let fault = AuditFixture.verdict(lines, held: fixture.checkpoints[0]).fault
    #expect(fault?.kind == .rewritten && fault?.sequence == 1)
  }

  @Test("refuses checkpoints of other keys, also where the file names the other key")
  func keys() throws {
    let stranger = [AuditFixture.otherKey.publicKey]
    #expect(AuditFixture.verdict(lines, keys: stranger).fault?.kind == .unknownKey)
    let unknowing = AuditFixture.verdict(lines, keys: [])
    #expect(unknowing.fault == nil && !unknowing.isKeyTrusted)
    let forged = AuditCheckpoint(
      of: AuditChain(after: fixture.entries[7]), time: AuditFixture.start,
      signedBy: AuditFixture.otherKey)
    var lines = lines
    lines[fixture.line(of: 8)] = AuditLine.checkpoint(forged).bytes
    #expect(try fault(lines).kind == .unknownKey)
    let claimed = AuditCheckpoint(
      sequence: forged.sequence, hash: forged.hash, time: forged.time, count: forged.count,
      key: AuditFixture.key.publicKey.id, signature: forged.signature)
    lines[fixture.line(of: 8)] = AuditLine.checkpoint(claimed).bytes
    #expect(try fault(lines).kind == .badSignature)
    #expect(AuditFixture.verdict(lines, keys: []).fault?.kind == .badSignature)
  }

  @Test("verifies a part of a chain, and says when it begins after the held checkpoint")
  func parts() throws {
    let chain = AuditChain(after: fixture.entries[15])
    let part = try AuditFixture(8, every: 8, after: chain)
    let lines = try part.lines(after: chain)
    let verdict = AuditFixture.verdict(lines, held: fixture.checkpoints[1])
    #expect(verdict.fault == nil && verdict.entries == 8 && verdict.isEndKnown)
    let early = AuditFixture.verdict(lines, held: fixture.checkpoints[0])
    #expect(early.fault?.kind == .notComparable)
  }

  @Test("finds every one of 1,000 seeded changes of a single bit")
  func bits() throws {
    let seed: UInt64 = 20_160_322
    var random = SeededGenerator(seed: seed)
    let bytes = lines.flatMap { $0 }
    for round in 0..<1000 {
      var changed = bytes
      let place = random.below(bytes.count)
      changed[place] ^= 1 << random.below(8)
      let verdict = AuditFixture.verdict([changed])
      #expect(verdict.fault != nil, "seed \(seed), round \(round), byte \(place)")
    }
  }
}
