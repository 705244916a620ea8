import Intake
import Pipeline
import SocialModel
import Testing

@Suite("An analysis of an invented stream")
struct AnalysisTests {
  private func members(_ prefix: String) -> [String] {
    (0..<6).map { InventedStream.name(prefix, $0) }
  }

  @Test("finds nobody in a crowd", arguments: [UInt64(1), 11, 12, 13, 14, 15])
  func findsNobody(seed: UInt64) throws {
    let analysis = try Workbench().analyze(InventedStream.crowd(seed: seed))
    #expect(analysis.found == [])
    #expect(analysis.edges == [])
    #expect(analysis.stream.posts == 1200 && analysis.stream.accounts == 60)
  }

  @Test(
    "finds those who copy and paste, all of them and nobody else", arguments: [UInt64(2), 3, 4, 5])
  func findsCopies(seed: UInt64) throws {
    let analysis = try Workbench().analyze(
      InventedStream.crowd(seed: seed) + InventedStream.copyPaste(seed: seed))
    #expect(analysis.found == [members("p")])
    let candidate = try #require(analysis.candidates.first)
    // The texts carry tags and links, and those are pushed along with them.
    #expect(Set(candidate.layers.compactMap(\.layer)) == [.text, .phrase, .hashtag, .url])
    #expect(candidate.kind == .copyPaste)
    #expect(candidate.edges.count == 15)
    #expect(candidate.kindReason.hasPrefix("100 % of its pairs posted the same texts"))
  }

  @Test("finds those who push tags")
  func findsTags() throws {
    let analysis = try Workbench().analyze(InventedStream.crowd() + InventedStream.tagPush())
    #expect(analysis.found == [members("t")])
    #expect(analysis.candidates.first?.kind == .tagPush)
    #expect(analysis.candidates.first?.objects.allSatisfy { $0.layer == .hashtag } == true)
  }

  @Test("finds a ring of reposts")
  func findsReposts() throws {
    let analysis = try Workbench().analyze(InventedStream.crowd() + InventedStream.repostRing())
    #expect(analysis.found == [members("r")])
    #expect(analysis.candidates.first?.kind == .repostRing)
  }

  @Test("tells programs that feed posts apart")
  func tellsFeedsApart() throws {
    let analysis = try Workbench().analyze(InventedStream.crowd() + InventedStream.feeds())
    #expect(analysis.found == [members("f")])
    #expect(analysis.candidates.first?.kind == .syndication)
    let share = analysis.candidates.first?.indicators.first { $0.name == "fed-share" }
    #expect(share?.value == 1)
  }

  @Test("keeps groups apart that do different things")
  func keepsGroupsApart() throws {
    let stream =
      InventedStream.crowd() + InventedStream.copyPaste() + InventedStream.tagPush()
      + InventedStream.repostRing()
    let analysis = try Workbench().analyze(stream)
    #expect(Set(analysis.found) == [members("p"), members("t"), members("r")])
    #expect(Set(analysis.candidates.map(\.kind)) == [.copyPaste, .tagPush, .repostRing])
    #expect(analysis.candidates.map(\.id) == ["c1", "c2", "c3"])
  }

