import SocialModel

/// Sentences that say why, from the numbers that decided.
struct Reasons {
  let parameters: TimingParameters

  /// Why a candidate was found: one sentence a layer, then the strongest pair.
  func candidate(_ layers: [LayerEvidence], _ edges: [Edge]) -> [String] {
    var sentences = layers.compactMap { evidence -> String? in
      guard let layer = evidence.layer else { return nil }
      let pairs = evidence.edges == 1 ? "One pair" : "\(grouped(evidence.edges)) pairs"
      return "\(pairs) of these accounts: \(grouped(evidence.coactions)) of the "
        + "\(grouped(evidence.opportunities)) occasions on which both \(Self.verb(layer)) within "
        + "\(duration(parameters.contextWindow)) of each other fell within "
        + "\(duration(parameters.timeWindow)); chance gives \(rounded(evidence.expected))."
    }
    if edges.count > 1,
      let strongest = edges.min(by: { ($0.log10P, $0.pair) < ($1.log10P, $1.pair) }),
      let layer = strongest.layer
    {
      sentences.append(
        "The strongest pair: \(grouped(strongest.coactions)) of their "
          + "\(grouped(strongest.opportunities)) \(Self.shared(layer)) within "
          + "\(duration(parameters.contextWindow)) of each other fell within "
          + "\(duration(parameters.timeWindow)); chance gives \(rounded(strongest.expected)).")
    }
    return sentences
  }

  /// Why an account is in a candidate.
  func member(_ edges: [Edge]) -> String {
    let others = Set(edges.flatMap { [$0.pair.a, $0.pair.b] }).count - 1
    let hits = edges.reduce(0) { $0 + $1.coactions }
    let opportunities = edges.reduce(0) { $0 + $1.opportunities }
    let expected = edges.reduce(0) { $0 + $1.expected }
    guard others > 0 else { return "Held by the network's structure alone." }
    return "Within \(duration(parameters.timeWindow)) of \(grouped(others)) other "
      + "\(others == 1 ? "member" : "members") on \(grouped(hits)) of "
      + "\(grouped(opportunities)) shared occasions; chance gives \(rounded(expected))."
  }

  static func verb(_ layer: Layer) -> String {
    switch layer {
    case .hashtag: "used the same tag"
    case .url: "posted the same link"
    case .domain: "linked to the same site"
    case .text: "posted the same text"
    case .repost: "reposted the same post"
    case .reply: "answered the same post"
    case .mention: "mentioned the same account"
    case .image: "posted the same image"
    case .video: "posted the same video"
    case .phrase: "used the same phrase"
    }
  }

  static func shared(_ layer: Layer) -> String {
    switch layer {
    case .hashtag: "shared tags"
    case .url: "shared links"
    case .domain: "shared sites"
    case .text: "shared texts"
    case .repost: "shared reposts"
    case .reply: "shared answers"
    case .mention: "shared mentions"
    case .image: "shared images"
    case .video: "shared videos"
    case .phrase: "shared phrases"
    }
  }

  private func duration(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    if seconds == 3600 { return "an hour" }
    if seconds % 3600 == 0 { return "\(seconds / 3600) hours" }
    return seconds % 60 == 0 && seconds > 60 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}

/// A number with commas between thousands.
func grouped(_ number: Int) -> String {
  var digits = Array(String(abs(number)))
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: index)
    index -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// A positive number with one decimal below 10 and none above; two significant digits below 0.1.
func rounded(_ number: Double) -> String {
  if number >= 9.95 { return grouped(Int(number.rounded())) }
  if number >= 0.095 { return "\((number * 10).rounded() / 10)" }
  if number <= 0 { return "0" }
  var scale = 1.0
  while number * scale < 10 && scale < 1e12 { scale *= 10 }
  return scale >= 1e12 ? "less than 1e-11" : "\((number * scale).rounded() / scale)"
}
