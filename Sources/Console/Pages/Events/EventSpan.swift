import Exchange
import SocialModel
import Store

/// The hours from an event's beginning on that a page is about.
struct EventSpan: Sendable {
  /// How many.
  var hours: Int64

  /// The hours of a link, 48 without them.
  ///
  /// - Throws: ``ConsoleError`` with `badRequest` outside of 1 to 720.
  init(_ visit: Visit) throws {
    let text = visit.query["hours"] ?? ""
    guard let hours = Int64(text.isEmpty ? "48" : text), (1...720).contains(hours) else {
      throw ConsoleError(.badRequest, "An event is looked at for 1 to 720 hours.")
    }
    self.hours = hours
  }

  /// The span of an event.
  func moments(of event: EventRow) -> (from: Timestamp, until: Timestamp) {
    let end = event.start.milliseconds + hours * 3_600_000
    return (event.start, Timestamp(milliseconds: end))
  }

  /// The field that asks for another.
  var field: PageContent.Field {
    .init(
      name: "hours", label: "Hours from its beginning", type: "number", value: "\(hours)",
      hint: "1 to 720.")
  }
}

/// What is stored of an event, in words.
enum EventWords {
  static func lag(_ milliseconds: Int64?) -> String {
    milliseconds.map { HumanText.lag($0) } ?? "–"
  }

  static func share(_ part: Int, of all: Int) -> String {
    all == 0
      ? "–" : "\(HumanText.count(part, "post")), \(FigureView.percent(Double(part) / Double(all)))"
  }

  static func parts(_ parts: [EventFigures.Part], of all: Int) -> String {
    parts.isEmpty
      ? "–"
      : parts.prefix(6).map { part in
        let name = part.name.isEmpty ? "unknown" : HumanText.shortened(part.name, to: 16)
        return "\(name) \(FigureView.percent(Double(part.posts) / Double(max(1, all))))"
      }.joined(separator: ", ")
  }

  /// What is said of one event, a name and a value each.
  static func rows(_ figures: EventFigures, candidates: [CandidateRow]) -> [(String, String)] {
    [
      ("Posts under its tags", HumanText.measure(Double(figures.posts))),
      ("Accounts", HumanText.measure(Double(figures.accounts))),
      ("First post after", lag(figures.firstAfter)),
      ("Half of the posts after", lag(figures.halfAfter)),
      (
        "Most in \(HumanText.duration(seconds: figures.binSeconds))",
        "\(figures.bins.max() ?? 0)"
      ), ("Candidates in the span", "\(candidates.count)"),
      ("Campaigns among them", "\(candidates.filter { $0.state == .campaign }.count)"),
      ("By accounts of candidates", share(figures.byCandidates, of: figures.posts)),
      ("Languages", parts(figures.languages, of: figures.posts)),
      ("Platforms", parts(figures.platforms, of: figures.posts)),
    ]
  }
}
