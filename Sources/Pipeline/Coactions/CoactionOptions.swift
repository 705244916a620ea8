import SocialModel

/// What `tocsin coactions` is asked to do.
public struct CoactionOptions: Sendable, Hashable {
  /// The files, each a layer of its own; edges join the co-actions of all.
  public var inputs: [String]
  /// The folder to write.
  public var output: String
  /// The time window in seconds, both ends included.
  public var windowSeconds: Int64
  /// How many actions an account needs, before the co-actions are found and again among them.
  public var minParticipation: Int
  /// The quantile of the weights above which an edge is marked, from 0 to 1.
  public var edgeWeight: Double = 0.5
  /// A second, narrower window, for which a network of its own is written.
  public var fastWindowSeconds: Int64?
  /// Whether edges list their objects.
  public var listsObjects = false
  /// Whether statistics by account are written.
  public var writesAccounts = false
  /// Whether statistics by object are written.
  public var writesObjects = false
  /// Whether `coactions.csv` is left out.
  public var edgesOnly = false
  /// Whether to do as CooRTweet 2.1.3 does where it is in error.
  public var asCooRTweet = false
  /// How many threads work; results do not depend on it.
  public var threads: Int

  /// Options; what is left out has the default of the command.
  public init(
    inputs: [String], output: String, windowSeconds: Int64, minParticipation: Int, threads: Int
  ) {
    self.inputs = inputs
    self.output = output
    self.windowSeconds = windowSeconds
    self.minParticipation = minParticipation
    self.threads = threads
  }
}

/// What `tocsin coactions` found.
public struct CoactionSummary: Sendable, Hashable {
  /// Rows read.
  public var rows = 0
  /// Rows rejected.
  public var rejections = 0
  /// Co-actions.
  public var coactions = 0
  /// Pairs of accounts with co-actions.
  public var edges = 0
  /// The weight above which an edge is marked; nil where there are no edges.
  public var weightThreshold: Double?
  /// Pairs of actions on one object within the window, each counted from both ends: what the
  /// search cost.
  public var neighbours = 0
  /// What each stage cost.
  public var stages: [StageCost] = []
}
