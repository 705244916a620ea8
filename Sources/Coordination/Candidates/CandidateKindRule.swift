import SocialModel

/// Names how a candidate's accounts act together.
///
/// A description from two measurements: which programs posted, and what share of the candidate's
/// pairs has an edge in a layer. It says nothing about whether what they push is harmful: that is
/// for a reviewer.
///
/// The rules, in order: programs that feed or schedule posts published most of the shared posts; a
/// majority of the pairs has an edge in the text layer, among the reposts, in the image or the
/// video layer, among the tags, among the links. A ready-made text brings its tags and links
/// along, and a repost those of the post, so the layer that implies the others is asked first.
/// A pair counts once, in however many layers it has edges.
/// Known problems: programs are known on platforms that publish them only; links have no kind of
/// their own and are `mixed`.
enum CandidateKindRule {
  /// The share above which programs, or a layer, give the name.
  static let majority = 0.5

  /// Layers with the kind that they give, in the order in which they are tried.
  private static let order: [(kind: CandidateKind, layers: Set<Layer>, words: String)] = [
    (.copyPaste, [.text, .phrase], "share ready-made texts"),
    (.repostRing, [.repost], "repost the same posts"),
    (.mediaPush, [.image, .video], "post the same media"),
    (.tagPush, [.hashtag], "push the same tags"),
    (.mixed, [.url, .domain], "push the same links"),
  ]

  /// The kind of a candidate and why, in words.
  ///
  /// - Parameters:
  ///   - pairs: the pairs with an edge in each layer.
  ///   - indicators: what was measured of the candidate.
  static func kind(
    pairs: [Layer: Set<AccountPair>], indicators: CandidateIndicators
  ) -> (CandidateKind, String) {
    let all = pairs.values.reduce(into: Set<AccountPair>()) { $0.formUnion($1) }.count
    guard all > 0 else { return (.mixed, "No single layer holds its edges.") }
    func share(_ layers: Set<Layer>) -> Double {
      let own = layers.reduce(into: Set<AccountPair>()) { $0.formUnion(pairs[$1] ?? []) }
      return Double(own.count) / Double(all)
    }
    if indicators.fedShare > majority {
      return share([.url, .domain]) > majority
        ? (.syndication, "Most of its shared posts are links from programs that feed posts.")
        : (.scheduler, "Most of its shared posts name a program that schedules posts.")
    }
    for (kind, layers, words) in order {
      let share = share(layers)
      guard share > majority else { continue }
      let percent = Int((share * 100).rounded())
      return (kind, "\(percent) % of its pairs \(words) within the time window beyond chance.")
    }
    return (.mixed, "No layer holds edges of more than half of its pairs.")
  }
}