  @Test("says what the first posts, the shared objects and the counts were")
  func saysWhatWasShared() throws {
    let planted = InventedStream.copyPaste()
    let analysis = try Workbench().analyze(InventedStream.crowd() + planted)
    let candidate = try #require(analysis.candidates.first)
    let earliest = planted.sorted { $0.time < $1.time }.prefix(12)
    #expect(candidate.firstPosts.map(\.id) == earliest.map(\.id))
    #expect(candidate.firstPosts.map(\.text) == earliest.map(\.text))
    #expect(candidate.firstPosts.map(\.time.milliseconds) == earliest.map(\.time))
    #expect(
      candidate.firstPosts.map { analysis.accounts[Int($0.account)].id } == earliest.map(\.account))
    #expect(candidate.objects.count == 24)
    #expect(candidate.objects.allSatisfy { $0.members == 6 && $0.memberActions == 6 })
    // Each wave is a text that all six post.
    #expect(!candidate.templates.isEmpty)
    #expect(candidate.templates.allSatisfy { $0.members == 6 && $0.posts >= 6 })
    let firstCopy = try #require(candidate.templates.min { $0.first < $1.first })
    #expect(firstCopy.first.milliseconds == earliest.first?.time)
    #expect(analysis.accounts[Int(firstCopy.firstAccount)].id == earliest.first?.account)
    let text = try #require(candidate.objects.first { $0.layer == .text })
    #expect(text.label.contains("iron lantern parade"))
    #expect(candidate.timeline.reduce(0, +) == 48)
    #expect(candidate.members.allSatisfy { $0.edges == 5 && $0.posts == 8 })
    #expect(analysis.stream.timeline.reduce(0, +) == 1248)
  }

  @Test("counts duplicates and rejections of every input")
  func countsInputs() throws {
    let bench = try Workbench()
    let posts = InventedStream.crowd(accounts: 10, posts: 4)
    let first = try bench.write(lines: posts.map(\.tocsin) + ["no post"], "a.ndjson")
    let second = try bench.write(lines: posts.prefix(5).map(\.tocsin) + ["{}"], "b.ndjson")
    var rejections: [Rejection] = []
    let analysis = try AnalysisRun(version: "0.0.0").analyze([first, second]) {
      rejections.append($0)
    }
    #expect(analysis.run.inputs.map(\.name) == ["a.ndjson", "b.ndjson"])
    #expect(analysis.run.inputs.map(\.posts) == [40, 0])
    #expect(analysis.run.inputs.map(\.duplicates) == [0, 5])
    #expect(analysis.run.inputs.map(\.rejections) == [1, 1])
    #expect(rejections.map(\.input) == [0, 1])
    #expect(analysis.run.rejectionReasons.reduce(0) { $0 + $1.count } == 2)
    #expect(analysis.stream.posts == 40)
  }

  @Test("states the SHA-256 of its inputs")
  func statesDigests() throws {
    let bench = try Workbench()
    let path = try bench.write(
      lines: [#"{"platform":"x","id":"1","account":{"id":"a"},"time":1,"text":"lantern"}"#])
    let input = try #require(try bench.analyze([path]).run.inputs.first)
    // sha256sum of that line with its line feed.
    #expect(input.sha256 == "c8bd850ac024cd913d88e466e37c0a5fcd627ee88774375dc0139ac5b122a7ec")
    #expect(input.bytes == 73)
  }

  @Test("of a single post, or of none but rejections, is an analysis too")
  func isAnAnalysisOfLittle() throws {
    let bench = try Workbench()
    let one = try bench.analyze([InventedStream.crowd()[0]])
    #expect(one.stream.posts == 1 && one.stream.timeline == [1] && one.candidates.isEmpty)
    #expect(try one.files().count == 5)
  }

  @Test("tells its stages in order, each with its cost")
  func tellsStages() throws {
    let bench = try Workbench()
    let path = try bench.write(lines: InventedStream.crowd(accounts: 5).map(\.tocsin))
    let events = EventLog()
    let run = AnalysisRun(version: "0.0.0", observer: events.add)
    let analysis = try run.analyze([path]) { _ in }
    let stages = [
      "read", "assess", "media", "index", "hash", "detect", "describe", "excerpts", "meaning",
      "threats",
    ]
    #expect(events.began == stages && events.ended == stages)
    #expect(events.posts == 100)
    #expect(analysis.run.stages.map(\.name) == stages)
    #expect(analysis.run.stages.allSatisfy { $0.seconds >= 0 && $0.peakMemoryBytes > 0 })
  }

  @Test("passes on what the taker of rejections throws")
  func passesErrorsOn() throws {
    struct Refusal: Error {}
    let bench = try Workbench()
    let path = try bench.write(lines: ["x"] + InventedStream.crowd().map(\.tocsin))
    #expect(throws: (any Error).self) {
      try AnalysisRun(version: "0.0.0").analyze([path]) { _ in throw Refusal() }
    }
  }
}
