import SocialModel

extension Report {
  /// A copied text of a candidate.
  func template(_ template: CandidateTemplate, _ analysis: Analysis) -> TemplateView {
    let account = analysis.accounts[Int(template.firstAccount)]
    let total = template.lineage.total
    return view(
      template.text, template.lineage, analysis,
      sentence: "\(HumanText.count(template.members, "member")) posted it in"
        + " \(HumanText.count(template.posts, "post")), the first of them"
        + " \(line(account.handle.map { "@" + $0 } ?? account.id)) at \(HumanText.moment(template.first)). In the"
        + " whole input it is in \(HumanText.count(total.posts, "post")) by"
        + " \(HumanText.count(total.accounts, "account")).",
      remark: "")
  }

  /// A copied text of the input.
  func template(_ template: StreamTemplate, _ analysis: Analysis) -> TemplateView {
    let found =
      template.candidates.isEmpty
      ? "in no candidate" : "in \(template.candidates.joined(separator: ", "))"
    return view(
      template.text, template.lineage, analysis,
      sentence: "\(HumanText.count(template.accounts, "account")),"
        + " \(HumanText.count(template.posts, "post")),"
        + " \(HumanText.count(template.wordings, "wording")); \(found).",
      remark: template.boilerplateReason.isEmpty
        ? "" : "Boilerplate? \(line(template.boilerplateReason))")
  }

  private func view(
    _ text: String, _ lineage: Lineage, _ analysis: Analysis, sentence: String, remark: String
  ) -> TemplateView {
    TemplateView(
      text: HumanText.shortened(text, to: limits.text), sentence: sentence, remark: remark,
      way: line(Self.way(lineage)), curve: AdoptionCurve(lineage).markup,
      curveName: AdoptionCurve(lineage).alternative,
      arrivals: lineage.arrivals.map { arrival($0, analysis) },
      missing: line(LineageText.missing(lineage)))
  }

  /// Where something was first, and how long it took, in a sentence or two.
  static func way(_ lineage: Lineage) -> String {
    let first = lineage.first
    var text =
      "First of all: \(first.name) on \(first.platform) at \(HumanText.moment(first.time))"
      + " (\(lineage.arrivals[0].order.meaning))."
    if lineage.total.accounts > 2 {
      text +=
        " Half of the accounts had it after \(HumanText.lag(lineage.adoption.half)), nine tenths"
        + " after \(HumanText.lag(lineage.adoption.nineTenths))."
    }
    return text
  }

  private func arrival(_ arrival: Lineage.Arrival, _ analysis: Analysis) -> ArrivalView {
    ArrivalView(
      platform: arrival.first.platform.name, time: HumanText.moment(arrival.first.time),
      account: line(arrival.first.name), post: line(arrival.first.id),
      posts: NumberText.grouped(arrival.posts), accounts: NumberText.grouped(arrival.accounts),
      lag: LineageText.lag(arrival), order: LineageText.order(arrival))
  }

  /// What the input has of known templates, in a sentence or two.
  func knownNote(_ uses: [KnownTemplateUse]) -> String {
    guard !uses.isEmpty else { return "No post of others carries a known template." }
    return "\(HumanText.count(uses.count, "known template")) in posts of others,"
      + " \(HumanText.count(uses.reduce(0) { $0 + $1.posts }, "post")) in all; matches.csv has each"
      + " with what it changed. Minutes count from the template’s own post, or from the first copy."
  }

  /// A known template as a row of a table.
  func known(_ use: KnownTemplateUse, _ analysis: Analysis) -> KnownView {
    let first = use.firsts.first.map {
      "\(HumanText.moment($0.time, within: analysis.stream.span)) \($0.name) on \($0.platform),"
        + " minute \(use.firstMinute)"
    }
    return KnownView(
      id: line(use.id), text: HumanText.shortened(use.text, to: limits.text),
      published: use.published.map { HumanText.moment($0, within: analysis.stream.span) } ?? "",
      posts: NumberText.grouped(use.posts), accounts: NumberText.grouped(use.accounts),
      first: line(first ?? ""), platforms: use.firsts.map(\.platform.name).joined(separator: ", "),
      candidates: line(
        use.candidates.map { "\($0.candidate) (\(HumanText.count($0.members, "member")))" }
          .joined(separator: ", ")))
  }

  /// An account that comes early, as a row of a table.
  func early(_ account: EarlyAccount) -> EarlyView {
    EarlyView(
      platform: account.platform.name, account: line(account.account),
      early: NumberText.grouped(account.early), templates: NumberText.grouped(account.families),
      expected: HumanText.measure(account.expected),
      p: HumanText.measure(account.pValue), q: HumanText.measure(account.qValue))
  }
}

extension Carrier {
  /// The account as people know it.
  var name: String { handle.map { "@" + $0 } ?? account }
}

extension Lineage {
  /// Posts and accounts on all platforms.
  var total: (posts: Int, accounts: Int) {
    arrivals.reduce((0, 0)) { ($0.0 + $1.posts, $0.1 + $1.accounts) }
  }
}

extension Lineage.Order {
  /// What it says of a first post, in words.
  var meaning: String {
    switch self {
    case .certain: "the order is certain"
    case .withinResolution: "times are too coarse to tell the order"
    case .notCovered: "the input has nothing of this platform from before"
    case .earlierSource: "it names a source that the input does not have"
    }
  }
}

/// How many accounts had posted something up to when, as a small picture.
struct AdoptionCurve {
  private let points: [(x: Double, y: Double)]
  private let accounts: Int
  private let length: Int64

  init(_ lineage: Lineage) {
    let total = lineage.curve.last.map { ($0.time, $0.accounts) } ?? (1, 1)
    (length, accounts) = (max(total.0, 1), max(total.1, 1))
    let (length, accounts) = (Double(length), Double(accounts))
    points = lineage.curve.map { (Double($0.time) / length, Double($0.accounts) / accounts) }
  }

  /// The path of an SVG of 120 by 32; steps, since nothing is known between points.
  var markup: Markup {
    var path = "M0 32"
    for point in points {
      let x = Int((point.x * 1200).rounded())
      let y = Int(((1 - point.y) * 300).rounded()) + 10
      path += "H\(x / 10).\(x % 10)V\(y / 10).\(y % 10)"
    }
    return "<path d=\"\(path)V32Z\"/>"
  }

  /// What it shows, in words.
  var alternative: String {
    "Accounts over \(HumanText.lag(length)), up to \(NumberText.grouped(accounts))"
  }
}
