import SocialModel

/// How often ordinary accounts that act on the same object within the context window do so within
/// the time window, layer by layer: what chance must be taken to give.
///
/// Shares were measured at a time window of 60 s and a context window of 3,600 s, where uniform
/// times would give 1/60. For other windows the excess over uniform is kept.
public struct DetectionProfile: Sendable, Hashable {
  /// The profile's name, as `run.json` states it.
  public var name: String
  /// The share of opportunities within 60 s out of 3,600 s, for each layer that is tested.
  public var shares: [Layer: Double]

  /// A profile with these measured shares.
  public init(name: String, shares: [Layer: Double]) {
    self.name = name
    self.shares = shares
  }

  /// Measured on published streams of conversations on breaking news, without known campaigns;
  /// docs/methods.md has the command and the figures. Layers that could not be measured there take
  /// the largest share of those that could.
  public static let shipped = DetectionProfile(
    name: "shipped-1",
    shares: [.hashtag: 0.03, .url: 0.06, .text: 0.15, .repost: 0.15, .image: 0.15, .video: 0.15])

  /// The layers that the profile has a share for, in order.
  public var layers: [Layer] { shares.keys.sorted() }

  /// The chance that one opportunity falls within the time window.
  ///
  /// Never below the ratio of the windows, and scaled by the measured excess over it.
  public func chance(_ layer: Layer, timeWindow: Double, contextWindow: Double) -> Double {
    let uniform = min(1, timeWindow / contextWindow)
    let excess = max(1, (shares[layer] ?? 1) * 60)
    return min(1, uniform * excess)
  }
}
