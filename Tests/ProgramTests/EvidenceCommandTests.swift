import Foundation
import Testing

@Suite("tocsin evidence")
struct EvidenceCommandTests {
  private static let file = """
    {"case": "17", "suspicion": "They say that they will stop the parade by force.", "posts": [
     {"platform": "x", "id": "7120", "account": {"id": "a1", "handle": "meridian-secret"},
      "published": "2016-03-22T08:58:12+01:00", "text": "No iron lantern parade.", "raw": {"path": "raw/1.json"},
      "captured": {"from": "in.ndjson, line 1", "at": "2025-11-22T09:00:00Z", "version": "Tocsin 0.1.0"}}]}
    """
  private static let people = ["--requested-by", "reviewer:u4", "--released-by", "lead:u2"]

  private func prepared() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(Self.file, "case.json")
    try scratch.makeFolder("raw")
    try scratch.write(#"{"id":"7120"}"#, "raw/1.json")
    #expect(try Program.run(["audit", "key", "--out", "k"], in: scratch).status == 0)
    return scratch
  }

  private func make(_ out: String, _ options: [String], in scratch: Scratch) throws -> Ending {
    try Program.run(
      ["evidence", "make", "case.json", "--out", out, "--key", "k"] + options, in: scratch)
  }

  @Test("make writes a package and its sum, and verify tells what is in it")
  func makesAndVerifies() throws {
    let scratch = try prepared()
    let made = try make("a.zip", Self.people, in: scratch)
    #expect(made.status == 0 && made.diagnostics == "")
    #expect(try made.output == scratch.text("a.zip.sha256"))
    #expect(made.output.wholeMatch(of: /[0-9a-f]{64}  a\.zip\n/) != nil)
    let whole = try Program.run(
      ["evidence", "verify", "a.zip", "--key", "k.pub"], in: scratch)
    #expect(whole.status == 0 && whole.output.hasPrefix("Whole: 9 files, 1 posts, 4 entries"))
    #expect(whole.output.contains("asked for by u4 (reviewer), released by u2 (lead)"))
    #expect(!whole.output.contains("Without") && !whole.output.contains("DRAFT"))
    #expect(try make("a.zip", Self.people, in: scratch).status == 1)
  }

  @Test("make says that a package is a draft until another person releases it")
  func drafts() throws {
    let scratch = try prepared()
    for (index, options) in [[], ["--requested-by", "reviewer:u4"]].enumerated() {
      let made = try make("d\(index).zip", options, in: scratch)
      #expect(made.status == 0 && made.diagnostics.contains("DRAFT"))
      let found = try Program.run(["evidence", "verify", "d\(index).zip"], in: scratch)
      #expect(found.status == 0 && found.output.contains("DRAFT: no second person released it."))
      #expect(found.output.contains("Without --key"))
    }
    for people in [
      ["--requested-by", "lead:u2", "--released-by", "lead:u2"],
      ["--requested-by", "reviewer:u4", "--released-by", "reviewer:u5"],
      ["--requested-by", "admin:u4"],
    ] {
      let refused = try make("no.zip", people, in: scratch)
      #expect(refused.status == 1 && refused.diagnostics.hasPrefix("tocsin: "), "\(people)")
    }
    for wrong in [
      ["--released-by", "lead:u2"], ["--requested-by", "u4"], ["--requested-by", "king:u4"],
      ["--timestamp-server", "file:///etc/passwd"],
    ] { #expect(try make("no.zip", wrong, in: scratch).status == 64, "\(wrong)") }
    #expect(try !scratch.contents().contains { $0.contains("no.zip") })
  }

  @Test("verify names the file that was changed, and quotes nothing of it")
  func changed() throws {
    let scratch = try prepared()
    #expect(try make("a.zip", Self.people, in: scratch).status == 0)
    var bytes = try scratch.bytes("a.zip")
    let place = try #require(Data(bytes).range(of: Data(#"{"id":"7120"}"#.utf8))).lowerBound
    bytes[place + 7] ^= 1
    try scratch.write(bytes, "b.zip")
    let found = try Program.run(["evidence", "verify", "b.zip"], in: scratch)
    #expect(found.status == 1 && found.output == "")
    #expect(found.diagnostics.hasPrefix("tocsin: b.zip: changed, posts/0001.bin: "))
    #expect(try Program.run(["audit", "key", "--out", "o"], in: scratch).status == 0)
    let other = try Program.run(["evidence", "verify", "a.zip", "--key", "o.pub"], in: scratch)
    #expect(other.status == 1 && other.diagnostics.contains("unknown-key"))
  }

  @Test("warc writes archives from the same file")
  func warc() throws {
    let scratch = try prepared()
    let made = try Program.run(
      ["evidence", "warc", "case.json", "--out", "a.warc.gz", "--wacz", "a.wacz"], in: scratch)
    #expect(made.status == 0 && made.output == "" && made.diagnostics == "")
    #expect(try scratch.bytes("a.warc.gz").prefix(2).elementsEqual([0x1F, 0x8B]))
    #expect(try scratch.bytes("a.wacz").prefix(2).elementsEqual("PK".utf8))
    #expect(try Program.run(["evidence", "warc", "case.json"], in: scratch).status == 64)
  }

  @Test("wrong, empty and huge input is told in one sentence")
  func wrong() throws {
    let scratch = try prepared()
    try scratch.write("", "empty")
    try scratch.write([UInt8](repeating: 0, count: 5 << 20), "zeros")
    try scratch.write("outside", "outside")
    try scratch.makeFolder("inner")
    for (name, path) in [("up", "../outside"), ("root", "/etc/hostname"), ("none", "absent")] {
      try scratch.write(Self.file.replacing("raw/1.json", with: path), "inner/\(name).json")
    }
    try scratch.write(
      Self.file.replacing("\"a1\"", with: "\"a1\", \"bio\": \"b\""), "inner/bio.json")
    for name in [
      "empty", "zeros", "absent", "raw", "inner/up.json", "inner/root.json", "inner/none.json",
      "inner/bio.json",
    ] {
      for command in [
        ["make", name, "--out", "o", "--key", "k"], ["warc", name, "--out", "o"], ["verify", name],
      ] {
        let ending = try Program.run(["evidence"] + command, in: scratch)
        #expect(ending.status == 1 && ending.output == "", "\(command)")
        #expect(ending.diagnostics.hasPrefix("tocsin: "), "\(command)")
        #expect(ending.diagnostics.count { $0 == "\n" } == 1, "\(ending.diagnostics)")
        #expect(
          !ending.diagnostics.contains("secret") && !ending.diagnostics.contains("unforeseen"))
      }
    }
    #expect(try !scratch.contents().contains("o"))
  }
}
