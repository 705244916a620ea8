/// How often a reporter's notices led to a measure.
///
/// It orders notices of equal urgency and is no verdict on the reporter: with few notices the interval is
/// wide, and a reporter without a record is ordered as an average one, not as a bad one.
public struct ReporterRecord: Hashable, Sendable {
  /// Notices that were decided with a measure, of those that were decided.
  public let upheld: ShareInterval

  /// A record.
  public init(upheld: Int, decided: Int) {
    self.upheld = ShareInterval(hits: upheld, total: decided)
  }

  /// How far to trust the next notice, 0...1: the mean of a Beta distribution with the share of all
  /// reporters as its prior, worth `priorWeight` notices.
  ///
  /// - Parameters:
  ///   - allUpheld: the share over all reporters, 0...1.
  ///   - priorWeight: notices that the prior is worth.
  public func trust(allUpheld: Double, priorWeight: Double = 5) -> Double {
    (Double(upheld.hits) + allUpheld * priorWeight) / (Double(upheld.total) + priorWeight)
  }
}
