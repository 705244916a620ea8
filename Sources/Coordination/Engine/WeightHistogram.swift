/// How many edges have each weight, the weight being a number of co-actions.
public struct WeightHistogram: Sendable, Hashable {
  // Nearly all weights are small; those have a place in an array.
  private static let smallWeights = 256
  private var small = [Int](repeating: 0, count: smallWeights)
  private var counts: [Int: Int] = [:]

  /// Number of edges.
  public private(set) var edgeCount = 0
  /// Number of co-actions on all edges.
  public private(set) var coactionCount = 0

  /// No edges.
  public init() {}

  /// Counts edges of one weight.
  ///
  /// - Precondition: the weight is not negative.
  public mutating func add(weight: Int, edges: Int = 1) {
    if weight < Self.smallWeights {
      small[weight] += edges
    } else {
      counts[weight, default: 0] += edges
    }
    edgeCount += edges
    coactionCount += weight * edges
  }

  /// Counts the edges of another histogram too.
  public mutating func add(_ other: WeightHistogram) {
    for (weight, edges) in other.sorted() { add(weight: weight, edges: edges) }
  }

  /// The quantile of the weights as R computes it by default; nil where there are no edges.
  ///
  /// Source: R. J. Hyndman, Y. Fan (1996), "Sample Quantiles in Statistical Packages",
  /// doi:10.1080/00031305.1996.10473566, definition 7.
  ///
  /// - Parameter probability: from 0 to 1.
  public func quantile(_ probability: Double) -> Double? {
    precondition((0...1).contains(probability))
    guard edgeCount > 0 else { return nil }
    let rank = Double(edgeCount - 1) * probability
    let below = rank.rounded(.down)
    let low = Double(weight(at: Int(below)))
    let high = Double(weight(at: min(Int(below) + 1, edgeCount - 1)))
    return low + (rank - below) * (high - low)
  }

  /// The weights that occur and how many edges have them, ascending.
  private func sorted() -> [(weight: Int, edges: Int)] {
    let low = small.indices.filter { small[$0] > 0 }.map { (weight: $0, edges: small[$0]) }
    return low + counts.sorted { $0.key < $1.key }.map { (weight: $0.key, edges: $0.value) }
  }

  /// The weight at an index of all edges in order of weight.
  private func weight(at index: Int) -> Int {
    var seen = 0
    for (weight, edges) in sorted() {
      seen += edges
      if index < seen { return weight }
    }
    preconditionFailure("the index is beyond the edges")
  }
}
