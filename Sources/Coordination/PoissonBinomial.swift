import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The number of successes in independent trials with different chances.
///
/// Source: Y. Hong (2013), "On computing the distribution function for the Poisson binomial
/// distribution", Computational Statistics & Data Analysis 59, 41-51,
/// doi:10.1016/j.csda.2012.10.006; here by direct convolution, which adds positive numbers only
/// and so keeps small tails accurate. Where a tail leaves the range of `Double`, the Chernoff bound
/// stands in, which is never smaller than the tail: the test errs towards silence.
public struct PoissonBinomial: Sendable {
  private let chances: [Double]

  /// The law of trials with these chances, each from 0 to 1.
  public init(chances: [Double]) {
    precondition(chances.allSatisfy { (0...1).contains($0) }, "a chance lies in 0...1")
    self.chances = chances
  }

  /// The mean number of successes.
  public var mean: Double { chances.reduce(0, +) }

  /// log10 of the chance of at least `count` successes, at most 0; −infinity where there are fewer
  /// trials with a chance than that.
  ///
  /// - Complexity: O(trials · count) time, O(count) memory.
  public func log10UpperTail(atLeast count: Int) -> Double {
    if count <= 0 { return 0 }
    if count > chances.count(where: { $0 > 0 }) { return -.infinity }
    let tail = convolvedTail(count)
    if tail > 1e-280 { return min(0, log10(tail)) }
    return chernoffLog10(count)
  }

  /// `state[k]` is the chance of k successes so far; the last state collects "at least count".
  private func convolvedTail(_ count: Int) -> Double {
    var state = [Double](repeating: 0, count: count + 1)
    state[0] = 1
    var reached = 0
    for chance in chances {
      let next = min(reached + 1, count)
      if next == count { state[count] += state[count - 1] * chance }
      var k = min(next, count - 1)
      while k > 0 {
        state[k] = state[k] * (1 - chance) + state[k - 1] * chance
        k -= 1
      }
      state[0] *= 1 - chance
      reached = next
    }
    return state[count]
  }

  /// log10 of min over s of E[exp(sX)]·exp(−s·count), found by Newton's method on the exponent.
  private func chernoffLog10(_ count: Int) -> Double {
    let target = Double(count)
    let possible = chances.filter { $0 > 0 }
    if count == possible.count { return possible.reduce(0) { $0 + log10($1) } }
    guard target > mean else { return 0 }
    var low = 0.0
    var high = 1.0
    while tiltedMean(high) < target { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if tiltedMean(middle) < target { low = middle } else { high = middle }
    }
    let s = (low + high) / 2
    let exponent = chances.reduce(-s * target) { $0 + logOnePlus($1, s) }
    return min(0, exponent / log(10))
  }

  /// log(1 + chance·(exp(s) − 1)) without overflow.
  private func logOnePlus(_ chance: Double, _ s: Double) -> Double {
    guard chance > 0 else { return 0 }
    return s < 500 ? log1p(chance * expm1(s)) : s + log(chance)
  }

  private func tiltedMean(_ s: Double) -> Double {
    let e = exp(min(s, 600))
    return chances.reduce(0) { $0 + $1 * e / (1 - $1 + $1 * e) }
  }
}
