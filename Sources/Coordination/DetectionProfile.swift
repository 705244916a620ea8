import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What chance must be taken to give, layer by layer: how ordinary accounts that act on the same
/// rare object within the context window spread over it.
///
/// Measured at a context window of 3,600 s. Where chance acted alone and evenly, a share δ/W of
/// opportunities would fall within δ; ordinary accounts come closer, since news, broadcasts and feeds
/// move several of them at once.
public struct DetectionProfile: Sendable, Hashable {
  /// The time scales at which shares are stated, in milliseconds, ascending.
  public static let scales: [Int64] = [10_000, 60_000, 300_000, 900_000]
  /// The context window at which shares were measured, in milliseconds.
  public static let contextWindow: Int64 = 3_600_000

  /// The layers that can be tested, the most telling first: who posts the same text posts its
  /// links, phrases and tags as well.
  public static let testable: [Layer] = [
    .text, .repost, .image, .video, .url, .phrase, .hashtag,
  ]

  /// The profile's name, as `run.json` states it.
  public var name: String
  /// For each layer that is tested, the share of opportunities within each scale.
  public var shares: [Layer: [Double]]
  /// Of ordinary accounts whose posts coincide with a group at all, the share that does so with at
  /// least 1, 2, 3 ... of their posts; it goes on by the last ratio.
  public var repeats: [Double]

  /// For each post of an ordinary account in hours held back, how often it coincides with a group
  /// that the account met in the other hours, on something new.
  public var returnRate: Double

  /// A profile with these measured shares.
  public init(
    name: String, shares: [Layer: [Double]], repeats: [Double], returnRate: Double
  ) {
    precondition(shares.values.allSatisfy { $0.count == Self.scales.count }, "one share a scale")
    precondition(returnRate > 0 && returnRate <= 1, "a share of posts")
    precondition(repeats.first == 1 && repeats.count > 1, "all coincide at least once")
    self.name = name
    self.shares = shares
    self.repeats = repeats
    self.returnRate = returnRate
  }

  /// Measured on published streams of conversations on breaking news without known campaigns;
  /// docs/methods.md has the command and the figures. Layers that could not be measured there take
  /// the largest shares of those that could.
  public static let shipped = DetectionProfile(
    name: "shipped-2",
    shares: [
      .hashtag: [0.004765, 0.01634, 0.1137, 0.3199], .url: [0.04505, 0.1333, 0.4333, 0.7133],
      .text: [0.04505, 0.1261, 0.3604, 0.6667], .phrase: [0.008084, 0.05005, 0.2399, 0.5103],
      .repost: [0.02, 0.1333, 0.4333, 0.7133], .image: [0.04505, 0.1333, 0.4333, 0.7133],
      .video: [0.04505, 0.1333, 0.4333, 0.7133],
    ],
    repeats: [1, 0.03307, 0.00496, 0.001181], returnRate: 0.05794)

  /// The layers that the profile has shares for, in order.
  public var layers: [Layer] { shares.keys.sorted() }

  /// The chance that one opportunity falls within a time scale, given a context window.
  ///
  /// Shares are read off between the measured scales by powers of the lag, as they lie; never below
  /// 2x − x² for a ratio x of the windows, the chance of two independent moments of one stretch as
  /// long as the context window: who follows the same events shares their hours. Both are read at the
  /// lags that the scale covers where times come in a unit.
  func chance(
    _ layer: Layer, within window: Int64, of context: Int64, unit: TimeUnit = .millisecond
  ) -> Double {
    let width = unit.width(of: window)
    let ratio = min(1, width / Double(context))
    let uniform = unit.uniformChance(width: width, of: context)
    guard let known = shares[layer] else { return 1 }
    // Lags in units of the context window; the curve ends at (1, 1).
    let lags = Self.scales.map { Double($0) / Double(Self.contextWindow) } + [1]
    let values = known + [1]
    let lag = ratio
    guard let upper = lags.firstIndex(where: { lag <= $0 }) else { return 1 }
    if upper == 0 { return min(1, max(uniform, values[0])) }
    let t = (log(lag) - log(lags[upper - 1])) / (log(lags[upper]) - log(lags[upper - 1]))
    let power = log(values[upper - 1]) + t * (log(values[upper]) - log(values[upper - 1]))
    return min(1, max(uniform, exp(power)))
  }

  /// Of ordinary accounts that coincide with a group at all, the share that does so at least so many
  /// times; log10.
  func log10Repeats(atLeast count: Int) -> Double {
    if count <= repeats.count { return log10(repeats[max(0, count - 1)]) }
    let ratio = repeats[repeats.count - 1] / repeats[repeats.count - 2]
    return log10(repeats[repeats.count - 1]) + Double(count - repeats.count) * log10(ratio)
  }
}
