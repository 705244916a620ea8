/// Assesses posts one after the other, keeping its buffers.
///
/// ```swift
/// var assessor = Assessor()
/// let assessment = assessor.assess("Meet at the lantern parade tonight", language: nil)
/// ```
///
/// Deterministic: the same text and assets give the same assessment, whatever came before.
///
/// - Complexity: a post takes O(words) with a bound on the words that are read
///   (``Tokenizer/tokenLimit``).
public struct Assessor {
  private var tokenizer = Tokenizer()
  private let guess = LanguageGuess.shipped
  private let table = LevelTable.shipped
  private let assets: AssetMatcher?

  /// An assessor that knows these assets.
  public init(assets: AssetMatcher? = nil) { self.assets = assets }

  /// Assesses a text.
  ///
  /// - Parameters:
  ///   - text: what the post says; empty gives ``Assessment/nothing``.
  ///   - language: the language that the source states, a BCP 47 tag; it only helps to choose rules.
  public mutating func assess(_ text: String, language hint: String? = nil) -> Assessment {
    tokenizer.scan(text)
    guard !tokenizer.tokens.isEmpty else { return .nothing }
    let (languages, _) = guess.languages(of: tokenizer.tokens, hint: hint)
    let mentions = assets?.mentions(in: tokenizer) ?? []
    var best: Assessment?
    for language in languages {
      let finder = FrameFinder(tokenizer, grammar: .shipped(language))
      let assessment = FrameJudge(
        finder: finder, table: table, tokens: tokenizer.tokens, assets: mentions
      ).assessment()
      if best.map({ Self.says($0) < Self.says(assessment) }) ?? true { best = assessment }
    }
    return best ?? .nothing
  }

  /// How much an assessment says, to choose among languages.
  private static func says(_ assessment: Assessment) -> Int {
    assessment.level.rank * 4
      + (assessment.kind == .falseAlarm ? 3 : assessment.kind == .other ? 0 : 1)
  }
}
