/// Medians and percentiles of measured values.
///
/// Source: R. J. Hyndman, Y. Fan (1996), "Sample quantiles in statistical packages",
/// DOI 10.1080/00031305.1996.10473566, definition 7: linear between the two neighbours of
/// (n - 1) · share. It is what R, NumPy and spreadsheets give unless told otherwise.
public enum Quantile {
  /// The value below which a share of the values lies; nil of none.
  ///
  /// - Parameters:
  ///   - values: in any order.
  ///   - share: 0...1; 0.5 is the median.
  /// - Precondition: the share is in 0...1.
  /// - Complexity: O(n log n).
  public static func of(_ values: [Double], _ share: Double) -> Double? {
    of(sorted: values.sorted(), share)
  }

  /// The value below which a share of the values lies, of values in their order; nil of none.
  ///
  /// - Precondition: the share is in 0...1, and no value is less than one before it.
  /// - Complexity: O(1).
  public static func of(sorted: [Double], _ share: Double) -> Double? {
    precondition((0...1).contains(share), "a share is in 0...1")
    guard !sorted.isEmpty else { return nil }
    let place = Double(sorted.count - 1) * share
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }
}
