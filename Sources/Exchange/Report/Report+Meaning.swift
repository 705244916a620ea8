import SocialModel

/// The section on texts that say nearly the same in other words.
struct MeaningView {
  var sentence: String
  var groups: [MeaningGroupView]
  var rest: String
}

/// A group of texts, its medoid first.
struct MeaningGroupView {
  var title: String
  var texts: [MeaningTextView]
}

/// A text of a group; the medoid has no cosine.
struct MeaningTextView {
  var text: String
  var language: String
  var cosine: String
  var posts: String
  var accounts: String
  var first: String
  var account: String
  var candidates: String
}

extension Report {
  /// Groups that the page shows.
  static let meaningGroups = 20
  /// Texts of a group that the page shows.
  static let meaningTexts = 12

  /// The section's view of an analysis.
  func meaning(_ analysis: Analysis) -> MeaningView {
    let meaning = analysis.meaning
    let shown = meaning.groups.prefix(Self.meaningGroups)
    return MeaningView(
      sentence: Self.sentence(meaning),
      groups: shown.map { group in
        let all = [(group.medoid, nil)] + group.members.map { ($0.text, Optional($0.cosine)) }
        return MeaningGroupView(
          title: HumanText.count(all.count, "text"),
          texts: all.prefix(Self.meaningTexts).map { text($0, cosine: $1, analysis) })
      },
      rest: meaning.groups.contains { $0.members.count >= Self.meaningTexts }
        || meaning.groups.count > shown.count
        ? "\(HumanText.count(meaning.groups.count, "group")) in \(ResultFile.candidates.rawValue), with"
          + " all of their texts."
        : "")
  }

  private func text(
    _ text: RepeatedText, cosine: Double?, _ analysis: Analysis
  ) -> MeaningTextView {
    let account = analysis.accounts[Int(text.firstAccount)]
    return MeaningTextView(
      text: HumanText.shortened(text.text, to: limits.text), language: text.language ?? "–",
      cosine: cosine.map { NumberText.significant($0, 3) } ?? "medoid",
      posts: NumberText.grouped(text.posts), accounts: NumberText.grouped(text.accounts),
      first: HumanText.moment(text.first), account: line(account.handle ?? account.id),
      candidates: text.candidates.isEmpty ? "–" : line(text.candidates.joined(separator: ", ")))
  }

  private static func sentence(_ meaning: MeaningFindings) -> String {
    if let absence = meaning.absence {
      return "Texts were not compared by meaning: \(why(absence))."
    }
    let compared =
      "\(HumanText.count(meaning.texts, "text")) that several accounts posted, or that a candidate's"
      + " members copied, were compared by meaning, copies counted once"
      + (meaning.textsLeftOut == 0
        ? "" : "; \(NumberText.grouped(meaning.textsLeftOut)) of fewer accounts were left out")
    guard !meaning.groups.isEmpty else { return compared + ". No two say the same." }
    return compared
      + ". The texts of a group say nearly the same, or the opposite: the comparison does not see"
      + " negation. They are no copies, and no evidence that anybody acted in concert."
  }

  private static func why(_ absence: String) -> String {
    switch absence {
    case "switched-off": "this was switched off"
    case "not-installed":
      "the sentence encoder is not installed, which script/install-encoder does"
    case "damaged": "a file of the sentence encoder is not the one that is known"
    case "unreadable": "a file of the sentence encoder cannot be read"
    case "library-missing": "the library libopenblas.so.0 is not there"
    default: absence
    }
  }
}
