import SocialModel

extension CampaignPlan {
  /// The tag that nobody used before.
  static let coinedTag = "KeepTheLanternsLit"
  /// When the waves begin in minutes after the alarm, and how many minutes they last (ours).
  static let waves = [(300, 4), (455, 3), (790, 6), (912, 4), (1120, 5), (1295, 3)]

  /// Campaign 2, `tag-push`: one coined tag beside the popular one.
  ///
  /// 60 accounts on X (en, ru, fr) in six waves of three to six minutes over 17 hours; an account
  /// joins a wave with chance 0.75 and posts one or two texts in it, each put together anew. Each
  /// also publishes 4 to 16 ordinary posts.
  mutating func addTagCampaign(_ population: Population, _ generator: inout SeededGenerator) {
    let members = add(
      60, to: .coinedTag, role: .spreader, on: .x,
      languages: [.english, .english, .russian, .french], population, &generator)
    for (minute, length) in Self.waves {
      let start = Assumptions.event + Int64(minute) * 60_000
      for member in members where generator.chance(0.75) {
        for _ in 0..<(1 + generator.below(2)) {
          let words = Lexicon.of(accounts[member].language)
          posts.append(
            PlannedPost(
              time: start + Int64(generator.below(length * 60_000)), account: member,
              text: Self.pushText(words, &generator), repostOf: nil, isPushed: true))
        }
      }
    }
    for member in members { addOrdinaryPosts(generator.within(4...16), by: member, &generator) }
    campaigns.append(
      PlantedCampaign(
        group: .coinedTag, kind: .tagPush,
        summary: "A coined tag pushed in waves of minutes beside the event's popular tag",
        accounts: members.count, sources: [], tags: [Self.coinedTag], texts: [],
        starts: Self.waves.map {
          Timestamp(milliseconds: Assumptions.event + Int64($0.0) * 60_000)
        }, posts: []))
  }

  private static func pushText(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = generator.pick(words.pushOpenings) + " " + generator.pick(words.pushEndings)
    switch generator.below(4) {
    case 0: text = generator.pick(words.openers) + " " + text
    case 1: text += ", " + generator.pick(words.places)
    case 2: text += ". " + generator.pick(words.pushOpenings)
    default: text += " " + generator.pick(words.times)
    }
    let popular = generator.pick(words.eventTags)
    let tags = generator.chance(0.5) ? [coinedTag, popular] : [popular, coinedTag]
    if generator.chance(0.3) { text += " " + generator.pick(Composer.lights) }
    return text + " #" + tags[0] + " #" + tags[1]
  }
}
