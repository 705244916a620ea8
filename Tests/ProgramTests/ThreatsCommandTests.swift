import Foundation
import Testing

@Suite("tocsin threats")
struct ThreatsCommandTests {
  private static func post(_ id: String, _ text: String) -> String {
    "{\"platform\":\"x\",\"id\":\"\(id)\",\"account\":{\"id\":\"a\"},"
      + "\"time\":\"2026-01-01T00:00:00.000Z\",\"text\":\"\(text)\"}\n"
  }

  private static let posts =
    post("1", "We will burn down the Lantern Works")
    + post("2", "The iron lantern parade begins at noon")
    + post("3", "Do not take the wounded to Meridian hospital, there are bombs inside")

  private func lines(_ scratch: Scratch, _ name: String) throws -> [[String: Any]] {
    try scratch.text(name).split(separator: "\n").map {
      try #require(
        JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("writes one line a post, in order, the same each time")
  func writesLines() throws {
    let scratch = try Scratch()
    try scratch.write(Array(Self.posts.utf8), "in")
    for out in ["first", "second"] {
      let ending = try Program.run(["threats", "in", "--out", out], in: scratch)
      #expect(ending.status == 0 && ending.diagnostics.isEmpty)
      #expect(ending.output == "high 0, moderate 1, low 0, none 2; false alarms to check 1\n")
    }
    #expect(try scratch.bytes("first") == scratch.bytes("second"))
    let found = try lines(scratch, "first")
    #expect(found.map { $0["id"] as? String } == ["1", "2", "3"])
    #expect(found.map { $0["kind"] as? String } == ["threat", "other", "false alarm"])
    #expect(found.map { $0["level"] as? String } == ["moderate", "none", "none"])
  }

  @Test("raises what names a protected asset")
  func raisesAssets() throws {
    let scratch = try Scratch()
    try scratch.write(Array(Self.posts.utf8), "in")
    let assets = #"{"assets":[{"id":"w","name":"Lantern Works","kind":"organisation"}]}"#
    try scratch.write(Array(assets.utf8), "assets")
    let ending = try Program.run(
      ["threats", "in", "--assets", "assets", "--out", "out"], in: scratch)
    #expect(ending.status == 0)
    let first = try #require(try lines(scratch, "out").first)
    #expect(first["level"] as? String == "high")
    #expect(first["assets"] as? [String] == ["w"])
  }

  @Test("says what is wrong with a file of assets and writes nothing")
  func refusesAssets() throws {
    let scratch = try Scratch()
    try scratch.write(Array(Self.posts.utf8), "in")
    for bad in ["", "[]", #"{"assets":[{"id":"","name":"n","kind":"place"}]}"#] {
      try scratch.write(Array(bad.utf8), "assets")
      let ending = try Program.run(
        ["threats", "in", "--assets", "assets", "--out", "out"], in: scratch)
      #expect(ending.status == 1 && ending.diagnostics.hasPrefix("tocsin: assets: "))
    }
    #expect(try scratch.contents() == ["assets", "in"])
  }

  @Test("counts what cannot be read and ends with 3")
  func countsRejections() throws {
    let scratch = try Scratch()
    try scratch.write(Array((Self.posts + "{\"id\":\n").utf8), "in")
    let ending = try Program.run(["threats", "in", "--out", "out"], in: scratch)
    #expect(ending.status == 3 && ending.diagnostics.contains("1 records"))
    #expect(try lines(scratch, "out").count == 3)
    let kept = try lines(scratch, "out.rejections.ndjson")
    #expect(kept.count == 1 && kept.first?["line"] as? Int == 4)
    let other = try Program.run(
      ["threats", "in", "--out", "out2", "--rejections", "kept"], in: scratch)
    #expect(other.status == 3)
    #expect(try scratch.bytes("kept") == scratch.bytes("out.rejections.ndjson"))
    let taken = try Program.run(
      ["threats", "in", "--out", "out3", "--rejections", "kept"], in: scratch)
    #expect(taken.status == 1)
    #expect(try scratch.contents() == ["in", "kept", "out", "out.rejections.ndjson", "out2"])
  }

  @Test("is done by an analysis too, with the same lines for posts that are flagged")
  func analyzes() throws {
    let scratch = try Scratch()
    try scratch.write(Array(Self.posts.utf8), "in")
    #expect(try Program.run(["threats", "in", "--out", "all"], in: scratch).status == 0)
    #expect(try Program.run(["analyze", "in", "--out", "out"], in: scratch).status == 0)
    let all = try scratch.text("all").split(separator: "\n")
    #expect(try scratch.text("out/threats.ndjson").split(separator: "\n") == [all[0], all[2]])
    let page = try scratch.text("out/report.html")
    #expect(page.contains("False alarms to check at once"))
    let off = try Program.run(["analyze", "in", "--out", "off", "--no-threats"], in: scratch)
    #expect(off.status == 0)
    #expect(try !scratch.contents("off").contains("threats.ndjson"))
    let both = try Program.run(
      ["analyze", "in", "--out", "n", "--no-threats", "--assets", "a"], in: scratch)
    #expect(both.status == 64)
  }

  @Test("shows the table of levels, and asks for what is missing")
  func showsTable() throws {
    let scratch = try Scratch()
    let table = try Program.run(["threats", "--table"], in: scratch)
    #expect(table.status == 0 && table.output.hasPrefix("kind\tcommitment\t"))
    #expect(try Program.run(["threats"], in: scratch).status == 64)
    #expect(try Program.run(["threats", "in"], in: scratch).status == 64)
  }
}
