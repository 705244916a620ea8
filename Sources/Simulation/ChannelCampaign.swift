import SocialModel

extension CampaignPlan {
  /// The minutes after the alarm at which the channel calls (ours).
  static let callMinutes = [50, 72, 95, 121, 150]
  /// Half of the copies after a call come within this many milliseconds; the law is
  /// P(D > d) = 1 / (1 + d / 4 min), cut at 40 min (ours, after calls that were watched by hand).
  static let copyScale = 240_000.0

  /// Campaign 1, `copy-paste`: ready-made texts spread from a Telegram channel.
  ///
  /// The channel calls five times within two hours and hands out three of fifteen texts each time
  /// (five in each of fr, en, ar). 130 accounts (90 on X, 28 on Facebook, 12 on Telegram) each
  /// follow a call with chance 0.75 and post one or two of its texts in their language, 55 in 100
  /// word for word but for tags, the others edited. Each also publishes 2 to 12 ordinary posts.
  mutating func addChannelCampaign(
    _ population: Population, _ generator: inout SeededGenerator
  ) {
    let languages: [Language] = [.french, .french, .english, .arabic]
    let channel = add(
      1, to: .readyMadeTexts, role: .source, on: .telegram, languages: [.french], population,
      &generator
    ).lowerBound
    accounts[channel].account.name = "Lantern Road"
    let members = [(90, Platform.x), (28, .facebook), (12, .telegram)].flatMap { count, platform in
      add(
        count, to: .readyMadeTexts, role: .spreader, on: platform, languages: languages,
        population, &generator)
    }
    for minute in Self.callMinutes {
      let call = Assumptions.event + Int64(minute) * 60_000 + Int64(generator.below(60_000))
      let chosen = Array(generator.shuffled(Array(0..<5)).prefix(3))
      addCall(chosen, by: channel, at: call)
      for member in members where generator.chance(0.75) {
        addCopies(chosen, by: member, after: call + 25_000, &generator)
      }
    }
    for member in members { addOrdinaryPosts(generator.within(2...12), by: member, &generator) }
    campaigns.append(
      PlantedCampaign(
        group: .readyMadeTexts, kind: .copyPaste,
        summary: "Texts that a channel hands out, copied and edited on three platforms",
        accounts: 1 + members.count,
        sources: [AccountReference(platform: .telegram, id: accounts[channel].account.id)],
        tags: [], texts: [.french, .english, .arabic].flatMap { Lexicon.of($0).readyMade },
        starts: Self.callMinutes.map {
          Timestamp(milliseconds: Assumptions.event + Int64($0) * 60_000)
        },
        posts: []))
  }

  /// The call and, seconds apart, the texts it hands out.
  private mutating func addCall(_ chosen: [Int], by channel: Int, at call: Int64) {
    var time = call
    let opening =
      "Copiez, publiez partout, maintenant. Copy, post everywhere, now. انسخوا وانشروا الآن 🏮"
    posts.append(
      PlannedPost(time: time, account: channel, text: opening, repostOf: nil, isPushed: true))
    for index in chosen {
      for language in [Language.french, .english, .arabic] {
        time += 2000
        posts.append(
          PlannedPost(
            time: time, account: channel, text: Lexicon.of(language).readyMade[index],
            repostOf: nil, isPushed: true))
      }
    }
  }

  private mutating func addCopies(
    _ chosen: [Int], by member: Int, after call: Int64, _ generator: inout SeededGenerator
  ) {
    let language = accounts[member].language
    var time = call
    for index in generator.shuffled(chosen).prefix(1 + generator.below(2)) {
      let share = generator.unit() * 10 / 11
      time += 5000 + Int64(Self.copyScale * share / (1 - share))
      let text = Lexicon.of(language).readyMade[index]
      posts.append(
        PlannedPost(
          time: time, account: member,
          text: TextEdits.copied(text, Lexicon.of(language), &generator), repostOf: nil,
          isPushed: true))
    }
  }
}
