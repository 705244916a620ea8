import Foundation
import Testing

@Suite("tocsin analyze with known templates")
struct SeedSourceTests {
  private static let text = "Bring an iron lantern to the old quay when the second bell rings"

  private func post(
    _ id: String, _ account: String, _ minute: Int, _ text: String, _ platform: String = "x"
  ) -> String {
    """
    {"platform":"\(platform)","id":"\(id)","account":{"id":"\(account)"},\
    "time":\(1_700_000_040 + minute * 60),"text":"\(text)"}
    """
  }

  private func run(_ options: [String], _ scratch: Scratch) throws -> [String: Any] {
    let ending = try Program.run(["analyze", "in", "--out", "out"] + options, in: scratch)
    #expect(ending.status == 0, "\(ending.diagnostics)")
    let json = try JSONSerialization.jsonObject(
      with: Data(scratch.bytes("out/templates.json")))
    return try #require(json as? [String: Any])
  }

  private func prepared() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(
      InventedInput.ndjson([
        post("1", "a", 9, Self.text + " #night"), post("2", "b", 7, Self.text.uppercased(), "vk"),
        post("3", "c", 8, "The bakers of the quay sell bread until noon and coffee after that"),
      ]), "in")
    try scratch.write(
      InventedInput.ndjson([
        post("7", "channel", 5, Self.text, "telegram"),
        post("8", "channel", 30, "Again: " + Self.text, "telegram"),
      ]), "seed")
    try scratch.write("x-\nGood evening to all who come to the quay with a lantern\n", "texts")
    return scratch
  }

  @Test("says which posts of others carry a seed's texts, from what minute on")
  func seeds() throws {
    let scratch = try prepared()
    let json = try run(["--seed-source", "seed"], scratch)
    let known = try #require(json["known"] as? [[String: Any]])
    #expect(known.map { $0["id"] as? String } == ["telegram:7"])
    #expect(known[0]["posts"] as? Int == 2 && known[0]["firstMinute"] as? Int == 2)
    #expect(known[0]["unchanged"] as? Int == 2)
    let firsts = try #require(known[0]["firsts"] as? [[String: Any]])
    #expect(firsts.map { $0["platform"] as? String } == ["vk", "x"])
    let rows = try scratch.text("out/matches.csv").split(separator: "\n")
    #expect(rows.count == 3 && !rows.contains { $0.contains(",channel,") })
    // The seed is part of the stream: it is first on its platform and first of all.
    let templates = try #require(json["templates"] as? [[String: Any]])
    let lineage = try #require(templates[0]["lineage"] as? [String: Any])
    let arrivals = try #require(lineage["arrivals"] as? [[String: Any]])
    #expect(arrivals.map { $0["platform"] as? String } == ["telegram", "vk", "x"])
  }

  @Test("is not told of a template that nobody carries, nor where none is asked for")
  func nobody() throws {
    let scratch = try prepared()
    #expect((try run(["--templates", "texts"], scratch)["known"] as? [Any])?.isEmpty == true)
    #expect(try scratch.text("out/matches.csv").split(separator: "\n").count == 1)
    #expect(
      try scratch.text("out/report.html").contains("No post of others carries a known template."))
    try FileManager.default.removeItem(atPath: scratch.path + "/out")
    #expect(try run([], scratch)["known"] == nil)
    #expect(try !scratch.contents("out").contains("matches.csv"))
  }

  @Test(
    "refuses templates that cannot be read",
    arguments: [["--templates", "none"], ["--seed-source", "none"]])
  func refuses(options: [String]) throws {
    let ending = try Program.run(
      ["analyze", "in", "--out", "out"] + options, in: try prepared())
    #expect(ending.status == 1 && ending.diagnostics.contains("none"))
  }
}
