import Coordination
import Foundation
import Pipeline
import SocialModel
import Testing

@Suite struct SurrogateTests {
  private static let small = SimulatedColumns(seed: 11, posts: 3000, isPlanted: false)

  @Test(arguments: Surrogate.allCases)
  func `chance alone makes no edge, no member of a group and no joiner`(surrogate: Surrogate) {
    let found = surrogate.found(
      in: Self.small.columns, seeds: 0..<5, threads: 2, sharesClock: Self.small.sharesClock)
    #expect(found.count == 5)
    for one in found { #expect(one.falseEdges == 0 && one.heldOut == 0 && one.joiners == 0) }
    // Feeds post by one clock, which only moved times take from them.
    if surrogate == .movedTimes { #expect(found.allSatisfy { $0.accounts == 0 }) }
  }

  @Test(arguments: [TimeUnit.second, .minute])
  func `moved times that are cut make no edge and no joiner`(unit: TimeUnit) {
    let parameters = DetectionParameters()
    for seed in UInt64(0)..<3 {
      let moved = Surrogate.movedTimes.columns(
        Self.small.columns, window: parameters.contextWindow, seed: seed
      ).cut(to: unit)
      #expect(moved.postUnits.allSatisfy { $0 >= unit })
      let found = Detection(profile: .shipped, parameters: parameters).run(moved, threads: 2)
      #expect(found.edges.isEmpty && found.joiners.isEmpty)
    }
  }

  @Test func `moved times of which every second account's are cut make no edge and no joiner`() {
    let parameters = DetectionParameters()
    let moved = Surrogate.movedTimes.columns(
      Self.small.columns, window: parameters.contextWindow, seed: 7
    ).cut(to: .minute) { $0 % 2 == 0 }
    #expect(Set(moved.postUnits).isSuperset(of: [.millisecond, .minute]))
    let found = Detection(profile: .shipped, parameters: parameters).run(moved, threads: 2)
    #expect(found.edges.isEmpty && found.joiners.isEmpty)
  }

  @Test(arguments: Surrogate.allCases)
  func `surrogates keep what they promise`(surrogate: Surrogate) {
    let moved = surrogate.columns(Self.small.columns, window: 3_600_000, seed: 1)
    #expect(moved.postAccounts == Self.small.columns.postAccounts)
    let lags = zip(moved.postTimes, Self.small.columns.postTimes).map { $0 - $1 }
    #expect(lags.allSatisfy { abs($0) <= 1_800_000 })
    #expect((surrogate == .movedTimes) == lags.contains { abs($0) > 1_000_000 })
    for (layer, table) in Self.small.columns.tables {
      let other = moved.tables[layer]
      #expect(other?.count == table.count)
      let same = other.map { Set($0.contents) == Set(table.contents) }
      #expect(same == true)
    }
  }
}

/// The claim about false alarms on many surrogates; minutes, so only where it is asked for.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["TOCSIN_CALIBRATION"] == "1",
    "set TOCSIN_CALIBRATION=1, or run script/check-calibration"),
  .serialized)
struct CalibrationClaimTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data/organic").standardizedFileURL.path
  private static let seeds =
    UInt64(
      ProcessInfo.processInfo.environment["TOCSIN_CALIBRATION_SEEDS"] ?? "") ?? 100

  private func check(_ name: String, _ stream: StreamColumns) {
    for surrogate in Surrogate.allCases {
      let found = surrogate.found(
        in: stream, seeds: 0..<Self.seeds, threads: Parallel.defaultThreads)
      let runs = { (isAlarm: (SurrogateFindings) -> Bool) in found.count(where: isAlarm) }
      let alarms = runs { $0.accounts > 0 }
      print(
        "calibration: \(name), \(surrogate.rawValue), of \(found.count) runs: \(alarms) with any"
          + " account found, \(runs { $0.edges > 0 }) with an edge, \(runs { $0.heldOut > 0 }) with"
          + " a held-out member, \(runs { $0.joiners > 0 }) with a joiner;"
          + " \(found.reduce(0) { $0 + $1.accounts }) accounts in all")
      #expect(!found.isEmpty && alarms * 100 <= found.count, "\(name), \(surrogate.rawValue)")
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: folder), "no sets at ../shared/data/organic"),
    arguments: ["pheme_ferguson", "pheme_germanwings-crash"])
  func `at most one run in a hundred on published conversations finds an account`(
    name: String
  ) throws {
    check(name, try StreamColumns(path: "\(Self.folder)/\(name).csv.gz"))
  }

  /// Without the feeds of one wire: they share a clock, which surrogates that keep the times keep,
  /// and where findings are true one in a hundred may be false.
  @Test func `at most one run in a hundred on a simulated public finds an account`() {
    check(
      "simulation without feeds",
      SimulatedColumns(seed: 1, isPlanted: false, leavesOut: .syndication).columns)
  }
}
