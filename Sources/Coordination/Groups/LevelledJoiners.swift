/// Accounts that a group may give away, gathered over several levels of lag and rarity.
struct LevelledJoiners: Sendable {
  private var ofAccount: [Int32: (best: Joiner, mean: HarmonicMean)] = [:]

  /// Adds what one level shows of an account.
  mutating func add(_ joiner: Joiner) {
    guard var known = ofAccount[joiner.account] else {
      var mean = HarmonicMean()
      mean.add(log10P: joiner.log10P)
      ofAccount[joiner.account] = (joiner, mean)
      return
    }
    known.mean.add(log10P: joiner.log10P)
    if joiner.log10P < known.best.log10P { known.best = joiner }
    ofAccount[joiner.account] = known
  }

  /// Each account at its most telling level, the first added where several tie, with the harmonic
  /// mean of its p-values; ordered by account.
  ///
  /// - Parameter tests: how many levels there are; those that were not added count as 1.
  func joiners(tests: Int) -> [Joiner] {
    ofAccount.values.map { best, mean in
      var joiner = best
      joiner.log10P = mean.log10P(tests: tests)
      return joiner
    }.sorted { $0.account < $1.account }
  }
}
