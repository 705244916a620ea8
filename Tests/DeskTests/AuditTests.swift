import Casework
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("The audit chain of a store")
struct AuditTests {
  private func exported(_ test: TestDesk) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let auditor = try test.user("auditor", .auditor)
    _ = try test.desk.exportAudit(by: auditor) { bytes += $0 }
    return bytes
  }

  private func verdict(_ bytes: [UInt8], _ test: TestDesk, count: UInt64? = nil) -> AuditVerdict {
    var verifier = AuditVerifier(
      keys: [test.keys.signing.publicKey], held: AuditCheckpoint.last(in: bytes), expected: count)
    bytes.withUnsafeBytes { _ = verifier.consume($0) }
    return verifier.finish()
  }

  /// Acts of several people, with checkpoints on the way.
  private func acts(_ test: TestDesk) throws {
    let queue = try test.queue()
    let reviewer = try test.user("ada", .reviewer)
    let lead = try test.user("lin", .lead)
    try test.desk.setReviewShare(1, by: lead)
    for number in 0..<20 {
      let id = try test.openCase(queue, post: "p\(number)")
      _ = try test.desk.claim(case: id, by: reviewer)
      try test.desk.addNote("A note on the lantern parade", toCase: id, by: reviewer)
      _ = try test.desk.decide(case: id, [TestDesk.removal("p\(number)")], by: reviewer)
      test.clock.advance(seconds: 600)
      try Checkpoints(store: test.store, key: test.keys.signing).sign()
    }
  }

  @Test("is whole when acts are exported and verified")
  func isWhole() throws {
    let test = try TestDesk()
    try acts(test)
    let bytes = try exported(test)
    let found = verdict(bytes, test)
    #expect(found.fault == nil, "\(String(describing: found.fault))")
    #expect(found.entries > 100)
    #expect(found.checkpoints == 5, "the first at once, one an hour, and one at the export")
    #expect(found.unsignedEntries == 0)
    #expect(found.isKeyTrusted)
  }

  @Test("names what was changed, dropped, reordered, truncated")
  func namesFaults() throws {
    let test = try TestDesk()
    try acts(test)
    let bytes = try exported(test)
    let lines = bytes.split(separator: 10).map { Array($0) + [10] }
    let whole = verdict(bytes, test)
    let held = UInt64(whole.entries)
    func fault(_ lines: [[UInt8]], count: UInt64? = nil) -> String {
      let bytes = lines.flatMap { $0 }
      var verifier = AuditVerifier(
        keys: [test.keys.signing.publicKey], held: nil, expected: count)
      bytes.withUnsafeBytes { _ = verifier.consume($0) }
      return verifier.finish().fault.map { "\($0)" } ?? "none"
    }
    var changed = lines
    changed[30] = Array(
      String(decoding: lines[30], as: UTF8.self).replacing("case", with: "cose").utf8)
    #expect(fault(changed).contains("changed"))
    var dropped = lines
    dropped.remove(at: 30)
    #expect(fault(dropped).contains("dropped") || fault(dropped).contains("missing"))
    var reordered = lines
    reordered.swapAt(30, 31)
    #expect(fault(reordered) != "none")
    #expect(fault(Array(lines.dropLast(5)), count: held) != "none")
    #expect(fault(lines, count: held) == "none")
  }

  @Test("stays whole, with each word of it, when the cases that it tells of are purged")
  func outlivesCases() throws {
    let test = try TestDesk()
    try acts(test)
    let before = try exported(test)
    for id in Int64(1)...20 { try test.store.setCase(id, to: .closed, by: .system("test")) }
    test.clock.advance(seconds: 900 * 86_400)
    let purged = try test.desk.purge(by: .terminal)
    #expect(purged.cases == 20 && purged.decisions == 20)
    #expect(throws: StoreError.self) { try test.store.caseFile(1) }
    var after: [UInt8] = []
    let auditor = try test.user("una", .auditor)
    _ = try test.desk.exportAudit(by: auditor) { after += $0 }
    let found = verdict(after, test)
    #expect(found.fault == nil, "\(String(describing: found.fault))")
    #expect(found.unsignedEntries == 0 && found.isKeyTrusted)
    // What was exported before is the beginning of what is exported now.
    #expect(after.starts(with: before))
    let text = String(decoding: after, as: UTF8.self)
    #expect(text.contains("retention.purged") && text.contains("case:20"))
  }

  @Test("writes no word that casework does not know")
  func knowsWords() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    let known = Set(AuditAction.allCases.map(\.rawValue))
    var seen = 0
    for module in ["Store", "Desk"] {
      let files = FileManager.default.enumerator(atPath: folder.path + "/" + module)
      while let name = files?.nextObject() as? String {
        guard name.hasSuffix(".swift") else { continue }
        let text = try String(
          contentsOfFile: folder.path + "/\(module)/\(name)", encoding: .utf8)
        let pattern = /(?:write|record|append)\([^"]*?"([a-z]+\.[a-z-]+)"/
        for match in text.matches(of: pattern) {
          seen += 1
          #expect(known.contains(String(match.output.1)), "\(name)")
        }
      }
    }
    #expect(seen > 30)
  }

  @Test("is refused under another sealer")
  func refusesAnother() throws {
    let test = try TestDesk()
    _ = try test.queue()
    try test.store.close()
    #expect(throws: StoreError.self) { _ = try CaseStore(path: test.path) }
  }

  @Test("gets a checkpoint every hour in which it grew, and at the end")
  func getsCheckpoints() throws {
    let test = try TestDesk()
    let checkpoints = Checkpoints(store: test.store, key: test.keys.signing)
    #expect(try checkpoints.sign(isEnding: true) == nil, "nothing was done yet")
    _ = try test.queue()
    #expect(try checkpoints.sign() != nil)
    test.clock.advance(seconds: 7200)
    #expect(try checkpoints.sign() == nil, "nothing was done since")
    _ = try test.openCase(1)
    #expect(try checkpoints.sign() != nil)
    _ = try test.openCase(1)
    test.clock.advance(seconds: 3599)
    #expect(try checkpoints.sign() == nil)
    #expect(try checkpoints.sign(isEnding: true) != nil)
    #expect(try test.store.checkpoints().count == 3)
  }

  @Test("is exported by an auditor and nobody else", arguments: Role.allCases)
  func isExportedByAuditors(role: Role) throws {
    let test = try TestDesk()
    let user = try test.user("u", role)
    if role == .auditor {
      #expect(try test.desk.exportAudit(by: user) { _ in } > 0)
    } else {
      expect(.notAllowed) { _ = try test.desk.exportAudit(by: user) { _ in } }
    }
  }

  @Test("keeps keys that only their owner may read beside the database")
  func keepsKeys() throws {
    let test = try TestDesk()
    let first = try DeskKeys.beside(test.path)
    let again = try DeskKeys.beside(test.path)
    #expect(first.signing.publicKey == again.signing.publicKey)
    let key = DeskKeys.signingPath(of: test.path)
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
    expect(.key) { _ = try DeskKeys.beside(test.path) }
    expect(.key) { _ = try DeskKeys.beside(test.path, signing: test.folder + "/none") }
  }
}
