import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite("The indicators of a candidate")
struct CandidateIndicatorsTests {
  /// One post: who, when in milliseconds, the object that it carries, its site and its program.
  private struct Post {
    var account: Int32
    var time: Int64
    var object: Int32?
    var site: Int32 = -1
    var program: Int32 = -1
  }

  private func stream(_ posts: [Post], layer: Layer = .hashtag) -> StreamColumns {
    let carrying = posts.indices.filter { posts[$0].object != nil }
    let table = ActionTable(
      accountCount: 6, objectCount: 4, objects: carrying.map { posts[$0].object ?? 0 },
      accounts: carrying.map { posts[$0].account }, times: carrying.map { posts[$0].time },
      contents: carrying.map { Int32($0) })
    return StreamColumns(
      postAccounts: posts.map(\.account), postTimes: posts.map(\.time),
      postKeys: posts.indices.map { UInt64($0) }, postIsFed: posts.map { _ in false },
      tables: [layer: table], accountCount: 6, postPrograms: posts.map(\.program),
      postSites: posts.map(\.site))
  }

  /// What is measured of accounts 0 and 1.
  private func indicators(_ posts: [Post], layer: Layer = .hashtag) -> CandidateIndicators {
    let stream = stream(posts, layer: layer)
    let shared = SharedActions(
      members: [0, 1], stream: stream,
      actions: RareActions(stream: stream, layers: [layer], parameters: DetectionParameters()),
      lag: 900_000)
    return CandidateIndicators(
      members: [0, 1], posts: posts.count { $0.account < 2 }, shared: shared, stream: stream,
      clock: StreamClock(stream.postTimes))
  }

  @Test("count posts within two seconds, the bound included, and not lags of phrases")
  func countsQuickPosts() {
    let seen = indicators([
      Post(account: 0, time: 1000, object: 0), Post(account: 1, time: 3000, object: 0),
      Post(account: 0, time: 100_000, object: 1), Post(account: 1, time: 102_001, object: 1),
    ])
    #expect(seen.quickShare == 0.5 && seen.sharedPosts == 4)
    #expect(seen.medianLag == 2.001)
  }

  @Test("say nothing of seconds where times are exact minutes")
  func knowsMinutes() {
    let seen = indicators([
      Post(account: 0, time: 60_000, object: 0), Post(account: 1, time: 60_000, object: 0),
    ])
    #expect(seen.quickShare == nil && seen.fullMinuteShare == nil)
    let names = seen.all.map(\.name)
    #expect(!names.contains("quick-share") && !names.contains("full-minute-share"))
  }

  @Test("take the first three seconds for a full minute")
  func countsMinutes() {
    let seen = indicators([
      Post(account: 0, time: 60_000, object: 0), Post(account: 1, time: 62_999, object: 0),
      Post(account: 0, time: 123_000, object: 1), Post(account: 1, time: -58_000, object: 1),
    ])
    #expect(seen.fullMinuteShare == 0.75)
  }

  @Test("count as public only others who act when no member does")
  func countsThePublic() {
    let seen = indicators([
      Post(account: 0, time: 0, object: 0), Post(account: 1, time: 1000, object: 0),
      Post(account: 2, time: 901_000, object: 0), Post(account: 3, time: 901_001, object: 0),
    ])
    #expect(seen.publicShare == 0.25 && seen.objects == 1)
  }

  @Test("count reposts among the posts that echo others")
  func countsEchoes() {
    let posts = [
      Post(account: 0, time: 1, object: 0), Post(account: 1, time: 2, object: 0),
      Post(account: 0, time: 3, object: 1), Post(account: 1, time: 4, object: nil),
    ]
    let reposts = indicators(posts, layer: .repost)
    #expect(reposts.echoShare == 0.75 && reposts.sharedPostShare == 0.5)
    #expect(indicators(posts).echoShare == 0.5)
  }

  @Test("count links to each account's own site, and programs")
  func countsSites() {
    let seen = indicators([
      Post(account: 0, time: 1, object: 0, site: 7, program: 1),
      Post(account: 1, time: 2, object: 0, site: 8, program: 2),
      Post(account: 0, time: 3, object: 1, site: 8, program: 1),
      Post(account: 1, time: 4, object: 1),
    ])
    #expect(seen.ownSiteShare == 0.5 && seen.programs == 2)
  }

  @Test("divide the input's time into twelve parts")
  func measuresSteadiness() {
    let clock = StreamClock([0, 1199])
    #expect(clock.steadiness([0, 99, 100, 1199], parts: 12) == 0.25)
    #expect(clock.steadiness([], parts: 12) == 0)
    #expect(StreamClock([5, 5]).steadiness([5], parts: 12) == 1.0 / 12)
  }

  @Test("have each a name, a finite value and a sentence")
  func areWorded() {
    let seen = indicators([
      Post(account: 0, time: 1, object: 0, program: 3), Post(account: 1, time: 2, object: 0),
    ])
    #expect(Set(seen.all.map(\.name)).count == seen.all.count && seen.all.count == 12)
    #expect(seen.all.allSatisfy { $0.value.isFinite && $0.reason.hasSuffix(".") })
  }

  @Test("stand in the description of the formats, each by its name")
  func areDocumented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/formats.md"), encoding: .utf8)
    let seen = indicators([
      Post(account: 0, time: 1, object: 0, program: 3), Post(account: 1, time: 2, object: 0),
    ])
    for name in seen.all.map(\.name) { #expect(text.contains("| `\(name)` |"), "\(name)") }
  }
}
