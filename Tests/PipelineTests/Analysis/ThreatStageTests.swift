import Foundation
import Simulation
import SocialModel
import Store
import Testing
import Threats

@testable import Pipeline

@Suite("Threats of an analysis")
struct ThreatStageTests {
  private static let day: Int64 = 86_400_000

  private static func post(_ id: Int, _ text: String, account: String? = nil, day: Int64 = 0)
    -> InventedPost
  {
    InventedPost(
      id: "\(id)", account: account ?? "a\(id)",
      time: InventedStream.start + Int64(id) * 1000 + day * Self.day, text: text)
  }

  /// Twenty accounts with edited copies of one threat, a short one twice, a false alarm, and calm talk.
  private static let posts: [InventedPost] =
    (0..<20).map {
      post($0, "Tonight we will burn down the old Lantern Works at the harbour, friend \($0 % 4)")
    } + [
      post(30, "kill them all"), post(31, "kill  them all", day: 1),
      post(40, "Do not take the wounded to Meridian hospital, there are bombs inside"),
      post(50, "The iron lantern parade begins at noon"),
      post(51, "We mourn with the families, rest in peace"),
    ]

  private func analyze(
    _ posts: [InventedPost] = posts, threads: Int = 1, assets: AssetMatcher? = nil
  ) throws -> Analysis {
    let bench = try Workbench()
    return try bench.analyze(posts) {
      $0.threats = .on(assets: assets)
      $0.threads = threads
    }
  }

  @Test("are switched off unless asked for")
  func areOff() throws {
    let bench = try Workbench()
    let analysis = try bench.analyze(Self.posts)
    #expect(analysis.threats == .switchedOff)
  }

  @Test("are one line for each text, however many accounts posted it")
  func areInBulk() throws {
    let threats = try analyze().threats
    #expect(threats.posts == Self.posts.count && threats.absence == nil)
    #expect(threats.threats.map(\.posts) == [20, 2])
    #expect(threats.threats.map(\.accounts) == [20, 2])
    let first = try #require(threats.threats.first)
    #expect(first.post.account == 0 && first.post.id == "0")
    #expect(!first.reasons.isEmpty && !first.spans.isEmpty)
    let length = first.post.text.unicodeScalars.count
    #expect(first.spans.allSatisfy { $0.start < $0.end && $0.end <= length })
    #expect(first.last.milliseconds - first.first.milliseconds == 19_000)
    #expect(threats.falseAlarms.map(\.posts) == [1])
    #expect(threats.falseAlarms.first?.level == "none")
  }

  @Test("are counted by target, place, day and language, each post once in a list")
  func areCounted() throws {
    let threats = try analyze().threats
    for list in [threats.targets, threats.places, threats.days, threats.languages] {
      #expect(list.reduce(0) { $0 + $1.posts } == 22)
    }
    #expect(threats.days.map(\.posts) == [21, 1])
    #expect(threats.languages == [.init(name: "en", posts: 22)])
    #expect(threats.levels.reduce(0) { $0 + $1.posts } == Self.posts.count)
    #expect(threats.kinds.contains(.init(name: "mourning", posts: 1)))
  }

  @Test("are the same whatever the order and the threads")
  func areTheSame() throws {
    let one = try analyze()
    try expectSameFiles(one, analyze(Self.posts.reversed(), threads: 4))
  }

  @Test("name protected assets and are more urgent then")
  func nameAssets() throws {
    let assets = try AssetMatcher([
      ProtectedAsset(id: "works", name: "Lantern Works", kind: .organisation)
    ])
    let threats = try analyze(assets: assets).threats
    #expect(threats.threats.first?.assets == ["works"])
    #expect(threats.threats.first?.level == "high")
    #expect(threats.targets.first == .init(name: "asset works", posts: 20))
  }

