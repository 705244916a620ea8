import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct AccountTestTests {
  @Test func `accounts without a p-value count as tests`() {
    // 1e-4 times 50 tests is 0.005, times 51 it is more.
    let values: [Int32: Double] = [7: -4, 3: -1]
    #expect(AccountTest.found(values, tests: 50, rate: 0.005).keys.sorted() == [7])
    #expect(AccountTest.found(values, tests: 51, rate: 0.005).isEmpty)
    #expect(AccountTest.found([:], tests: 0, rate: 0.005).isEmpty)
  }

  @Test func `those found together need less each`() throws {
    let values = Dictionary(uniqueKeysWithValues: (Int32(0)..<10).map { ($0, -3.5) })
    let found = AccountTest.found(values, tests: 100, rate: 0.005)
    #expect(found.count == 10)
    let one = try #require(found[4])
    #expect(one.p == -3.5 && abs(one.q - (-3.5 + log10(100.0 / 10))) < 1e-9)
    #expect(AccountTest.found([4: -3.5], tests: 100, rate: 0.005).isEmpty)
  }

  @Test func `of two families the smaller q-value counts with its own p-value`() {
    let pairs = AccountTest.Value(p: -9, q: -3)
    let groups = AccountTest.Value(p: -6, q: -4)
    #expect(pairs.or(groups) == groups && groups.or(pairs) == groups)
    #expect(pairs.or(nil) == pairs)
    let tie = AccountTest.Value(p: -7, q: -3)
    #expect(pairs.or(tie) == pairs)
  }

  /// A group in the same half-minute, and one whose posts are up to an hour apart.
  private static let stream = {
    var stream = InventedStream()
    stream.addOrdinary(300, postsEach: 12, seed: 21)
    _ = stream.addGroup(6, waves: 8, spread: 30 * second, seed: 21)
    stream.addMeetings(12, waves: 24, seed: 21)
    return stream
  }()

  @Test func `each family finds what the other cannot, and nobody else is found`() {
    let found = Self.stream.detect()
    let close = Set(Int32(300)..<306)
    let spread = Set(Int32(306)..<318)
    #expect(Set(found.edges.flatMap { [$0.pair.a, $0.pair.b] }) == close)
    let heldOut = found.joiners.filter { $0.basis == .heldOut }
    #expect(spread.isSubset(of: heldOut.map(\.account)))
    #expect(Set(found.log10POfAccount.keys) == close.union(spread))
    #expect(heldOut.allSatisfy { $0.log10Q <= log10(0.005) && $0.log10P <= $0.log10Q })
    #expect(found.communities.map(\.members) == [Array(306..<318), Array(300..<306)])
  }

  @Test func `without groups the pairs have the whole rate`() {
    var parameters = DetectionParameters()
    parameters.growsGroups = false
    let found = Self.stream.detect(parameters)
    #expect(found.joiners.isEmpty)
    #expect(Set(found.log10POfAccount.keys) == Set(300..<306))
  }
}
