import SocialModel

/// Names how a candidate's accounts act together.
///
/// A description from two measurements: which programs posted, and which layer holds the most
/// edges. It says nothing about whether what they push is harmful: that is for a reviewer.
/// Known problems: accounts that share a link because they share its text are named after the
/// layer with more edges; programs are known on platforms that publish them only.
enum CandidateKindRule {
  /// The share of edges above which one layer gives the name.
  static let majority = 0.5

  static func kind(
    layers: [LayerEvidence], indicators: CandidateIndicators
  ) -> (CandidateKind, String) {
    let total = layers.reduce(0) { $0 + $1.edges }
    guard let top = layers.first, let layer = top.layer, total > 0 else {
      return (.mixed, "No single layer holds its edges.")
    }
    if indicators.fedShare > majority {
      let linked = layers.contains { $0.layer == .url && $0.edges * 2 >= top.edges }
      return linked
        ? (.syndication, "Most of its shared posts are links from programs that feed posts.")
        : (.scheduler, "Most of its shared posts name a program that schedules posts.")
    }
    let share = Double(top.edges) / Double(total)
    guard share > majority else {
      return (.mixed, "No layer holds more than half of its edges.")
    }
    let why = "\(Int((share * 100).rounded())) % of its edges are in the \(layer.name) layer."
    switch layer {
    case .text, .phrase: return (.copyPaste, why)
    case .hashtag: return (.tagPush, why)
    case .repost: return (.repostRing, why)
    case .image, .video: return (.mediaPush, why)
    case .url, .domain, .reply, .mention: return (.mixed, why)
    }
  }
}
