import SocialModel

extension CampaignPlan {
  /// The minutes after the alarm at which the waves begin (ours).
  static let pictureMinutes = [
    190, 262, 355, 430, 655, 790, 905, 1015, 1290, 1420, 1555, 1720,
  ]

  /// Campaign 4, `media-push`: variants of three pictures, posted in waves on three platforms.
  ///
  /// A source on Telegram posts the original of a motif; each of 36 accounts (24 on X, 8 on
  /// Facebook, 4 on Telegram) follows with chance 0.75 and posts one of its variants 4 s to 2 min
  /// later (half within 16 s), with words of its own. Each also publishes 4 to 14 ordinary posts.
  mutating func addPictureCampaign(
    _ population: Population, _ generator: inout SeededGenerator
  ) {
    let source = add(
      1, to: .pictureWaves, role: .source, on: .telegram, languages: [.french], population,
      &generator
    ).lowerBound
    let members = [(24, Platform.x), (8, .facebook), (4, .telegram)].flatMap { count, platform in
      add(
        count, to: .pictureWaves, role: .spreader, on: platform, languages: Language.allCases,
        population, &generator)
    }
    var used: Set<String> = []
    var starts: [Timestamp] = []
    for (wave, minute) in Self.pictureMinutes.enumerated() {
      let start = Assumptions.event + Int64(minute) * 60_000 + Int64(generator.below(60_000))
      starts.append(Timestamp(milliseconds: start))
      let motif = wave % InventedPictures.motifCount
      addPicture(motif, 0, by: source, at: start, &used, &generator)
      for member in members where generator.chance(0.75) {
        let share = generator.unit()
        let delay = 4000 + min(116_000, Int64(12_000 * share / (1 - share)))
        let variant = generator.below(InventedPictures.variantCount)
        addPicture(motif, variant, by: member, at: start + delay, &used, &generator)
      }
    }
    for member in members { addOrdinaryPosts(generator.within(4...14), by: member, &generator) }
    campaigns.append(
      PlantedCampaign(
        group: .pictureWaves, kind: .mediaPush,
        summary: "Variants of three pictures, posted in waves on three platforms",
        accounts: 1 + members.count,
        sources: [AccountReference(platform: .telegram, id: accounts[source].account.id)],
        tags: [], texts: [], starts: starts, posts: [], media: used.sorted()))
  }

  private mutating func addPicture(
    _ motif: Int, _ variant: Int, by account: Int, at time: Int64, _ used: inout Set<String>,
    _ generator: inout SeededGenerator
  ) {
    let path = InventedPictures.motif(motif, variant: variant)
    used.insert(path)
    let words = Lexicon.of(accounts[account].language)
    posts.append(
      PlannedPost(
        time: time, account: account, text: Composer.everyday(words, &generator), repostOf: nil,
        isPushed: true, picture: path))
  }
}
