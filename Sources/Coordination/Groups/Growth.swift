import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
/// rate of clusters is the mean over all accounts outside, fitted again without those that the fit
/// finds too often (p < 0.01) until it holds. The p-value is the law's upper tail; those at several
/// lags and rarities are combined by their harmonic mean. Benjamini-Hochberg over all accounts
/// outside, apart for those with fewer than five exposed posts and for the others, each at a quarter
/// of the rate in the first round, an eighth in the second and so on.
///
/// Known problems: supporters who repeat a group's own posts unasked are not told from its members
/// by this test; the timing test between pairs does that. Evaded by sharing nothing rare.
/// Source: B. Efron (2004), "Large-scale simultaneous hypothesis testing: the choice of a null
/// hypothesis", doi:10.1198/016214504000000089, for the idea of an empirical null; H. H. Panjer
/// (1981), "Recursive evaluation of a family of compound distributions",
/// doi:10.1017/S0515036100006796, for the law; L. Sun, R. V. Craiu, A. D. Paterson & S. B. Bull (2006),
/// "Stratified false discovery control for large-scale hypothesis testing", doi:10.1002/gepi.20164.
struct Growth {
  let actions: RareActions
  let stream: StreamColumns
  let profile: DetectionProfile
  let parameters: DetectionParameters

  /// Of the other users of an object, the share of members from which it is the group's own.
  static let exclusivity = 0.5
  /// Exposed posts from which an account is tested among the active ones.
  static let activePosts = 5

  /// A lag and a rarity at which coincidences are counted.
  struct Level: Sendable, Hashable {
    var scale: Int64
    var rarity: Double

    func counts(_ contact: GroupContacts.Contact, _ actions: RareActions) -> Bool {
      contact.lag <= scale && actions.rarities[Int(contact.object)] >= rarity
    }
  }

  /// Coincidences within a quarter of the context window, the window and six of it.
  var levels: [Level] {
    let window = parameters.contextWindow
    return [window / 4, window, 6 * window].flatMap { scale in
      parameters.rarities.map { Level(scale: scale, rarity: $0) }
    }
  }

  /// The accounts that join, in order of round and account.
  ///
  /// - Parameters:
  ///   - isInside: for each account whether it is in the group already.
  ///   - rate: the false discovery rate among all that join.
  /// - Complexity: O(neighbours of the group's actions) a round.
  func joiners(_ isInside: [Bool], rate: Double) -> [Joiner] {
    var isInside = isInside
    var joined: [Joiner] = []
    guard isInside.contains(true), parameters.growthRounds > 0 else { return [] }
    for round in 1...parameters.growthRounds {
      let new = self.round(isInside, number: round, rate: rate / Double(1 << round))
      if new.isEmpty { break }
      for joiner in new { isInside[Int(joiner.account)] = true }
      joined += new
    }
    return joined
  }

  private func round(_ isInside: [Bool], number: Int, rate: Double) -> [Joiner] {
    let exposed = exposedPosts(isInside, within: parameters.contextWindow)
    let (found, all) = tested(isInside, number: number, exposed: exposed)
    return withPartners(rejected(found, exposed, isInside, rate: rate), all)
  }

  /// log10 of the p-values of the active accounts outside with two coincidences or more, in no
  /// order that means anything, and how many active accounts there are.
  func log10PValues(_ isInside: [Bool]) -> ([Double], tests: Int) {
    let exposed = exposedPosts(isInside, within: parameters.contextWindow)
    let (found, _) = tested(isInside, number: 1, exposed: exposed)
    let isActive = zip(exposed, isInside).map { $0 >= Self.activePosts && !$1 }
    return (
      found.filter { isActive[Int($0.account)] }.map(\.log10P), isActive.count { $0 }
    )
  }

