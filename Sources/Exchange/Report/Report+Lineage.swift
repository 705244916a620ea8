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
        + " \(line(account.handle ?? account.id)) at \(HumanText.moment(template.first)). In the"
        + " whole input it is in \(HumanText.count(total.posts, "post")) by"
        + " \(HumanText.count(total.accounts, "account")).",
      remark: "")
  }

  /// A copied text of the input.
  func template(_ template: StreamTemplate, _ analysis: Analysis) -> TemplateView {
    let found =
      template.candidates.isEmpty
      ? "No candidate's." : "Of \(template.candidates.joined(separator: ", "))."
    return view(
      template.text, template.lineage, analysis,
      sentence: "\(HumanText.count(template.accounts, "account")) posted it in"
        + " \(HumanText.count(template.posts, "post")) and"
        + " \(HumanText.count(template.wordings, "wording")). \(found)",
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
      missing: missing(lineage))
  }

  /// Where something was first, and how long it took, in a sentence or two.
  static func way(_ lineage: Lineage) -> String {
    let first = lineage.first
    var text =
      "First of all: \(first.account) on \(first.platform) at \(HumanText.moment(first.time))"
      + " (\(lineage.arrivals[0].order.meaning))."
    if lineage.total.accounts > 2 {
      text +=
        " Half of the accounts had it after \(HumanText.lag(lineage.adoption.half)), nine tenths"
        + " after \(HumanText.lag(lineage.adoption.nineTenths))."
    }
    return text
  }

  private func arrival(_ arrival: Lineage.Arrival, _ analysis: Analysis) -> ArrivalView {
    let range =
      arrival.lagRange.lowerBound == arrival.lagRange.upperBound
      ? ""
      : " (\(HumanText.lag(arrival.lagRange.lowerBound)) to"
        + " \(HumanText.lag(arrival.lagRange.upperBound)))"
    return ArrivalView(
      platform: arrival.first.platform.name, time: HumanText.moment(arrival.first.time),
      account: line(arrival.first.account), post: line(arrival.first.id),
      posts: NumberText.grouped(arrival.posts), accounts: NumberText.grouped(arrival.accounts),
      lag: HumanText.lag(arrival.lag) + range, order: arrival.order.meaning)
  }

  private func missing(_ lineage: Lineage) -> String {
    guard !lineage.missingSources.isEmpty else { return "" }
    let named = lineage.missingSources.prefix(5).map {
      "\(line($0.source)) (\(HumanText.count($0.posts, "post")))"
    }
    let rest = lineage.missingSources.count - named.count
    return "Named as a source and not in the input: \(named.joined(separator: ", "))"
      + (rest > 0 ? " and \(HumanText.count(rest, "more source"))." : ".")
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
