import SocialModel
import Testing

@testable import Coordination

@Suite("The kind of a candidate")
struct CandidateKindRuleTests {
  private let all = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)].map {
    AccountPair(Int32($0.0), Int32($0.1))
  }

  private func indicators(fed: [Bool] = [false, false]) -> CandidateIndicators {
    let table = ActionTable(
      accountCount: 2, objectCount: 1, objects: [0, 0], accounts: [0, 1], times: [0, 1],
      contents: [0, 1])
    let stream = StreamColumns(
      postAccounts: [0, 1], postTimes: [0, 1], postKeys: [0, 1], postIsFed: fed,
      tables: [.url: table], accountCount: 2)
    let shared = SharedActions(
      members: [0, 1], stream: stream, layers: [.url], timeWindow: 60)
    return CandidateIndicators(shared: shared, stream: stream, posts: 2)
  }

  private func kind(_ counts: [Layer: Int], fed: [Bool] = [false, false]) -> CandidateKind {
    CandidateKindRule.kind(
      pairs: counts.mapValues { Set(all.prefix($0)) }, indicators: indicators(fed: fed)
    ).0
  }

  @Test("is that of the layer in which most pairs have edges")
  func isOfOneLayer() {
    #expect(kind([.text: 6]) == .copyPaste)
    #expect(kind([.repost: 6]) == .repostRing)
    #expect(kind([.image: 6]) == .mediaPush && kind([.video: 6]) == .mediaPush)
    #expect(kind([.hashtag: 6]) == .tagPush)
    #expect(kind([.url: 6]) == .mixed)
  }

  @Test("counts pairs and not edges, and asks what brings others along first")
  func asksInOrder() {
    #expect(kind([.text: 4, .hashtag: 6, .url: 6]) == .copyPaste)
    #expect(kind([.text: 3, .hashtag: 6, .url: 6]) == .tagPush)
    #expect(kind([.repost: 4, .image: 6, .hashtag: 6]) == .repostRing)
    #expect(kind([.image: 4, .hashtag: 6]) == .mediaPush)
  }

  @Test("needs more than half of the pairs")
  func needsMajority() {
    #expect(kind([.text: 3, .hashtag: 3, .url: 6]) == .mixed)
    let halves: [Layer: Set<AccountPair>] = [.text: Set(all[..<3]), .hashtag: Set(all[3...])]
    let (kind, why) = CandidateKindRule.kind(pairs: halves, indicators: indicators())
    #expect(kind == .mixed && why == "No layer holds edges of more than half of its pairs.")
  }

  @Test("joins pictures and videos")
  func joinsMedia() {
    let media: [Layer: Set<AccountPair>] = [
      .image: Set(all[..<2]), .video: Set(all[2..<4]), .hashtag: Set(all),
    ]
    #expect(CandidateKindRule.kind(pairs: media, indicators: indicators()).0 == .mediaPush)
  }

  @Test("is that of the programs where they posted most of it")
  func isOfPrograms() {
    #expect(kind([.url: 4, .text: 6], fed: [true, true]) == .syndication)
    #expect(kind([.url: 3, .text: 6], fed: [true, true]) == .scheduler)
    #expect(kind([.text: 6], fed: [true, false]) == .copyPaste)
  }

  @Test("is mixed where there is nothing to go by")
  func isMixed() { #expect(kind([:]) == .mixed) }
}
