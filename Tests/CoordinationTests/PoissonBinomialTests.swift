import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct PoissonBinomialTests {
  /// Sums the chance of every outcome: the definition.
  private func naiveTail(_ chances: [Double], _ count: Int) -> Double {
    var total = 0.0
    for outcome in 0..<(1 << chances.count) where outcome.nonzeroBitCount >= count {
      var chance = 1.0
      for (k, p) in chances.enumerated() { chance *= outcome >> k & 1 == 1 ? p : 1 - p }
      total += chance
    }
    return total
  }

  @Test(arguments: 1...20) func `the tail equals the sum over all outcomes`(seed: Int) {
    var state = UInt64(seed)
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let chances = (0..<(1 + seed % 12)).map { _ in next() * (seed % 3 == 0 ? 1 : 0.1) }
    let law = PoissonBinomial(chances: chances)
    for count in 0...chances.count {
      let expected = log10(naiveTail(chances, count))
      #expect(abs(law.log10UpperTail(atLeast: count) - expected) < 1e-9, "seed \(seed)")
    }
    #expect(law.log10UpperTail(atLeast: chances.count + 1) == -.infinity)
  }

  @Test func `equal chances give the binomial law`() {
    // P(X >= 3), n = 5, p = 0.1: 0.00856.
    let law = PoissonBinomial(chances: Array(repeating: 0.1, count: 5))
    #expect(abs(law.log10UpperTail(atLeast: 3) - log10(0.00856)) < 1e-12)
  }

  @Test func `tails below Double's range are finite, ordered and never too small`() {
    let law = PoissonBinomial(chances: Array(repeating: 0.01, count: 400))
    var last = 0.0
    for count in stride(from: 0, through: 400, by: 20) {
      let tail = law.log10UpperTail(atLeast: count)
      #expect(tail.isFinite && tail <= last)
      last = tail
    }
    // All 400 succeed with chance 0.01^400 exactly.
    #expect(abs(last - -800) < 1e-6)
    // The exact log10 tail of 300 of 400 is at least its largest term.
    let term =
      (lgamma(401) - lgamma(301) - lgamma(101) + 300 * log(0.01) + 100 * log(0.99)) / log(10)
    #expect(law.log10UpperTail(atLeast: 300) >= term)
  }

  @Test func `no trials and certain trials are handled`() {
    #expect(PoissonBinomial(chances: []).log10UpperTail(atLeast: 0) == 0)
    #expect(PoissonBinomial(chances: []).log10UpperTail(atLeast: 1) == -.infinity)
    #expect(PoissonBinomial(chances: [1, 1]).log10UpperTail(atLeast: 2) == 0)
    #expect(PoissonBinomial(chances: [0, 1]).log10UpperTail(atLeast: 2) == -.infinity)
  }
}

@Suite struct BenjaminiHochbergTests {
  @Test func `q-values equal the hand-computed ones`() {
    // Tests: 0.01, 0.02, 0.03, 0.5 of 4: q = 0.04, 0.04, 0.04, 0.5.
    let q = BenjaminiHochberg.log10QValues([0.03, 0.5, 0.01, 0.02].map(log10), tests: 4)
    for (found, expected) in zip(q, [0.04, 0.5, 0.04, 0.04]) {
      #expect(abs(pow(10, found) - expected) < 1e-12)
    }
  }

  @Test func `tests that were left out count with p of 1`() {
    let few = BenjaminiHochberg.log10QValues([-5, -3], tests: 1000)
    let all = BenjaminiHochberg.log10QValues(
      [-5, -3] + Array(repeating: 0, count: 998), tests: 1000)
    #expect(few == Array(all.prefix(2)))
  }

  @Test func `no p-values give no q-values`() {
    #expect(BenjaminiHochberg.log10QValues([], tests: 0).isEmpty)
  }
}
