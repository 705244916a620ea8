/// When two texts are held to say the same.
///
/// The thresholds were measured on public texts of unrelated sources and on invented translations;
/// docs/meaning.md has the shares of wrong links and of missed ones by pair of languages.
public struct MeaningParameters: Hashable, Sendable {
  /// The least cosine of two texts in different languages.
  public var acrossLanguages = 0.6
  /// The least cosine of two texts in one language, or where a language is not known: texts on one
  /// subject lie nearer each other there.
  public var withinLanguage = 0.8
  /// The least number of tokens of a text, the two marks included: short texts say too little.
  public var leastTokens = 8

  /// The measured thresholds.
  public init() {}

  /// The least cosine in thousandths.
  func threshold(_ a: String?, _ b: String?) -> Int16 {
    guard let a, let b, a != b else { return Int16((withinLanguage * 1000).rounded()) }
    return Int16((acrossLanguages * 1000).rounded())
  }
}
