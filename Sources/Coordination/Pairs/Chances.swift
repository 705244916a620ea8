import SocialModel

/// The chance that an opportunity falls within each time scale.
///
/// It is the largest of three: that of two moments of one hour, the share of the occasion's most telling
/// layer in the profile, and the own share of each of its objects that enough unsuspected accounts
/// used: a burst of news makes everybody post the same link within the minute, and the layer's share
/// does not know of it.
struct Chances: Sendable {
  let scales: [Int64]
  private let ofLayers: [SIMD8<Double>]
  private var ofObjects: [Int32: SIMD8<Double>] = [:]

  init(profile: DetectionProfile, parameters: DetectionParameters) {
    scales = parameters.scales
    var table = [SIMD8<Double>](repeating: SIMD8(repeating: 1), count: Layer.allCases.count)
    for layer in Layer.allCases {
      for (index, scale) in parameters.scales.enumerated() {
        table[Int(layer.rawValue)][index] = profile.chance(
          layer, within: scale, of: parameters.contextWindow)
      }
    }
    ofLayers = table
  }

  /// The chances of a layer.
  subscript(layer: Layer) -> SIMD8<Double> { ofLayers[Int(layer.rawValue)] }

  /// An object's own shares, where they are known.
  func own(_ object: Int32) -> SIMD8<Double>? { ofObjects[object] }

  /// Learns the shares of objects among accounts that are not suspected.
  mutating func learn(_ objects: some Sequence<Int32>, from own: OwnShares) {
    for object in objects {
      guard let shares = own.shares(of: object, within: scales) else { continue }
      var chance = SIMD8<Double>.zero
      for (index, share) in shares.enumerated() { chance[index] = share }
      ofObjects[object] = chance
    }
  }
}
