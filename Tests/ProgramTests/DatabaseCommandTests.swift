import Foundation
import Testing

@Suite("tocsin db")
struct DatabaseCommandTests {
  private func analyzed() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(InventedInput.ndjson(InventedInput.posts()), "in")
    let ending = try Program.run(["analyze", "in", "--out", "out", "--db", "t.db"], in: scratch)
    #expect(ending.status == 0)
    #expect(
      ending.diagnostics.hasSuffix(
        "Stored: 540 new posts, 0 changed, 0 that were there; run 1.\n"))
    return scratch
  }

  private func count(_ table: String, _ ending: Ending) -> String? {
    ending.output.split(separator: "\n").first { $0.hasPrefix(table + " ") }?
      .split(separator: " ").last.map(String.init)
  }

  @Test("holds what analyze stored, once however often it was stored")
  func holdsWhatWasStored() throws {
    let scratch = try analyzed()
    let again = try Program.run(["analyze", "in", "--out", "out2", "--db", "t.db"], in: scratch)
    #expect(
      again.diagnostics.hasSuffix("Stored: 0 new posts, 0 changed, 540 that were there; run 2.\n"))
    #expect(try scratch.bytes("out/candidates.json") == scratch.bytes("out2/candidates.json"))
    let info = try Program.run(["db", "info", "t.db"], in: scratch)
    #expect(info.status == 0)
    #expect(count("post", info) == "540")
    #expect(count("account", info) == "25")
    #expect(count("run", info) == "2")
    #expect(count("candidate", info) == "2")
    #expect(count("candidateReview", info) == "1")
    let check = try Program.run(["db", "check", "t.db"], in: scratch)
    #expect(check.status == 0)
    #expect(check.output.hasSuffix("No fault found.\n"))
  }

  @Test("backs up and restores, and says in one sentence why it does not")
  func backsUpAndRestores() throws {
    let scratch = try analyzed()
    #expect(try Program.run(["db", "backup", "t.db", "--to", "b.db"], in: scratch).status == 0)
    let twice = try Program.run(["db", "backup", "t.db", "--to", "b.db"], in: scratch)
    #expect(twice.status == 1)
    #expect(twice.diagnostics == "tocsin: b.db: There is a file of that name already.\n")
    #expect(try Program.run(["db", "restore", "t.db", "--from", "b.db"], in: scratch).status == 0)
    #expect(try Program.run(["db", "check", "t.db"], in: scratch).status == 0)
    let none = try Program.run(["db", "restore", "t.db", "--from", "none"], in: scratch)
    #expect(none.diagnostics == "tocsin: none: There is no such file.\n")
    for command in ["check", "info", "purge"] {
      let missing = try Program.run(["db", command, "none.db"], in: scratch)
      #expect(missing.status == 1)
      #expect(missing.diagnostics == "tocsin: none.db: There is no such file.\n")
    }
    #expect(try !FileManager.default.contentsOfDirectory(atPath: scratch.path).contains("none.db"))
  }

  @Test("shows what the rule's days would remove where nothing is set, and removes it when told to")
  func purges() throws {
    let scratch = try analyzed()
    let shown = try Program.run(["db", "purge", "t.db"], in: scratch)
    #expect(shown.status == 0)
    #expect(shown.output.hasPrefix("Would be removed (with --yes):\nposts      540\n"))
    #expect(count("post", try Program.run(["db", "info", "t.db"], in: scratch)) == "540")
    let removed = try Program.run(["db", "purge", "t.db", "--yes"], in: scratch)
    #expect(removed.output.hasPrefix("Removed:\nposts      540\n"))
    #expect(count("post", try Program.run(["db", "info", "t.db"], in: scratch)) == "0")
    #expect(try Program.run(["db", "check", "t.db"], in: scratch).status == 0)
  }

  @Test("makes no database for an input that is not there, and keeps one that was")
  func leavesNothingBehind() throws {
    let scratch = try analyzed()
    func names() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: scratch.path))
    }
    let before = try names()
    try scratch.write("no posts at all", "text")
    for input in ["missing", "text"] {
      let ending = try Program.run(["analyze", input, "--out", "o", "--db", "new.db"], in: scratch)
      #expect(ending.status == 1)
      #expect(try names() == before.union(["text"]), "\(input)")
    }
    let ending = try Program.run(["analyze", "missing", "--out", "o", "--db", "t.db"], in: scratch)
    #expect(ending.status == 1)
    #expect(count("post", try Program.run(["db", "info", "t.db"], in: scratch)) == "540")
  }

  @Test("refuses a database that is none, before it reads an input")
  func refusesOthers() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.ndjson(InventedInput.posts()), "in")
    try scratch.write("no database", "t.db")
    chmod(scratch.path + "/t.db", 0o600)
    let ending = try Program.run(["analyze", "in", "--out", "out", "--db", "t.db"], in: scratch)
    #expect(ending.status == 1)
    #expect(ending.diagnostics == "tocsin: t.db: The file is no database.\n")
    #expect(try scratch.text("t.db") == "no database")
  }
}
