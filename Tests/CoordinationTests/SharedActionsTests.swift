import SocialModel
import Testing

@testable import Coordination

@Suite("The actions that members share")
struct SharedActionsTests {
  /// Actions on one object, each a post of its own.
  private func shared(_ actions: [(account: Int32, time: Int64)], lag: Int64) -> SharedActions {
    let posts = actions.indices.map { Int32($0) }
    let stream = StreamColumns(
      postAccounts: actions.map(\.account), postTimes: actions.map(\.time),
      postKeys: posts.map { UInt64($0) }, postIsFed: actions.map { _ in false },
      tables: [
        .hashtag: ActionTable(
          accountCount: 4, objectCount: 1, objects: actions.map { _ in 0 },
          accounts: actions.map(\.account), times: actions.map(\.time), contents: posts)
      ], accountCount: 4)
    return SharedActions(
      members: [0, 1, 2], stream: stream,
      actions: RareActions(
        stream: stream, layers: [.hashtag], parameters: DetectionParameters()), lag: lag)
  }

  @Test("are those within the window of another member's, and no others")
  func areWithinTheWindow() {
    // The first two are one account's and both near the third; the last is alone.
    let found = shared([(0, 0), (0, 10), (1, 20), (2, 200)], lag: 20)
    #expect(found.posts == [0, 1, 2])
    #expect(found.lags == [10])
    #expect(found.objects.map(\.members) == [3] && found.objects.map(\.memberActions) == [4])
  }

  @Test("agree with a look at every pair", arguments: [UInt64(1), 2, 3])
  func agreeWithEveryPair(seed: UInt64) {
    var state = seed
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    for _ in 0..<200 {
      let actions = (0..<8).map { _ in (account: Int32(next(4)), time: Int64(next(60))) }
      let expected = actions.indices.filter { i in
        actions[i].account < 3
          && actions.indices.contains { j in
            actions[j].account < 3 && actions[j].account != actions[i].account
              && abs(actions[j].time - actions[i].time) <= 7
          }
      }
      #expect(Set(shared(actions, lag: 7).posts) == Set(expected.map { Int32($0) }))
    }
  }
}
