import Foundation
import Testing

@Suite("tocsin analyze with pictures")
struct AnalyzeMediaTests {
  private struct Line: Decodable {
    var code: String
    var message: String
    var raw: String
    var line: Int
  }

  private static let fixtures = packageRoot.appendingPathComponent("Tests/MediaTests/Fixtures").path

  private func line(_ id: Int, _ path: String) -> String {
    #"{"platform":"x","id":"\#(id)","account":{"id":"a\#(id)"},"time":\#(1_700_000_000 + id),"#
      + #""media":[{"type":"image","path":"\#(path)"}]}"#
  }

  @Test("counts files that cannot be hashed, names none on standard error and keeps the posts")
  func countsFiles() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("in/pictures")
    for name in ["lantern.jpg", "lantern.heic"] {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/" + name)))
      try scratch.write(bytes, "in/pictures/" + name)
    }
    try scratch.write("<html>", "in/pictures/page.jpg")
    try scratch.write("outside", "secret")
    let names = [
      "pictures/lantern.jpg", "../secret", "pictures/page.jpg", "pictures/lantern.heic",
      "/etc/passwd", "pictures",
    ]
    let lines = names.enumerated().map { line($0, $1) }
    try scratch.write(lines.joined(separator: "\n") + "\n", "in/posts.ndjson")
    let ending = try Program.run(["analyze", "in/posts.ndjson", "--out", "out"], in: scratch)
    #expect(ending.status == 3)
    for name in names { #expect(!ending.diagnostics.contains(name)) }
    let found = try scratch.text("out/rejections.ndjson").split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(
      found.map(\.code) == [
        "media-outside", "media-unknown-format", "media-outside", "media-not-a-file",
      ])
    #expect(found.map(\.line) == [2, 3, 5, 6])
    #expect(found.map(\.raw) == [names[1], names[2], names[4], names[5]])
    let run = try #require(
      try JSONSerialization.jsonObject(with: Data(try scratch.bytes("out/run.json")))
        as? [String: Any])
    let counts = try #require(run["counts"] as? [String: Any])
    #expect(counts["mediaFiles"] as? Int == 2 && counts["mediaRejections"] as? Int == 4)
    #expect(counts["rejections"] as? Int == 0)
    let stages = try #require(run["stages"] as? [[String: Any]])
    #expect(stages.contains { $0["name"] as? String == "media" })
  }

  @Test("reads no file where none is wanted, and another folder where one is named")
  func options() throws {
    let scratch = try Scratch()
    try scratch.write(line(1, "lantern.jpg") + "\n", "posts.ndjson")
    let run = { (options: [String], out: String) in
      try Program.run(["analyze", "posts.ndjson", "--out", out] + options, in: scratch)
    }
    #expect(try run([], "a").status == 3)
    #expect(try run(["--no-media-files"], "b").status == 0)
    #expect(try run(["--media-folder", Self.fixtures], "c").status == 0)
    let missing = try run(["--media-folder", "none"], "d")
    #expect(missing.status == 1)
    #expect(missing.diagnostics.contains("There is no such folder of pictures and videos."))
    #expect(try run(["--media-folder", "posts.ndjson"], "e").status == 1)
    #expect(try run(["--media-folder", ".", "--no-media-files"], "f").status == 64)
    #expect(try scratch.contents() == ["a", "b", "c", "posts.ndjson"])
  }

  @Test("finds the campaign that simulate --media plants, and shows its pictures")
  func findsPlanted() throws {
    let scratch = try Scratch()
    let made = try Program.run(
      ["simulate", "--out", "s", "--posts", "12000", "--seed", "1", "--media"], in: scratch)
    #expect(made.status == 0 && made.output.contains("4 planted campaigns"))
    #expect(try scratch.contents("s/media").count == 61)
    #expect(
      try Program.run(["analyze", "s/posts.ndjson", "--out", "a"], in: scratch).status == 0)
    let page = try scratch.text("a/report.html")
    #expect(page.contains("media-push"))
    #expect(page.contains("<h3>Pictures and videos</h3>"))
    #expect(page.contains("<img src=\"data:image/png;base64,"))
    #expect(!(try scratch.text("a/candidates.json")).contains("preview"))
  }
}
