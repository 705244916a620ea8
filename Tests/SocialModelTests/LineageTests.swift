import Testing

@testable import SocialModel

@Suite("Lineage")
struct LineageTests {
  private func carrier(
    _ platform: Platform, _ id: String, _ account: String, _ second: Int64, source: String? = nil
  ) -> Carrier {
    Carrier(
      platform: platform, id: id, account: account, time: Timestamp(seconds: second),
      source: source)
  }

  private func coverage(_ platform: Platform, from: Int64, resolution: Int64) -> PlatformCoverage {
    PlatformCoverage(
      platform: platform, posts: 10, first: Timestamp(seconds: from),
      last: Timestamp(seconds: 100_000), resolution: resolution)
  }

  @Test("has the first post, the first on each platform, and how sure the order is")
  func hasFirsts() throws {
    let carriers = [
      carrier(.x, "1", "a", 6100), carrier(.telegram, "7", "c", 6000), carrier(.vk, "2", "v", 6030),
      carrier(.x, "3", "b", 6200), carrier(.forum, "9", "f", 6500),
    ]
    let lineage = try #require(
      Lineage(
        carriers,
        coverage: [
          coverage(.telegram, from: 0, resolution: 1000), coverage(.x, from: 0, resolution: 1000),
          coverage(.vk, from: 0, resolution: 60_000),
          coverage(.forum, from: 6400, resolution: 1000),
        ]))
    #expect(lineage.first.id == "7")
    #expect(lineage.arrivals.map(\.first.platform) == [.telegram, .vk, .x, .forum])
    #expect(lineage.arrivals.map(\.lag) == [0, 30_000, 100_000, 500_000])
    #expect(lineage.arrivals.map(\.order) == [.certain, .certain, .certain, .notCovered])
    #expect(lineage.arrivals[1].lagRange == 29_001...89_999)
    #expect(lineage.arrivals[2].posts == 2 && lineage.arrivals[2].accounts == 2)
  }

  @Test("does not claim an order that the times are too coarse for")
  func isCoarse() throws {
    let lineage = try #require(
      Lineage(
        [carrier(.x, "1", "a", 6000), carrier(.vk, "2", "v", 6020)],
        coverage: [
          coverage(.x, from: 0, resolution: 60_000), coverage(.vk, from: 0, resolution: 1000),
        ]))
    #expect(lineage.arrivals.map(\.order) == [.withinResolution, .withinResolution])
  }

  @Test("names sources that the stream does not have")
  func namesSources() throws {
    let lineage = try #require(
      Lineage(
        [
          carrier(.telegram, "1", "a", 6000, source: "channel-a"),
          carrier(.telegram, "2", "b", 6001, source: "channel-a"),
          carrier(.x, "3", "c", 6010, source: "known"),
        ],
        coverage: [
          coverage(.telegram, from: 0, resolution: 1), coverage(.x, from: 0, resolution: 1),
        ],
        knows: { $0 == "known" }))
    #expect(lineage.missingSources.map(\.source) == ["channel-a"])
    #expect(lineage.missingSources.map(\.posts) == [2])
    #expect(lineage.arrivals.map(\.order) == [.earlierSource, .certain])
  }

  @Test("counts how it was taken up")
  func countsAdoption() throws {
    let carriers = (0..<100).map { carrier(.x, "\($0)", "a\($0 / 2)", Int64($0 * 60)) }
    let lineage = try #require(Lineage(carriers.reversed(), coverage: []))
    #expect(lineage.curve.last.map { [$0.posts, $0.accounts] } == [100, 50])
    #expect(lineage.curve.count <= Lineage.curveParts)
    #expect(zip(lineage.curve, lineage.curve.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(lineage.adoption.tenth == 8 * 60_000 && lineage.adoption.half == 48 * 60_000)
    #expect(Lineage([], coverage: []) == nil)
  }

  @Test("reads how finely each platform tells times")
  func readsResolution() {
    let found = PlatformCoverage.of([
      (.x, Timestamp(milliseconds: 60_000)), (.x, Timestamp(milliseconds: 121_000)),
      (.vk, Timestamp(milliseconds: 120_000)), (.telegram, Timestamp(milliseconds: -1)),
    ])
    #expect(found.map(\.platform) == [.telegram, .vk, .x])
    #expect(found.map(\.resolution) == [1, 60_000, 1000])
  }

  @Test("finds accounts that come early again and again, and none by chance")
  func findsEarlyAccounts() {
    var generator = SeededGenerator(seed: 6)
    func families(planted: Bool) -> [[Carrier]] {
      (0..<12).map { family in
        var order = generator.shuffled((0..<40).map { "a\($0)" })
        if planted { order = ["scout"] + order }
        return order.enumerated().map {
          carrier(.x, "\(family)-\($0)", $1, Int64(family * 1000 + $0))
        }
      }
    }
    #expect(EarlyAccount.find(families(planted: false)) == [])
    let found = EarlyAccount.find(families(planted: true))
    #expect(found.map(\.account) == ["scout"] && found[0].early == 12)
    // All at the same moment: nobody is early.
    let together = families(planted: true).map { $0.map { carrier(.x, $0.id, $0.account, 0) } }
    #expect(EarlyAccount.find(together) == [])
  }

  @Test("has the tail that counting all outcomes gives")
  func hasTheTail() {
    let chances = [0.1, 0.5, 0.3, 0.25]
    for least in 0...5 {
      var expected = 0.0
      for outcome in 0..<16 where outcome.nonzeroBitCount >= least {
        expected += chances.indices.reduce(1.0) {
          $0 * (outcome >> $1 & 1 == 1 ? chances[$1] : 1 - chances[$1])
        }
      }
      #expect(abs(EarlyAccount.upperTail(chances, least) - expected) < 1e-12)
    }
  }
}
