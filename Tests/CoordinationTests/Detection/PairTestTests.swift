import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct PairTestTests {
  /// Two accounts that use a tag of its own each few hours, five seconds apart.
  private func pair(occasions: Int, answers: Int = 1) -> InventedStream {
    var stream = InventedStream()
    for occasion in 0..<occasions {
      let time = Int64(occasion) * 3 * hour
      stream.post(0, at: time, (.hashtag, Int32(occasion)))
      for answer in 0..<answers {
        stream.post(1, at: time + (5 + Int64(answer)) * second, (.hashtag, Int32(occasion)))
      }
    }
    return stream
  }

  /// log10 of the harmonic mean of four tails, one for each scale.
  private func mean(_ tails: [Double]) -> Double {
    log10(4 / tails.map { 1 / $0 }.reduce(0, +))
  }

  @Test(arguments: [2, 3, 5, 9])
  func `the p-value of single opportunities is the mean over the scales of chances to their number`(
    occasions: Int
  ) throws {
    let edges = pair(occasions: occasions).edges(.round)
    // All of them fall within the shortest scale and so within every other.
    let log10P = mean([0.01, 0.05, 0.2, 0.5].map { pow($0, Double(occasions)) })
    // One test at the first level of rarity; each level gets half of the rate.
    let log10Q = log10P + log10(2)
    // Two tags could not reach 1e-5 whatever their lags, and are no test.
    guard log10(4) + Double(occasions) * log10(0.01) <= -5 else {
      #expect(edges.isEmpty)
      return
    }
    let edge = try #require(edges.first)
    #expect(edges.count == 1 && edge.pair == AccountPair(0, 1) && edge.layer == nil)
    #expect(abs(edge.log10P - log10P) < 1e-9 && abs(edge.log10Q - log10Q) < 1e-9)
    #expect(edge.coactions == occasions && edge.opportunities == occasions)
    #expect(abs(edge.expected - 0.05 * Double(occasions)) < 1e-12)
    let sharpest = try #require(edge.sharpest)
    #expect(sharpest.milliseconds == 10_000 && sharpest.coactions == occasions)
    #expect(abs(sharpest.expected - 0.01 * Double(occasions)) < 1e-12)
  }

  @Test func `several opportunities make a hit more likely`() throws {
    let edge = try #require(pair(occasions: 6, answers: 3).edges(.round).first)
    let chances = [0.01, 0.05, 0.2, 0.5].map { 1 - pow(1 - $0, 3.0) }
    #expect(abs(edge.log10P - mean(chances.map { pow($0, 6) })) < 1e-9)
    #expect(edge.opportunities == 6)
  }

  @Test func `misses count`() throws {
    var stream = pair(occasions: 6)
    // Two more occasions, half an hour apart: 6 of 8 hit.
    for occasion in Int32(6)..<8 {
      let time = Int64(occasion) * 3 * hour
      stream.post(0, at: time, (.hashtag, occasion))
      stream.post(1, at: time + hour / 2, (.hashtag, occasion))
    }
    let edge = try #require(stream.edges(.round).first)
    let tails = [0.01, 0.05, 0.2, 0.5].map { chance in
      let law = PoissonBinomial(chances: [Double](repeating: chance, count: 8))
      return pow(10, law.log10UpperTail(atLeast: 6))
    }
    #expect(abs(edge.log10P - mean(tails)) < 1e-9)
    #expect(edge.coactions == 6 && edge.opportunities == 8)
  }

  @Test func `one occasion is no test, be it ever so sharp`() {
    var stream = InventedStream()
    for second in Int64(0)..<8 {
      for account in Int32(0)..<2 {
        stream.post(account, at: second * 60_000, (.text, 0), (.url, 0), (.hashtag, 0))
      }
    }
    #expect(stream.edges(.round).isEmpty)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `a planted group is found and nobody else, and not when it is spread over hours`(
    seed: UInt64
  ) {
    var stream = InventedStream()
    stream.addOrdinary(300, postsEach: 12, seed: seed)
    var spread = stream
    let group = stream.addGroup(6, waves: 8, spread: 30 * second, seed: seed)
    let edges = stream.edges()
    #expect(edges.count == 15)
    #expect(Set(edges.flatMap { [$0.pair.a, $0.pair.b] }) == Set(group))
    #expect(edges.map(\.pair) == edges.map(\.pair).sorted())
    #expect(edges.allSatisfy { $0.log10Q >= $0.log10P && $0.log10Q <= -2 })
    _ = spread.addGroup(6, waves: 8, spread: 3 * hour, seed: seed)
    #expect(spread.edges().isEmpty)
  }

  @Test func `an object on which strangers hit as often is no evidence`() {
    var quiet = InventedStream()
    quiet.accounts = 200
    var bursts = quiet
    for burst in Int32(0)..<12 {
      let time = Int64(burst) * 4 * hour
      for account in [Int32(0), 1] {
        quiet.post(account, at: time + Int64(account) * 3 * second, (.url, burst))
        bursts.post(account, at: time + Int64(account) * 3 * second, (.url, burst))
      }
      // Seven strangers a burst, each of them once.
      for stranger in Int32(0)..<7 {
        bursts.post(
          2 + burst * 7 + stranger, at: time + Int64(stranger) * second, (.url, burst))
      }
    }
    #expect(quiet.edges().map(\.pair) == [AccountPair(0, 1)])
    #expect(bursts.edges().isEmpty)
  }

  /// Six accounts take part in the same events, each at a moment of its own within the event's hour.
  private func sharedHours(_ events: Int32, seed: UInt64) -> InventedStream {
    var draw = Draw(seed: seed)
    var stream = InventedStream()
    for event in 0..<events {
      for account in Int32(0)..<6 {
        stream.post(
          account, at: Int64(event) * 3 * hour + Int64(draw.below(Int(hour))), (.hashtag, event))
      }
    }
    return stream
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `the same hour on twenty occasions is no evidence`(seed: UInt64) {
    #expect(sharedHours(20, seed: seed).edges().isEmpty)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `the same hour on two hundred occasions is no evidence`(seed: UInt64) {
    #expect(sharedHours(200, seed: seed).edges().isEmpty)
  }

  /// A group, and strangers whose bursts give each of its objects a share of its own.
  private func busyStream() -> InventedStream {
    var stream = InventedStream()
    stream.addOrdinary(120, postsEach: 10, seed: 8)
    let group = stream.addGroup(5, waves: 9, spread: 20 * second, seed: 8)
    for account in group {
      for wave in Int32(0)..<6 {
        stream.post(
          account, at: Int64(wave) * 7 * hour + Int64(account % 7) * 11 * second,
          (.hashtag, 4000 + wave))
      }
    }
    var draw = Draw(seed: 9)
    for wave in Int32(0)..<6 {
      for stranger in Int32(0)..<9 {
        stream.post(
          stranger * 6 + wave, at: Int64(wave) * 7 * hour + Int64(draw.below(Int(hour))),
          (.hashtag, 4000 + wave))
      }
    }
    return stream
  }

  @Test func `edges depend neither on threads nor on the order of posts`() {
    let stream = busyStream()
    let edges = stream.edges()
    #expect(edges.count >= 10)
    for threads in [1, 3, 8] { #expect(stream.edges(threads: threads) == edges) }
    var draw = Draw(seed: 5)
    for _ in 0..<4 {
      var shuffled = stream
      shuffled.posts = draw.shuffled(stream.posts)
      #expect(shuffled.edges() == edges)
    }
  }

  @Test func `other names for accounts and objects change names alone`() {
    let stream = busyStream()
    let renamed = stream.renamed(objects: 6000, seed: 6)
    let expected = stream.edges().map { edge in
      var edge = edge
      edge.pair = AccountPair(edge.pair.a * 3 + 2, edge.pair.b * 3 + 2)
      return edge
    }
    #expect(renamed.edges() == expected)
  }

  @Test func `a clock that is off changes nothing`() {
    let stream = busyStream()
    var shifted = stream
    for index in shifted.posts.indices { shifted.posts[index].time -= 5_000_000_000 }
    #expect(shifted.edges() == stream.edges())
  }

  @Test func `a pair that could not be found whatever its times is no test`() {
    // Two occasions of tags cannot reach the smallest p-value that counts, six can.
    for (occasions, tests) in [(2, 0), (6, 2)] {
      let found = PairTest(
        pair(occasions: occasions).rareActions(), profile: .round, parameters: DetectionParameters()
      ).run(threads: 1)
      #expect(found.testedAccounts == tests)
    }
  }
}
