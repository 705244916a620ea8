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
  /// log10 of the p-value, at most 0.
  public var log10P: Double
  /// log10 of the q-value after Benjamini-Hochberg, at most 0.
  public var log10Q: Double

  /// An edge with these measurements.
  public init(
    pair: AccountPair, layer: Layer?, coactions: Int, opportunities: Int, expected: Double,
    log10P: Double, log10Q: Double
  ) {
    self.pair = pair
    self.layer = layer
    self.coactions = coactions
    self.opportunities = opportunities
    self.expected = expected
    self.log10P = log10P
    self.log10Q = log10Q
  }
}
