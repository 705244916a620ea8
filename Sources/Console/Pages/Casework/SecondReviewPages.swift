import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Second reviews, which never show who decided or what, and how far reviewers agree.
enum SecondReviewPages {
  static let routes: [ConsoleRoute] = [
    .get("/second-reviews", .permission(.reviewAgain)) { try await list($0) },
    .get("/second-reviews.csv", .permissions(.reviewAgain, .exportTables)) { visit in
      let reviews = try await visit.desk { desk, acting in
        try desk.secondReviews(for: acting, limit: 1000)
      }
      return try await Export.rows(
        "second-reviews", on: "table:second-reviews", visit, columns,
        reviews.map { cells($0, link: nil) })
    },
    .post("/second-reviews/share", .permission(.setShares), setShare),
    .get("/second-reviews/{id}", .permission(.reviewAgain)) { visit in
      try await form(visit, nil)
    },
    .post("/second-reviews/{id}", .permission(.reviewAgain), answer),
  ]

  private static let columns: [PageContent.Column] = [.init("about"), .init("what led to it")]

  private static func cells(_ review: BlindReview, link: String?) -> [PageContent.Cell] {
    let subject = review.subject
    let text = "\(subject.kind.rawValue):\(subject.platform?.name ?? ""):\(subject.id)"
    return [
      .init(CaseWords.subject(text), link: link),
      .init(review.source.rawValue.replacing("-", with: " ")),
    ]
  }

  private static func list(
    _ visit: Visit, wrong: String = "", status: Int = 200
  ) async throws -> Answer {
    let viewer = try visit.signedIn()
    let (reviews, share) = try await visit.desk { desk, acting in
      let reviews = try desk.secondReviews(for: acting).map { review in
        (review, try desk.store.decision(puid: review.decision)?.id ?? 0)
      }
      return (reviews, try desk.reviewShare())
    }
    var blocks = Flash.blocks(visit)
    blocks += [
      .facts([.init("Share that is drawn", AgreementBlocks.percent(share))]),
      .table(
        PageContent.Table(
          id: "second-reviews",
          caption: "They wait for an answer of somebody who has not seen them",
          columns: columns, rows: reviews.map { cells($0.0, link: "/second-reviews/\($0.1)") },
          csv: Export.link(visit, "/second-reviews.csv"),
          empty: "No decision waits for a second review of yours.")),
    ]
    if viewer.may(.setShares) {
      blocks += try await AgreementBlocks.blocks(visit)
      blocks.append(.form(AgreementBlocks.form(visit, share, wrong)))
    }
    return .page(
      PageContent(
        title: "Second reviews",
        lead:
          "A share of decisions is reviewed again by somebody who does not know how they came out.",
        part: "/second-reviews", blocks: blocks, status: status))
  }

  @Sendable private static func setShare(_ visit: Visit) async throws -> Answer {
    let percent = Double(try visit.field("share").replacing(",", with: ".")) ?? -1
    let (_, refusal) = try await visit.attempt { desk, acting in
      try desk.setReviewShare(percent / 100, by: acting)
    }
    if let refusal {
      return try await list(visit, wrong: "A share is 0 to 100 percent.", status: refusal.status)
    }
    return .redirect(Flash.saved.on("/second-reviews"))
  }

  private struct Found: Sendable {
    var review: BlindReview?
    var puid: String
    var evidence: SubjectEvidence
    var care: Care
    var policy: PolicyList
  }

  /// The blind view of a decision; without it for who may not review it.
  private static func read(_ visit: Visit) async throws -> Found {
    let id = try visit.number()
    return try await visit.desk { desk, acting in
      let store = desk.store
      let row = try store.decision(id)
      let review = try desk.secondReviews(for: acting, limit: 1000)
        .first { $0.decision == row.content.puid }
      let care = try Care.of(acting.user, in: store, now: store.clock())
      let subjects = review == nil ? [] : [row.content.subject.description]
      let evidence = try SubjectEvidence(subjects, in: store)
      if evidence.showsText(visit, care) {
        try store.record(
          "content.viewed", on: row.content.subject.description, by: acting.actor)
      }
      return Found(
        review: review, puid: row.content.puid, evidence: evidence, care: care,
        policy: try desk.policy())
    }
  }

  private static func form(_ visit: Visit, _ refusal: Refusal?) async throws -> Answer {
    let id = try visit.number()
    let found = try await read(visit)
    guard let review = found.review else {
      return .page(
        PageContent(
          title: "Second review", lead: "This review does not await you.",
          part: "/second-reviews",
          blocks: [
            .text(
              "It is not drawn or answered already, it is of a decision of yours, or you have "
                + "seen how the case was decided."),
            .links([.init(words: "Second reviews", link: "/second-reviews")]),
          ], status: refusal?.status ?? 200))
    }
    var blocks: [PageContent.Block] = []
    if let refusal { blocks.append(.notice(refusal.message)) }
    let evidence = try await found.evidence.withMedia(visit, found.care)
    blocks += evidence.blocks(visit, found.care)
    let input = AnswerInput(typed: visit.form, policy: found.policy)
    blocks.append(
      .form(
        PageContent.Form(
          id: "review", action: "/second-reviews/\(id)", token: visit.token,
          fields: input.groundFields() + input.measureFields(), submit: "Give the answer",
          help: "What would you decide? Without a ground and a measure you would dismiss it.",
          wrong: refusal.map { AnswerInput.wrong($0.problems) } ?? [:])))
    return .page(
      PageContent(
        title: "Second review",
        lead:
          "About \(cells(review, link: nil)[0].text). How it was decided, and by whom, is not shown.",
        part: "/second-reviews", blocks: blocks, status: refusal?.status ?? 200))
  }

  @Sendable private static func answer(_ visit: Visit) async throws -> Answer {
    _ = try visit.number()
    _ = try visit.field("ground")
    let found = try await read(visit)
    let input = AnswerInput(typed: visit.form, policy: found.policy)
    let (_, refusal) = try await visit.attempt { desk, acting in
      try desk.answerSecondReview(found.puid, with: input.answer(), by: acting)
    }
    if let refusal { return try await form(visit, refusal) }
    return .redirect(Flash.answered.on("/second-reviews"))
  }
}
