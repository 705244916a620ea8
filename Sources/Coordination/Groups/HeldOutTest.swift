import SocialModel

/// Tests groups that no pair gives away: chosen in one half of the hours, tested in the other.
///
/// Whoever looks for groups finds some in any stream; a test on the same posts would find them
/// again. So the hours are dealt by turns into two halves. In one, accounts that meet twice or more
/// on rare objects are joined into groups (`TentativeGroups`). In the other, each member is asked:
/// with how many of its posts does it meet the others, on objects that it did not share with them in
/// the first half, and how many of them does it meet? Then the halves change places. The choice is
/// independent of what it is tested on, so that the p-values need no correction for it (sample
/// splitting, Cox 1975).
///
/// Two things must be surprising, and the larger p-value counts. The posts: an ordinary account
/// that met a group once meets it again with a rate for each post, the largest of the profile's and
/// of the one that accounts outside show which the group met in the first half, with the profile's
/// repetitions (`ClusterLaw`). The members: as many of them as are met come with a chance of one in
/// twenty each; people with an interest meet few of many.
/// The p-values over levels of lag and rarity and over the halves are combined by their harmonic mean.
///
/// Known problems: a club that is closed, dense and keeps meeting on new rare things is in concert
/// in this sense; whether by plan is for a reviewer. Evaded by sharing in one turn of the hours only,
/// by sharing one object only, or by all members sharing each object for hours: what was shared in
/// both halves is nothing new in either. Source: D. R. Cox (1975), "A note on data-splitting for the
/// evaluation of significance levels", Biometrika 62, 441-444, doi:10.1093/biomet/62.2.441.
struct HeldOutTest {
  let actions: RareActions
  let stream: StreamColumns
  let profile: DetectionProfile
  let parameters: DetectionParameters
  let halves: Halves

  /// Of the other users of an object, the share of members from which meeting on it counts.
  static let exclusivity: Float = 1.0 / 3
  /// The chance that a member is met again.
  static let chanceOfMember = 0.05
  /// Coincidences from which the stream's own rate counts.
  static let leastCoincidences = 5

  /// What was found of all members of tentative groups.
  struct Result: Sendable {
    /// Members with any coincidence, ordered by account; q-values are not set.
    var members: [Joiner] = []
    /// For each account whether it was tested.
    var isTested: [Bool]
  }

  /// Tests the groups of every level and half.
  ///
  /// - Complexity: that of Leiden on the tentative pairs, and O(neighbours of members' actions).
  func run(_ pairs: TentativePairs, threads: Int = Parallel.defaultThreads) -> Result {
    var result = Result(isTested: Array(repeating: false, count: stream.accountCount))
    var levelled = LevelledJoiners()
    let parts = Parallel.map(0..<pairs.levels.count * 2, threads: threads) { place in
      part(pairs, level: place / 2, half: place % 2)
    }
    for part in parts {
      for account in part.tested { result.isTested[Int(account)] = true }
      for joiner in part.joiners { levelled.add(joiner) }
    }
    result.members = levelled.joiners(tests: pairs.levels.count * 2)
    return result
  }

  /// Tests the groups of one level that were chosen in one half.
  private func part(
    _ pairs: TentativePairs, level: Int, half: Int
  ) -> (tested: [Int32], joiners: [Joiner]) {
    guard let found = pairs.found(level, half: half) else { return ([], []) }
    let groups = TentativeGroups(found, accountCount: stream.accountCount, seed: parameters.seed)
    if groups.sizes.isEmpty { return ([], []) }
    let members = groups.groups.indices.filter { groups.groups[$0] >= 0 }.map { Int32($0) }
    return (members, tested(groups, chosenIn: half, pairs.levels[level]))
  }

  /// What an account has in common with a group in the half that was held back.
  struct Meeting {
    var acquaintance: GroupContacts.Acquaintance
    /// Its posts that meet members on something new, and how many members.
    var posts: Int
    var members: Int
    /// The objects that it met the group on before.
    var known: Set<Int32>
    /// All its posts in that half.
    var exposed = 0

