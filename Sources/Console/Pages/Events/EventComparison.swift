import Exchange
import SocialModel
import Store

/// Two events side by side, over as many hours from the beginning of each.
enum EventComparison {
  private struct Side: Sendable {
    var event: EventRow
    var figures: EventFigures
    var candidates: [CandidateRow]
  }

  private struct Found: Sendable {
    var choices: [EventRow]
    var sides: [Side]
    var both: Int
  }

  @Sendable static func page(_ visit: Visit) async throws -> Answer {
    let span = try EventSpan(visit)
    let asked = try ["a", "b"].compactMap { try number(visit.query[$0]) }
    let found = try await visit.store { store in
      let sides = try asked.map { id -> Side in
        let event = try store.event(id)
        let (from, until) = span.moments(of: event)
        return Side(
          event: event,
          figures: try store.eventFigures(tags: event.tags, from: from, until: until),
          candidates: try store.candidates(from: from, until: until))
      }
      let both =
        sides.count == 2
        ? Set(sides[0].candidates.map(\.review)).intersection(sides[1].candidates.map(\.review))
          .count
        : 0
      return Found(choices: try store.events(limit: 200).items, sides: sides, both: both)
    }
    var blocks: [PageContent.Block] = [.form(form(visit, span, found.choices))]
    if found.sides.count == 2 { blocks += self.blocks(found, span) }
    return .page(
      PageContent(
        title: "Compare events",
        lead: "Over as many hours from the beginning of each, as far as posts are stored.",
        part: "/events", blocks: blocks))
  }

  private static func number(_ text: String?) throws -> Int64? {
    guard let text, !text.isEmpty else { return nil }
    guard let number = Int64(text), number > 0 else {
      throw ConsoleError(.badRequest, "An event’s number is none.")
    }
    return number
  }

  private static func form(
    _ visit: Visit, _ span: EventSpan, _ choices: [EventRow]
  ) -> PageContent.Form {
    let options =
      [("", "choose")]
      + choices.map { event in
        ("\(event.id)", "\(event.start.civil.date) \(HumanText.shortened(event.name, to: 80))")
      }
    return PageContent.Form(
      id: "compare", action: "/events/compare", token: nil,
      fields: [
        .init(name: "a", label: "One event", value: visit.query["a"] ?? "", options: options),
        .init(name: "b", label: "The other", value: visit.query["b"] ?? "", options: options),
        span.field,
      ], submit: "Compare")
  }

  private static func blocks(_ found: Found, _ span: EventSpan) -> [PageContent.Block] {
    let rows = found.sides.map { EventWords.rows($0.figures, candidates: $0.candidates) }
    let names = found.sides.map {
      "\(HumanText.shortened($0.event.name, to: 60)), \($0.event.start.civil.date)"
    }
    let table = PageContent.Table(
      id: "comparison", caption: "The \(span.hours) hours from the beginning of each",
      columns: [.init("what"), .init(names[0]), .init(names[1])],
      rows: zip(rows[0], rows[1]).map { one, other in
        [.init(one.0), .init(one.1), .init(other.1)]
      } + [
        [
          .init("Candidates of the same accounts in both"), .init("\(found.both)"),
          .init("\(found.both)"),
        ]
      ])
    return [.table(table)]
      + zip(found.sides, names).flatMap { side, name -> [PageContent.Block] in
        side.figures.posts == 0
          ? []
          : [
            .heading(name),
            .picture(
              CandidateBlocks.timeline(
                side.figures.bins, side.event.start, side.figures.binSeconds)),
          ]
      }
  }
}
