import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct HeldOutTestTests {
  private static let group = Set(Int32(250)..<262)

  /// 250 ordinary accounts, and twelve that meet within an hour again and again.
  private func stream(seed: UInt64, object: Int32? = nil) -> InventedStream {
    var stream = InventedStream()
    stream.addOrdinary(250, postsEach: 12, seed: seed)
    stream.addMeetings(12, waves: 24, object: object, seed: seed)
    return stream
  }

  /// So many posts without anything rare that what is used two hundred times is rare still.
  private static let long = {
    var parameters = DetectionParameters()
    parameters.priorPosts = 30_000
    return parameters
  }()

  @Test(arguments: [UInt64(1), 2, 3])
  func `a group that meets on new things within the hour is found, though no pair of it is`(
    seed: UInt64
  ) {
    let stream = stream(seed: seed)
    for parameters in [DetectionParameters(), Self.long] {
      #expect(stream.edges(.shipped, parameters).isEmpty)
      let result = stream.heldOut(parameters)
      #expect(Self.group.allSatisfy { result.isTested[Int($0)] })
      let found = result.found
      #expect(Set(found.map(\.account)) == Self.group)
      for joiner in found {
        #expect(joiner.basis == .heldOut && joiner.hits > 2)
        #expect(joiner.expected < Double(joiner.hits) && joiner.hits <= joiner.exposedPosts)
        #expect(Self.group.isSuperset(of: joiner.partners.map(\.account)))
        #expect(!joiner.partners.contains { $0.account == joiner.account })
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `the same group on the same thing again and again is not found by it`(seed: UInt64) {
    let stream = stream(seed: seed, object: 5000)
    let actions = stream.rareActions(Self.long)
    #expect(actions.table.actions.contains { Self.group.contains($0.account) })
    let result = stream.heldOut(Self.long)
    #expect(result.isTested.contains(true) && result.found.isEmpty)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `an ordinary crowd with threads gives nobody`(seed: UInt64) {
    var stream = InventedStream()
    stream.addOrdinary(300, postsEach: 12, seed: seed)
    stream.addThreads(80, among: 0..<300, seed: seed)
    #expect(stream.heldOut().found.isEmpty && stream.heldOut(Self.long).found.isEmpty)
  }

  @Test(arguments: [UInt64(1), 2])
  func `friends who talk in many threads of a few hours are left alone`(seed: UInt64) {
    var stream = InventedStream()
    stream.addOrdinary(300, postsEach: 12, seed: seed)
    // Thirty people talk about one hobby: few of many at a time.
    stream.addThreads(40, among: 0..<30, seed: seed)
    #expect(stream.heldOut().found.isEmpty)
  }

  @Test func `it depends neither on threads nor on the order of posts`() {
    let stream = stream(seed: 4)
    let expected = stream.heldOut(threads: 1)
    #expect(!expected.found.isEmpty)
    var draw = Draw(seed: 4)
    for threads in [2, 7] {
      var shuffled = stream
      shuffled.posts = draw.shuffled(stream.posts)
      let result = shuffled.heldOut(threads: threads)
      #expect(result.members == expected.members && result.isTested == expected.isTested)
    }
  }

  @Test func `other names for accounts and objects change names alone`() {
    let stream = stream(seed: 5)
    let expected = stream.heldOut().members.map { joiner in
      var joiner = joiner
      joiner.account = joiner.account * 3 + 2
      for index in joiner.partners.indices {
        joiner.partners[index].account = joiner.partners[index].account * 3 + 2
      }
      return joiner
    }
    let renamed = stream.renamed(objects: 30_000, seed: 5)
    #expect(!expected.isEmpty && renamed.heldOut().members == expected)
    // In any order of names the same accounts are found.
    var mixed = stream
    var draw = Draw(seed: 6)
    let names = draw.shuffled(Array(0..<stream.accounts))
    for index in mixed.posts.indices {
      mixed.posts[index].account = names[Int(stream.posts[index].account)]
    }
    #expect(Set(mixed.heldOut().found.map(\.account)) == Set(Self.group.map { names[Int($0)] }))
  }

  @Test func `a clock that is off by whole turns changes nothing`() {
    let stream = stream(seed: 6)
    var shifted = stream
    for index in shifted.posts.indices { shifted.posts[index].time -= 5000 * hour }
    #expect(shifted.heldOut().members == stream.heldOut().members)
  }
}

extension HeldOutTest.Result {
  /// The members that the family of groups rejects.
  fileprivate var found: [Joiner] {
    let accounts = AccountTest.found(
      Dictionary(uniqueKeysWithValues: members.map { ($0.account, $0.log10P) }),
      tests: isTested.count { $0 }, rate: 0.005)
    return members.filter { accounts[$0.account] != nil }
  }
}

extension InventedStream {
  fileprivate func heldOut(
    _ parameters: DetectionParameters = .init(), threads: Int = 2
  ) -> HeldOutTest.Result {
    let actions = rareActions(parameters)
    let columns = columns
    let halves = Halves(contextWindow: parameters.contextWindow)
    let pairs = PairTest(actions, profile: .shipped, parameters: parameters).run(
      threads: threads,
      weighedBy: TentativePairs.Scale(
        halves: halves, postTimes: columns.postTimes, rarities: actions.rarities))
    return HeldOutTest(
      actions: actions, stream: columns, profile: .shipped, parameters: parameters, halves: halves
    ).run(pairs.tentative)
  }
}
