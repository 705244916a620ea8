/// Accounts that come early again and again.
///
/// In each family the first accounts are early: a tenth of them, at least three. Were the order of a
/// family's accounts chance, an account would be early in a family of n accounts with a chance of
/// k / n; the number of families in which it is follows a Poisson binomial law, whose upper tail is
/// the p-value. An account is counted as early only if fewer than k others were not later, so that
/// coarse times make nobody early. Accounts that share a source of news come early together; the
/// test says that the order is no chance, and not why.
///
/// Source: Y. Benjamini, Y. Hochberg (1995), "Controlling the false discovery rate",
/// doi:10.1111/j.2517-6161.1995.tb02031.x, over all accounts in at least two families.
public struct EarlyAccount: Hashable, Sendable {
  /// The platform.
  public var platform: Platform
  /// The account's id on it.
  public var account: String
  /// Families it is in.
  public var families: Int
  /// Families it is early in.
  public var early: Int
  /// Families it would be early in by chance.
  public var expected: Double
  /// The chance of as many or more.
  public var pValue: Double
  /// The smallest false discovery rate at which it is found.
  public var qValue: Double

  /// An account with its measurements.
  public init(
    platform: Platform, account: String, families: Int, early: Int, expected: Double,
    pValue: Double, qValue: Double
  ) {
    self.platform = platform
    self.account = account
    self.families = families
    self.early = early
    self.expected = expected
    self.pValue = pValue
    self.qValue = qValue
  }

  /// The share of a family's accounts that are early, and the least number.
  static let earlyShare = 0.1
  static let leastEarly = 3
  /// Accounts below which a family has no early ones.
  public static let leastAccounts = 6

  /// The accounts whose q-value is at most `rate`, the smallest p-value first.
  ///
  /// - Parameter families: for each family its carriers.
  public static func find(_ families: [[Carrier]], rate: Double = 0.01) -> [EarlyAccount] {
    var chances: [Name: (chances: [Double], early: Int)] = [:]
    for carriers in families {
      let firsts = firstPosts(carriers)
      guard firsts.count >= leastAccounts else { continue }
      let goal = max(Int(Double(firsts.count) * earlyShare), leastEarly)
      let times = firsts.map(\.time).sorted()
      for first in firsts {
        let name = Name(platform: first.platform, account: first.account)
        // Accounts that were not later, itself included.
        let rank = times.partitioningIndex { $0 > first.time }
        chances[name, default: ([], 0)].chances.append(Double(goal) / Double(firsts.count))
        if rank <= goal { chances[name, default: ([], 0)].early += 1 }
      }
    }
    var found = chances.filter { $0.value.chances.count >= 2 }.map { name, entry in
      EarlyAccount(
        platform: name.platform, account: name.account, families: entry.chances.count,
        early: entry.early, expected: entry.chances.reduce(0, +),
        pValue: upperTail(entry.chances, entry.early), qValue: 1)
    }
    found.sort {
      $0.pValue != $1.pValue
        ? $0.pValue < $1.pValue
        : ($0.platform.name, $0.account) < ($1.platform.name, $1.account)
    }
    var least = 1.0
    for index in found.indices.reversed() {
      least = min(least, found[index].pValue * Double(found.count) / Double(index + 1))
      found[index].qValue = least
    }
    return found.filter { $0.qValue <= rate }
  }

  private struct Name: Hashable {
    var platform: Platform
    var account: String
  }

  private static func firstPosts(_ carriers: [Carrier]) -> [Carrier] {
    var firsts: [Name: Carrier] = [:]
    for carrier in carriers {
      let name = Name(platform: carrier.platform, account: carrier.account)
      if let known = firsts[name], Carrier.precedes(known, carrier) { continue }
      firsts[name] = carrier
    }
    return firsts.values.sorted(by: Carrier.precedes)
  }

  /// The chance of at least so many successes.
  static func upperTail(_ chances: [Double], _ least: Int) -> Double {
    guard least > 0 else { return 1 }
    // Chances of 0, 1, ... successes; all that reach `least` stay in the last.
    var law = [1.0] + [Double](repeating: 0, count: least)
    for chance in chances {
      law[least] += law[least - 1] * chance
      for count in stride(from: least - 1, through: 1, by: -1) {
        law[count] = law[count] * (1 - chance) + law[count - 1] * chance
      }
      law[0] *= 1 - chance
    }
    return min(law[least], 1)
  }
}

extension Array {
  /// The first index whose element fulfils a condition that all later ones fulfil too.
  fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
