import SocialModel

extension CampaignPlan {
  /// When the ring's source begins and ends, in minutes after the alarm, and its posts (ours).
  static let ringMinutes = 600...2040
  static let ringPosts = 40

  /// Campaign 3, `repost-ring`: accounts that repost one account at once.
  ///
  /// One source on X posts 40 times over a day; each of 25 accounts (en, fr, ar, ru) reposts a post
  /// with chance 0.7, 4 to 60 s later (half within 13 s). Each also publishes 10 to 30 ordinary
  /// posts, the source among them.
  mutating func addRingCampaign(_ population: Population, _ generator: inout SeededGenerator) {
    let source = add(
      1, to: .repostRing, role: .source, on: .x, languages: [.english], population, &generator
    ).lowerBound
    let members = add(
      25, to: .repostRing, role: .spreader, on: .x, languages: Language.allCases, population,
      &generator)
    let words = Lexicon.of(accounts[source].language)
    let length = (Self.ringMinutes.count - 1) * 60_000 / Self.ringPosts
    var starts = [Timestamp]()
    for index in 0..<Self.ringPosts {
      // One post in each fortieth of the day, so that no two come close.
      let offset = index * length + generator.below(length * 2 / 3)
      let time = Assumptions.event + Int64(Self.ringMinutes.lowerBound) * 60_000 + Int64(offset)
      starts.append(Timestamp(milliseconds: time))
      let text =
        generator.pick(words.ringOpenings) + ", " + generator.pick(words.ringEndings)
        + ". " + generator.pick(words.remarks) + " \(index + 1)/\(Self.ringPosts)"
      let original = posts.count
      posts.append(
        PlannedPost(time: time, account: source, text: text, repostOf: nil, isPushed: true))
      for member in members where generator.chance(0.7) {
        let share = generator.unit()
        let delay = 4000 + min(56_000, Int64(9000 * share / (1 - share)))
        posts.append(
          PlannedPost(
            time: time + delay, account: member, text: nil, repostOf: original, isPushed: true))
      }
    }
    for member in source..<members.upperBound {
      addOrdinaryPosts(generator.within(10...30), by: member, &generator)
    }
    let account = accounts[source].account
    campaigns.append(
      PlantedCampaign(
        group: .repostRing, kind: .repostRing,
        summary: "Accounts that repost one account within a minute, all day",
        accounts: 1 + members.count, sources: [AccountReference(platform: .x, id: account.id)],
        tags: [], texts: [], starts: starts, posts: []))
  }
}
