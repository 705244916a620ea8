/// Programs that post what a feed or a schedule holds, by the name that platforms publish.
///
/// Harmless by themselves: news desks and shops use them. They tell a reviewer why accounts post
/// the same thing at the same second.
enum FeedClients {
  /// Parts of the programs' names, in lower case.
  static let names = [
    "dlvr.it", "ifttt", "twitterfeed", "hootsuite", "buffer", "tweetdeck scheduler", "socialflow",
    "sprout social", "sprinklr", "feedblitz", "wordpress", "echobox", "trueanthem", "zapier",
    "crowdfire", "postcron", "recurpost", "agorapulse", "socialoomph", "statusbrew", "rss",
    "blogtrottr", "paper.li", "scoop.it", "falcon social", "khoros", "contentstudio", "later.com",
  ]

  /// Whether a program is one of them; false where it is not known.
  static func contains(_ client: String?) -> Bool {
    guard let client, !client.isEmpty else { return false }
    let lowered = client.lowercased()
    return names.contains { lowered.contains($0) }
  }
}
