import SocialModel

/// The section on threats and false alarms.
struct ThreatsView {
  var sentence: String
  var hasAlarms: Bool
  var alarms: [ThreatTextView]
  var alarmsRest: String
  var hasThreats: Bool
  var threats: [ThreatTextView]
  var threatsRest: String
  var counts: [ThreatCountsView]
}

/// A text that posts carry, with what decided; its words lie folded.
struct ThreatTextView {
  var level: String
  var kind: String
  var posts: String
  var accounts: String
  var language: String
  var places: String
  var first: String
  var last: String
  var account: String
  var candidates: String
  var marked: Markup
  var reasons: [String]
}

/// Posts by target, place, day or language.
struct ThreatCountsView {
  var title: String
  var rows: [Fact]
  var rest: String
}

extension Report {
  /// Texts of threats and of false alarms that the page shows.
  static let threatTexts = 50
  /// Rows of each list of counts.
  static let threatCounts = 12

  /// The section's view of an analysis.
  func threats(_ analysis: Analysis) -> ThreatsView {
    let found = analysis.threats
    return ThreatsView(
      sentence: Self.sentence(found),
      hasAlarms: !found.falseAlarms.isEmpty,
      alarms: found.falseAlarms.prefix(Self.threatTexts).map { threat($0, analysis) },
      alarmsRest: rest(
        of: found.falseAlarms.count + found.falseAlarmsLeftOut, Self.threatTexts, "text",
        in: .candidates),
      hasThreats: !found.threats.isEmpty,
      threats: found.threats.prefix(Self.threatTexts).map { threat($0, analysis) },
      threatsRest: rest(
        of: found.threats.count + found.threatsLeftOut, Self.threatTexts, "text", in: .candidates),
      counts: [
        counts("By target", found.targets), counts("By place", found.places),
        counts("By day (UTC)", found.days), counts("By language", found.languages),
      ].filter { !$0.rows.isEmpty })
  }

  /// What share of a candidate's posts was flagged, in a sentence; empty where posts were not assessed.
  func threatShare(_ candidate: Candidate, _ analysis: Analysis) -> String {
    guard let share = analysis.threats.shares.first(where: { $0.candidate == candidate.id })
    else { return "" }
    let percent =
      share.posts == 0 ? 0 : 100 * Double(share.threats) / Double(share.posts)
    let kinds = share.kinds.map { "\(NumberText.grouped($0.posts)) \($0.name)" }
    return
      "Of \(HumanText.count(share.posts, "post")) of its accounts, \(NumberText.grouped(share.threats))"
      + " (\(NumberText.significant(percent, 2))%) were assessed as threats or calls"
      + (kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))")
      + ", and \(NumberText.grouped(share.falseAlarms)) as false alarms."
  }

  private static func sentence(_ threats: ThreatFindings) -> String {
    if threats.absence != nil { return "Posts were not assessed: this was switched off." }
    let levels = threats.levels.filter { $0.name != "none" }.map {
      "\(NumberText.grouped($0.posts)) \($0.name)"
    }
    return "Each of \(HumanText.count(threats.posts, "post")) was assessed by its text alone: "
      + (levels.isEmpty ? "none was flagged" : levels.joined(separator: ", ")) + ". One line is one"
      + " text, with all posts that carry it or an edited copy of it. An assessment says what a text"
      + " says. It errs, it says nothing of how dangerous anybody is, and it decides nothing."
  }

  private func counts(_ title: String, _ counts: [ThreatFindings.Count]) -> ThreatCountsView {
    ThreatCountsView(
      title: title,
      rows: counts.prefix(Self.threatCounts).map {
        Fact(name: line($0.name), value: NumberText.grouped($0.posts))
      }, rest: rest(of: counts.count, Self.threatCounts, "row", in: .candidates))
  }

  private func threat(_ text: ThreatText, _ analysis: Analysis) -> ThreatTextView {
    let account = analysis.accounts[Int(text.post.account)]
    return ThreatTextView(
      level: text.level, kind: text.kind, posts: NumberText.grouped(text.posts),
      accounts: NumberText.grouped(text.accounts), language: text.language ?? "–",
      places: text.places.isEmpty ? "–" : line(text.places.joined(separator: ", ")),
      first: HumanText.moment(text.first), last: HumanText.moment(text.last),
      account: line(account.handle.map { "@" + $0 } ?? account.id),
      candidates: text.candidates.isEmpty ? "–" : line(text.candidates.joined(separator: ", ")),
      marked: Self.marked(text.post.text, text.spans, limit: limits.text),
      reasons: text.reasons.map(line))
  }

  /// A text, escaped, with the places that decided marked and named.
  static func marked(_ text: String, _ spans: [ThreatText.Span], limit: Int) -> Markup {
    let scalars = Array(text.unicodeScalars.prefix(limit))
    func piece(_ range: Range<Int>) -> String {
      HTMLText.escaped(String(String.UnicodeScalarView(scalars[range])))
    }
    var markup = ""
    var place = 0
    for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where span.start >= place && span.start < span.end && span.end <= scalars.count {
      let role = HTMLText.escaped(span.role)
      markup +=
        piece(place..<span.start) + "<mark title=\"\(role)\">" + piece(span.start..<span.end)
        + "</mark>"
      place = span.end
    }
    markup += piece(place..<scalars.count)
    return text.unicodeScalars.count > limit ? markup + "…" : markup
  }
}
