import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct HarmonicMeanTests {
  private func log10P(_ values: [Double], tests: Int? = nil) -> Double {
    var mean = HarmonicMean()
    for value in values { mean.add(log10P: value) }
    return mean.log10P(tests: tests ?? values.count)
  }

  @Test(arguments: [1, 2, 7, 40])
  func `equal p-values give the same`(count: Int) {
    for value in [0, -0.3, -2, -17.5, -290] {
      #expect(abs(log10P(Array(repeating: value, count: count)) - value) < 1e-9)
    }
  }

  @Test func `it is the number of tests over the sum of inverses`() {
    // 3 / (1/0.5 + 1/0.1 + 1/0.04) = 3/37.
    #expect(abs(log10P([log10(0.5), -1, log10(0.04)]) - log10(3.0 / 37)) < 1e-12)
  }

  @Test(arguments: [1, 2, 6, 100])
  func `one small p-value among ones costs at most their number`(count: Int) {
    for value in [-1, -3.5, -40] {
      let ones = [Double](repeating: 0, count: count - 1)
      let mean = log10P([value] + ones)
      #expect(mean >= value - 1e-9 && mean <= value + log10(Double(count)) + 1e-9)
      // Those that were not added count as 1.
      #expect(log10P([value], tests: count) == mean)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `it lies between the smallest and their mean, whatever the order`(seed: UInt64) {
    var draw = Draw(seed: seed)
    for _ in 0..<50 {
      let values = (0..<draw.within(1...12)).map { _ in -draw.unit() * 9 }
      let mean = log10P(values)
      let arithmetic = values.reduce(0) { $0 + pow(10, $1) } / Double(values.count)
      #expect(mean >= (values.min() ?? 0) - 1e-9 && mean <= log10(arithmetic) + 1e-9)
      #expect(abs(log10P(draw.shuffled(values)) - mean) < 1e-9)
      // A smaller p-value never makes it larger.
      #expect(log10P([values[0] - 1] + values.dropFirst()) <= mean)
    }
  }

  @Test func `p-values of one and none at all say nothing, and it never ends`() {
    #expect(HarmonicMean().log10P(tests: 9) == 0 && HarmonicMean().log10P(tests: 0) == 0)
    #expect(log10P([0, 0, 0]) == 0)
    // Tails that were rounded above 1 count as 1, those below 1e-300 as 1e-300.
    #expect(log10P([0.1, 0]) == 0)
    let least = log10P([-.infinity, -4000], tests: 2)
    #expect(abs(least + 300) < 1e-9)
  }
}
