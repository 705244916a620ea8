import SocialModel
import Testing

@testable import Coordination

@Suite struct OccasionTests {
  /// Objects of three layers and several rarities.
  private static let actions: RareActions = {
    var stream = InventedStream()
    for (layer, object, uses) in [
      (Layer.hashtag, Int32(0), 2), (.hashtag, 1, 5), (.url, 0, 3), (.text, 0, 2), (.text, 1, 4),
    ] {
      for use in 0..<uses { stream.post(Int32(use % 2), at: Int64(use), (layer, object)) }
    }
    return stream.rareActions()
  }()
  private static let chances = Chances(profile: .round, parameters: DetectionParameters())

  private func random(_ count: Int, _ draw: inout Draw) -> [Coincidence] {
    (0..<count).map { _ in
      Coincidence(
        postA: Int32(draw.below(9)), postB: Int32(100 + draw.below(9)),
        lag: Int64(draw.below(3_600_000)), object: Int32(draw.below(Self.actions.layers.count)))
    }
  }

  /// The definition: everything that posts in common hold together, found pair by pair.
  private func naive(_ coincidences: [Coincidence]) -> [Occasion] {
    var group = Array(coincidences.indices)
    var changes = true
    while changes {
      changes = false
      for i in coincidences.indices {
        for j in coincidences.indices where group[i] < group[j] {
          let (x, y) = (coincidences[i], coincidences[j])
          if x.postA == y.postA || x.postB == y.postB {
            group[j] = group[i]
            changes = true
          }
        }
      }
    }
    return Set(group).map { name in
      let own = coincidences.indices.filter { group[$0] == name }.map { coincidences[$0] }
      var occasion = Occasion(
        opportunities: Set(own.map { [$0.postA, $0.postB] }).count, lag: .max, layers: 0,
        rarity: 0)
      for one in own {
        occasion.lag = min(occasion.lag, one.lag)
        occasion.layers |= 1 << UInt16(Self.actions.layers[Int(one.object)].rawValue)
        occasion.rarity = max(occasion.rarity, Self.actions.rarities[Int(one.object)])
      }
      occasion.chances = Self.chances[occasion.topLayer]
      return occasion
    }.sorted {
      ($0.lag, $0.opportunities, $0.rarity, $0.layers)
        < ($1.lag, $1.opportunities, $1.rarity, $1.layers)
    }
  }

