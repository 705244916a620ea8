import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One p-value for each account, from its pairs and from the group that it stands in.
///
/// The null hypothesis: the account acts independently of all others, given what it is interested in.
/// Its pairs give the smallest p-value of its edges times the number of accounts that it was tested
/// with (Bonferroni); the hours that were held back give another. The two are combined by their
/// harmonic mean, and Benjamini-Hochberg over all accounts that were tested decides.
///
/// Accounts of one campaign are found together, so that p-values depend on each other positively, as
/// Benjamini & Yekutieli (2001, doi:10.1214/aos/1013699998) need for the rate to hold; that is plausible
/// and not proved.
struct AccountTest {
  let pairs: PairTest.Result
  let heldOut: HeldOutTest.Result

  /// log10 of the p-value and of the q-value of an account.
  struct Value: Sendable, Hashable {
    var p: Double
    var q: Double
  }

  /// The accounts that are rejected.
  func found(rate: Double) -> [Int32: Value] {
    var means: [Int32: HarmonicMean] = [:]
    for (account, log10P) in pairedP() { means[account, default: HarmonicMean()].add(log10P: log10P) }
    for joiner in heldOut.members {
      means[joiner.account, default: HarmonicMean()].add(log10P: joiner.log10P)
    }
    let accounts = means.keys.sorted()
    let values = accounts.map { means[$0]?.log10P(tests: 2) ?? 0 }
    let tests = zip(pairs.testsOfAccount, heldOut.isTested).count { $0 > 0 || $1 }
    let q = BenjaminiHochberg.log10QValues(values, tests: Double(max(1, tests)))
    var found: [Int32: Value] = [:]
    for (account, (p, q)) in zip(accounts, zip(values, q)) where q <= log10(rate) {
      found[account] = Value(p: p, q: q)
    }
    return found
  }

  /// log10 of the p-value of each account that has an edge.
  private func pairedP() -> [Int32: Double] {
    var smallest: [Int32: Double] = [:]
    for edge in pairs.edges {
      for account in [edge.pair.a, edge.pair.b] {
        smallest[account] = min(smallest[account] ?? 0, edge.log10P)
      }
    }
    for (account, log10P) in smallest {
      let tests = Double(max(1, pairs.testsOfAccount[Int(account)]))
      smallest[account] = min(0, log10P + log10(tests))
    }
    return smallest
  }

  /// The members of held-out groups that are found, with the q-values of their accounts.
  static func joiners(_ heldOut: HeldOutTest.Result, _ found: [Int32: Value]) -> [Joiner] {
    heldOut.members.compactMap { joiner in
      guard let value = found[joiner.account] else { return nil }
      var joiner = joiner
      joiner.log10Q = value.q
      joiner.partners.removeAll { found[$0.account] == nil }
      return joiner
    }
  }
}
