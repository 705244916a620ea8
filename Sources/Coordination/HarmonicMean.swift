#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Combines p-values of one null hypothesis that depend on each other.
///
/// The harmonic mean of p-values is itself a p-value as it gets small, whatever the dependence met
/// in practice: tests that say the same cost nothing, where Bonferroni's correction charges for each.
/// Under any dependence at all the error is at most e ln n times as large for n tests.
///
/// Source: D. J. Wilson (2019), "The harmonic mean p-value for combining dependent tests", PNAS 116,
/// 1195-1200, doi:10.1073/pnas.1814092116; the bound: V. Vovk & R. Wang (2020), "Combining p-values via
/// averaging", Biometrika 107, 791-808, doi:10.1093/biomet/asaa027.
struct HarmonicMean: Sendable, Hashable {
  /// The sum of 1/p − 1 over what was added.
  private var excess = 0.0

  /// Adds a p-value by its log10; one of 1 adds nothing.
  ///
  /// Values below 10^-300 count as 10^-300.
  mutating func add(log10P: Double) {
    excess += pow(10, min(300, max(0, -log10P))) - 1
  }

  /// log10 of the harmonic mean over a number of tests; those that were not added count as 1.
  func log10P(tests: Int) -> Double {
    let tests = Double(max(1, tests))
    return min(0, log10(tests) - log10(excess + tests))
  }
}
