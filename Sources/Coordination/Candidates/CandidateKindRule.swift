import SocialModel

/// Names how a candidate's accounts act together.
///
/// A description from measured indicators, and no verdict: it says nothing about whether what they
/// push is harmful. The kinds that are as a rule harmless are asked first, and each needs several
/// conditions at once, so that in doubt a candidate keeps the name of what it does. What is left is
/// named by the layers in which its pairs act together, from the most to the least telling, since
/// accounts that post the same text post its tags and links as well: texts, reposts, media, then
/// phrases and tags, of which the one that more pairs share decides, phrases where both do.
///
/// What cannot be told from behaviour is not guessed: accounts that pass on lists or slogans
/// against violence copy texts as a campaign does, and are called so.
///
/// Known problems: who posts nothing but a site's links all day, or runs all accounts by one
/// program that does nothing else, is put among the harmless kinds whatever it pushes. Shortened
/// links hide the site. Programs are known on platforms that publish them only.
enum CandidateKindRule {
  /// The share of posts, or of pairs, above which a name is given: most of them.
  static let majority = 0.5
  /// The share of their posts from which on accounts do nothing else. Nine in ten: people have a
  /// life of their own in their posts, and the rest allows for posts whose partner was not
  /// collected.
  static let nearlyAll = 0.9
  /// Shared posts that each account must have on average before its rhythm is described: again and
  /// again begins with the third time.
  static let leastPosts = 3
  /// The share of the input's time that a feed fills. Two thirds: feeds pause at night.
  static let steady = 2.0 / 3
  /// How long a feed must have been seen, in seconds: a day. A campaign that fills an evening with
  /// texts and links cannot be told from a feed that is seen for an evening.
  static let feedSpan = 86_400.0
  /// The share of shared posts within two seconds below which accounts have their own rhythm.
  static let personal = 0.1
  /// The middle lag from which on accounts have their own rhythm, in seconds: detection's time
  /// window.
  static let personalLag = 60.0
  /// From how many shared objects on an interest is broad. One event or slogan has a handful of
  /// tags.
  static let manyObjects = 10

  static func kind(
    _ pairs: LayerTally, indicators: CandidateIndicators
  ) -> (CandidateKind, String) {
    ofPrograms(pairs, indicators) ?? ofFeeds(pairs, indicators) ?? ofMinutes(indicators)
      ?? ofMachines(indicators) ?? ofFans(pairs, indicators) ?? ofLayers(pairs)
  }

  /// Programs that say what they are.
  private static func ofPrograms(
    _ pairs: LayerTally, _ seen: CandidateIndicators
  ) -> (CandidateKind, String)? {
    guard seen.fedShare > majority else { return nil }
    let fed =
      "\(percent(seen.fedShare)) of its shared posts name a program that feeds or schedules "
    let links = pairs.share(of: [.url])
    if seen.ownSiteShare > majority {
      let linked = "\(percent(seen.ownSiteShare)) link to one site an account."
      return (.syndication, fed + "posts, and " + linked)
    }
    return links > majority
      ? (.syndication, fed + "posts, and \(percent(links)) of its pairs posted the same links.")
      : (.scheduler, fed + "posts.")
  }

  /// A timetable: chance puts 5 % of posts there.
  private static func ofMinutes(_ seen: CandidateIndicators) -> (CandidateKind, String)? {
    guard let share = seen.fullMinuteShare, share > majority, isRepeated(seen) else { return nil }
    return (
      .scheduler,
      "\(percent(share)) of its shared posts appeared on a full minute; chance gives 5 %."
    )
  }

  /// Feeds of a site: its headlines and links, steadily, and little else.
  private static func ofFeeds(
    _ pairs: LayerTally, _ seen: CandidateIndicators
  ) -> (CandidateKind, String)? {
    guard seen.ownSiteShare > majority, seen.steadiness >= steady, seen.span >= feedSpan,
      isRepeated(seen), seen.sharedPostShare >= nearlyAll,
      pairs.share(of: [.url, .text]) > majority
    else { return nil }
    return (
      .syndication,
      "\(percent(seen.ownSiteShare)) of its shared posts link to one site an account, in "
        + "\(percent(seen.steadiness)) of the input's time over "
        + "\(rounded(seen.span / 3600)) hours, "
        + "and its accounts post little else."
    )
  }

  /// One program that runs all accounts: within seconds again and again, and nothing else.
  private static func ofMachines(_ seen: CandidateIndicators) -> (CandidateKind, String)? {
    guard let quick = seen.quickShare, quick > majority, seen.echoShare >= nearlyAll,
      isRepeated(seen)
    else { return nil }
    return (
      .botFamily,
      "\(percent(quick)) of its shared posts lie within \(duration(SharedActions.quick)) of "
        + "another member's, and \(percent(seen.echoShare)) of its accounts' posts are shared or "
        + "reposts: so machines act, whatever they are for."
    )
  }

  /// People with an interest: much that the public uses too, on their own time.
  private static func ofFans(
    _ pairs: LayerTally, _ seen: CandidateIndicators
  ) -> (CandidateKind, String)? {
    guard let quick = seen.quickShare, quick <= personal, seen.medianLag >= personalLag,
      seen.publicShare > majority, seen.objects >= manyObjects, seen.programs != 1,
      seen.sharedPostShare <= majority, pairs.share(of: [.text]) <= majority
    else { return nil }
    return (
      .fans,
      "\(percent(seen.publicShare)) of the actions on the \(grouped(seen.objects)) objects that "
        + "they share are by others at other times, \(percent(1 - seen.sharedPostShare)) of their "
        + "posts are their own, and half of the lags exceed \(rounded(seen.medianLag)) s."
    )
  }

  private static func isRepeated(_ seen: CandidateIndicators) -> Bool {
    seen.sharedPosts >= leastPosts * seen.accounts
  }

  /// What most pairs did.
  private static func ofLayers(_ pairs: LayerTally) -> (CandidateKind, String) {
    let names: [(Set<Layer>, CandidateKind, String)] = [
      ([.text], .copyPaste, "posted the same texts"),
      ([.repost], .repostRing, "reposted the same posts"),
      ([.image, .video], .mediaPush, "posted the same media"),
      pairs.share(of: [.phrase]) >= pairs.share(of: [.hashtag])
        ? ([.phrase], .copyPaste, "posted the same phrases")
        : ([.hashtag], .tagPush, "used the same rare tags"),
    ]
    for (layers, kind, what) in names {
      let share = pairs.share(of: layers)
      if share > majority { return (kind, "\(percent(share)) of its pairs \(what).") }
    }
    return (.mixed, "No layer holds more than half of its pairs.")
  }
}
