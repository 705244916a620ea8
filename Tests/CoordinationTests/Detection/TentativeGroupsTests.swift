import SocialModel
import Testing

@testable import Coordination

@Suite struct HalvesTests {
  @Test func `turns of half of the context window change hands, before the epoch as well`() {
    let halves = Halves(contextWindow: hour)
    let turn = hour / 2
    #expect(halves.turn == turn)
    for number in Int64(-7)...7 {
      let expected = number.isMultiple(of: 2) ? 0 : 1
      for time in [number * turn, number * turn + 1, (number + 1) * turn - 1] {
        #expect(halves.half(of: time) == expected, "time \(time)")
      }
    }
    #expect([0, 1].contains(halves.half(of: .min)) && [0, 1].contains(halves.half(of: .max)))
  }

  @Test func `the shortest windows have turns of a millisecond`() {
    for window in Int64(0)...3 {
      let halves = Halves(contextWindow: window)
      #expect((Int64(-3)...2).map { halves.half(of: $0) } == [1, 0, 1, 0, 1, 0])
    }
  }
}

@Suite struct TentativeGroupsTests {
  private typealias Pair = TentativePairs.Weighted

  private func pair(_ a: Int32, _ b: Int32, occasions: Int32 = 2) -> Pair {
    Pair(pair: AccountPair(a, b), occasions: occasions)
  }

  /// Every two of some accounts.
  private func clique(_ accounts: Range<Int32>) -> [Pair] {
    accounts.flatMap { a in ((a + 1)..<accounts.upperBound).map { pair(a, $0) } }
  }

  /// One account with all others, which do not know each other.
  private func star(_ accounts: Range<Int32>) -> [Pair] {
    accounts.dropFirst().map { pair(accounts.lowerBound, $0) }
  }

  private func groups(_ pairs: [Pair], of accounts: Int = 1000, any: Bool = false)
    -> TentativeGroups
  {
    TentativeGroups(pairs, accountCount: accounts, seed: 1, isAnyDensityEnough: any)
  }

  /// The accounts of each group.
  private func members(_ groups: TentativeGroups) -> [[Int32]] {
    groups.sizes.indices.map { number in
      groups.groups.indices.filter { groups.groups[$0] == number }.map { Int32($0) }
    }
  }

  @Test func `dense groups are kept apart, loose ones are dropped`() {
    // 13 accounts with 12 pairs out of 78 are loose.
    let pairs = clique(10..<16) + star(30..<43) + clique(50..<54) + [pair(15, 50)]
    let found = groups(pairs)
    let sets = members(found)
    #expect(sets.sorted { $0[0] < $1[0] } == [Array(10..<16), Array(50..<54)])
    #expect(found.sizes == sets.map(\.count) && found.groups.count == 1000)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `a group that has nothing beside it is not cut by accidents of its weights`(seed: UInt64) {
    var draw = Draw(seed: seed)
    let pairs = clique(10..<24).filter { _ in draw.chance(0.7) }.map {
      pair($0.pair.a, $0.pair.b, occasions: Int32(draw.within(2...6)))
    }
    #expect(members(groups(pairs)) == [Array(10..<24)])
  }

  @Test func `a fifth of the pairs is dense enough`() {
    // Stars of n accounts have 2/n of their pairs.
    #expect(groups(star(0..<10)).sizes == [10])
    #expect(groups(star(0..<11)).sizes.isEmpty)
  }

  @Test func `where too many accounts are in loose groups none is kept`() {
    let pairs = clique(0..<6) + star(10..<23)
    // 13 of 260 accounts are one in twenty, 13 of 259 are more.
    #expect(groups(pairs, of: 260).sizes == [6])
    let none = groups(pairs, of: 259)
    #expect(none.sizes.isEmpty && none.groups == Array(repeating: -1, count: 259))
  }

  @Test func `calibration keeps loose groups as well`() {
    let found = groups(clique(0..<6) + star(10..<23), of: 100, any: true)
    #expect(found.sizes.sorted() == [6, 13])
  }

  @Test func `fewer than four accounts are no group, and no pairs give none`() {
    let found = groups(clique(0..<3) + [pair(7, 8, occasions: 90)], of: 20)
    #expect(found.sizes.isEmpty && found.groups.allSatisfy { $0 == -1 })
    #expect(groups([], of: 5).groups == [-1, -1, -1, -1, -1] && groups([], of: 0).groups.isEmpty)
  }

  @Test func `the order of pairs does not matter`() {
    let pairs = clique(10..<16) + star(30..<43) + clique(50..<54) + [pair(15, 50)]
    let found = groups(pairs)
    var draw = Draw(seed: 3)
    for _ in 0..<5 {
      let other = groups(draw.shuffled(pairs))
      #expect(other.groups == found.groups && other.sizes == found.sizes)
    }
  }
}
