import Foundation

/// A share of a count with its 95% interval.
///
/// Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference",
/// DOI 10.1080/01621459.1927.10502953: the score interval. It stays within 0...1, and says something for
/// few and for none.
public struct ShareInterval: Hashable, Sendable {
  /// How many of them.
  public let hits: Int
  /// Of how many.
  public let total: Int

  /// A share.
  ///
  /// - Precondition: hits are in 0...total.
  public init(hits: Int, total: Int) {
    precondition(hits >= 0 && hits <= total, "hits are some of the total")
    self.hits = hits
    self.total = total
  }

  /// The share; nil of nothing.
  public var share: Double? { total == 0 ? nil : Double(hits) / Double(total) }

  /// The interval in 0...1; all of it of nothing.
  public var interval: ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let n = Double(total)
    let p = Double(hits) / n
    let z2 = Self.z * Self.z
    let middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    let half = Self.z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
    let low = hits == 0 ? 0 : max(0, middle - half)
    let high = hits == total ? 1 : min(1, middle + half)
    return low...high
  }

  /// The normal distribution's 97.5th percentile.
  static let z = 1.959963984540054
}