  private func cut(_ coincidences: [Coincidence]) -> [Occasion] {
    Occasion.cut(coincidences, of: Self.actions, chances: Self.chances)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `are what a search for connected posts finds`(seed: UInt64) {
    var draw = Draw(seed: seed)
    for count in 0..<40 {
      let coincidences = random(count % 14, &draw)
      #expect(cut(coincidences) == naive(coincidences))
    }
  }

  @Test func `do not depend on order or names of posts`() {
    var draw = Draw(seed: 4)
    for _ in 0..<60 {
      let coincidences = random(10, &draw)
      let a = draw.shuffled(Array(Int32(500)..<509))
      let b = draw.shuffled(Array(Int32(200)..<209))
      let renamed = coincidences.map {
        Coincidence(
          postA: a[Int($0.postA)], postB: b[Int($0.postB) - 100], lag: $0.lag, object: $0.object)
      }
      #expect(cut(draw.shuffled(renamed)) == cut(coincidences))
    }
  }

  @Test func `five tags of one answer are one occasion of one opportunity`() {
    let found = cut(
      (0..<5).map { Coincidence(postA: 1, postB: 2, lag: 9000, object: $0) })
    #expect(found.count == 1 && found[0].opportunities == 1 && found[0].lag == 9000)
    #expect(found[0].topLayer == .text && found[0].has(.hashtag) && found[0].has(.url))
    #expect(found[0].chances == Self.chances[.text])
  }

  @Test func `a post that ten answer is one occasion of ten opportunities`() {
    let found = cut(
      (0..<10).map {
        Coincidence(postA: 1, postB: 10 + $0, lag: Int64(20 - $0), object: 0)
      })
    #expect(found.map(\.opportunities) == [10] && found[0].lag == 11)
  }

  @Test func `nothing gives nothing`() { #expect(cut([]).isEmpty) }

  @Test func `the chance of a hit is that of at least one of its opportunities`() {
    for chance in [0, 1e-9, 0.004765, 0.3, 1] {
      for count in [1, 2, 3, 7, 64, 1000] {
        var occasion = Occasion(opportunities: count, lag: 0, layers: 1, rarity: 2)
        occasion.chances[1] = chance
        var missed = 1.0
        for _ in 0..<count { missed *= 1 - chance }
        #expect(abs(occasion.hitChance(1) - (1 - missed)) < 1e-12)
        #expect((0...1).contains(occasion.hitChance(1)) && occasion.hitChance(0) == 0)
      }
    }
  }
}

@Suite struct PairCollectorTests {
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `finds what a loop over all pairs of posts finds`(seed: UInt64) {
    var draw = Draw(seed: seed)
    var stream = InventedStream()
    for _ in 0..<120 {
      stream.post(
        Int32(draw.below(4)), at: Int64(draw.below(Int(6 * hour))),
        (draw.chance(0.5) ? .hashtag : .url, Int32(draw.below(4))))
    }
    var parameters = DetectionParameters()
    parameters.rarities = [0]
    let actions = stream.rareActions(parameters)
    let collector = PairCollector(actions: actions, parameters: parameters)
    for a in Int32(0)..<4 {
      for b in (a + 1)..<4 {
        let found = collector.coincidences(AccountPair(a, b)).map { one in
          [
            Int64(one.postA), Int64(one.postB), one.lag,
            Int64(actions.layers[Int(one.object)].rawValue),
            Int64(actions.sources[Int(one.object)]),
          ]
        }
        #expect(found.count > 10)
        #expect(Set(found).count == found.count)
        #expect(Set(found) == Set(naive(stream, a, b, window: parameters.contextWindow)))
      }
    }
  }

  private func naive(
    _ stream: InventedStream, _ a: Int32, _ b: Int32, window: Int64
  ) -> [[Int64]] {
    var found: [[Int64]] = []
    for (i, x) in stream.posts.enumerated() where x.account == a {
      for (j, y) in stream.posts.enumerated() where y.account == b {
        let lag = abs(x.time - y.time)
        guard lag <= window, x.objects[0] == y.objects[0] else { continue }
        found.append([
          Int64(i), Int64(j), lag, Int64(x.objects[0].layer.rawValue), Int64(x.objects[0].object),
        ])
      }
    }
    return found
  }
}

@Suite struct RareActionsTests {
  @Test func `rarity counts the posts and those added beforehand`() {
    var stream = InventedStream()
    for post in 0..<50 { stream.post(Int32(post), at: Int64(post), (.hashtag, post < 3 ? 0 : 1)) }
    var parameters = DetectionParameters()
    parameters.priorPosts = 400
    parameters.rarities = [1, 2]
    let actions = stream.rareActions(parameters)
    // 450 posts: the tag used three times is at log10(150), the other at log10(9.6).
    #expect(actions.rarities.count == 1 && abs(actions.rarities[0] - 2.176091259) < 1e-9)
    #expect(actions.sources == [0] && actions.table.count == 3)
    parameters.rarities = [0.5, 2]
    #expect(stream.rareActions(parameters).sources == [0, 1])
  }

  @Test func `objects of one account are left out, however often it uses them`() {
    var stream = InventedStream()
    for time in 0..<5 { stream.post(0, at: Int64(time), (.url, 0)) }
    stream.post(1, at: 9, (.url, 1))
    #expect(stream.rareActions().layers.isEmpty && stream.rareActions().table.count == 0)
  }

  @Test func `moments of a crowd are left out and quiet ones of the same object kept`() {
    var stream = InventedStream()
    for account in Int32(0)..<6 { stream.post(account, at: Int64(account) * second, (.hashtag, 0)) }
    stream.post(6, at: 3 * hour, (.hashtag, 0))
    stream.post(7, at: 3 * hour + second, (.hashtag, 0))
    var parameters = DetectionParameters()
    parameters.crowdLimit = 4
    #expect(stream.rareActions(parameters).table.actions.map(\.account) == [6, 7])
    parameters.crowdLimit = 5
    #expect(stream.rareActions(parameters).table.count == 8)
  }

  @Test func `layers are kept apart and those not tested are left out`() {
    var stream = InventedStream()
    for account in Int32(0)..<2 {
      stream.post(
        account, at: Int64(account), (.hashtag, 0), (.url, 0), (.text, 0), (.mention, 0),
        (.domain, 0))
    }
    let actions = stream.rareActions()
    #expect(actions.layers == [.text, .url, .hashtag] && actions.sources == [0, 0, 0])
    #expect(actions.table.actions.map(\.object) == [0, 0, 1, 1, 2, 2])
  }
}
