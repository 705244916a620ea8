/// What the timing test and the network are run with. One default for every input.
public struct TimingParameters: Sendable, Hashable {
  /// Time window Δ in milliseconds; two actions this far apart or less are a co-action.
  public var timeWindow: Int64 = 60_000
  /// Context window W in milliseconds; two actions this far apart or less are an opportunity.
  public var contextWindow: Int64 = 3_600_000
  /// The false discovery rate among edges, over all pairs of a layer's accounts.
  public var falseDiscoveryRate = 0.01
  /// An action with more neighbours than this within the time window nominates no pair: so many
  /// accounts use the object at that moment that a coincidence says nothing, and their number grows
  /// with the square of the stream. Pairs nominated elsewhere still count such actions.
  public var crowdLimit = 500
  /// From how many opportunities on an object's own share of hits replaces a smaller chance.
  public var ownShareOpportunities = 20
  /// A pair with more opportunities than this on one occasion has hit it by chance.
  public var largestOccasion = 1 << 15
  /// Accounts that a candidate needs.
  public var smallestCandidate = 3
  /// log10 of the p-value below which an edge makes a candidate of two accounts.
  public var log10PairCandidate = -12.0
  /// The seed of the community search.
  public var seed: UInt64 = 1

  /// The default parameters.
  public init() {}
}
