import SocialModel

/// Sentences that say why, from the numbers that decided.
struct Reasons {
  let parameters: DetectionParameters

  /// Why a candidate was found: one sentence a layer, then the strongest pair, then the joiners.
  func candidate(_ layers: [LayerEvidence], _ edges: [Edge], joiners: [Joiner]) -> [String] {
    var sentences = layers.compactMap(layer)
    if let strongest = edges.min(by: { ($0.log10P, $0.pair) < ($1.log10P, $1.pair) }) {
      sentences.append("The strongest pair: \(pair(strongest))")
    }
    sentences += groups(joiners)
    return sentences
  }

  /// How many accounts are here because of the group, and why.
  private func groups(_ joiners: [Joiner]) -> [String] {
    let heldOut = joiners.count { $0.basis == .heldOut }
    var sentences: [String] = []
    if heldOut > 0 {
      sentences.append(
        "\(counted(heldOut, "account")) stood out as a group in one half of the hours and met again "
          + "on other things in the half that was held back.")
    }
    let grown = joiners.count - heldOut
    if grown > 0 {
      sentences.append(
        "\(counted(grown, "account")) \(grown == 1 ? "is" : "are") here because "
          + "posts of theirs coincide with the others' again and again, though no single pair "
          + "proves it.")
    }
    return sentences
  }

  private func layer(_ evidence: LayerEvidence) -> String? {
    guard let layer = evidence.layer else { return nil }
    let pairs = evidence.edges == 1 ? "One pair" : "\(grouped(evidence.edges)) pairs"
    return "\(pairs) of these accounts: \(grouped(evidence.coactions)) of the "
      + "\(grouped(evidence.opportunities)) occasions on which both \(Self.verb(layer)) within "
      + "\(duration(parameters.contextWindow)) of each other fell within "
      + "\(duration(parameters.timeWindow)); chance gives \(rounded(evidence.expected))."
  }

  private func pair(_ edge: Edge) -> String {
    let scale = edge.sharpest
    return "\(grouped(scale?.coactions ?? edge.coactions)) of their "
      + "\(grouped(edge.opportunities)) shared occasions within "
      + "\(duration(parameters.contextWindow)) of each other fell within "
      + "\(duration(scale?.milliseconds ?? parameters.timeWindow)); chance gives "
      + "\(rounded(scale?.expected ?? edge.expected))."
  }

  /// Why an account is in a candidate because of its pairs.
  func member(_ edges: [Edge]) -> String {
    let others = Set(edges.flatMap { [$0.pair.a, $0.pair.b] }).count - 1
    guard others > 0, let strongest = edges.min(by: { ($0.log10P, $0.pair) < ($1.log10P, $1.pair) })
    else { return "Held by the network's structure alone." }
    return "In concert with \(counted(others, "other member")). The strongest pair: "
      + pair(strongest)
  }

  /// Why an account that a group gave away is in a candidate.
  func joiner(_ joiner: Joiner) -> String {
    let hours = joiner.basis == .heldOut ? " in the hours that were held back" : ""
    let new = joiner.basis == .heldOut ? "something new and rare" : "something rare"
    return "\(grouped(joiner.hits)) of its \(grouped(joiner.exposedPosts)) posts\(hours) share "
      + "\(new) with members' posts within \(duration(joiner.scale)); an ordinary account's do "
      + "\(rounded(joiner.expected)) times."
  }

  private func counted(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
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
}

/// A length of time as one says it: `an hour`, `15 min`, `60 s`.
func duration(_ milliseconds: Int64) -> String {
  let seconds = milliseconds / 1000
  if seconds == 3600 { return "an hour" }
  if seconds % 3600 == 0, seconds > 0 { return "\(seconds / 3600) hours" }
  return seconds % 60 == 0 && seconds > 60 ? "\(seconds / 60) min" : "\(seconds) s"
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
