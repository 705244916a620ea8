import SocialModel

extension Report {
  /// The page's view of an analysis.
  func page(_ analysis: Analysis) -> ReportPage {
    let headline = Headline(analysis)
    let shown = analysis.candidates.prefix(limits.candidates)
    let run = analysis.run
    return ReportPage(
      headline: headline.sentence, note: headline.note, warnings: run.warnings.map(line),
      facts: facts(analysis),
      hasCandidates: !analysis.candidates.isEmpty, overview: overview(analysis),
      overviewRest: rest(
        of: analysis.candidates.count, limits.overview, "candidate", in: .candidates),
      hasTimeline: analysis.stream.posts > 0 && !analysis.stream.timeline.isEmpty,
      timeline: TimelinePicture(analysis, limits).view,
      candidates: shown.enumerated().map { candidate($1, place: $0, analysis) },
      hasCopiedTexts: !analysis.copiedTexts.templates.isEmpty || analysis.copiedTexts.known != nil,
      copiedTexts: copiedTexts(analysis),
      meaning: meaning(analysis), threats: threats(analysis), method: MethodView(run),
      inputs: run.inputs.map(input),
      hasRejections: !run.rejectionReasons.isEmpty,
      rejections: run.rejectionReasons.map {
        Fact(name: $0.code, value: NumberText.grouped($0.count))
      },
      hasParameters: !run.parameters.isEmpty,
      parameters: run.parameters.map { Fact(name: $0.name, value: line($0.value)) },
      version: run.version)
  }

  private func facts(_ analysis: Analysis) -> [Fact] {
    let stream = analysis.stream
    var facts = [
      Fact(name: "Posts read", value: NumberText.grouped(stream.posts)),
      Fact(name: "Accounts", value: NumberText.grouped(stream.accounts)),
      Fact(
        name: "Accounts in candidates", value: NumberText.grouped(analysis.candidateAccounts)),
      Fact(name: "Records rejected", value: NumberText.grouped(analysis.rejections)),
    ]
    let run = analysis.run
    if run.mediaFiles + run.mediaRejections > 0 {
      facts.append(
        Fact(name: "Media files hashed", value: NumberText.grouped(run.mediaFiles)))
      facts.append(
        Fact(name: "Media files rejected", value: NumberText.grouped(run.mediaRejections)))
    }
    if let span = stream.span {
      facts.append(Fact(name: "First post (UTC)", value: HumanText.moment(span.lowerBound)))
      facts.append(Fact(name: "Last post (UTC)", value: HumanText.moment(span.upperBound)))
    }
    return facts
  }

  private func copiedTexts(_ analysis: Analysis) -> CopiedTextsView {
    let copied = analysis.copiedTexts
    return CopiedTextsView(
      note: "\(HumanText.count(copied.total, "text")) of two accounts or more, with small edits or"
        + " none, whoever posted them; those of the most accounts first. A copied text is no finding"
        + " about accounts: people pass on headlines, jokes and prayers.",
      templates: copied.templates.prefix(limits.templates).map { template($0, analysis) },
      rest: rest(of: copied.total, limits.templates, "text", in: .templates),
      hasKnown: copied.known != nil, knownNote: knownNote(copied.known ?? []),
      known: (copied.known ?? []).prefix(limits.known).map { known($0, analysis) },
      hasEarly: !copied.earlyAccounts.isEmpty,
      early: copied.earlyAccounts.prefix(limits.early).map(early),
      earlyRest: rest(of: copied.earlyAccounts.count, limits.early, "account", in: .templates))
  }

  private func overview(_ analysis: Analysis) -> [CandidateLine] {
    analysis.candidates.prefix(limits.overview).enumerated().map { place, candidate in
      CandidateLine(
        anchor: Self.anchor(place), isLinked: place < limits.candidates, id: candidate.id,
        kind: candidate.kind.rawValue, swatch: Pattern(place, limits).swatch,
        accounts: HumanText.count(candidate.members.count, "account"),
        first: HumanText.moment(candidate.firstAction, within: analysis.stream.span),
        p: HumanText.probability(log10: candidate.log10P),
        reason: line(candidate.reasons.first ?? candidate.kindReason))
    }
  }

  private func input(_ input: RunInput) -> InputView {
    InputView(
      name: line(input.name),
      format: "\(input.format), mapper \(input.mapperVersion)"
        + (input.compression == "none" ? "" : ", \(input.compression)"),
      size: HumanText.size(bytes: input.bytes), sha256: input.sha256,
      posts: NumberText.grouped(input.posts), duplicates: NumberText.grouped(input.duplicates),
      rejections: NumberText.grouped(input.rejections))
  }

  /// The place of a candidate's section in the page.
  static func anchor(_ place: Int) -> String { "candidate-\(place + 1)" }

  /// A sentence on what a list leaves out; empty when that is nothing.
  func rest(of count: Int, _ limit: Int, _ word: String, in file: ResultFile) -> String {
    guard count > limit else { return "" }
    return "\(HumanText.count(count - limit, "more \(word)")) in \(file.rawValue)."
  }

  /// A text cut to the length of a line.
  func line(_ text: String) -> String { HumanText.shortened(text, to: limits.line) }
}

extension MethodView {
  /// Sentences on the test with the numbers of a run.
  init(_ run: RunRecord) {
    let wide = Self.parameter("contextwindow", run).map { "within \($0) seconds" }
    test =
      "For each pair of accounts Tocsin takes the occasions on which both acted on the same rare"
      + " object \(wide ?? "within the context window") and asks how often chance alone would bring"
      + " two accounts with that shared interest so close in time, on several time scales. Pairs"
      + " that exceed chance are edges. An account without an edge joins when more of its posts"
      + " coincide with the group's own than an ordinary account's do. What hangs together is a"
      + " candidate."
    let level = Self.parameter("falsediscoveryrate", run) ?? Self.parameter("fdr", run)
    rate =
      "The false discovery rate is held at \(level ?? "the level that the parameters give")"
      + " (Benjamini–Hochberg) among the pairs that had two occasions, and again among the accounts"
      + " that join: that is the share which, on average, chance would have made, as far as the"
      + " model of chance fits this input. A q-value is the lowest rate at which a finding would"
      + " still count."
    meaning =
      "A p-value here is the chance that two accounts which act independently of each other would"
      + " show at least as many co-actions. It is not the chance that they are independent, and"
      + " not a measure of harm."
    limits =
      "It does not say who is behind an account, whether people agreed to act or a common source"
      + " moved them, or whether what they posted breaks a rule. News feeds, scheduling tools and"
      + " eager followers act in concert too; the kind of a candidate and its reasons help to"
      + " tell, and a person decides."
  }

  /// The value of the first parameter whose name begins so, letters and digits alone compared.
  private static func parameter(_ name: String, _ run: RunRecord) -> String? {
    run.parameters.first {
      $0.name.lowercased().filter { $0.isLetter || $0.isNumber }.hasPrefix(name)
    }?.value
  }
}
