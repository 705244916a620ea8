import Casework
import Desk
import Exchange
import SocialModel
import Store

/// The form in which a case is decided.
enum DecisionPages {
  static let routes: [ConsoleRoute] = [
    .get("/cases/{id}/decide", .permission(.decide)) { visit in
      let (page, policy) = try await read(visit)
      let input = DecisionInput(of: page.row, subjects: page.subjects, policy: policy)
      return .page(form(page, input, visit, nil))
    },
    .post("/cases/{id}/decide", .permission(.decide), decide),
  ]

  private static func read(_ visit: Visit) async throws -> (CasePage, PolicyList) {
    let id = try visit.number()
    return try await visit.desk { desk, acting in
      (try desk.view(case: id, by: acting), try desk.policy())
    }
  }

  private static func form(
    _ page: CasePage, _ input: DecisionInput, _ visit: Visit, _ refusal: Refusal?
  ) -> PageContent {
    let now = visit.services.clock()
    let path = "/cases/\(page.row.id)"
    let isMine = page.row.claim?.user == visit.viewer?.id && page.row.claim != nil
    var blocks = Flash.blocks(visit)
    if let refusal { blocks.append(.notice(refusal.message)) }
    if !isMine, refusal == nil {
      blocks.append(
        .notice(
          page.row.state == .open
            ? "You do not hold the case. Claim it before you decide."
            : "The case is \(page.row.state.rawValue). Open it again before you decide anew."))
    }
    if let claim = page.row.claim, isMine {
      let left = HumanText.lag(claim.expiresAt.milliseconds - now.milliseconds)
      blocks.append(.facts([.init("Your claim ends", "in \(left)")]))
    }
    if page.row.state == .open, !isMine {
      blocks.append(claimButton(visit, path, opensAnother: refusal != nil))
    }
    blocks += [
      .links([.init(words: "Back to the case", link: path)]),
      .form(
        input.form(
          "decision", action: "\(path)/decide", visit, submit: "Record the decision",
          wrong: refusal?.problems ?? [])),
    ]
    return PageContent(
      title: "Decide case \(page.row.id)",
      lead: "A person decides; what is written here can be appealed against.", part: "/queues",
      blocks: blocks, status: refusal?.status ?? 200)
  }

  /// Claims and comes back to the form; where something was typed, in a page of its own, so that it stays.
  private static func claimButton(
    _ visit: Visit, _ path: String, opensAnother: Bool
  ) -> PageContent.Block {
    var form = PageContent.Form(
      id: "claim", action: "\(path)/claim", token: visit.token,
      fields: [.init(name: "then", label: "", type: "hidden", value: "decide")], submit: "Claim")
    (form.key, form.isQuiet, form.opensAnother) = ("c", opensAnother, opensAnother)
    return .buttons([form])
  }

  @Sendable private static func decide(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    _ = try visit.field("reasons")
    let (page, policy) = try await read(visit)
    let input = DecisionInput(visit.form, subjects: page.subjects, policy: policy)
    let (made, refusal) = try await visit.attempt { desk, acting in
      try desk.decide(case: id, input.forms(), by: acting)
    }
    if made != nil { return .redirect(Flash.decided.on("/cases/\(id)")) }
    if try await isOwnEcho(page, visit) { return .redirect(Flash.wasDecided.on("/cases/\(id)")) }
    return .page(form(page, input, visit, refusal))
  }

  /// Whether the same person decided the case within the last minutes, as the second of two clicks finds it.
  private static func isOwnEcho(_ page: CasePage, _ visit: Visit) async throws -> Bool {
    guard page.row.state == .decided else { return false }
    let viewer = try visit.signedIn()
    let reasons = visit.form["reasons"] ?? ""
    return page.decisions.contains {
      $0.author == viewer.id && $0.undoneAt == nil && $0.content.reasons == reasons
    }
  }
}
