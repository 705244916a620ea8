/// From how much in common on a text is a copy.
///
/// Shares are of weight, the number of letters, of the words in common in the same order
/// (``TemplateIndex``).
public struct TemplateParameters: Hashable, Sendable {
  /// The least share of a text that its templates must make up together.
  public var leastTextShare = 0.7
  /// The least share of a template that a text must have to carry it.
  public var leastTemplateShare = 0.7
  /// The least share of a text that is cut at its end that must be the template's.
  public var leastCutTextShare = 0.75
  /// The least share of a template that must be left in front of a cut.
  public var leastCutTemplateShare = 0.4
  /// The least share of what is missing of a template that must be missing at its end for a cut.
  public var leastCutTail = 0.7
  /// Candidates that are verified for a text.
  public var verifiedCandidates = 6
  /// The least share of the features of the shorter form that a candidate must have in common.
  public var leastFeatureShare = 0.15

  /// The parameters that the measured figures are for.
  public init() {}
}
