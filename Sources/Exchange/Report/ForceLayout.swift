/// Places for the nodes of a small graph, so that linked nodes lie near each other.
///
/// Springs and repulsion with a temperature that falls, and a weak pull to the middle that keeps
/// unlinked parts in the picture. It uses additions, multiplications, divisions and square roots
/// alone, which IEEE 754 rounds the same everywhere, and starts from a fixed sequence of places:
/// the same graph has the same picture on every machine.
///
/// Source: T. Fruchterman, E. Reingold (1991), Graph Drawing by Force-directed Placement,
/// DOI 10.1002/spe.4380211102; we add the pull and weigh springs by the strength of the link. The
/// first places are the Halton sequence of bases 2 and 3.
struct ForceLayout {
  /// A link between two nodes with a strength in 0...1.
  struct Link {
    var a: Int
    var b: Int
    var strength: Double
  }

  /// The places, in a square around the origin, scaled to lie within -1...1.
  private(set) var x: [Double]
  private(set) var y: [Double]

  private var forceX: [Double]
  private var forceY: [Double]

  /// Lays out a graph.
  ///
  /// - Complexity: O(rounds · (nodes² + links)) time.
  init(nodes: Int, links: [Link], rounds: Int = 220) {
    x = (0..<nodes).map { Self.halton($0 + 1, 2) - 0.5 }
    y = (0..<nodes).map { Self.halton($0 + 1, 3) - 0.5 }
    forceX = [Double](repeating: 0, count: nodes)
    forceY = forceX
    guard nodes > 1 else { return }
    let ideal = (1 / Double(nodes)).squareRoot()
    for round in 0..<rounds {
      for node in 0..<nodes {
        forceX[node] = -0.6 * x[node]
        forceY[node] = -0.6 * y[node]
      }
      repel(ideal)
      for link in links { attract(link, ideal) }
      move(by: 0.12 * (1 - Double(round) / Double(rounds)) + 0.001)
    }
    scale()
  }

  private mutating func repel(_ ideal: Double) {
    for a in 0..<x.count {
      for b in (a + 1)..<max(a + 1, x.count) {
        let (dx, dy) = (x[a] - x[b], y[a] - y[b])
        let push = ideal * ideal / max(dx * dx + dy * dy, 1e-6)
        forceX[a] += dx * push
        forceY[a] += dy * push
        forceX[b] -= dx * push
        forceY[b] -= dy * push
      }
    }
  }

  private mutating func attract(_ link: Link, _ ideal: Double) {
    let (dx, dy) = (x[link.a] - x[link.b], y[link.a] - y[link.b])
    let pull = (dx * dx + dy * dy).squareRoot() / ideal * (0.2 + 0.8 * link.strength)
    forceX[link.a] -= dx * pull
    forceY[link.a] -= dy * pull
    forceX[link.b] += dx * pull
    forceY[link.b] += dy * pull
  }

  private mutating func move(by most: Double) {
    for node in x.indices {
      let length = (forceX[node] * forceX[node] + forceY[node] * forceY[node]).squareRoot()
      guard length > 0 else { continue }
      let step = min(length, most) / length
      x[node] += forceX[node] * step
      y[node] += forceY[node] * step
    }
  }

  /// Each axis to -1...1.
  private mutating func scale() {
    x = Self.scaled(x)
    y = Self.scaled(y)
  }

  private static func scaled(_ values: [Double]) -> [Double] {
    guard let low = values.min(), let high = values.max(), high > low else {
      return values.map { _ in 0 }
    }
    return values.map { 2 * ($0 - low) / (high - low) - 1 }
  }

  private static func halton(_ index: Int, _ base: Int) -> Double {
    var (result, fraction, rest) = (0.0, 1.0, index)
    while rest > 0 {
      fraction /= Double(base)
      result += fraction * Double(rest % base)
      rest /= base
    }
    return result
  }
}
