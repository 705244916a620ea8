import Foundation
import Testing

@Suite("tocsin hash and tocsin bank")
struct MediaCommandTests {
  private static let fixtures = packageRoot.appendingPathComponent("Tests/MediaTests/Fixtures").path
  private static let pdq = "636370e4ac69633076cd8c639b986f1f5c341f19a36670e54d5b932693e62c59"

  private struct Line: Decodable {
    var path: String?
    var pdq: String?
    var quality: Int?
    var vpdq: [String]?
    var variants: [String]?
    var rejected: String?
    var bank: String?
    var severity: String?
    var distance: Int?
    var line: Int?
  }

  private func lines(_ output: String) throws -> [Line] {
    try output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  @Test("hash files in order, count what cannot be hashed and end with status 3")
  func hashFiles() throws {
    let scratch = try Scratch()
    try scratch.write("an iron lantern parade", "text.txt")
    let ending = try Program.run(
      [
        "hash", "--variants", Self.fixtures + "/lantern.jpg", "text.txt", "none.png",
        Self.fixtures + "/lantern.mp4",
      ], in: scratch)
    #expect(ending.status == 3)
    #expect(ending.diagnostics == "tocsin: rejected: 1 not-found, 1 unknown-format\n")
    let lines = try lines(ending.output)
    #expect(lines.map(\.rejected) == [nil, "unknown-format", "not-found", nil])
    #expect(lines[0].pdq == Self.pdq && lines[0].quality == 100)
    #expect(lines[0].variants?.count == 8)
    #expect(lines[3].vpdq?.count == 2 && lines[3].vpdq?[1].hasSuffix(",1.000") == true)
  }

  @Test("import pictures into a bank, write it in every format and match it")
  func matchBanks() throws {
    let scratch = try Scratch()
    func run(_ arguments: [String]) throws -> Ending {
      try Program.run(["bank"] + arguments, in: scratch)
    }
    let picture = Self.fixtures + "/lantern.jpg"
    #expect(
      try run([
        "import", "--media", picture, "--bank", "quay", "--severity", "SEVERE", "--out", "a.csv",
      ]).status == 0)
    try scratch.write("raw_text An iron lantern parade\nurl https://meridian.example/\nx y\n", "b")
    let imported = try run(["import", "b", "--out", "b.csv"])
    #expect(imported.status == 3)
    #expect(imported.diagnostics.contains("rejected: 1 unknown-type"))
    for format in ["csv", "json", "lines"] {
      let ending = try run([
        "export", "a.csv", "b.csv", "--format", format, "--out", "all.\(format)",
      ])
      #expect(ending.status == 0 && ending.diagnostics.hasPrefix("3 hashes"))
      #expect(try scratch.text("all.\(format)").contains(Self.pdq))
    }
    #expect(
      try run(["export", "a.csv", "b.csv", "--only", "quay", "--out", "q.csv"]).diagnostics
        .hasPrefix("1 hashes"))
    try scratch.write("nothing\nan IRON lantern, parade\n", "texts")
    try scratch.write("https://meridian.example/\n", "links")
    let matched = try run([
      "match", "--bank", "all.json", Self.fixtures + "/progressive.jpg", "--texts", "texts",
      "--links", "links",
    ])
    #expect(matched.status == 0)
    let lines = try lines(matched.output)
    #expect(lines.map(\.bank) == ["quay", "own", "own"])
    #expect(lines.map(\.line) == [nil, 2, 1])
    #expect(lines[0].severity == "SEVERE" && (lines[0].distance ?? 99) <= 10)
    #expect(!matched.output.contains("parade"))
  }

  @Test("refuse what cannot be meant, and say what fails")
  func refuse() throws {
    let scratch = try Scratch()
    for wrong in [
      ["hash"], ["hash", "a", "--workers", "0"], ["bank", "match", "--bank", "b"],
      ["bank", "match", "--bank", "b", "a", "--distance", "32"],
      ["bank", "fetch", "--server", "http://127.0.0.1:1", "--out", "o"],
      ["bank", "fetch", "--server", "http://127.0.0.1:1", "--out", "o", "--contents", "5-1"],
      ["bank", "import", "a", "--out", "o", "--type", "sha1"],
    ] {
      #expect(try Program.run(wrong, in: scratch).status == 64, "\(wrong)")
    }
    for failing in [
      ["bank", "import", "none", "--out", "o"],
      ["bank", "fetch", "--server", "nowhere", "--out", "o", "--contents", "1"],
      ["bank", "fetch", "--server", "http://127.0.0.1:1", "--out", "o", "--contents", "1"],
    ] {
      let ending = try Program.run(failing, in: scratch)
      #expect(ending.status == 1 && ending.diagnostics.hasPrefix("tocsin: "), "\(failing)")
    }
    #expect(try scratch.contents() == [])
  }

  @Test("a worker without limits or without an owner ends by itself")
  func workerEnds() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["media-worker"], in: scratch).status == 64)
    let limits = ["100000000", "1000", "1000", "1", "1", "1"]
    #expect(try Program.run(["media-worker"] + limits, in: scratch).status == 0)
  }
}