  @Test("are shared out to candidates by their members' posts")
  func areShared() throws {
    let member = Member(
      account: 1, edges: 1, coactions: 1, expected: 0, log10P: -9,
      firstPost: Timestamp(milliseconds: 0), lastPost: Timestamp(milliseconds: 0), posts: 3,
      reason: "")
    let candidate = Candidate(
      id: "c1", kind: .mixed, kindReason: "", members: [member], layers: [], indicators: [],
      reasons: [], objects: [], firstPosts: [], timeline: [], edges: [], log10P: -9, log10Q: -9)
    let builder = StreamBuilder(layers: [.text])
    let posts = (0..<4).map { index in
      Post(
        platform: .x, id: "\(index)",
        account: Account(id: index == 0 ? "a" : "b"),
        time: Timestamp(milliseconds: Int64(index)), text: index == 1 ? "kill them all" : "calm")
    }
    builder.add(posts)
    var columns = ThreatColumns()
    var assessor = Assessor()
    let flagged = columns.add(posts, posts.map { assessor.assess($0.text ?? "") })
    #expect(flagged.map(\.post.id) == ["1"])
    let shares = CandidateMembers([candidate]).shares([candidate], columns, builder.finish())
    #expect(shares.map(\.posts) == [3] && shares.map(\.threats) == [1])
    #expect(shares.first?.falseAlarms == 0)
  }

  @Test("are handed on in the order of the input, each once, and stored")
  func areHandedOn() throws {
    let bench = try Workbench()
    let path = try bench.write(lines: Self.posts.map(\.tocsin))
    var parameters = AnalysisParameters()
    parameters.threats = .on(assets: nil)
    var run = AnalysisRun(version: "0.0.0", parameters: parameters)
    let store = try CaseStore(path: bench.folder + "/t.db")
    run.storage = PostStorage(store)
    var ids: [String] = []
    _ = try run.analyze([path], known: nil) { _ in
    } onThreat: {
      ids.append($0.post.id)
    }
    #expect(ids == (0..<20).map(String.init) + ["30", "31", "40"])
    let alarms = try store.alarms(limit: 100)
    #expect(!alarms.items.isEmpty)
    // Four wordings by twenty accounts are one line here, too; of a text too short for a form only equal ones are.
    let lines = try store.threatTexts(ThreatFilter(.threats(.low))).items
    #expect(lines.map(\.accounts) == [20, 1, 1])
  }

  @Test(
    "are hardly ever found in a stream without any, in five languages",
    arguments: [2, 3] as [UInt64])
  func leaveThePublicAlone(seed: UInt64) {
    var assessor = Assessor()
    var (posts, flagged) = (0, 0)
    _ = Simulation(.init(seed: seed, posts: 3000)).run { post in
      posts += 1
      if assessor.assess(post.text ?? "").isFlagged { flagged += 1 }
    }
    #expect(posts > 2500 && flagged * 1000 <= posts, "seed \(seed): \(flagged) of \(posts)")
  }

  @Test("have places in bytes in the store, whatever the script")
  func haveByteOffsets() {
    let offsets = ByteOffsets("aé\u{1F3EE}ل")
    #expect((0...5).map { offsets[$0] } == [0, 1, 3, 7, 9, 9])
  }

  @Test("take a bounded time for hostile texts", .timeLimit(.minutes(1)))
  func areBounded() throws {
    let texts = [
      String(repeating: "a", count: 1_000_000), String(repeating: "we will burn ", count: 77_000),
      "e" + String(repeating: "\u{301}", count: 10_000), "\u{1F3EE}",
      "\u{1780}\u{17B6}\u{179A} \u{1794}\u{17B6}\u{1793}",
      "\u{202E}" + String(repeating: "\u{202E}kill them all\u{202C} ", count: 500),
      String(repeating: "قتل ", count: 100_000),
    ]
    let posts = texts.enumerated().map { Self.post($0, $1) } + [Self.post(99, "")]
    let analysis = try analyze(posts)
    #expect(analysis.threats.posts + analysis.run.rejectionReasons.reduce(0) { $0 + $1.count } == 8)
    _ = try analysis.files()
  }
}