    var hits: Int { min(posts, members) }
  }

  private func tested(
    _ groups: TentativeGroups, chosenIn half: Int, _ level: TentativePairs.Level
  ) -> [Joiner] {
    let met = meetings(groups, chosenIn: half, level)
    let law = law(met.outside.filter { !$0.known.isEmpty })
    return met.members.filter { $0.hits > 0 }.map { meeting in
      let one = meeting.acquaintance
      let others = groups.sizes[Int(one.group)] - 1
      let ofMembers = PoissonBinomial(
        chances: Array(repeating: Self.chanceOfMember, count: others)
      ).log10UpperTail(atLeast: meeting.members)
      return Joiner(
        account: one.account, basis: .heldOut, hits: meeting.hits, exposedPosts: meeting.exposed,
        expected: law.mean(posts: meeting.exposed), scale: level.lag, rarity: level.rarity,
        partners: one.partners {
          counts($0, chosenIn: half, level, known: meeting.known)
        },
        log10P: max(
          ofMembers, law.log10UpperTail(atLeast: meeting.hits, posts: meeting.exposed)),
        log10Q: 0)
    }
  }

  /// What members and accounts outside have in common with the groups.
  func meetings(
    _ groups: TentativeGroups, chosenIn half: Int, _ level: TentativePairs.Level
  ) -> (members: [Meeting], outside: [Meeting]) {
    let contacts = GroupContacts(
      actions: actions, groups: groups.groups, window: level.lag, leastExclusivity: 0,
      meetsMembers: true)
    let exposed = posts(inHalf: 1 - half)
    var members: [Meeting] = []
    var outside: [Meeting] = []
    for one in contacts.acquaintances() {
      var meeting = meeting(one, chosenIn: half, level)
      meeting.exposed = exposed[Int(one.account)]
      if groups.groups[Int(one.account)] >= 0 {
        members.append(meeting)
      } else {
        outside.append(meeting)
      }
    }
    return (members, outside)
  }

  private func meeting(
    _ one: GroupContacts.Acquaintance, chosenIn half: Int, _ level: TentativePairs.Level
  ) -> Meeting {
    var known = Set<Int32>()
    for contact in one.contacts where halves.half(of: contact.time) == half {
      known.insert(contact.object)
    }
    let met = one.met { counts($0, chosenIn: half, level, known: known) }
    return Meeting(acquaintance: one, posts: met.posts, members: met.members, known: known)
  }

  /// Whether a contact counts: held back, rare enough, the group's own and on something new.
  private func counts(
    _ contact: GroupContacts.Contact, chosenIn half: Int, _ level: TentativePairs.Level,
    known: Set<Int32>
  ) -> Bool {
    halves.half(of: contact.time) != half && contact.exclusivity >= Self.exclusivity
      && actions.rarities[Int(contact.object)] >= level.rarity && !known.contains(contact.object)
  }

  /// The law of accounts that met a group once and are none of its members.
  private func law(_ others: [Meeting]) -> ClusterLaw {
    let ofProfile = ClusterLaw(rate: profile.returnRate, profile: profile)
    let coincidences = others.reduce(0) { $0 + $1.hits }
    guard coincidences >= Self.leastCoincidences else { return ofProfile }
    let ofStream = ClusterLaw.fitted(
      others.filter { $0.hits > 0 }.map { (count: $0.hits, posts: $0.exposed) },
      exposure: others.reduce(0) { $0 + $1.exposed },
      profile: profile)
    return ofStream.rate > ofProfile.rate ? ofStream : ofProfile
  }

  private func posts(inHalf half: Int) -> [Int] {
    var count = [Int](repeating: 0, count: stream.accountCount)
    for (account, time) in zip(stream.postAccounts, stream.postTimes)
    where halves.half(of: time) == half {
      count[Int(account)] += 1
    }
    return count
  }
}
