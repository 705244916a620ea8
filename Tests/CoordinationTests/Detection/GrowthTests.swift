import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct GrowthTests {
  private static let core = Int32(8)

  /// Accounts 0 ..< 8 push a link of their own every four hours; 250 others post at all times.
  private func stream(seed: UInt64 = 1) -> InventedStream {
    var stream = InventedStream()
    for wave in Int32(0)..<14 {
      for account in 0..<Self.core {
        stream.post(
          account, at: start(wave) + Int64(account) * 5 * second, (.url, 5000 + wave))
      }
    }
    stream.addOrdinary(250, postsEach: 15, seed: seed)
    return stream
  }

  private func start(_ wave: Int32) -> Int64 { Int64(wave) * 3 * hour + hour / 2 }

  private func joiners(
    _ stream: InventedStream, core: Int32 = GrowthTests.core,
    _ parameters: DetectionParameters = .init()
  ) -> [Joiner] {
    Growth(
      actions: stream.rareActions(parameters), stream: stream.columns, profile: .shipped,
      parameters: parameters
    ).joiners((0..<stream.accounts).map { $0 < core }, rate: parameters.falseDiscoveryRate)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `accounts that share the group's own links in several posts join`(seed: UInt64) throws {
    var stream = stream(seed: seed)
    let followers = stream.accounts..<(stream.accounts + 3)
    for (place, account) in followers.enumerated() {
      for wave in Int32(0)..<6 {
        stream.post(
          account, at: start(wave * 2) + Int64(20 + place * 7) * minute, (.url, 5000 + wave * 2))
      }
    }
    let found = joiners(stream)
    #expect(found.map(\.account).sorted() == Array(followers))
    for joiner in found {
      #expect(joiner.hits == 6 && joiner.exposedPosts == 6 && joiner.expected < 1)
      #expect(joiner.log10P <= joiner.log10Q && joiner.log10Q <= -2)
      #expect(joiner.partners.map(\.account).prefix(8) == Array(0..<Self.core)[...])
      #expect(joiner.partners.prefix(8).allSatisfy { $0.posts == 6 })
    }
  }

  @Test(arguments: [10 * minute, 50 * minute, 4 * hour])
  func `followers are found at each of three lags, at the one that tells most`(
    lag: Int64
  ) throws {
    var stream = stream(seed: 4)
    let follower = stream.accounts
    for wave in Int32(0)..<8 {
      stream.post(follower, at: start(wave) + lag, (.url, 5000 + wave))
    }
    let levels = Growth(
      actions: stream.rareActions(), stream: stream.columns, profile: .shipped,
      parameters: DetectionParameters()
    ).levels
    #expect(Set(levels.map(\.scale)) == [15 * minute, hour, 6 * hour] && levels.count == 6)
    let found = joiners(stream)
    #expect(found.map(\.account) == [follower])
    let joiner = try #require(found.first)
    #expect(joiner.hits == 8)
    // At a longer lag it has as many hits, and others may have more.
    #expect(joiner.scale >= lag && levels.contains { $0.scale == joiner.scale })
  }

  @Test func `followers half a day later are not`() {
    var stream = stream(seed: 4)
    for wave in Int32(0)..<8 {
      stream.post(stream.accounts - 1, at: start(wave) + 12 * hour, (.url, 5000 + wave))
    }
    #expect(joiners(stream).isEmpty)
  }

  @Test func `accounts that share what the public shares as well do not`() {
    var stream = stream()
    let fan = stream.accounts
    stream.accounts += 1
    for wave in Int32(0)..<6 {
      let time = start(wave * 2) + 20 * minute
      stream.post(fan, at: time, (.url, 5000 + wave * 2))
      // Twenty of the public, other ones for each link.
      for reader in Int32(0)..<20 {
        stream.post(
          Self.core + wave * 40 + reader, at: time + Int64(reader) * minute,
          (.url, 5000 + wave * 2))
      }
    }
    #expect(joiners(stream).isEmpty)
  }

  @Test func `an account that coincides once does not, nor one with one friend in the group`() {
    var stream = stream()
    let once = stream.accounts
    let friend = once + 1
    stream.post(once, at: start(0) + 10 * minute, (.url, 5000))
    for talk in Int32(0)..<8 {
      stream.post(3, at: start(talk) + hour, (.text, 100 + talk))
      stream.post(friend, at: start(talk) + hour + minute, (.text, 100 + talk))
    }
    #expect(joiners(stream).isEmpty)
  }

  @Test func `an ordinary crowd has no joiners, and no core gives none`() {
    for seed in UInt64(1)...4 { #expect(joiners(stream(seed: seed)).isEmpty) }
    #expect(joiners(stream(), core: 0).isEmpty)
    #expect(joiners(InventedStream()).isEmpty)
  }

  /// Each follower shares what the one before it shares, so that each round may add one.
  private func chain(_ length: Int32) -> InventedStream {
    var stream = stream()
    let first = stream.accounts
    for place in 0..<length {
      for wave in Int32(0)..<7 {
        for copy in Int32(0)..<6 {
          // Six accounts a step, which share the links of their step and of the next.
          let account = first + place * 6 + copy
          let time = start(wave) + Int64(copy * 2 + 9) * minute
          stream.post(
            account, at: time, (.url, place == 0 ? 5000 + wave : 6000 + place * 10 + wave))
          stream.post(account, at: time + minute, (.url, 6000 + (place + 1) * 10 + wave))
        }
      }
    }
    return stream
  }

  @Test func `rounds carry on from those who joined, and end`() {
    let stream = chain(4)
    let found = joiners(stream)
    #expect(found.map(\.round).max() ?? 0 > 1)
    #expect(Set(found.map(\.account)).count == found.count)
    #expect(found.map(\.round) == found.map(\.round).sorted())
    #expect(found.allSatisfy { $0.account >= 258 })
    var one = DetectionParameters()
    one.growthRounds = 1
    let first = joiners(stream, one)
    #expect(first == found.filter { $0.round == 1 })
    // Even with as many rounds as anyone likes.
    one.growthRounds = 60
    #expect(joiners(stream, one).count >= found.count)
  }

  @Test func `an object is the group's own when half of its other users are members`() {
    // Links used by so many members and so many others.
    let uses: [(members: Int32, others: Int32, isOwn: Bool)] = [
      (1, 1, true), (1, 2, true), (1, 3, false), (2, 2, true), (2, 3, true), (2, 4, false),
      (4, 5, true), (4, 6, false), (0, 2, false),
    ]
    var stream = InventedStream()
    for (object, use) in uses.enumerated() {
      let users = Array(0..<use.members) + (8..<(8 + use.others))
      for account in users {
        stream.post(account, at: Int64(object) * 3 * hour + Int64(account), (.url, Int32(object)))
      }
    }
    var parameters = DetectionParameters()
    parameters.rarities = [0]
    let actions = stream.rareActions(parameters)
    let contacts = GroupContacts(
      actions: actions, groups: (0..<stream.accounts).map { $0 < 8 ? 0 : -1 }, window: hour,
      leastExclusivity: Growth.exclusivity, meetsMembers: false
    ).acquaintances()
    let found = Set(contacts.flatMap { $0.contacts.map { actions.sources[Int($0.object)] } })
    #expect(found == Set(uses.indices.filter { uses[$0].isOwn }.map { Int32($0) }))
    #expect(contacts.map(\.account) == contacts.map(\.account).sorted())
  }

  @Test func `hits are the smaller number of own posts and of members`() {
    var stream = InventedStream()
    // One account's three posts with one member's; another's one post with three members'.
    for talk in Int32(0)..<3 {
      stream.post(0, at: Int64(talk) * 3 * hour, (.text, talk))
      stream.post(8, at: Int64(talk) * 3 * hour + minute, (.text, talk))
    }
    for member in Int32(1)..<4 { stream.post(member, at: 40 * hour, (.url, 0)) }
    stream.post(9, at: 40 * hour + minute, (.url, 0))
    let actions = stream.rareActions()
    let outsiders = GroupContacts(
      actions: actions, groups: (0..<stream.accounts).map { $0 < 8 ? 0 : -1 }, window: hour,
      leastExclusivity: Growth.exclusivity, meetsMembers: false
    ).acquaintances()
    let level = Growth.Level(scale: hour, rarity: 2)
    #expect(outsiders.map(\.account) == [8, 9])
    #expect(outsiders.map { $0.hits { level.counts($0, actions) } } == [1, 1])
    #expect(outsiders[0].partners { _ in true } == [Joiner.Partner(account: 0, posts: 3)])
    #expect(outsiders[1].partners { _ in true }.map(\.account) == [1, 2, 3])
    #expect(outsiders[0].hits { Growth.Level(scale: second, rarity: 2).counts($0, actions) } == 0)
    #expect(outsiders[0].hits { Growth.Level(scale: hour, rarity: 9).counts($0, actions) } == 0)
  }
}

extension Joiner {
  /// The round in which it joined; 0 where the hours held back gave it away.
  fileprivate var round: Int {
    if case .growth(let round) = basis { return round }
    return 0
  }
}
