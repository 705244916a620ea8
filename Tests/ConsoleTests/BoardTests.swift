import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("The alarm board")
struct BoardTests {
  @Test("has one line for posts with one text, and says how many copies there are")
  func copies() async throws {
    let fixture = try ConsoleFixture()
    let posts = (0..<30).map { number in
      NewPost(
        Post(
          platform: .x, id: "c\(number)", account: Account(id: "copier\(number)"),
          time: Timestamp(seconds: 1_458_640_000 + Int64(number)),
          text: number < 25 ? "They come to the gate" : "Gate number \(number)"))
    }
    _ = try fixture.store.store(posts: posts)
    _ = try fixture.store.store(
      assessments: (0..<30).map { number in
        NewAssessment(
          platform: .x, postID: "c\(number)", kind: "threat", level: .moderate, spans: [],
          reasons: ["It names a gate."])
      })
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let board = try await browser.get("/").body
      #expect(board.contains("Post on x, and 24 copies"))
      // The candidate, the fixture's own threat, the copies, five others.
      #expect(board.components(separatedBy: "<tr data-row").count - 1 == 8)
      #expect(!board.contains("They come to the gate"))
    }
    let alarms = try fixture.store.alarms(limit: 200).items
    let lines = try fixture.store.alarmLines(limit: 200).items
    #expect(lines.reduce(0) { $0 + $1.copies + 1 } == alarms.count)
  }

  @Test("is exported whole, also where it is many pages long")
  func export() async throws {
    let fixture = try ConsoleFixture(rows: .none)
    _ = try fixture.store.store(
      posts: (0..<2_345).map { number in
        NewPost(
          Post(
            platform: .x, id: "c\(number)", account: Account(id: "copier\(number)"),
            time: Timestamp(seconds: 1_458_640_000 + Int64(number)), text: "Gate \(number)"))
      })
    try fixture.store.store(
      assessments: (0..<2_345).map { number in
        NewAssessment(
          platform: .x, postID: "c\(number)", kind: "threat", level: .moderate, spans: [],
          reasons: ["It names a gate, \(number) of them."])
      })
    let open = try fixture.store.alarms(limit: 1).items.count
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      let table = try await browser.get("/alarms.csv").body
      let lines = table.split(separator: "\n")
      #expect(open == 1 && lines.count >= 2_346)
      for number in [0, 999, 1_000, 1_344, 2_344] {
        #expect(lines.count { $0.contains("a gate, \(number) of them") } == 1)
      }
    }
  }
}
