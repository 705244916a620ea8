import Foundation
import SocialModel
import Testing

@testable import Simulation

@Suite("Files of the simulation")
struct OutputTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { _ = Result { try FileManager.default.removeItem(at: folder) } }
    try body(folder)
  }

  @Test("A post becomes one line with the keys of the format, hostile characters escaped")
  func line() {
    let post = Post(
      platform: .x, id: "7",
      account: Account(
        id: "a1", handle: "h", name: "n\"\\", created: Timestamp(seconds: 1_446_422_400),
        followers: 12),
      time: Timestamp(milliseconds: 1_458_633_492_123), text: "a\u{01}\n\u{2028}é", language: "fr",
      client: "dlvr.it", urls: ["https://a.example"], hashtags: [], mentions: ["a2"],
      replyTo: "1", repostOf: "2",
      media: [Media(kind: .image, path: "1.jpg"), Media(kind: .video)])
    var bytes = [UInt8]()
    PostLine.append(post, to: &bytes)
    let expected =
      #"{"platform":"x","id":"7","account":{"id":"a1","handle":"h","name":"n\"\\","#
      + #""created":"2015-11-02T00:00:00Z","followers":12},"time":"2016-03-22T07:58:12.123Z","#
      + "\"text\":\"a\\u0001\\n\u{2028}é\","
      + #""lang":"fr","client":"dlvr.it","urls":["https://a.example"],"hashtags":[],"#
      + #""mentions":["a2"],"reply_to":"1","repost_of":"2","#
      + #""media":[{"type":"image","path":"1.jpg"},{"type":"video"}]}"# + "\n"
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test("Every line is valid JSON with the required fields and equals the post in memory")
  func lines() throws {
    var count = 0
    for post in SharedStream.posts.prefix(8000) {
      var bytes = [UInt8]()
      PostLine.append(post, to: &bytes)
      #expect(bytes.last == UInt8(ascii: "\n") && bytes.dropLast().allSatisfy { $0 >= 0x20 })
      let value = try #require(
        JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      let account = try #require(value["account"] as? [String: Any])
      #expect(value["platform"] as? String == post.platform.name)
      #expect(value["id"] as? String == post.id && account["id"] as? String == post.account.id)
      #expect(value["time"] as? String == post.time.description)
      #expect(value["text"] as? String == post.text && post.text?.isEmpty == false)
      count += 1
    }
    #expect(count == 8000)
  }

  @Test("The folder holds the four files, and they agree with one another")
  func folder() throws {
    try withFolder { parent in
      let out = parent.appendingPathComponent("deep/out")
      let parameters = Simulation.Parameters(seed: 3, posts: 6000)
      let truth = try SimulationOutput.write(Simulation(parameters), to: out.path)
      let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
      #expect(names == ["event.json", "posts.ndjson", "truth.csv", "truth.json"])
      let posts = try Data(contentsOf: out.appendingPathComponent("posts.ndjson"))
      #expect([UInt8](posts) == SharedStream.lines(parameters))
      let rows = try String(contentsOf: out.appendingPathComponent("truth.csv"), encoding: .utf8)
        .split(separator: "\n")
      #expect(rows.first == "platform,account,group,role" && rows.count == truth.accounts.count + 1)
      let event = try #require(
        JSONSerialization.jsonObject(
          with: Data(contentsOf: out.appendingPathComponent("event.json"))) as? [String: Any])
      #expect(event["start"] as? String == "2025-05-15T18:40:00.000Z")
      #expect(event["place"] as? String == "Port Meridian" && event["name"] is String)
      #expect((event["tags"] as? [String])?.contains("PortMeridian") == true)
      let file = try #require(
        JSONSerialization.jsonObject(
          with: Data(contentsOf: out.appendingPathComponent("truth.json"))) as? [String: Any])
      #expect(file["posts"] as? Int == truth.posts)
      let campaigns = try #require(file["campaigns"] as? [[String: Any]])
      #expect(
        campaigns.compactMap { $0["kind"] as? String } == ["copy-paste", "tag-push", "repost-ring"])
      #expect(
        campaigns.compactMap { ($0["posts"] as? [Any])?.count }
          == truth.campaigns.map(\.posts.count))
    }
  }

  @Test("A folder with something in it is refused and left alone, an empty one is used")
  func existing() throws {
    try withFolder { parent in
      let simulation = Simulation(.init(seed: 3, posts: 1))
      let full = parent.appendingPathComponent("full")
      let empty = parent.appendingPathComponent("empty")
      for folder in [full, empty] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      try Data("x".utf8).write(to: full.appendingPathComponent("mine"))
      let error = #expect(throws: SimulationError.self) {
        try SimulationOutput.write(simulation, to: full.path)
      }
      #expect(error?.code == .outputNotEmpty)
      #expect(throws: SimulationError.self) {
        try SimulationOutput.write(simulation, to: full.appendingPathComponent("mine").path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: full.path) == ["mine"])
      try SimulationOutput.write(simulation, to: empty.path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path).count == 4)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted() == [
          "empty", "full",
        ])
    }
  }

  @Test("Where nothing can be written, one sentence says so and nothing is left behind")
  func refused() throws {
    try withFolder { parent in
      let file = parent.appendingPathComponent("file")
      try Data().write(to: file)
      let error = #expect(throws: SimulationError.self) {
        try SimulationOutput.write(
          Simulation(.init(seed: 3, posts: 1)), to: file.appendingPathComponent("out").path)
      }
      #expect(error?.code == .cannotWrite && error?.description.isEmpty == false)
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["file"])
    }
  }
}
