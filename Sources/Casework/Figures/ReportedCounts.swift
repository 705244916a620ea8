import SocialModel

/// Decisions that a transparency report counts alike.
public struct DecisionTally: Hashable, Sendable {
  /// What they rest on; nil where there is no violation.
  public var ground: Ground?
  /// What was done; nothing where the case was dismissed.
  public var measures: Set<Measure>
  /// How the subject was found.
  public var source: DecisionSource
  /// The language of the subject, a BCP 47 tag; nil where unknown.
  public var language: String?
  /// What the appeal came to; nil where there was none or it waits.
  public var appeal: AppealOutcome?
  /// Whether an appeal came in.
  public var isAppealed: Bool
  /// Whether they were undone: such decisions are counted as undone and nowhere else. What an appeal reversed is
  /// not undone.
  public var isUndone: Bool
  /// How many.
  public var count: Int

  /// Decisions that are counted alike.
  public init(
    ground: Ground?, measures: Set<Measure>, source: DecisionSource, language: String?,
    appeal: AppealOutcome?, isAppealed: Bool, isUndone: Bool, count: Int
  ) {
    self.ground = ground
    self.measures = measures
    self.source = source
    self.language = language
    self.appeal = appeal
    self.isAppealed = isAppealed || appeal != nil
    self.isUndone = isUndone
    self.count = count
  }
}

/// Second reviews of decisions that were not undone, in one language, with one outcome.
public struct ReviewTally: Hashable, Sendable {
  /// The language of the decisions' subjects; nil where unknown.
  public var language: String?
  /// Whether the second reviewer answered otherwise.
  public var isDisagreed: Bool
  /// How many.
  public var count: Int

  /// Second reviews that are counted alike.
  public init(language: String?, isDisagreed: Bool, count: Int) {
    self.language = language
    self.isDisagreed = isDisagreed
    self.count = count
  }
}

/// What a transparency report is made of: everything that was counted in its period.
public struct ReportedCounts: Sendable {
  /// Notices by reason.
  public var notices: [ReportReason: Int] = [:]
  /// Decisions.
  public var decisions: [DecisionTally] = []
  /// Second reviews of those that were not undone.
  public var reviews: [ReviewTally] = []
  /// Accounts that met a measure, each once.
  public var accounts: [Measure: Int] = [:]
  /// Response times of the cases that were opened, by queue in the order of names.
  public var times: [QueueTimes] = []

  /// Nothing.
  public init() {}
}

extension Sequence<DecisionTally> {
  /// How many decisions.
  var total: Int { reduce(0) { $0 + $1.count } }
}
