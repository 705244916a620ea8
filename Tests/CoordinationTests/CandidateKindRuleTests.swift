import SocialModel
import Testing

@testable import Coordination

@Suite("The kind of a candidate")
struct CandidateKindRuleTests {
  /// The kind of a candidate of six pairs, of which so many have occasions in each layer.
  private func kind(
    _ counts: [Layer: Int], _ seen: CandidateIndicators = CandidateIndicators()
  ) -> CandidateKind {
    reasoned(counts, seen).0
  }

  private func reasoned(
    _ counts: [Layer: Int], _ seen: CandidateIndicators
  ) -> (CandidateKind, String) {
    let layers = counts.map {
      LayerEvidence(layer: $0.key, edges: $0.value, coactions: 0, opportunities: 0, expected: 0)
    }
    return CandidateKindRule.kind(LayerTally(layers: layers, pairs: 6), indicators: seen)
  }

  /// Each of these changes, made to what a kind asks for, must lose the kind.
  private func expectAllNeeded(
    _ wanted: CandidateKind, _ counts: [Layer: Int], _ seen: CandidateIndicators,
    but changes: [(inout CandidateIndicators) -> Void]
  ) {
    #expect(kind(counts, seen) == wanted)
    for (index, change) in changes.enumerated() {
      var changed = seen
      change(&changed)
      #expect(kind(counts, changed) != wanted, "change \(index)")
    }
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
    var seen = CandidateIndicators()
    seen.fedShare = 0.51
    #expect(kind([.url: 4, .text: 6], seen) == .syndication)
    #expect(kind([.url: 3, .text: 6], seen) == .scheduler)
    seen.ownSiteShare = 0.51
    #expect(kind([.text: 6], seen) == .syndication)
    seen.fedShare = 0.5
    #expect(kind([.text: 6], seen) == .copyPaste)
  }

  @Test("is syndication without programs where a site's links fill the time and the accounts")
  func isOfFeeds() {
    var seen = CandidateIndicators(accounts: 4, sharedPosts: 12)
    (seen.ownSiteShare, seen.sharedPostShare, seen.steadiness) = (0.51, 0.9, 8.0 / 12)
    seen.span = 86_400
    expectAllNeeded(
      .syndication, [.text: 6], seen,
      but: [
        { $0.ownSiteShare = 0.5 }, { $0.sharedPostShare = 0.89 }, { $0.steadiness = 7.0 / 12 },
        { $0.sharedPosts = 11 }, { $0.span = 86_399 },
      ])
    #expect(kind([.url: 4], seen) == .syndication)
    #expect(kind([.hashtag: 6, .text: 3], seen) == .tagPush)
    let reason = reasoned([.text: 6], seen).1
    #expect(reason.contains("51 %") && reason.contains("67 %"))
  }

  @Test("is a scheduler without programs where most posts appear on full minutes")
  func isOfMinutes() {
    var seen = CandidateIndicators(accounts: 3, sharedPosts: 9)
    seen.fullMinuteShare = 0.51
    expectAllNeeded(
      .scheduler, [.text: 6], seen,
      but: [{ $0.fullMinuteShare = 0.5 }, { $0.fullMinuteShare = nil }, { $0.sharedPosts = 8 }])
  }

  @Test("is a bot family where accounts come within seconds and do nothing else")
  func isOfMachines() {
    var seen = CandidateIndicators(accounts: 9, sharedPosts: 27)
    (seen.quickShare, seen.echoShare) = (0.51, 0.9)
    expectAllNeeded(
      .botFamily, [.repost: 6], seen,
      but: [
        { $0.quickShare = 0.5 }, { $0.quickShare = nil }, { $0.echoShare = 0.89 },
        { $0.sharedPosts = 26 },
      ])
  }

  @Test("stays a repost ring where the fastest accounts have other posts of their own")
  func isNoMachine() {
    var seen = CandidateIndicators(accounts: 25, sharedPosts: 700)
    (seen.quickShare, seen.echoShare, seen.sharedPostShare) = (0.99, 0.74, 0.59)
    #expect(kind([.repost: 6], seen) == .repostRing)
  }

  @Test("is fans where the public uses much of it too and each has a rhythm and posts of its own")
  func isOfFans() {
    var seen = CandidateIndicators(accounts: 5, sharedPosts: 40)
    (seen.quickShare, seen.medianLag, seen.publicShare) = (0.1, 60, 0.51)
    (seen.objects, seen.programs, seen.sharedPostShare) = (10, 2, 0.5)
    expectAllNeeded(
      .fans, [.hashtag: 6, .text: 3], seen,
      but: [
        { $0.quickShare = 0.11 }, { $0.quickShare = nil }, { $0.medianLag = 59.9 },
        { $0.publicShare = 0.5 }, { $0.objects = 9 }, { $0.programs = 1 },
        { $0.sharedPostShare = 0.51 },
      ])
    #expect(kind([.hashtag: 6, .text: 4], seen) == .copyPaste)
    seen.programs = 0
    #expect(kind([.hashtag: 6], seen) == .fans)
  }

  @Test("decides by itself who is reviewed last")
  func ordersReview() {
    let last = CandidateKind.allCases.filter(\.isOrdinary)
    #expect(Set(last) == [.syndication, .scheduler, .botFamily, .fans])
  }
}
