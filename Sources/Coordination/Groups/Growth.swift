import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An account that joins a group because more of its posts coincide with the group's than an
/// ordinary account's would, though no pair gives it away.
public struct Joiner: Sendable, Hashable {
  /// The account.
  public var account: Int32
  /// Its posts that coincide with posts of the group.
  public var hits: Int
  /// Its posts within the context window of any post of the group.
  public var exposedPosts: Int
  /// Coincidences that an ordinary account with so many exposed posts has.
  public var expected: Double
  /// The lag within which coincidences were counted, in milliseconds.
  public var scale: Int64
  /// The rarity from which coincidences were counted.
  public var rarity: Double
  /// The members that it coincides with and with how many of its posts, the most first.
  public var partners: [Partner]
  /// The round in which it joined, from 1.
  public var round: Int
  /// log10 of the p-value.
  public var log10P: Double
  /// log10 of the q-value in its round.
  public var log10Q: Double

  /// A member that an account coincides with.
  public struct Partner: Sendable, Hashable {
    /// The member.
    public var account: Int32
    /// Posts of the account that coincide with the member's.
    public var posts: Int
  }
}

/// Lets a group that is certain grow by its neighbourhood.
///
/// Organic coincidences are scattered and a campaign's are dense: hardly an account outside
/// coincides with the group even once, and one that does so again and again belongs to it, though
/// with each single member it may have too little in common. Only objects count that are the group's
/// own, at least half of whose other users are members: what the public shares as well, a news
/// desk's headline or a fan's picture, ties nobody to the group.
///
/// The null is measured on the stream itself. Coincidences of an ordinary account come in clusters,
/// as many as a Poisson law gives for its exposed posts, and a cluster has one coincidence or more
/// with the chances of the profile: people who share an interest or a thread repeat themselves. The
/// rate of clusters is the mean over all accounts outside, fitted twice: the second time without
/// those that the first fit finds too often (p < 0.01). The p-value is the law's upper tail; the
/// smallest over lags and rarities, times their number. Benjamini-Hochberg over all accounts
/// outside, at half of the rate in the first round, a quarter in the second and so on.
///
/// Known problems: supporters who repeat a group's own posts unasked are not told from its members
/// by this test; the timing test between pairs does that. Evaded by sharing nothing rare.
/// Source: B. Efron (2004), "Large-scale simultaneous hypothesis testing: the choice of a null
/// hypothesis", doi:10.1198/016214504000000089, for the idea of an empirical null; H. H. Panjer
/// (1981), "Recursive evaluation of a family of compound distributions",
/// doi:10.1017/S0515036100006796, for the law.
struct Growth {
  let actions: RareActions
  let stream: StreamColumns
  let profile: DetectionProfile
  let parameters: DetectionParameters

  /// A lag and a rarity at which coincidences are counted.
  struct Level: Sendable, Hashable {
    var scale: Int64
    var rarity: Double
  }

  /// Coincidences with posts of the group at three rarities and two lags.
  var levels: [Level] {
    let rarities = parameters.rarities + [(parameters.rarities.max() ?? 0) + 1]
    return [parameters.contextWindow / 4, parameters.contextWindow].flatMap { scale in
      rarities.map { Level(scale: scale, rarity: $0) }
    }
  }

  /// The accounts that join, in order of round and account.
  ///
  /// - Parameter isInside: for each account whether it is in the group already.
  /// - Complexity: O(neighbours of the group's actions) a round.
  func joiners(_ isInside: [Bool]) -> [Joiner] {
    var isInside = isInside
    var joined: [Joiner] = []
    guard isInside.contains(true), parameters.growthRounds > 0 else { return [] }
    for round in 1...parameters.growthRounds {
      let rate = parameters.falseDiscoveryRate / Double(1 << round)
      let new = self.round(isInside, number: round, rate: rate)
      if new.isEmpty { break }
      for joiner in new { isInside[Int(joiner.account)] = true }
      joined += new
    }
    return joined
  }

  private func round(_ isInside: [Bool], number: Int, rate: Double) -> [Joiner] {
    let contacts = GroupContacts(actions: actions, isInside: isInside, parameters: parameters)
    let exposed = exposedPosts(isInside)
    let all = contacts.byOutsider()
    let outsiders = isInside.count { !$0 }
    var best: [Int32: Joiner] = [:]
    for level in levels {
      let hits = all.map { (account: $0.account, count: $0.hits(level, actions)) }
        .filter { $0.count > 0 }
      let law = fitted(hits, exposed: exposed, isInside: isInside)
      for (account, count) in hits where count > 1 {
        let posts = exposed[Int(account)]
        let log10P = law.log10UpperTail(atLeast: count, posts: posts)
        if log10P < best[account]?.log10P ?? 0.5 {
          best[account] = Joiner(
            account: account, hits: count, exposedPosts: posts, expected: law.mean(posts: posts),
            scale: level.scale, rarity: level.rarity, partners: [], round: number,
            log10P: log10P, log10Q: 0)
        }
      }
    }
    let partners = Dictionary(uniqueKeysWithValues: all.map { ($0.account, $0) })
    return rejected(best, outsiders: outsiders, rate: rate).map { joiner in
      var joiner = joiner
      joiner.partners = partners[joiner.account]?.partners() ?? []
      return joiner
    }
  }

  /// The law of an ordinary account's coincidences, fitted to the accounts outside.
  private func fitted(
    _ hits: [(account: Int32, count: Int)], exposed: [Int], isInside: [Bool]
  ) -> ClusterLaw {
    var exposure = zip(exposed, isInside).reduce(0) { $0 + ($1.1 ? 0 : $1.0) }
    var coincidences = hits.reduce(0) { $0 + $1.count }
    let first = ClusterLaw(coincidences: coincidences, exposure: exposure, profile: profile)
    for (account, count) in hits
    where first.log10UpperTail(atLeast: count, posts: exposed[Int(account)]) < -2 {
      exposure -= exposed[Int(account)]
      coincidences -= count
    }
    return ClusterLaw(coincidences: coincidences, exposure: exposure, profile: profile)
  }

  private func rejected(_ best: [Int32: Joiner], outsiders: Int, rate: Double) -> [Joiner] {
    var found = best.values.sorted { $0.account < $1.account }
    for index in found.indices {
      found[index].log10P = min(0, found[index].log10P + log10(Double(levels.count)))
    }
    let q = BenjaminiHochberg.log10QValues(found.map(\.log10P), tests: Double(outsiders))
    for index in found.indices { found[index].log10Q = q[index] }
    return found.filter { $0.log10Q <= log10(rate) }
  }

  /// For each account outside how many of its posts lie within the context window of a post of the
  /// group.
  private func exposedPosts(_ isInside: [Bool]) -> [Int] {
    let group = stream.postTimes.indices.filter { isInside[Int(stream.postAccounts[$0])] }
      .map { stream.postTimes[$0] }.sorted()
    var exposed = [Int](repeating: 0, count: isInside.count)
    for (account, time) in zip(stream.postAccounts, stream.postTimes) where !isInside[Int(account)]
    {
      var low = 0
      var high = group.count
      while low < high {
        let middle = (low + high) / 2
        if group[middle] < time - parameters.contextWindow {
          low = middle + 1
        } else {
          high = middle
        }
      }
      if low < group.count, group[low] <= time + parameters.contextWindow {
        exposed[Int(account)] += 1
      }
    }
    return exposed
  }
}
