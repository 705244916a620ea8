import SocialModel

/// The chance that an opportunity falls within each time scale.
///
/// It is the largest of three: that of two moments of one hour, the share of the occasion's most telling
/// layer in the profile, and the own share of each of its objects that enough unsuspected accounts
/// used: a burst of news makes everybody post the same link within the minute, and the layer's share
/// does not know of it. Each is that of the lags which a scale covers in the unit of the times.
struct Chances: Sendable {
  let scales: [Int64]
  /// For each unit, then each layer.
  private let ofLayers: [[SIMD8<Double>]]
  /// For each unit that was learnt of.
  private var ofObjects = [[Int32: SIMD8<Double>]](repeating: [:], count: TimeUnit.allCases.count)

  init(profile: DetectionProfile, parameters: DetectionParameters) {
    scales = parameters.scales
    ofLayers = TimeUnit.allCases.map { unit in
      var table = [SIMD8<Double>](repeating: SIMD8(repeating: 1), count: Layer.allCases.count)
      for layer in Layer.allCases {
        for (index, scale) in parameters.scales.enumerated() {
          table[Int(layer.rawValue)][index] = profile.chance(
            layer, within: scale, of: parameters.contextWindow, unit: unit)
        }
      }
      return table
    }
  }

  /// The chances of a layer, for lags in a unit.
  subscript(layer: Layer, unit: TimeUnit = .millisecond) -> SIMD8<Double> {
    ofLayers[Int(unit.rawValue)][Int(layer.rawValue)]
  }

  /// An object's own shares, where they are known.
  func own(_ object: Int32, _ unit: TimeUnit) -> SIMD8<Double>? {
    ofObjects[Int(unit.rawValue)][object]
  }

  /// Learns the shares of objects among accounts that are not suspected.
  mutating func learn(_ objects: some Sequence<Int32>, from own: OwnShares) {
    let units = own.units
    for object in objects {
      for unit in units {
        let widths = scales.map { Int64(unit.width(of: $0)) }
        guard let shares = own.shares(of: object, within: widths) else { break }
        var chance = SIMD8<Double>.zero
        for (index, share) in shares.enumerated() { chance[index] = share }
        ofObjects[Int(unit.rawValue)][object] = chance
      }
    }
  }
}
