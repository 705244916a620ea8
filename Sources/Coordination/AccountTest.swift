import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which accounts are found, from their pairs and from the groups that they stand in.
///
/// The null hypothesis: the account acts independently of all others, given what it is interested in.
/// There are two families of tests. Pairs: the p-values of all pairs of an account, combined by their
/// harmonic mean, over all accounts with a pair. Groups: the p-value from the hours that were held
/// back, over the members of tentative groups. Benjamini-Hochberg in each family at half of the rate;
/// the share of false ones among all that are found is at most the sum of the families' shares, so
/// that the whole rate holds.
///
/// Accounts of one campaign are found together, so that p-values depend on each other positively, as
/// Benjamini & Yekutieli (2001, doi:10.1214/aos/1013699998) need for the rate to hold; that is plausible
/// and not proved.
struct AccountTest {
  /// log10 of the p-value and of the q-value of an account.
  struct Value: Sendable, Hashable {
    var p: Double
    var q: Double

    /// The family with the smaller q-value.
    func or(_ other: Value?) -> Value { other.map { $0.q < q ? $0 : self } ?? self }
  }

  /// The accounts that a family rejects.
  ///
  /// - Parameters:
  ///   - log10P: log10 of the p-values of accounts; those left out have 1.
  ///   - tests: how many accounts were tested.
  static func found(
    _ log10P: [Int32: Double], tests: Int, rate: Double
  ) -> [Int32: Value] {
    let accounts = log10P.keys.sorted()
    let values = accounts.map { log10P[$0] ?? 0 }
    let q = BenjaminiHochberg.log10QValues(values, tests: Double(max(1, tests)))
    var found: [Int32: Value] = [:]
    for (account, (p, q)) in zip(accounts, zip(values, q)) where q <= log10(rate) {
      found[account] = Value(p: p, q: q)
    }
    return found
  }
}