  /// The accounts outside with two coincidences or more, without partners and q-values, in no order.
  private func tested(
    _ isInside: [Bool], number: Int, exposed near: [Int]
  ) -> ([Joiner], [GroupContacts.Acquaintance]) {
    let contacts = GroupContacts(
      actions: actions, groups: isInside.map { $0 ? 0 : -1 },
      window: levels.map(\.scale).max() ?? 0, leastExclusivity: Self.exclusivity,
      meetsMembers: false)
    let far = exposedPosts(isInside, within: levels.map(\.scale).max() ?? 0)
    let all = contacts.acquaintances()
    var levelled = LevelledJoiners()
    for level in levels {
      let exposed = level.scale > parameters.contextWindow ? far : near
      let hits = all.map { one in
        (account: one.account, count: one.hits { level.counts($0, actions) })
      }.filter { $0.count > 0 }
      let law = fitted(hits, exposed: exposed, isInside: isInside)
      for (account, count) in hits where count > 1 {
        let posts = exposed[Int(account)]
        levelled.add(
          Joiner(
            account: account, basis: .growth(round: number), hits: count, exposedPosts: posts,
            expected: law.mean(posts: posts), scale: level.scale, rarity: level.rarity,
            partners: [], log10P: law.log10UpperTail(atLeast: count, posts: posts), log10Q: 0))
      }
    }
    return (levelled.joiners(tests: levels.count), all)
  }

  private func withPartners(
    _ joiners: [Joiner], _ all: [GroupContacts.Acquaintance]
  ) -> [Joiner] {
    let known = Dictionary(uniqueKeysWithValues: all.map { ($0.account, $0) })
    return joiners.map { joiner in
      var joiner = joiner
      joiner.partners = known[joiner.account]?.partners { _ in true } ?? []
      return joiner
    }
  }

  /// The law of an ordinary account's coincidences, fitted to the accounts outside.
  private func fitted(
    _ hits: [(account: Int32, count: Int)], exposed: [Int], isInside: [Bool]
  ) -> ClusterLaw {
    let posts = zip(exposed, isInside).reduce(0) { $0 + ($1.1 ? 0 : $1.0) }
    return ClusterLaw.fitted(
      hits.map { (count: $0.count, posts: exposed[Int($0.account)]) }, exposure: posts,
      profile: profile)
  }

  /// What Benjamini-Hochberg rejects among active accounts and among the others.
  private func rejected(
    _ joiners: [Joiner], _ exposed: [Int], _ isInside: [Bool], rate: Double
  ) -> [Joiner] {
    let isActive = exposed.map { $0 >= Self.activePosts }
    let outside = isInside.count { !$0 }
    let active = zip(isActive, isInside).count { $0 && !$1 }
    var found = joiners
    for (stratum, tests) in [(true, active), (false, outside - active)] {
      let own = found.indices.filter { isActive[Int(found[$0].account)] == stratum }
      let q = BenjaminiHochberg.log10QValues(
        own.map { found[$0].log10P }, tests: Double(max(1, tests)))
      for (index, q) in zip(own, q) { found[index].log10Q = min(0, q + log10(2)) }
    }
    return found.filter { $0.log10Q <= log10(rate) }
  }

  /// For each account outside how many of its posts lie within a window of a post of the group.
  private func exposedPosts(_ isInside: [Bool], within window: Int64) -> [Int] {
    let group = stream.postTimes.indices.filter { isInside[Int(stream.postAccounts[$0])] }
      .map { stream.postTimes[$0] }.sorted()
    var exposed = [Int](repeating: 0, count: isInside.count)
    for (account, time) in zip(stream.postAccounts, stream.postTimes) where !isInside[Int(account)]
    {
      var low = 0
      var high = group.count
      while low < high {
        let middle = (low + high) / 2
        if group[middle] < time - window {
          low = middle + 1
        } else {
          high = middle
        }
      }
      if low < group.count, group[low] <= time + window {
        exposed[Int(account)] += 1
      }
    }
    return exposed
  }
}
