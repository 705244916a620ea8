import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct CalibrationTests {
  /// Pairs of accounts that use a tag of their own once each, an even lag of up to an hour apart.
  private func evenLags(_ pairs: Int32, seed: UInt64, layer: Layer = .hashtag) -> InventedStream {
    var draw = Draw(seed: seed)
    var stream = InventedStream()
    for pair in 0..<pairs {
      let time = Int64(draw.below(Int(200 * hour)))
      stream.post(2 * pair, at: time, (layer, pair))
      stream.post(2 * pair + 1, at: time + Int64(draw.within(0...3_600_000)), (layer, pair))
    }
    return stream
  }

  @Test func `even lags give the ratio of the windows`() throws {
    var calibration = Calibration()
    calibration.add(evenLags(4000, seed: 1).columns, threads: 2)
    let lags = try #require(calibration.lags[.hashtag])
    #expect(lags.occasions == 4000 && calibration.lags.count == 1)
    let profile = calibration.profile(name: "even")
    for (scale, share) in zip(DetectionProfile.scales, try #require(profile.shares[.hashtag])) {
      let expected = Double(scale) / Double(hour)
      let deviation = (expected * (1 - expected) / 4000).squareRoot()
      #expect(abs(share - expected) < 4 * deviation + 1 / 4000)
    }
    #expect(profile.name == "even")
  }

  @Test func `streams are pooled, in any order and on any number of threads`() {
    let streams = [evenLags(300, seed: 2), evenLags(200, seed: 3, layer: .url)]
    func profile(_ order: [Int], threads: Int) -> (Calibration, DetectionProfile) {
      var calibration = Calibration()
      for index in order { calibration.add(streams[index].columns, threads: threads) }
      return (calibration, calibration.profile(name: "pooled"))
    }
    let (calibration, pooled) = profile([0, 1], threads: 1)
    #expect(calibration.lags[.hashtag]?.occasions == 300)
    #expect(calibration.lags[.url]?.occasions == 200)
    #expect(profile([1, 0], threads: 4).1 == pooled)
    var twice = calibration
    twice.add(streams[0].columns, threads: 2)
    #expect(twice.lags[.hashtag]?.occasions == 600)
    #expect(
      twice.lags[.hashtag]?.within == calibration.lags[.hashtag]?.within.map { 2 * $0 })
  }

  @Test func `layers with too few occasions take the largest shares`() throws {
    var calibration = Calibration()
    calibration.add(evenLags(100, seed: 4).columns)
    calibration.add(evenLags(150, seed: 5, layer: .url).columns)
    calibration.add(evenLags(39, seed: 6, layer: .text).columns)
    let profile = calibration.profile(name: "few")
    #expect(Set(profile.shares.keys) == Set(DetectionProfile.testable))
    let tag = try #require(profile.shares[.hashtag])
    let link = try #require(profile.shares[.url])
    let largest = zip(tag, link).map { max($0, $1) }
    for layer in [Layer.text, .repost, .image, .video, .phrase] {
      #expect(profile.shares[layer] == largest)
    }
  }

  @Test func `occasions of several opportunities measure nothing`() {
    var stream = InventedStream()
    for pair in Int32(0)..<60 {
      let time = Int64(pair) * 3 * hour
      stream.post(2 * pair, at: time, (.hashtag, pair))
      stream.post(2 * pair + 1, at: time + minute, (.hashtag, pair))
      stream.post(2 * pair + 1, at: time + 2 * minute, (.hashtag, pair))
    }
    var calibration = Calibration()
    calibration.add(stream.columns)
    #expect(calibration.lags.isEmpty)
  }

  @Test func `without any measure nothing can be found`() {
    let profile = Calibration().profile(name: "none")
    #expect(profile.shares.values.allSatisfy { $0 == [1, 1, 1, 1] })
    #expect(profile.repeats == [1, 0.5])
    var stream = InventedStream()
    _ = stream.addGroup(6, waves: 9, spread: 10 * second, seed: 1)
    #expect(stream.edges(profile).isEmpty)
    var empty = Calibration()
    empty.add(InventedStream().columns)
    #expect(empty.profile(name: "none") == profile)
  }

  @Test(arguments: [UInt64(1), 2])
  func `repeats of an ordinary crowd begin at one and fall`(seed: UInt64) {
    var stream = InventedStream()
    stream.addOrdinary(400, postsEach: 15, seed: seed)
    var calibration = Calibration()
    calibration.add(stream.columns)
    let counts = calibration.repeats
    #expect(counts[0] > 20 && counts == counts.sorted(by: >))
    let repeats = calibration.profile(name: "crowd").repeats
    #expect(repeats[0] == 1 && repeats == repeats.sorted(by: >) && repeats.count > 1)
  }

  @Test func `a campaign in the traffic makes the profile find less`() throws {
    var quiet = Calibration()
    var pushed = Calibration()
    var stream = evenLags(500, seed: 7, layer: .url)
    quiet.add(stream.columns)
    _ = stream.addGroup(20, waves: 9, spread: 20 * second, seed: 7)
    pushed.add(stream.columns)
    let low = try #require(quiet.profile(name: "q").shares[.url])
    let high = try #require(pushed.profile(name: "p").shares[.url])
    #expect(zip(low, high).allSatisfy { $0 < $1 })
  }
}
