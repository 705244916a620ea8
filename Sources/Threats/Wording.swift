/// The sentences of reasons. They say what was found and never the post's own words.
enum Wording {
  /// What a frame says.
  static func frame(
    _ kind: Assessment.Kind, _ commitment: Assessment.Commitment,
    _ directness: Assessment.Directness
  ) -> String {
    switch kind {
    case .threat: "A \(directness.rawValue) threat: \(clause(commitment))."
    case .call: "A call to violence: \(clause(commitment))."
    case .instruction: "It tells how to do harm."
    case .falseAlarm:
      "It would send people into or away from a place of help because of a danger: to be checked."
    case .claim: "It claims an attack for the author's side."
    case .glorification: "It praises an attack or those who did it."
    default: "It reads as \(kind.rawValue)."
    }
  }

  private static func clause(_ commitment: Assessment.Commitment) -> String {
    switch commitment {
    case .intends: "the author says that it will be done"
    case .commands: "others are told to do it"
    case .demands: "it is said to be deserved or right"
    case .wishes: "the author wishes or hopes for it"
    case .conditional: "it is tied to a condition"
    case .past: "it is said to have been done"
    case .negated: "it is denied"
    case .reported: "others are said to say it"
    case .none: "no commitment is expressed"
    }
  }

  /// Kind, commitment and code of a frame that its context takes the force from.
  static func blocked(
    _ context: FrameContext
  ) -> (Assessment.Kind, Assessment.Commitment, String) {
    if context.contains(.condemned) { return (.counterSpeech, .reported, "condemned") }
    if context.contains(.quoted) { return (.news, .reported, "quoted") }
    if context.contains(.reported) { return (.news, .reported, "reported") }
    if context.contains(.negated) { return (.counterSpeech, .negated, "negated") }
    if context.contains(.figurative) { return (.other, .none, "figurative") }
    return (.other, .none, "asked")
  }

  /// Said of every assessment in a language with a basic grammar.
  static let basicLanguage =
    "Only a small grammar knows this language: it finds less and errs more, and its silence says little."

  /// What a context code means.
  static func context(_ code: String) -> String {
    switch code {
    case "condemned": "The same sentence condemns it."
    case "quoted": "It stands in quotation marks."
    case "reported": "Others are said to say it."
    case "negated": "It is denied or rejected."
    case "figurative": "The post speaks of sport, a game, a story or a thing, not of people."
    default: "It is a question."
    }
  }

  /// What the words around say.
  static func words(_ kind: Assessment.Kind) -> String {
    switch kind {
    case .mourning: "It holds words of mourning or sympathy."
    case .counterSpeech: "It holds words of condemnation."
    default: "It holds words of news reports."
    }
  }
}
