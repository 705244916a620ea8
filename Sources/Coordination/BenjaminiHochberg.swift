#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Control of the false discovery rate over many tests, most of which were never run.
///
/// Source: Y. Benjamini & Y. Hochberg (1995), "Controlling the false discovery rate", Journal of
/// the Royal Statistical Society B 57, 289-300, doi:10.1111/j.2517-6161.1995.tb02031.x. Tests that
/// are left out count with p = 1: that keeps the rate, since a p-value may always be made larger.
public enum BenjaminiHochberg {
  /// log10 q-values for log10 p-values, in the same order.
  ///
  /// q of the k-th smallest p is the least p·tests/j over all j ≥ k.
  ///
  /// - Parameters:
  ///   - log10P: the p-values that were computed.
  ///   - tests: how many tests there were in all, at least `log10P.count`.
  /// - Complexity: O(n log n).
  public static func log10QValues(_ log10P: [Double], tests: Double) -> [Double] {
    precondition(tests >= Double(log10P.count), "more p-values than tests")
    let order = log10P.indices.sorted { log10P[$0] < log10P[$1] }
    var q = [Double](repeating: 0, count: log10P.count)
    var least = 0.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, log10P[index] + log10(tests) - log10(Double(rank + 1)))
      q[index] = least
    }
    return q
  }
}
