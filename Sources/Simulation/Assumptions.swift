import SocialModel

/// Every number that the simulated stream rests on, with its source; "ours" where it is a choice
/// that no publication backs. Times are in milliseconds where the name does not say otherwise.
///
/// Arithmetic on these uses +, −, ·, / and square roots only, which IEEE 754 fixes to the bit, so
/// that a seed gives the same bytes on every machine.
enum Assumptions {
  /// Posts for each account of a person: 20,000 accounts for 200,000 posts (ours). Accounts scale
  /// with posts, so that an account's traffic stays that of a person.
  static let postsPerPerson = 10
  /// Posts for each region, a set of newspapers with their feeds and schedulers (ours).
  static let postsPerRegion = 200_000

  /// The first post at 2025-05-14T18:00:00Z, the event 24 h 40 min later, the end after 72 h: a day
  /// of ordinary traffic before, two after (ours).
  static let start = Timestamp(milliseconds: 1_747_245_600_000)
  static let minutes = 72 * 60
  static let eventMinute = 24 * 60 + 40
  static var event: Int64 { start.milliseconds + Int64(eventMinute) * 60_000 }
  static var end: Int64 { start.milliseconds + Int64(minutes) * 60_000 }

  /// An hour's activity by the clock of the account's zone, from midnight; largest 1. Lowest at
  /// five, highest at nine in the evening, the shape that Golder and Macy (2011, DOI
  /// 10.1126/science.1202775) draw for workdays; the numbers are ours.
  static let rhythm: [Double] = [
    0.42, 0.26, 0.16, 0.10, 0.08, 0.09, 0.17, 0.34, 0.50, 0.56, 0.58, 0.60, 0.66, 0.64, 0.60, 0.60,
    0.63, 0.70, 0.79, 0.88, 0.96, 1.00, 0.89, 0.65,
  ]

  /// Accounts of persons fall into this many classes: the most active 1/128, then 1/128, 1/64 ...
  /// 1/2, and every class publishes the same number of posts. An account's rate then falls as
  /// 1/rank: Zipf's law, as found for posts by user in Muchnik et al. (2013, DOI
  /// 10.1038/srep01783). At 200,000 posts the least active half publishes two or three each.
  static let activityClasses = 8

  /// Shares of the languages en, fr, ar, ru in per cent (ours).
  static let languageShares = [40, 22, 20, 18]
  /// Shares of fans, residents, mourners and others in per cent (ours).
  static let groupShares: [(AccountGroup, Int)] = [
    (.fans, 12), (.residents, 15), (.mourners, 8), (.ordinary, 65),
  ]

  /// Time zones in minutes east of UTC, by language (ours); residents live at +60.
  static let zones: [[Int]] = [
    [-480, -300, -300, 0, 0, 60, 330], [0, 60, 60, 60, 120], [120, 120, 180, 180, 240],
    [120, 180, 180, 180, 300],
  ]

  /// A repost's delay d after its post: P(D > d) = (1 + d / 60 s)^(−1/2), at least 2 s, at most
  /// 24 h: half within 3 minutes, three quarters within 15, nine tenths within 1.7 hours. The
  /// density's exponent 3/2 lies between the 1.24 of Zhao et al. (2015, SEISMIC, DOI
  /// 10.1145/2783258.2783401) and the 2 of fast news; Kwak et al. (2010, DOI
  /// 10.1145/1772690.1772751) see half of all retweets within an hour.
  static let repostScale = 60_000.0
  /// A reply's delay has the same law with this scale: one has to write it (ours).
  static let replyScale = 100_000.0
  /// The latest repost or reply after its post.
  static let longestDelay = 86_400_000.0

  /// A post's number of reposts n: P(N >= n) = (1 + n / c)^(−2) with c by its author (ours; that
  /// most posts have none and few have very many is in Goel et al. 2016, DOI
  /// 10.1287/mnsc.2015.2158).
  static let repostsOfPerson = 0.9
  /// c for one person in fifty, whom many follow (ours).
  static let repostsOfInfluential = 16.0
  /// c for a newspaper (ours).
  static let repostsOfOutlet = 4.0
  /// c for a campaign's posts: a few organic accounts pass them on (ours).
  static let repostsOfCampaign = 0.4
  /// The chance that a post of a person is answered, and that the answer is answered again (ours).
  static let replyChance = 0.2
  static let furtherReplyChance = 0.35

  /// Originals by topic, shares of all originals of persons (ours).
  static let topicShares: [(Topic, Double)] = [
    (.everyday, 0.42), (.event, 0.25), (.mourning, 0.08), (.fans, 0.11), (.share, 0.06),
    (.helpline, 0.02), (.counter, 0.03), (.quote, 0.03),
  ]
  /// Interest in the event falls as 1 / (1 + t / 90 min), the slow relaxation of Crane and
  /// Sornette (2008, DOI 10.1073/pnas.0803685105) with exponent 1, after a rise of three minutes.
  static let interestMinutes = 90.0

  /// Minutes of kick-off after the start of the stream, and of the goals after kick-off (ours).
  static let kickOffs = [60, 69 * 60]
  static let goals = [12, 37, 71, 99]
  static let matchMinutes = 110

  /// Newspapers and feeds: what they do is on `Newsroom`.
  static let outletsPerLanguage = 6
  static let feedsPerOutlet = 5
  static let outletsWithFeeds = 2
  static let schedulersPerLanguage = 3

  /// The delay of a heavy tail: scale · (1 / (1 − u)² − 1), cut at `longestDelay`, 2 s at least.
  static func delay(scale: Double, _ generator: inout SeededGenerator) -> Int64 {
    let largest = 1 - 1 / (1 + longestDelay / scale).squareRoot()
    let rest = 1 - generator.unit() * largest
    return 2000 + Int64(scale * (1 / (rest * rest) - 1))
  }

  /// A heavy-tailed count with P(N >= n) = (1 + n / scale)^(−2), cut at `limit`.
  static func count(scale: Double, limit: Int, _ generator: inout SeededGenerator) -> Int {
    let rest = 1 - generator.unit()
    return min(limit, Int(scale * (1 / rest.squareRoot() - 1)))
  }
}

/// What an original post of a person is about.
enum Topic: Int, Sendable, CaseIterable {
  case everyday, event, mourning, fans, share, helpline, counter, quote
}
