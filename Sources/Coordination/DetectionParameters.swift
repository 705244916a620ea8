/// What detection is run with. One default for every input.
public struct DetectionParameters: Sendable, Hashable {
  /// Time window Δ in milliseconds: two actions this far apart or less are a co-action.
  public var timeWindow: Int64 = 60_000
  /// Context window W in milliseconds: two actions this far apart or less are an opportunity.
  public var contextWindow: Int64 = 3_600_000
  /// The false discovery rate over accounts: half of it for those that pairs give away, half for those
  /// that held-out groups do, and the whole again for those that join by growth; `--pairs-only` has the
  /// whole for pairs.
  public var falseDiscoveryRate = 0.01
  /// Objects count when at most one post in 10^rarity carries them; each is a stratum of its own.
  public var rarities = [2.0, 3.0]
  /// Posts without the object that are added to the stream before its share is taken, so that a
  /// short stream has rare objects at all.
  public var priorPosts = 1000
  /// An action with more neighbours than this within the context window is left out: so many
  /// accounts use the object at that moment that a coincidence says little, and the number of
  /// coincidences grows with the square of the stream.
  public var crowdLimit = 400
  /// From how many opportunities on an object's own share of hits replaces a smaller chance.
  public var ownShareOpportunities = 20
  /// Whether groups grow by accounts that no pair gives away.
  public var growsGroups = true
  /// How often groups may grow.
  public var growthRounds = 8
  /// Accounts that a candidate needs.
  public var smallestCandidate = 3
  /// log10 of the p-value below which an edge makes a candidate of two accounts.
  public var log10PairCandidate = -12.0
  /// The seed of the community search.
  public var seed: UInt64 = 1

  /// The default parameters.
  public init() {}

  /// The time scales that are tried: those of the profile that are shorter than the context window,
  /// and the time window itself. In milliseconds, ascending.
  var scales: [Int64] {
    Array(Set(DetectionProfile.scales + [timeWindow])).filter { $0 < contextWindow }.sorted()
  }
}
