import SocialModel

/// Names how a candidate's accounts act together.
///
/// A description from two measurements: which programs posted, and in which layers its pairs act
/// together. Layers are tried from the most to the least telling, since accounts that post the same
/// text post its tags and links as well: texts, reposts, media, then phrases and tags, of which the one
/// that more pairs share decides, phrases where both do. It says nothing about whether what they
/// push is harmful: that is for a reviewer.
/// Known problems: programs are known on platforms that publish them only.
enum CandidateKindRule {
  /// The share of posts, or of pairs, above which a name is given.
  static let majority = 0.5

  static func kind(
    _ pairs: LayerTally, indicators: CandidateIndicators
  ) -> (CandidateKind, String) {
    if indicators.fedShare > majority {
      return pairs.share(of: [.url]) > majority
        ? (.syndication, "Most of its shared posts are links from programs that feed posts.")
        : (.scheduler, "Most of its shared posts name a program that schedules posts.")
    }
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
      if share > majority {
        return (kind, "\(Int((share * 100).rounded())) % of its pairs \(what).")
      }
    }
    return (.mixed, "No layer holds more than half of its pairs.")
  }
}
