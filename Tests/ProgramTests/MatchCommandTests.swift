import Foundation
import Testing

@Suite("tocsin match")
struct MatchCommandTests {
  private static let text =
    "The iron lantern parade starts at gate two and ends where the city wants it"

  private func post(_ id: String, _ minute: Int, _ text: String, _ platform: String = "x") -> String
  {
    """
    {"platform":"\(platform)","id":"\(id)","account":{"id":"a\(id)"},\
    "time":\(1_700_000_040 + minute * 60),"text":"\(text)"}
    """
  }

  private var posts: String {
    InventedInput.ndjson([
      post("1", 7, "RT @bo_b: " + Self.text.uppercased()),
      post("2", 3, Self.text.replacing("parade", with: "prade") + " #night", "vk"),
      post("3", 4, "Bread at the quay and nothing else to tell you this morning, my friends"),
      post(
        "4", 9, "The iron lantern parade starts at gate two because the bakers are asleep today"),
    ])
  }

  @Test("writes which posts carry a template, how changed, from what minute on")
  func writesCarriers() throws {
    let scratch = try Scratch()
    try scratch.write("\n" + Self.text + "\n", "templates.txt")
    try scratch.write(posts, "in")
    let ending = try Program.run(["match", "--templates", "templates.txt", "in"], in: scratch)
    #expect(ending.status == 0)
    let lines = ending.output.split(separator: "\n").map(String.init)
    #expect(
      lines.count == 3 && lines[0].hasPrefix("template,platform,post,account,time,minute,how"))
    #expect(lines[1].hasPrefix("2,vk,2,a2,2023-11-14T22:17:00.000Z,0,copy,"))
    #expect(lines[1].hasSuffix(",replaced typo [parade] [prade]; inserted tag [#night]"))
    #expect(lines[2].hasPrefix("2,x,1,a1,2023-11-14T22:21:00.000Z,4,same,1.0,1.0,1.0,"))
    #expect(ending.diagnostics == "2 of 4 posts carry 1 of 1 templates\n")
  }

  @Test("takes a source's posts for templates and counts from theirs")
  func takesSeeds() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.ndjson([post("9", 5, Self.text, "telegram")]), "seed")
    try scratch.write(posts, "in")
    let ending = try Program.run(
      ["match", "--seed-source", "seed", "in", "seed", "--format", "ndjson", "--out", "out"],
      in: scratch)
    #expect(ending.status == 0 && ending.output == "")
    let rows = try scratch.text("out").split(separator: "\n").map {
      try #require(
        JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(rows.map { $0["template"] as? String } == ["telegram:9", "telegram:9"])
    #expect(rows.map { $0["minute"] as? Int } == [-2, 2])
    #expect(rows.map { ($0["edits"] as? [Any])?.isEmpty } == [false, false])
  }

  @Test("does not depend on the order of the inputs, and says what is wrong with templates")
  func saysWhatIsWrong() throws {
    let scratch = try Scratch()
    try scratch.write(posts, "in")
    try scratch.write("", "empty")
    try scratch.write("{\"text\":\"SENTINEL\"}\n{\"id\":\"SENTINEL\"}\n", "broken")
    for (name, words) in [
      ("empty", "no template"), ("broken", "Line 2"), ("none", "cannot be read"),
    ] {
      let ending = try Program.run(["match", "--templates", name, "in"], in: scratch)
      #expect(ending.status == 1 && ending.output == "")
      #expect(ending.diagnostics.contains(words) && !ending.diagnostics.contains("SENTINEL"))
    }
    #expect(try Program.run(["match", "in"], in: scratch).status == 64)
    try scratch.write(posts + InventedInput.broken(1) + "\n", "half")
    try scratch.write("{\"text\":\"\(Self.text)\",\"id\":\"=SUM(1)\"}\n", "formula")
    let ending = try Program.run(["match", "--templates", "formula", "half"], in: scratch)
    #expect(ending.status == 3 && ending.output.contains("\"=SUM(1)\",vk"))
  }
}
