import SocialModel

/// An account that takes part in a campaign.
struct CampaignAccount: Sendable {
  var number: UInt32
  var platform: Platform
  var account: Account
  var language: Language
  /// Minutes east of UTC.
  var zone: Int
  var group: AccountGroup
  var role: AccountRole
  var client: String?
}

/// A post that a campaign's account will publish.
struct PlannedPost: Sendable {
  var time: Int64
  /// Index into the plan's accounts.
  var account: Int
  /// The text; nil for a repost of whatever is popular, chosen when its time comes.
  var text: String?
  /// Index into the plan's posts of the post that this one repeats.
  var repostOf: Int?
  /// Whether it belongs to the campaign, and not to the account's ordinary life.
  var isPushed: Bool
  /// The name of the picture that it carries.
  var picture: String?
}

/// What the campaigns do: fixed by the seed alone, the same for every number of posts.
///
/// The campaigns do not grow with the stream, since what is to be found is a small group in a large
/// crowd; the larger the stream, the thinner they are in it. Times, accounts and texts are planned
/// ahead; the ids of posts, and which popular posts members repost besides, depend on the rest.
struct CampaignPlan: Sendable {
  var accounts: [CampaignAccount] = []
  /// In order of time.
  var posts: [PlannedPost] = []
  var campaigns: [PlantedCampaign] = []

  init() {}

  /// The plan of a seed; empty when `isPlanted` is false.
  init(seed: UInt64, population: Population, isPlanted: Bool, hasMedia: Bool = false) {
    guard isPlanted else { return }
    var channel = SeededGenerator(seed: seed, stream: 101)
    addChannelCampaign(population, &channel)
    var tag = SeededGenerator(seed: seed, stream: 102)
    addTagCampaign(population, &tag)
    var ring = SeededGenerator(seed: seed, stream: 103)
    addRingCampaign(population, &ring)
    if hasMedia {
      var pictures = SeededGenerator(seed: seed, stream: 104)
      addPictureCampaign(population, &pictures)
    }
    sortByTime()
  }

  /// Adds accounts of a campaign and returns their indices.
  mutating func add(
    _ count: Int, to group: AccountGroup, role: AccountRole, on platform: Platform,
    languages: [Language], _ population: Population, _ generator: inout SeededGenerator
  ) -> Range<Int> {
    let first = accounts.count
    for _ in 0..<count {
      let number = Population.campaignBase + UInt32(accounts.count)
      let language = generator.pick(languages)
      accounts.append(
        CampaignAccount(
          number: number, platform: platform,
          account: population.account(number, language: language), language: language,
          zone: generator.pick(Assumptions.zones[language.rawValue]), group: group, role: role,
          client: platform == .x ? generator.pick(SimulatedStream.clients) : nil))
    }
    return first..<accounts.count
  }

  /// Adds the ordinary life of an account: posts of every day, about the event once it has
  /// happened, and reposts of what is popular, by the rhythm of its day.
  mutating func addOrdinaryPosts(
    _ count: Int, by account: Int, _ generator: inout SeededGenerator
  ) {
    let words = Lexicon.of(accounts[account].language)
    for _ in 0..<count {
      var time: Int64
      repeat {
        time = Assumptions.start.milliseconds + Int64(generator.below(Assumptions.minutes * 60_000))
      } while !isAwake(account, at: time, &generator)
      let speaksOfEvent = time > Assumptions.event && generator.chance(0.4)
      let text: String? =
        generator.chance(0.35)
        ? nil
        : speaksOfEvent
          ? Composer.event(words, &generator) : Composer.everyday(words, &generator)
      posts.append(
        PlannedPost(time: time, account: account, text: text, repostOf: nil, isPushed: false))
    }
  }

  private func isAwake(
    _ account: Int, at time: Int64, _ generator: inout SeededGenerator
  ) -> Bool {
    let hour = (Int(time / 60_000) + accounts[account].zone) / 60 % 24
    return generator.unit() < Assumptions.rhythm[hour]
  }

  private mutating func sortByTime() {
    let order = posts.indices.sorted {
      posts[$0].time != posts[$1].time ? posts[$0].time < posts[$1].time : $0 < $1
    }
    var place = [Int](repeating: 0, count: posts.count)
    for (position, index) in order.enumerated() { place[index] = position }
    posts = order.map { index in
      var post = posts[index]
      post.repostOf = post.repostOf.map { place[$0] }
      return post
    }
  }
}
