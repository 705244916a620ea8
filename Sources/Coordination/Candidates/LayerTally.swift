import SocialModel

/// What pairs of accounts did together, layer by layer.
///
/// An occasion counts in every layer that it has an object of, so the layers' figures overlap and
/// are not to be added.
struct LayerTally {
  /// Layers with a pair each, those with the most pairs first.
  private(set) var layers: [LayerEvidence] = []
  /// Number of pairs.
  let pairs: Int

  init(
    pairs: [AccountPair], found: DetectionResult, profile: DetectionProfile,
    parameters: DetectionParameters
  ) {
    self.pairs = pairs.count
    let chances = Chances(profile: profile, parameters: parameters)
    let window = chances.scales.firstIndex(of: parameters.timeWindow) ?? 0
    let collector = PairCollector(actions: found.actions, parameters: parameters)
    var tally: [Layer: LayerEvidence] = [:]
    for pair in pairs {
      let occasions = Occasion.cut(
        collector.coincidences(pair), of: found.actions, chances: chances)
      for layer in Layer.allCases {
        let own = occasions.filter { $0.has(layer) }
        guard !own.isEmpty else { continue }
        var evidence =
          tally[layer]
          ?? LayerEvidence(layer: layer, edges: 0, coactions: 0, opportunities: 0, expected: 0)
        evidence.edges += 1
        evidence.opportunities += own.count
        evidence.coactions += own.count { $0.lag <= parameters.timeWindow }
        evidence.expected += own.reduce(0) { $0 + $1.hitChance(window) }
        tally[layer] = evidence
      }
    }
    layers = tally.values.sorted {
      $0.edges != $1.edges
        ? $0.edges > $1.edges : ($0.layer?.rawValue ?? 0) < ($1.layer?.rawValue ?? 0)
    }
  }

  /// A tally that was made elsewhere.
  init(layers: [LayerEvidence], pairs: Int) {
    self.layers = layers
    self.pairs = pairs
  }

  /// The share of pairs that have an occasion in one of the layers, at most that of the largest.
  func share(of wanted: Set<Layer>) -> Double {
    let most = layers.filter { $0.layer.map(wanted.contains) ?? false }.map(\.edges).max() ?? 0
    return pairs == 0 ? 0 : Double(most) / Double(pairs)
  }
}
