import SocialModel
import Testing

@testable import Coordination

@Suite("The kind of a candidate")
struct CandidateKindRuleTests {
  private func indicators(fed: [Bool]) -> CandidateIndicators {
    let table = ActionTable(
      accountCount: 2, objectCount: 1, objects: [0, 0], accounts: [0, 1], times: [0, 1],
      contents: [0, 1])
    let stream = StreamColumns(
      postAccounts: [0, 1], postTimes: [0, 1], postKeys: [0, 1], postIsFed: fed,
      tables: [.url: table], accountCount: 2)
    let shared = SharedActions(
      members: [0, 1], stream: stream,
      actions: RareActions(stream: stream, layers: [.url], parameters: DetectionParameters()),
      lag: 60)
    return CandidateIndicators(shared: shared, stream: stream, posts: 2)
  }

  /// The kind of a candidate of six pairs, of which so many have occasions in each layer.
  private func kind(_ counts: [Layer: Int], fed: [Bool] = [false, false]) -> CandidateKind {
    let layers = counts.map {
      LayerEvidence(layer: $0.key, edges: $0.value, coactions: 0, opportunities: 0, expected: 0)
    }
    return CandidateKindRule.kind(
      LayerTally(layers: layers, pairs: 6), indicators: indicators(fed: fed)
    ).0
  }

  @Test("is that of the layer in which most pairs act together")
  func isOfOneLayer() {
    #expect(kind([.text: 6]) == .copyPaste && kind([.phrase: 6]) == .copyPaste)
    #expect(kind([.repost: 6]) == .repostRing)
    #expect(kind([.image: 6]) == .mediaPush && kind([.video: 6]) == .mediaPush)
    #expect(kind([.hashtag: 6]) == .tagPush)
    #expect(kind([.url: 6]) == .mixed)
  }

  @Test("asks first what brings other layers along")
  func asksInOrder() {
    #expect(kind([.text: 4, .hashtag: 6, .url: 6]) == .copyPaste)
    #expect(kind([.text: 3, .hashtag: 6, .url: 6]) == .tagPush)
    #expect(kind([.repost: 4, .image: 6, .hashtag: 6]) == .repostRing)
    #expect(kind([.image: 4, .hashtag: 6]) == .mediaPush)
  }

  @Test("needs more than half of the pairs")
  func needsMajority() {
    #expect(kind([.text: 3, .hashtag: 3, .url: 6]) == .mixed)
    #expect(kind([:]) == .mixed)
  }

  @Test("is that of the programs where they posted most of it")
  func isOfPrograms() {
    #expect(kind([.url: 4, .text: 6], fed: [true, true]) == .syndication)
    #expect(kind([.url: 3, .text: 6], fed: [true, true]) == .scheduler)
    #expect(kind([.text: 6], fed: [true, false]) == .copyPaste)
  }
}
