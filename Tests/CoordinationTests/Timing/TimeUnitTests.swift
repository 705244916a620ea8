import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct TimeUnitTests {
  @Test func `the unit is the coarsest that all times of an account in an input are whole in`() {
    let sources: [Int32] = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
    let times = [
      3, 1000, 2000, 60_000, 120_000, 180_000, 900_000, 3_600_000, 7_200_000, -3_600_000,
      // Whole hours in a zone that is half an hour off; then a single post.
      1_800_000, 5_400_000, 1_800_000,
    ].map { Int64($0) }
    let units: [TimeUnit] = [
      .millisecond, .second, .minute, .quarterHour, .hour, .hour, .quarterHour,
    ]
    #expect(
      TimeUnit.recognized(sources: sources, times: times) == sources.map { units[Int($0)] })
    #expect(TimeUnit.recognized(sources: [], times: []).isEmpty)
  }

  @Test(arguments: [TimeUnit.second, .minute, .quarterHour, .hour])
  func `the chance of two moments of one stretch is that of counting its cells`(unit: TimeUnit) {
    let cells = Int(hour / unit.milliseconds)
    for scale in [10, 60, 300, 900] as [Int64] {
      let steps = Int(scale * second / unit.milliseconds)
      let hits = (0..<cells).reduce(0) { sum, cell in
        sum + min(cells - 1, cell + steps) - max(0, cell - steps) + 1
      }
      let counted = Double(hits) / Double(cells * cells)
      let chance = unit.uniformChance(width: unit.width(of: scale * second), of: hour)
      #expect(abs(chance - counted) < 1e-12, "\(unit) \(scale)")
    }
  }

  @Test func `a lag between two units covers what the finer unit covers`() {
    var draw = Draw(seed: 5)
    let units: [TimeUnit] = [.millisecond, .second, .minute]
    for x in units {
      for y in units {
        var hits = [0, 0, 0, 0]
        let moments = 40_000
        for _ in 0..<moments {
          let a = Int64(draw.below(Int(hour))), b = Int64(draw.below(Int(hour)))
          let lag = abs(a - a % x.milliseconds - b + b % y.milliseconds)
          for (index, scale) in DetectionProfile.scales.enumerated() where lag <= scale {
            hits[index] += 1
          }
        }
        for (index, scale) in DetectionProfile.scales.enumerated() {
          let unit = min(x, y)
          let chance = unit.uniformChance(width: unit.width(of: scale), of: hour)
          let share = Double(hits[index]) / Double(moments)
          let deviation = sqrt(chance * (1 - chance) / Double(moments))
          #expect(share < chance + 4 * deviation, "\(x) \(y) \(scale)")
          // Cutting one of the two moves a window of 15 min over the edge of the hour by 30 s.
          #expect(share > chance * 0.98 - 4 * deviation, "\(x) \(y) \(scale)")
        }
      }
    }
  }

  /// Pairs that share sixty tags of their own, each at two moments of one hour that chance chose,
  /// cut to minutes; the share with p below a level.
  private func share(below level: Double, knowingUnits: Bool, seed: UInt64) -> Double {
    var draw = Draw(seed: seed)
    var stream = InventedStream()
    let pairs = 500
    for pair in 0..<Int32(pairs) {
      for occasion in 0..<Int32(60) {
        for account in [2 * pair, 2 * pair + 1] {
          let time = Int64(occasion) * 4 * hour + Int64(draw.below(Int(hour)))
          stream.post(account, at: time - time % minute, (.hashtag, 60 * pair + occasion))
        }
      }
    }
    var columns = stream.columns
    if knowingUnits {
      columns.postUnits = TimeUnit.recognized(
        sources: columns.postAccounts, times: columns.postTimes)
    }
    let parameters = DetectionParameters()
    let actions = RareActions(stream: columns, layers: [.hashtag], parameters: parameters)
    let found = PairTest(actions, profile: .shipped, parameters: parameters).run(threads: 2)
    #expect(found.testedAccounts == 2 * pairs)
    let log10Level = log10(level)
    let small = found.doubtful.count { $0.strata.contains { $0.log10P < log10Level } }
    return Double(small) / Double(pairs)
  }

  @Test(arguments: [UInt64(1), 2])
  func `p-values of times cut to minutes hold, and would not were they taken as they stand`(
    seed: UInt64
  ) {
    let known = share(below: 0.002, knowingUnits: true, seed: seed)
    let taken = share(below: 0.002, knowingUnits: false, seed: seed)
    print("p < 0.002: units known \(known), taken as they stand \(taken)")
    // Three of 500 are within what chance gives where one is expected.
    #expect(known <= 0.006)
    #expect(taken > 0.01)
  }

  @Test func `a pair is said to be no closer than its unit`() throws {
    var stream = InventedStream()
    for occasion in Int64(0)..<9 {
      for account in Int32(0)..<2 {
        stream.post(
          account, at: occasion * 3 * hour + occasion * minute, (.hashtag, Int32(occasion)))
      }
    }
    var columns = stream.columns
    let parameters = DetectionParameters()
    func edge() throws -> Edge {
      let actions = RareActions(stream: columns, layers: [.hashtag], parameters: parameters)
      let test = PairTest(actions, profile: .shipped, parameters: parameters)
      return try #require(test.edges(test.run(threads: 1), between: [0, 1]).first)
    }
    let exact = try edge()
    columns.postUnits = TimeUnit.recognized(sources: columns.postAccounts, times: columns.postTimes)
    let cut = try edge()
    #expect(exact.sharpest?.milliseconds == 10_000 && cut.sharpest?.milliseconds == 60_000)
    #expect(cut.log10P > exact.log10P + 2 && cut.coactions == exact.coactions)
  }

  @Test func `own shares are the largest of those of all units and of each`() {
    // Twelve accounts post at one second of each minute, half of them with the seconds cut off.
    var rows: [Row] = []
    for account in Int32(0)..<12 {
      rows.append((0, account, account < 6 ? 0 : 45, account))
    }
    var own = OwnShares(
      table: table(rows), parameters: DetectionParameters(),
      isLeftOut: [Bool](repeating: false, count: 12))
    own.parameters.ownShareOpportunities = 15
    #expect(own.shares(of: 0, within: [10_000]) == [30.0 / 66])
    own.postUnits = (0..<12).map { $0 < 6 ? .minute : .second }
    #expect(own.units == [.second, .minute] && own.shares(of: 0, within: [10_000]) == [1])
  }

  @Test func `a stream of coarse times is warned of, and one with few of them is not`() {
    var stream = InventedStream()
    for post in Int64(0)..<200 { stream.post(0, at: post * 61 * second, (.hashtag, 0)) }
    for post in Int64(1)...3 { stream.post(1, at: post * 7 * minute, (.hashtag, 0)) }
    for post in Int64(1)...2 { stream.post(2, at: post * hour, (.hashtag, 0)) }
    var columns = stream.columns
    #expect(columns.coarsePosts().isEmpty && columns.coarseAccounts(of: [0, 1]).isEmpty)
    columns.postUnits = TimeUnit.recognized(sources: columns.postAccounts, times: columns.postTimes)
    #expect(columns.coarsePosts() == [.minute: 3])
    #expect(columns.coarseAccounts(of: [0, 1, 2]) == [.minute: 1, .hour: 1])
    let warnings = TimeUnit.warnings(columns.coarsePosts(), of: 205)
    #expect(warnings.count == 1 && warnings[0].contains("3 of 205 posts carry whole minutes"))
    #expect(TimeUnit.warnings([.minute: 3], of: 301).isEmpty)
    #expect(TimeUnit.reasons([.minute: 1]).first?.contains("within the minute") == true)
  }
}
