/// Turns the frames found in a post into its assessment.
///
/// The frame of the highest level decides; of equals, the first in the grammar. Where none counts,
/// the words around decide what kind of post it is, and its level is none.
struct FrameJudge {
  let finder: FrameFinder
  let table: LevelTable
  let tokens: [Token]
  let assets: [AssetMatcher.Mention]

  private var known: KnownClasses { finder.grammar.known }

  func assessment() -> Assessment {
    let found = finder.frames()
    var best: (level: Assessment.Level, row: Int, frame: FoundFrame, elements: LevelElements)?
    for frame in found
    where frame.context.isDisjoint(with: .blocking) && !frame.frame.options.contains(.weak) {
      let elements = elements(frame)
      let (level, row) = table.level(of: elements)
      if best.map({
        $0.level < level
          || ($0.level == level && level == .none
            && frame.frame.kind == .falseAlarm)
      }) ?? true {
        best = (level, row, frame, elements)
      }
    }
    var result = Assessment.nothing
    result.language = finder.grammar.language
    if let best {
      decide(&result, best.frame, best.elements, best.level, row: best.row)
    } else {
      describe(&result, found)
    }
    result.assets = Set(assets.map(\.asset)).sorted()
    return result
  }

  // MARK: A frame decided

  private func elements(_ found: FoundFrame) -> LevelElements {
    let frame = found.frame
    var commitment = frame.commitment
    var directness = frame.directness
    if found.context.contains(.conditional), commitment == .intends || commitment == .commands {
      commitment = .conditional
      if directness == .direct { directness = .conditional }
    }
    let classes = found.sentence.reduce(ClassSet.zero) { $0 | finder.units[$1].classes }
    let matched = found.words.reduce(ClassSet.zero) { $0 | finder.units[$1].classes }
    let specific = matched.meets(known.second | known.name | known.office) || !assets.isEmpty
    let details = [
      classes.meets(known.weapon), classes.meets(known.time) || classes.meets(known.soon),
      classes.meets(known.place), specific,
    ].count { $0 }
    return LevelElements(
      kind: frame.kind, commitment: commitment, directness: directness, details: details,
      isImminent: classes.meets(known.soon), namesAsset: !assets.isEmpty)
  }

  private func decide(
    _ result: inout Assessment, _ found: FoundFrame, _ elements: LevelElements,
    _ level: Assessment.Level, row: Int
  ) {
    result.kind = elements.kind
    result.level = level
    result.commitment = elements.commitment
    result.directness = level == .none ? nil : elements.directness
    result.confidence = Confidence.of(finder.grammar.language, elements)
    result.spans = spans(found)
    result.reasons = [
      .init(
        code: "frame.\(found.frame.name)",
        sentence: Wording.frame(elements.kind, elements.commitment, elements.directness)),
      .init(
        code: "level.row-\(row)",
        sentence:
          "Row \(row) of the table of levels: \(elements.details) of means, time, place and "
          + "addressed target are named\(elements.isImminent ? ", within days" : "")"
          + "\(elements.namesAsset ? ", a protected asset is named" : "")."),
    ]
    for mention in assets {
      result.reasons.append(
        .init(code: "asset.\(mention.asset)", sentence: "It names a protected asset."))
      result.spans.append(.init(role: .asset, start: mention.start, end: mention.end))
    }
    addPlaces(&result)
    result.spans.sort {
      ($0.start, $0.end, $0.role.rawValue) < ($1.start, $1.end, $1.role.rawValue)
    }
  }

  private func addPlaces(_ result: inout Assessment) {
    for mention in Gazetteer.shipped.mentions(in: tokens) {
      result.places.append(mention.name)
      result.spans.append(
        .init(
          role: .place, start: Int(tokens[mention.tokens.lowerBound].start),
          end: Int(tokens[mention.tokens.upperBound - 1].end)))
    }
  }

  /// The frame's own words, and what else the sentence says of means, time and place.
  private func spans(_ found: FoundFrame) -> [Assessment.Span] {
    var spans: [Assessment.Span] = []
    for index in found.sentence {
      let unit = finder.units[index]
      let isMatched = found.words.contains(index)
      for (set, role) in finder.grammar.roles where unit.classes.meets(set) {
        let isDetail = role == .means || role == .time || role == .place
        guard isMatched || isDetail else { continue }
        spans.append(.init(role: role, start: Int(unit.start), end: Int(unit.end)))
        break
      }
    }
    return spans
  }

  // MARK: No frame decided

  private func describe(_ result: inout Assessment, _ found: [FoundFrame]) {
    let union = finder.union
    if let blocked = found.first(where: { $0.frame.kind == .threat || $0.frame.kind == .call }) {
      let (kind, commitment, code) = Wording.blocked(blocked.context)
      result.kind = kind
      result.commitment = commitment
      result.spans = spans(blocked)
      result.confidence = Confidence.ofContext(finder.grammar.language)
      result.reasons = [
        .init(code: "context.\(code)", sentence: Wording.context(code)),
        .init(
          code: "frame.\(blocked.frame.name)",
          sentence: "But for that it would read as a threat or a call to violence."),
      ]
      return
    }
    let signs: [(ClassSet, Assessment.Kind, String)] = [
      (known.mourning, .mourning, "mourning"), (known.counter, .counterSpeech, "counter-speech"),
    ]
    for (set, kind, code) in signs where union.meets(set) {
      result.kind = kind
      result.reasons = [.init(code: "words.\(code)", sentence: Wording.words(kind))]
      result.confidence = Confidence.ofContext(finder.grammar.language)
      mark(set, &result)
      return
    }
    guard finder.units.count(where: { $0.classes.meets(known.news) }) >= 2 else { return }
    result.kind = .news
    result.reasons = [.init(code: "words.news", sentence: Wording.words(.news))]
    result.confidence = Confidence.ofContext(finder.grammar.language)
    mark(known.news, &result)
  }

  private func mark(_ set: ClassSet, _ result: inout Assessment) {
    result.spans = finder.units.filter { $0.classes.meets(set) }.prefix(8).map {
      .init(role: .context, start: Int($0.start), end: Int($0.end))
    }
  }
}

/// How far an assessment of each sort is to be trusted: judgements, set by what the rules of a language
/// cover and in the order of the figures in docs/threats.md, and no measured shares.
enum Confidence {
  /// For kinds that the words around decide.
  static let ofContext = 0.6
  /// For what the linear model alone flags.
  static let ofModel = 0.4

  /// For kinds that the words around decide, in a language with a basic grammar.
  static let ofBasicContext = 0.3

  /// For kinds that the words around decide.
  static func ofContext(_ language: Language) -> Double {
    language.isBasic ? ofBasicContext : ofContext
  }

  /// For a frame in a language.
  static func of(_ language: Language, _ elements: LevelElements) -> Double {
    let base =
      switch language {
      case .english, .french: 0.9
      case .german, .arabic: 0.85
      case .russian: 0.75
      case .arabicChat: 0.6
      case .spanish, .italian, .portuguese, .dutch, .polish, .hindi, .chinese: 0.5
      case .hindiChat: 0.45
      }
    return elements.directness == .direct ? base : ((base - 0.1) * 100).rounded() / 100
  }
}
