import Casework
import Foundation
import SocialModel
import Testing

@Suite("tocsin audit")
struct AuditCommandTests {
  private static let key = AuditSigningKey(seed: [UInt8](repeating: 9, count: 32))

  /// A chain of so many entries with a checkpoint at its end, and the lines of its export.
  private static func lines(_ count: Int) throws -> [String] {
    var chain = AuditChain()
    var export = AuditExport(publicKey: key.publicKey)
    var lines = [export.headerLine]
    for index in 0..<count {
      let entry = try chain.append(
        time: Timestamp(seconds: 1_458_633_600 + Int64(index)), actor: "user:1", action: .decided,
        subject: "case:\(index)", details: ["handle": "meridian-secret"])
      lines.append(try export.line(entry))
    }
    let checkpoint = AuditCheckpoint(
      of: chain, time: Timestamp(seconds: 1_458_640_000), signedBy: key)
    return (lines + [try export.line(checkpoint)]).map { String(decoding: $0, as: UTF8.self) }
  }

  private func prepared() throws -> (Scratch, [String]) {
    let scratch = try Scratch()
    let lines = try Self.lines(20)
    try scratch.write(lines.joined(), "chain")
    try scratch.write(Self.key.publicKey.fileText, "pub")
    try scratch.write(lines[21], "checkpoint")
    return (scratch, lines)
  }

  @Test("verify says that a chain is whole, and what it could not see")
  func whole() throws {
    let (scratch, _) = try prepared()
    let all = try Program.run(
      ["audit", "verify", "chain", "--key", "pub", "--checkpoint", "checkpoint"], in: scratch)
    #expect(all.status == 0 && all.diagnostics == "")
    #expect(all.output.hasPrefix("Whole: 20 entries, 1 to 20.\nEnd: "))
    #expect(!all.output.contains("Without"))
    let bare = try Program.run(["audit", "verify", "chain"], in: scratch)
    #expect(bare.status == 0)
    #expect(bare.output.contains("Without --key") && bare.output.contains("Without --checkpoint"))
    let counted = try Program.run(["audit", "verify", "chain", "--count", "20"], in: scratch)
    #expect(counted.status == 0 && !counted.output.contains("--count"))
  }

  @Test("verify names the first bad entry and quotes nothing of it")
  func bad() throws {
    let (scratch, lines) = try prepared()
    try scratch.write(lines.joined().replacing("case:11", with: "case:12"), "changed")
    try scratch.write(lines[..<15].joined(), "cut")
    let changed = try Program.run(["audit", "verify", "changed", "--key", "pub"], in: scratch)
    #expect(changed.status == 1 && changed.output == "")
    #expect(changed.diagnostics.hasPrefix("tocsin: changed: changed, entry 12, line 13: "))
    #expect(!changed.diagnostics.contains("secret"))
    #expect(try Program.run(["audit", "verify", "cut", "--key", "pub"], in: scratch).status == 0)
    for help in [["--checkpoint", "checkpoint"], ["--checkpoint", "chain"], ["--count", "20"]] {
      let cut = try Program.run(["audit", "verify", "cut", "--key", "pub"] + help, in: scratch)
      #expect(cut.status == 1)
      #expect(cut.diagnostics.hasPrefix("tocsin: cut: truncated, entry 15: "), "\(cut.diagnostics)")
    }
  }

  @Test("key makes a pair that the owner alone may read, and overwrites nothing")
  func key() throws {
    let scratch = try Scratch()
    let made = try Program.run(["audit", "key", "--out", "k"], in: scratch)
    #expect(made.status == 0 && made.output.wholeMatch(of: /[0-9a-f]{16}\n/) != nil)
    #expect(try scratch.contents() == ["k", "k.pub"])
    var status = stat()
    #expect(stat(scratch.path + "/k", &status) == 0 && status.st_mode & 0o777 == 0o600)
    let secret = try scratch.text("k")
    let key = try AuditSigningKey(fileText: secret)
    #expect(key.publicKey.id.description + "\n" == made.output)
    #expect(try scratch.text("k.pub") == key.publicKey.fileText)
    #expect(try Program.run(["audit", "key", "--out", "k"], in: scratch).status == 1)
    try scratch.write("precious", "other")
    #expect(try Program.run(["audit", "key", "--out", "other"], in: scratch).status == 1)
    #expect(try scratch.text("k") == secret && scratch.text("other") == "precious")
    #expect(try scratch.contents() == ["k", "k.pub", "other"])
  }

  @Test("wrong, empty and huge input is told in one sentence")
  func wrong() throws {
    let (scratch, _) = try prepared()
    try scratch.write("", "empty")
    try scratch.write([UInt8](repeating: 0x61, count: 5 << 20), "huge")
    try scratch.write([UInt8](repeating: 0, count: 5 << 20), "zeros")
    try scratch.makeFolder("folder")
    for arguments in [
      ["empty"], ["huge"], ["zeros"], ["folder"], ["absent"], ["pub"], ["chain", "--key", "chain"],
      ["chain", "--key", "absent"], ["chain", "--key", "pub", "--checkpoint", "pub"],
    ] {
      let ending = try Program.run(["audit", "verify"] + arguments, in: scratch)
      #expect(ending.status == 1 && ending.output == "", "\(arguments)")
      #expect(ending.diagnostics.hasPrefix("tocsin: "), "\(arguments)")
      #expect(ending.diagnostics.count { $0 == "\n" } == 1, "\(ending.diagnostics)")
    }
    for arguments in [
      [], ["chain", "--checkpoint", "checkpoint"], ["chain", "--count", "-1"],
    ] {
      #expect(try Program.run(["audit", "verify"] + arguments, in: scratch).status == 64)
    }
  }
}
