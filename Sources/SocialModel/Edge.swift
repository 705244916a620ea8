/// A pair whose co-actions the test holds to be more than chance, in one layer.
public struct Edge: Hashable, Sendable {
  /// The two accounts, as indices into the analysis' list of accounts.
  public var pair: AccountPair
  /// The layer in which they acted; nil where the evidence joins all layers.
  public var layer: Layer?
  /// Occasions on which they acted within the time window.
  public var coactions: Int
  /// Occasions on which they acted within the context window.
  public var opportunities: Int
  /// Occasions within the time window that chance would give.
  public var expected: Double
  /// The time scale at which the pair stands out most; nil where only the time window was tried.
  public var sharpest: Scale?
  /// log10 of the p-value, at most 0.
  public var log10P: Double
  /// log10 of the q-value after Benjamini-Hochberg, at most 0.
  public var log10Q: Double

  /// What a pair did within one time scale.
  public struct Scale: Hashable, Sendable {
    /// The scale in milliseconds.
    public var milliseconds: Int64
    /// Occasions on which the pair acted within the scale.
    public var coactions: Int
    /// Occasions within the scale that chance would give.
    public var expected: Double

    /// A scale with its counts.
    public init(milliseconds: Int64, coactions: Int, expected: Double) {
      self.milliseconds = milliseconds
      self.coactions = coactions
      self.expected = expected
    }
  }

  /// An edge with these measurements.
  public init(
    pair: AccountPair, layer: Layer?, coactions: Int, opportunities: Int, expected: Double,
    log10P: Double, log10Q: Double, sharpest: Scale? = nil
  ) {
    self.sharpest = sharpest
    self.pair = pair
    self.layer = layer
    self.coactions = coactions
    self.opportunities = opportunities
    self.expected = expected
    self.log10P = log10P
    self.log10Q = log10Q
  }
}
