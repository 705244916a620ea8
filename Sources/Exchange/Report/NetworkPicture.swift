import SocialModel

/// A candidate's network: accounts as dots, pairs as lines.
struct NetworkPicture {
  private static let width = 720.0
  private static let height = 440.0

  private let total: Int
  private let accounts: [AccountReference]
  private let members: [Member]
  private let links: [Network.Link]
  private let pairs: Int
  /// Where each member's dot leads; empty for nowhere.
  var destinations: [String] = []

  /// The strongest accounts of a candidate and the strongest pairs among them.
  ///
  /// - Complexity: O(edges of the candidate + drawn edges log drawn edges).
  init(_ candidate: Candidate, _ analysis: Analysis, _ limits: Report.Limits) {
    total = candidate.members.count
    members = Array(candidate.members.prefix(limits.nodes))
    accounts = members.map { analysis.accounts[Int($0.account)] }
    var places: [Int32: Int32] = [:]
    for (place, member) in members.enumerated() { places[member.account] = Int32(place) }
    var drawn: [OrderedEdge] = []
    for index in candidate.edges {
      let pair = analysis.edges[index].pair
      guard let a = places[pair.a], let b = places[pair.b] else { continue }
      drawn.append(OrderedEdge(a, b, layer: analysis.edges[index].layer, index: index))
    }
    drawn.sort()
    let all = Network.links(drawn, analysis.edges)
    pairs = all.count
    links = Array(
      all.sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }.prefix(limits.links))
  }

  /// A single pair needs no picture.
  var isWorthDrawing: Bool { members.count > 2 && !links.isEmpty }

  /// What the template shows.
  var view: NetworkView {
    guard isWorthDrawing else {
      return NetworkView(picture: "", alternative: "", caption: "", legend: [])
    }
    let counts =
      "\(HumanText.count(members.count, "account")) and \(HumanText.count(links.count, "pair"))"
    return NetworkView(
      picture: picture, alternative: "Network of \(counts) joined by edges.",
      caption: caption, legend: legend)
  }

  private var caption: String {
    var sentences = [
      "A dot is an account, the larger the more edges it has; a line is a pair, the wider the"
        + " stronger the evidence, in the colour of its strongest layer."
    ]
    if members.count < total {
      sentences.append(
        "Only the strongest \(NumberText.grouped(members.count)) of its"
          + " \(HumanText.count(total, "account")) are drawn.")
    }
    if links.count < pairs {
      sentences.append(
        "Only the strongest \(NumberText.grouped(links.count)) of"
          + " \(HumanText.count(pairs, "pair")) between them are drawn.")
    }
    return sentences.joined(separator: " ")
  }

  private var legend: [LegendView] {
    layers.map { layer in
      LegendView(
        swatch: "<svg class=\"line\" width=\"26\" height=\"8\" aria-hidden=\"true\">"
          + "<path class=\"\(Self.style(layer))\" d=\"M1,4h24\" stroke-width=\"3\"/></svg>",
        name: layer?.name ?? "all layers")
    }
  }

  /// The layers of the lines, those that join all layers last.
  private var layers: [Layer?] {
    Set(links.map(\.strongest)).sorted { ($0?.rawValue ?? .max) < ($1?.rawValue ?? .max) }
  }

  private static func style(_ layer: Layer?) -> String {
    layer.map { "e\($0.rawValue)" } ?? "ea"
  }

  // MARK: Drawing

  private var picture: Markup {
    let strengths = self.strengths
    let layout = ForceLayout(
      nodes: members.count,
      links: zip(links, strengths).map { link, strength in
        ForceLayout.Link(a: Int(link.a), b: Int(link.b), strength: strength)
      })
    let places = zip(layout.x, layout.y).map { x, y in
      (x: Self.width / 2 + x * 306, y: Self.height / 2 + y * 180)
    }
    return lines(places, strengths) + dots(places) + labels(places)
  }

  /// The evidence of each line in 0...1, one half for the median: a single overwhelming pair does
  /// not make all others look alike. Links are ordered by their weights.
  private var strengths: [Double] {
    let median = max(links[links.count / 2].weight, 1e-9)
    return links.map { $0.weight / ($0.weight + median) }
  }

  /// One path for all lines of a layer and a width, the thin ones first.
  private func lines(_ places: [(x: Double, y: Double)], _ strengths: [Double]) -> Markup {
    var paths: [[Layer?: String]] = Array(repeating: [:], count: 5)
    for (link, strength) in zip(links, strengths) {
      let (a, b) = (places[Int(link.a)], places[Int(link.b)])
      paths[min(4, Int(5 * strength))][link.strongest, default: ""] +=
        "M\(Self.text(a.x)),\(Self.text(a.y))L\(Self.text(b.x)),\(Self.text(b.y))"
    }
    var markup = "<g class=\"\(links.count > 200 ? "lines dense" : "lines")\">"
    for (grade, byLayer) in paths.enumerated() {
      for layer in layers {
        guard let path = byLayer[layer] else { continue }
        let width = NumberText.significant(0.8 + 0.8 * Double(grade), 2)
        markup += "<path class=\"\(Self.style(layer))\" stroke-width=\"\(width)\" d=\"\(path)\"/>"
      }
    }
    return markup + "</g>"
  }

  private func dots(_ places: [(x: Double, y: Double)]) -> Markup {
    let dots = members.indices.map { index in
      let place = places[index]
      let name = HTMLText.escaped(name(index, 60))
      let edges = HumanText.count(members[index].edges, "edge")
      let link = destinations.indices.contains(index) ? destinations[index] : ""
      let circle =
        "<circle cx=\"\(Self.text(place.x))\" cy=\"\(Self.text(place.y))\""
        + " r=\"\(Self.text(radius(index)))\"><title>\(name), \(accounts[index].platform.name),"
        + " \(edges)</title></circle>"
      return link.isEmpty
        ? circle : "<a href=\"\(HTMLText.escaped(link))\" aria-label=\"\(name)\">\(circle)</a>"
    }
    return "<g class=\"dots\">\(dots.joined())</g>"
  }

  private func radius(_ index: Int) -> Double {
    let most = Double(max(1, members.map(\.edges).max() ?? 1))
    let share = (Double(max(0, members[index].edges)) / most).squareRoot()
    return (members.count > 60 ? 2 : 3.5) + (members.count > 60 ? 4 : 6.5) * share
  }

  /// Names of the strongest accounts, below or above their dots, as far as they cover nothing.
  private func labels(_ places: [(x: Double, y: Double)]) -> Markup {
    var taken: [(x: Double, y: Double, half: Double)] = []
    var markup = "<g class=\"labels\" aria-hidden=\"true\">"
    for index in members.indices.prefix(members.count > 40 ? 12 : 40) {
      let text = name(index, 18)
      // The first six are set larger on a phone.
      let isMain = taken.count < 6
      let half = (isMain ? 6.6 : 3.6) * Double(text.unicodeScalars.count) + 2
      let x = min(max(places[index].x, half + 2), Self.width - half - 2)
      let heights = [places[index].y + radius(index) + 12, places[index].y - radius(index) - 5]
      let free = heights.first { y in
        taken.allSatisfy { abs($0.y - y) > (isMain ? 22 : 13) || abs($0.x - x) > $0.half + half }
          && members.indices.allSatisfy { other in
            other == index || abs(places[other].y - y + 4) > radius(other) + 6
              || abs(places[other].x - x) > radius(other) + half
          }
      }
      guard let y = free else { continue }
      let style = isMain ? "" : " class=\"minor\""
      taken.append((x, y, half))
      markup +=
        "<text\(style) x=\"\(Self.text(x))\" y=\"\(Self.text(y))\">"
        + "\(HTMLText.escaped(text))</text>"
    }
    return markup + "</g>"
  }

  private func name(_ index: Int, _ limit: Int) -> String {
    let account = accounts[index]
    return HumanText.shortened(account.handle.map { "@" + $0 } ?? account.id, to: limit)
  }

  private static func text(_ value: Double) -> String {
    NumberText.significant((value * 10).rounded() / 10, 5)
  }
}
