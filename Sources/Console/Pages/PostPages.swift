import Exchange
import SocialModel
import Store

/// A post: its text folded until it is asked for, objects, assessment, edits, where its bytes lie.
enum PostPages {
  static let routes: [ConsoleRoute] = [
    .get("/posts/{id}", .permission(.viewSensitive)) { try await page($0, isOpen: false) },
    .post("/posts/{id}/unfold", .permission(.viewSensitive)) { try await page($0, isOpen: true) },
  ]

  static let columns: [PageContent.Column] = [
    .init("post"), .init("platform"), .init("account"), .init("time"), .init("language"),
    .init("threat"), .init("text"),
  ]

  @Sendable static func cells(_ post: PostRow) -> [PageContent.Cell] {
    [
      .init(post.externalID), .init(post.platform.name), .init(post.account.externalID),
      .init(post.time.description), .init(post.language ?? ""),
      .init(post.assessment.map { LevelWords.of($0.level) } ?? ""), .init(post.text ?? ""),
    ]
  }

  private struct Found: Sendable {
    var post: PostPage
    var care: Care
  }

  /// Unfolding is a request of its own: it is in the audit trail and counts as exposure, before the
  /// text is sent.
  @Sendable static func page(
    _ visit: Visit, isOpen: Bool, asked: PostMediaPages.Asked? = nil
  ) async throws -> Answer {
    let id = try visit.number()
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    let found = try await visit.store { store in
      let post = try store.post(id)
      let before = try Care.of(viewer.id, in: store, now: now)
      if isOpen || !before.folds(post.row.assessment) {
        let seconds = isOpen ? Care.readingSeconds(post.row.text ?? "") : 0
        try store.record(
          "content.viewed", on: post.row.subject.description, by: viewer.actor,
          details: ["seconds": "\(seconds)"])
        if isOpen {
          _ = try store.addExposure(
            ofUser: viewer.id, seconds: seconds, day: Care.day(now))
        }
      }
      return Found(post: post, care: try Care.of(viewer.id, in: store, now: now))
    }
    let casework = try await SubjectPages.blocks(
      .post(id), visit, urgency: found.post.assessment == nil ? 30 : nil)
    let media = try await PostMediaPages.blocks(id, visit, found.care, asked: asked)
    return .page(
      PageContent(
        title: "Post on \(found.post.row.platform.name)",
        lead: "By \(AccountName.of(found.post.row.account)), "
          + "\(HumanText.moment(found.post.row.time)) UTC.",
        blocks: blocks(found, visit, media, isOpen: isOpen) + casework))
  }

  private static func blocks(
    _ found: Found, _ visit: Visit, _ media: [PageContent.Block], isOpen: Bool
  ) -> [PageContent.Block] {
    let post = found.post
    var cards = PostCards(visit, found.care)
    let spans = (post.assessment?.spans ?? []).filter { $0.start < $0.end }
      .map { $0.start..<$0.end }
    var blocks: [PageContent.Block] = [
      .posts([cards.card(post.row, isOpen: isOpen, spans: spans)], next: nil)
    ]
    blocks += assessment(post) + media
    blocks += [.heading("Objects"), .table(objects(post))]
    if !post.edits.isEmpty { blocks += [.heading("Edits")] + edits(post, isOpen: isOpen) }
    var facts: [PageContent.Fact] = [.init("Id", post.row.externalID)]
    if let other = post.row.replyTo { facts.append(.init("Answers", other)) }
    if let other = post.row.repostOf { facts.append(.init("Repeats", other)) }
    if let source = post.source {
      facts += [
        .init("Input", source.input), .init("Line", "\(source.line)"),
        .init("Bytes", "\(source.length) from \(source.offset)"),
        .init("SHA-256 of the input", source.sha256 ?? "not yet"),
      ]
    }
    return blocks + [.heading("Source"), .facts(facts)]
  }

  private static func assessment(_ post: PostPage) -> [PageContent.Block] {
    guard let assessment = post.assessment else { return [.text("Nothing was said of this post.")] }
    return [
      .heading("Assessment"),
      .facts([
        .init("Threat", LevelWords.of(assessment.level)), .init("Kind", assessment.kind),
        .init("Urgency", "\(assessment.urgency)"), .init("State", assessment.state.rawValue),
      ]), .list(assessment.reasons),
    ]
  }

  private static func objects(_ post: PostPage) -> PageContent.Table {
    PageContent.Table(
      id: "objects", caption: "What the post carries",
      columns: [.init("layer"), .init("object")],
      rows: post.objects.map {
        [
          .init($0.layer.name),
          .init($0.key.map { HumanText.shortened($0, to: 300) } ?? "(a digest)"),
        ]
      }, empty: "It carries no object.")
  }

  private static func edits(_ post: PostPage, isOpen: Bool) -> [PageContent.Block] {
    guard isOpen else {
      return [
        .text("\(HumanText.count(post.edits.count, "earlier text")), shown with the post’s text.")
      ]
    }
    return [
      .list(
        post.edits.map {
          "Until \(HumanText.moment($0.replacedAt)): \(HumanText.shortened($0.text ?? "(none)", to: 4000))"
        })
    ]
  }
}
