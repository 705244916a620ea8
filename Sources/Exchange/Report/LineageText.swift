import SocialModel

/// A lineage in words, as the report has it, for other pages.
public enum LineageText {
  /// Where something was first, and how long it took, in a sentence or two.
  public static func way(_ lineage: Lineage) -> String { Report.way(lineage) }

  /// Sources that posts name and that the input does not have; empty where there is none.
  public static func missing(_ lineage: Lineage) -> String {
    guard !lineage.missingSources.isEmpty else { return "" }
    let named = lineage.missingSources.prefix(5).map {
      "\(HumanText.shortened($0.source, to: 120)) (\(HumanText.count($0.posts, "post")))"
    }
    let rest = lineage.missingSources.count - named.count
    return "Named as a source and not in the input: \(named.joined(separator: ", "))"
      + (rest > 0 ? " and \(HumanText.count(rest, "more source"))." : ".")
  }

  /// How long after the first post of all, with what the platforms' times leave open.
  public static func lag(_ arrival: Lineage.Arrival) -> String {
    let range = arrival.lagRange
    guard range.lowerBound != range.upperBound else { return HumanText.lag(arrival.lag) }
    return "\(HumanText.lag(arrival.lag)) (\(HumanText.lag(range.lowerBound)) to"
      + " \(HumanText.lag(range.upperBound)))"
  }

  /// How sure the order of an arrival is.
  public static func order(_ arrival: Lineage.Arrival) -> String { arrival.order.meaning }
}
