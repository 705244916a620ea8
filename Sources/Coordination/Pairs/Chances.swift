import SocialModel

/// The chance that an opportunity falls within each time scale, for every object.
///
/// It is the largest of three: the ratio of the windows, the layer's share in the profile, and the
/// object's own share where enough unsuspected accounts used it: a burst of news makes everybody
/// post the same link within the minute, and the layer's share does not know of it.
struct Chances: Sendable {
  let scales: [Int64]
  private let ofLayers: [SIMD8<Double>]
  private let layers: [Layer]
  private var ofObjects: [Int32: SIMD8<Double>] = [:]

  init(_ actions: RareActions, profile: DetectionProfile, parameters: DetectionParameters) {
    scales = parameters.scales
    layers = actions.layers
    var table = [SIMD8<Double>](repeating: SIMD8(repeating: 1), count: Layer.allCases.count)
    for layer in Layer.allCases {
      for (index, scale) in parameters.scales.enumerated() {
        table[Int(layer.rawValue)][index] = profile.chance(
          layer, within: scale, of: parameters.contextWindow)
      }
    }
    ofLayers = table
  }

  subscript(object: Int32) -> SIMD8<Double> {
    ofObjects[object] ?? ofLayers[Int(layers[Int(object)].rawValue)]
  }

  /// Raises the chances of objects to their own shares among accounts that are not suspected.
  mutating func learn(_ objects: some Sequence<Int32>, from own: OwnShares) {
    for object in objects {
      guard let shares = own.shares(of: object, within: scales) else { continue }
      var chance = self[object]
      for (index, share) in shares.enumerated() { chance[index] = max(chance[index], share) }
      ofObjects[object] = chance
    }
  }
}
