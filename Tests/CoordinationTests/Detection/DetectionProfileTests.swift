import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct DetectionProfileTests {
  private static let windows: [Int64] = [
    1, 500, 9_999, 10_000, 10_001, 42_000, 60_000, 61_000, 300_000, 600_000, 900_000, 1_800_000,
    3_599_999, 3_600_000, 9_000_000,
  ]
  private static let profiles = [DetectionProfile.shipped, .round]

  /// 2x − x²: how often two independent moments of one stretch lie within a part x of it.
  private func even(_ scale: Int64) -> Double {
    let x = Double(scale) / 3_600_000
    return 2 * x - x * x
  }

  @Test func `chance is the measured share at each scale or that of two moments of one hour`() {
    for profile in Self.profiles {
      for (layer, shares) in profile.shares {
        for (scale, share) in zip(DetectionProfile.scales, shares) {
          let expected = max(share, even(scale))
          #expect(abs(profile.chance(layer, within: scale, of: 3_600_000) - expected) < 1e-12)
        }
      }
    }
  }

  @Test func `chance is never below the ratio of the windows and rises with the scale`() {
    for profile in Self.profiles {
      for layer in profile.layers {
        for context in [hour / 6, hour, 3 * hour] {
          let chances = Self.windows.map { profile.chance(layer, within: $0, of: context) }
          #expect(chances == chances.sorted() && chances.allSatisfy { (0...1).contains($0) })
          for (window, chance) in zip(Self.windows, chances) {
            #expect(chance >= min(1, Double(window) / Double(context)))
          }
          #expect(profile.chance(layer, within: context, of: context) == 1)
        }
      }
    }
  }

  @Test func `shares below those of two moments of one hour are raised to them`() {
    let low = DetectionProfile(
      name: "low", shares: [.url: [1e-6, 1e-5, 1e-4, 1e-3]], repeats: [1, 0.5], returnRate: 0.04)
    for scale in DetectionProfile.scales {
      #expect(abs(low.chance(.url, within: scale, of: hour) - even(scale)) < 1e-12)
    }
  }

  @Test func `a layer that is not tested hits always`() {
    for layer in [Layer.mention, .domain, .reply] {
      #expect(DetectionProfile.shipped.chance(layer, within: 1, of: hour) == 1)
    }
  }

  @Test func `repeats fall and go on by the last ratio`() {
    for profile in Self.profiles {
      let known = profile.repeats
      let values = (1...40).map { profile.log10Repeats(atLeast: $0) }
      #expect(profile.log10Repeats(atLeast: 0) == 0 && values[0] == 0)
      for (value, share) in zip(values, known) { #expect(abs(value - log10(share)) < 1e-12) }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
      let ratio = log10(known[known.count - 1] / known[known.count - 2])
      for index in known.count..<40 {
        #expect(abs(values[index] - values[index - 1] - ratio) < 1e-9)
      }
    }
  }
}
