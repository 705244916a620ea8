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
  /// How many Unicode scalars of a text are read at most; what stands behind them changes nothing.
  public static let scalarLimit = Tokenizer.scalarLimit

  private var tokenizer = Tokenizer()
  private let guess = LanguageGuess.shipped
  private let table = LevelTable.shipped
  private var features = NgramFeatures()
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
      var assessment = FrameJudge(
        finder: finder, table: table, tokens: tokenizer.tokens, assets: mentions
      ).assessment()
      if language.isBasic {
        assessment.reasons.append(.init(code: "language.basic", sentence: Wording.basicLanguage))
      } else if assessment.reasons.isEmpty {
        askModel(&assessment, finder, namesAsset: !mentions.isEmpty)
      }
      if best.map({ Self.says($0) < Self.says(assessment) }) ?? true { best = assessment }
    }
    return best ?? .nothing
  }

  /// Asks the linear model where rules see an act and a person and nothing that explains them.
  private mutating func askModel(
    _ assessment: inout Assessment, _ finder: FrameFinder, namesAsset: Bool
  ) {
    let known = finder.grammar.known
    let acts = known.act | known.hardAct
    let persons = known.group | known.person | known.insult | known.second
    guard finder.union.meets(acts), finder.union.meets(persons) else { return }
    features.take(finder.units, folded: tokenizer.folded, groups: known.group)
    guard LinearModel.shipped.score(features.indices) >= LinearModel.shipped.threshold else {
      return
    }
    assessment.kind = .threat
    assessment.level = namesAsset ? .moderate : .low
    assessment.directness = .indirect
    assessment.confidence = Confidence.ofModel
    assessment.reasons = [
      .init(
        code: "model.ngrams",
        sentence:
          "No rule fits; its wording is like that of threats, and it names an act and a person."
      )
    ]
    assessment.spans = finder.units.filter { $0.classes.meets(acts) }.prefix(4).map {
      .init(role: .act, start: Int($0.start), end: Int($0.end))
    }
  }

  /// How much an assessment says, to choose among languages.
  private static func says(_ assessment: Assessment) -> Int {
    assessment.level.rank * 4
      + (assessment.kind == .falseAlarm ? 3 : assessment.kind == .other ? 0 : 1)
  }
}
