import Casework
import Desk
import Exchange
import SocialModel
import Store

/// One event: the posts under its tags over time, who was first, candidates and runs of its span.
enum EventPage {
  private struct Found: Sendable {
    var event: EventRow
    var figures: EventFigures
    var candidates: [CandidateRow]
    var runs: [RunRow]
    var first: [PostRow]
  }

  private static func fetch(
    _ id: Int64, _ span: EventSpan, _ store: CaseStore
  ) throws -> Found {
    let event = try store.event(id)
    let (from, until) = span.moments(of: event)
    let figures = try store.eventFigures(tags: event.tags, from: from, until: until)
    return Found(
      event: event, figures: figures, candidates: try store.candidates(from: from, until: until),
      runs: try store.runs(from: from, until: until), first: try store.posts(figures.firstPosts))
  }

  /// - Parameter draft: what was filled in and refused; nil for the event as it is.
  static func page(_ visit: Visit, _ draft: FormDraft?) async throws -> PageContent {
    let id = try visit.number()
    let span = try EventSpan(visit)
    let found = try await visit.store { try fetch(id, span, $0) }
    let (event, figures) = (found.event, found.figures)
    var blocks: [PageContent.Block] = [
      .facts(
        [
          .init("Began", HumanText.moment(event.start)), .init("Place", event.place ?? "–"),
          .init("Tags", event.tags.isEmpty ? "–" : EventPages.tags(event)),
        ]
          + EventWords.rows(figures, candidates: found.candidates).map { .init($0, $1) })
    ]
    if let note = event.note { blocks.append(.text(note)) }
    if figures.isCut {
      blocks.append(
        .notice(
          "Only the first \(HumanText.measure(Double(EventFigures.mostPosts))) posts are counted."))
    }
    blocks += [
      .form(
        PageContent.Form(
          id: "span", action: "/events/\(id)", token: nil, fields: [span.field], submit: "Show")),
      .links([.init(words: "Compare with another", link: "/events/compare?a=\(id)")]),
    ]
    if figures.posts > 0 {
      blocks += [
        .heading("Posts under its tags"),
        .picture(CandidateBlocks.timeline(figures.bins, event.start, figures.binSeconds)),
      ]
    }
    blocks += first(found.first, visit) + tables(found, visit)
    if visit.viewer?.may(.manageEvents) == true {
      blocks += [
        .heading("Change the event"),
        .form(
          EventPages.form(
            visit, draft ?? EventPages.draft(of: event), id: "event", action: "/events/\(id)",
            submit: "Change the event")),
      ]
    }
    return PageContent(
      title: HumanText.shortened(event.name, to: 120), part: "/events", blocks: blocks,
      status: draft == nil ? 200 : 422)
  }

  /// Who spoke first under its tags: for who may see posts, and their texts always folded.
  private static func first(_ posts: [PostRow], _ visit: Visit) -> [PageContent.Block] {
    guard visit.viewer?.may(.viewSensitive) == true, !posts.isEmpty else { return [] }
    var cards = PostCards(
      visit, Care(fold: .all, pictures: .named))
    return [.heading("First posts"), .posts(cards.cards(posts), next: nil)]
  }

  private static func tables(_ found: Found, _ visit: Visit) -> [PageContent.Block] {
    let isLinked = visit.viewer?.may(.viewCases) == true
    return [
      .heading("Candidates"),
      .table(
        PageContent.Table(
          id: "candidates", caption: "Candidates with a post within the span, the earliest first",
          columns: [
            .init("candidate"), .init("kind"), .init("members", isNumber: true), .init("state"),
            .init("first post"), .init("after the beginning", isNumber: true),
          ],
          rows: found.candidates.map { row in
            [
              .init(
                "\(row.name) of run \(row.run)", link: isLinked ? "/candidates/\(row.id)" : nil),
              .init(row.kind.rawValue), .init("\(row.members)"), .init(row.state.rawValue),
              .init(HumanText.moment(row.firstPost)),
              .init(
                HumanText.lag(row.firstPost.milliseconds - found.event.start.milliseconds)),
            ]
          }, empty: "No candidate has a post within the span.")),
      .heading("Runs"),
      .table(
        PageContent.Table(
          id: "runs", caption: "Runs with a post within the span, the latest first",
          columns: [
            .init("run", isNumber: true), .init("stored"), .init("posts", isNumber: true),
            .init("candidates", isNumber: true),
          ],
          rows: found.runs.map { run in
            [
              .init("\(run.id)", link: "/runs/\(run.id)"), .init(HumanText.moment(run.storedAt)),
              .init("\(run.posts)"), .init("\(run.candidates)"),
            ]
          }, empty: "No run has a post within the span.")),
    ]
  }
}
