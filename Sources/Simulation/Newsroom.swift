import SocialModel

/// An account that a program or an editorial office runs.
struct Machine: Sendable {
  var number: UInt32
  var role: AccountRole
  var group: AccountGroup
  var language: Language
  var account: Account
  var client: String
  /// The web address of the newspaper, for outlets and their feeds.
  var site: String
  /// Minutes between two posts, for schedulers.
  var period: Int
}

/// What a newspaper, a feed or a scheduler is about to post.
struct Dispatch: Sendable {
  var machine: Int
  var text: String
  /// What readers can share from now on.
  var story: Story?
}

/// A story as readers share it: the text that the newspaper's share button makes.
struct Story: Sendable {
  var shareText: String
  var language: Language
}

/// The newspapers of all regions, their feeds, and the scheduling tools.
///
/// A region has six newspapers a language, of which two have five feeds each, and three schedulers
/// a language. A wire story reaches a newspaper with chance 0.6 and is posted 10 s to 25 min later,
/// under the same headline and a link of its own. Feeds run on services that poll every full
/// minute: they post headline and link 0 to 8 s after the poll, so that the five feeds of a
/// newspaper are seconds apart, as feeds on dlvr.it are. Stories come every 4 to 14 minutes, every
/// 1 to 5 in the three hours after the alarm; schedulers post 0 to 3 s after a full minute, every
/// 30 to 60 minutes. All of this is ours, drawn to what such accounts visibly do.
struct Newsroom: Sendable {
  /// Names as the services give them to X.
  static let feedClients = ["dlvr.it", "IFTTT", "twitterfeed"]

  let machines: [Machine]
  let regions: Int
  let machinesPerRegion: Int
  /// The share of stories and ticks that take place, below 1 for streams smaller than a region.
  let thinning: Double

  init(population: Population, posts: Int) {
    regions = max(1, posts / Assumptions.postsPerRegion)
    thinning = min(1, Double(posts) / Double(Assumptions.postsPerRegion))
    var machines = [Machine]()
    for region in 0..<regions {
      for language in Language.allCases {
        Self.addOutlets(region, language, population, &machines)
        Self.addSchedulers(region, language, population, &machines)
      }
    }
    self.machines = machines
    machinesPerRegion = machines.count / regions
  }

  private static func addOutlets(
    _ region: Int, _ language: Language, _ population: Population, _ machines: inout [Machine]
  ) {
    for outlet in 0..<Assumptions.outletsPerLanguage {
      let name = Lexicon.of(language).outlets[outlet] + (region == 0 ? "" : " \(region + 1)")
      let site = "\(Lexicon.handleWords[outlet])-\(language.tag)\(region + 1).example"
      add(
        .outlet, .newsdesk, language, name: name, client: "Newsroom Desk", site: site, population,
        &machines)
      guard outlet < Assumptions.outletsWithFeeds else { continue }
      for feed in 0..<Assumptions.feedsPerOutlet {
        add(
          .feed, .syndication, language, name: "\(name) +\(feed + 1)",
          client: feedClients[(outlet + region) % feedClients.count], site: site, population,
          &machines)
      }
    }
  }

  private static func addSchedulers(
    _ region: Int, _ language: Language, _ population: Population, _ machines: inout [Machine]
  ) {
    for index in 0..<Assumptions.schedulersPerLanguage {
      add(
        .scheduler, .scheduler, language, name: Lexicon.of(language).tips[index],
        client: "Buffer", site: "", period: [30, 45, 60][index % 3], population, &machines)
    }
  }

  private static func add(
    _ role: AccountRole, _ group: AccountGroup, _ language: Language, name: String,
    client: String, site: String, period: Int = 0, _ population: Population,
    _ machines: inout [Machine]
  ) {
    let number = Population.machineBase + UInt32(machines.count)
    var account = population.account(
      number, language: language, isInfluential: role == .outlet)
    account.name = name
    account.bio = site.isEmpty ? nil : "https://\(site)"
    machines.append(
      Machine(
        number: number, role: role, group: group, language: language, account: account,
        client: client, site: site, period: period))
  }

  /// The milliseconds from one story of a region to the next.
  func pause(after time: Int64, _ generator: inout SeededGenerator) -> Int64 {
    let since = time - Assumptions.event
    let minutes = (0..<180 * 60_000).contains(since) ? 1...5 : 4...14
    let seconds = generator.within(minutes.lowerBound * 60...minutes.upperBound * 60)
    return Int64(Double(seconds * 1000) / thinning)
  }

  /// One wire story: who posts it when.
  func story(
    region: Int, at time: Int64, _ generator: inout SeededGenerator
  ) -> [(time: Int64, dispatch: Dispatch)] {
    let language = Population.language(share: generator.below(100))
    let headline = Composer.headline(Lexicon.of(language), &generator)
    let slug = 10_000 + generator.below(90_000)
    let first = region * machinesPerRegion + language.rawValue * machinesPerRegion / 4
    var dispatches = [(time: Int64, dispatch: Dispatch)]()
    var posted: Int64?
    for index in first..<first + machinesPerRegion / 4 {
      let machine = machines[index]
      let text = "\(headline) https://\(machine.site)/\(slug)"
      switch machine.role {
      case .outlet:
        posted = nil
        guard generator.chance(0.6) else { continue }
        let pace = generator.unit()
        let moment = time + 10_000 + Int64(120_000 * pace / (1.08 - pace))
        posted = moment
        let share = "\(text) via @\(machine.account.handle ?? machine.account.id)"
        let story = Story(shareText: share, language: language)
        dispatches.append((moment, Dispatch(machine: index, text: text, story: story)))
      case .feed:
        guard let posted else { continue }
        let poll = (posted / 60_000 + 1) * 60_000 + Int64(generator.below(8000))
        dispatches.append((poll, Dispatch(machine: index, text: text, story: nil)))
      default: break
      }
    }
    return dispatches
  }

  /// When a scheduler posts next after a time: at a full minute of its rhythm, up to 3 s late.
  func nextTick(
    _ machine: Int, after time: Int64, _ generator: inout SeededGenerator
  ) -> Int64 {
    let period = Int64(machines[machine].period) * 60_000
    let skipped = Int64(Double(generator.below(1000)) / 1000 * 2 * (1 / thinning - 1))
    return (time / period + 1 + skipped) * period + Int64(generator.below(3000))
  }
}
