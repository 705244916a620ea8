import SocialModel

/// The network of edges as graph programs want it: one link for each pair.
struct Network {
  /// An account with the candidates that it belongs to.
  struct Node {
    /// The index of the account in the analysis.
    var account: Int32
    /// The indices of its candidates, in the order of review.
    var candidates: [Int]
  }

  /// A pair with the evidence of all its layers.
  struct Link {
    /// The nodes, as places in `nodes`.
    var a: Int32
    var b: Int32
    /// The names of its layers in their order, `all` last.
    var layers: [String]
    /// The layer with the strongest evidence; nil for evidence that joins all layers.
    var strongest: Layer?
    /// -log10 p summed over the layers.
    var weight: Double
    /// Co-actions summed over the layers.
    var coactions: Int
    /// Co-actions that chance would give, summed over the layers.
    var expected: Double
  }

  var nodes: [Node]
  var links: [Link]

  /// The network of an analysis.
  ///
  /// Where evidence joins all layers it stands alone: the layers are in it already.
  init(_ analysis: Analysis) {
    let order = AccountOrder(analysis)
    nodes = order.accounts.map { Node(account: $0, candidates: []) }
    for (index, candidate) in analysis.candidates.enumerated() {
      for member in candidate.members {
        nodes[Int(order.ranks[Int(member.account)])].candidates.append(index)
      }
    }
    links = Self.links(OrderedEdge.all(analysis, order), analysis.edges)
  }

  /// One link for each run of edges with the same accounts.
  static func links(_ ordered: [OrderedEdge], _ edges: [Edge]) -> [Link] {
    var links: [Link] = []
    var start = 0
    while start < ordered.count {
      let (a, b) = (ordered[start].a, ordered[start].b)
      let end = ordered[start...].firstIndex { $0.a != a || $0.b != b } ?? ordered.count
      links.append(link(a, b, ordered[start..<end].map { edges[$0.index] }))
      start = end
    }
    return links
  }

  private static func link(_ a: Int32, _ b: Int32, _ edges: [Edge]) -> Link {
    let joined = edges.filter { $0.layer == nil }
    let counted = joined.isEmpty ? edges : joined
    let strongest = counted.min { x, y in
      (x.log10P, x.layer?.rawValue ?? .max) < (y.log10P, y.layer?.rawValue ?? .max)
    }
    return Link(
      a: a, b: b, layers: edges.map { $0.layer.fileName }, strongest: strongest?.layer,
      weight: counted.reduce(0) { $0 + evidence($1.log10P) },
      coactions: counted.reduce(0) { $0 + $1.coactions },
      expected: counted.reduce(0) { $0 + $1.expected })
  }

  /// -log10 p, finite and not negative even for a p-value of nought.
  static func evidence(_ log10P: Double) -> Double {
    log10P.isNaN ? 0 : min(max(0, -log10P), 1e9)
  }
}

extension Layer? {
  /// The word that files use: the layer's name, or `all` where the evidence joins all layers.
  var fileName: String { self?.name ?? "all" }
}
