import Casework
import Desk
import Exchange
import SocialModel
import Store

/// The form by which a package is asked for from a case.
enum EscalateForm {
  static let routes: [ConsoleRoute] = [
    .get("/cases/{id}/escalate", .permission(.requestEscalation)) { visit in
      .page(try await page(visit, Draft()))
    },
    .post("/cases/{id}/escalate", .permission(.requestEscalation), send),
  ]

  /// What a person has written so far, and what is wrong with it.
  struct Draft: Sendable {
    var fields: [String: String] = [:]
    var wrong: [EscalationRules.Field: String] = [:]
    var notice: String?
    var status = 200

    func text(_ name: String) -> String { fields[name] ?? "" }
  }

  private static func page(_ visit: Visit, _ draft: Draft) async throws -> PageContent {
    let id = try visit.number()
    let (posts, before) = try await visit.desk { desk, acting in
      let posts = try desk.postsForEscalation(ofCase: id, by: acting)
      return (posts, try desk.store.escalations(ofCase: id, limit: 20).items)
    }
    var blocks: [PageContent.Block] = []
    if let notice = draft.notice { blocks.append(.notice(notice)) }
    if !before.isEmpty {
      blocks.append(
        .links(
          before.map {
            PageContent.Action(
              words: "Package \($0.id), \($0.state)", link: "/escalations/\($0.id)")
          }))
    }
    blocks.append(
      .form(
        PageContent.Form(
          id: "escalate", action: "/cases/\(id)/escalate", token: visit.token,
          fields: boxes(posts, draft) + fields(draft, isNew: draft.fields.isEmpty, posts),
          submit: "Ask for the package",
          help:
            "Article 18 of Regulation (EU) 2022/2065: a suspicion of a crime that threatens the life or "
            + "safety of a person. Another person releases it; nothing is sent.")))
    return PageContent(
      title: "Ask for a package from case \(id)",
      lead: "The posts’ original bytes are read now and kept with the request.",
      part: "/escalations", blocks: blocks, status: draft.status)
  }

  private static func boxes(_ posts: [PostRow], _ draft: Draft) -> [PageContent.Field] {
    posts.map { post in
      let about = post.assessment.map { "threat \(LevelWords.of($0.level))" } ?? "not assessed"
      return PageContent.Field(
        name: "post-\(post.id)",
        label: "Post \(post.id) on \(post.platform.name) by \(AccountName.of(post.account)), "
          + "\(HumanText.moment(post.time)), \(about)",
        value: "yes", isBox: true, isTicked: draft.fields["post-\(post.id)"] != nil)
    }
  }

  private static func fields(
    _ draft: Draft, isNew: Bool, _ posts: [PostRow]
  ) -> [PageContent.Field] {
    func hint(_ field: EscalationRules.Field, _ words: String) -> String {
      draft.wrong[field].map { "Not taken: \($0)" } ?? words
    }
    let accounts = Set(
      posts.map { "\($0.account.platform.name) account \($0.account.externalID)" })
    let known = accounts.count <= 5 ? accounts.sorted().joined(separator: "\n") : ""
    return [
      .init(
        name: "more", label: "More posts of the case", value: draft.text("more"),
        hint: hint(.posts, "Numbers as in their pages’ addresses, one a line."), lines: 3),
      .init(
        name: "offence", label: "Offence suspected", value: draft.text("offence"),
        hint: hint(.offence, "In words, or the provision of a law."), isRequired: true),
      .init(
        name: "suspicion", label: "Why it is suspected", value: draft.text("suspicion"),
        hint: hint(.suspicion, "What in the posts says so. No guess at a person."),
        isRequired: true, lines: 6),
      .init(
        name: "locating", label: "What is needed to locate the accounts",
        value: isNew ? known : draft.text("locating"),
        hint: hint(.locating, "One a line, such as the account’s id. Nothing else of the person."),
        isRequired: true, lines: 4),
      .init(
        name: "states", label: "Member states concerned", value: draft.text("states"),
        hint: hint(
          .states,
          "Two letters each, such as BE, FR. Empty where none can be told: the package is then for "
            + "the own state’s authority or Europol.")),
      .init(
        name: "authority", label: "Authority that it is meant for", value: draft.text("authority"),
        hint: hint(.authority, "Its name."), isRequired: true),
      .init(
        name: "statements",
        label: "Where original bytes cannot be had any more, let a statement take their place",
        value: "yes", isBox: true, isTicked: draft.fields["statements"] != nil),
    ]
  }

  @Sendable private static func send(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    var draft = Draft(fields: visit.form)
    guard let posts = numbers(visit.form) else {
      draft.wrong[.posts] = "A post is named by its number."
      return .page(try await refused(visit, draft))
    }
    let form = EscalationForm(
      posts: posts, offence: draft.text("offence"),
      suspicion: LineEnds.plain(draft.text("suspicion")),
      locating: lines(draft.text("locating")), memberStates: words(draft.text("states")),
      authority: draft.text("authority"), takesStatements: draft.fields["statements"] != nil)
    for problem in form.problems where draft.wrong[problem.field] == nil {
      draft.wrong[problem.field] = problem.message
    }
    guard draft.wrong.isEmpty else { return .page(try await refused(visit, draft)) }
    do {
      let made = try await visit.desk { desk, acting in
        try desk.requestEscalation(ofCase: id, form, by: acting)
      }
      return .redirect("/escalations/\(made)")
    } catch let error as DeskError
      where [.incomplete, .malformed, .tooMany].contains(error.code)
    {
      draft.notice = [error.message, error.hint].filter { !$0.isEmpty }.joined(separator: " ")
      return .page(try await refused(visit, draft))
    }
  }

  private static func refused(_ visit: Visit, _ draft: Draft) async throws -> PageContent {
    var draft = draft
    draft.status = 422
    draft.notice =
      draft.notice ?? "The request was not taken. What is wrong stands beside the fields."
    return try await page(visit, draft)
  }

  /// The posts that were ticked and those that were named; nil for what is no number.
  private static func numbers(_ form: [String: String]) -> [Int64]? {
    let ticked = form.keys.filter { $0.hasPrefix("post-") }.map { String($0.dropFirst(5)) }
    let all = ticked + lines(form["more"] ?? "")
    let numbers = all.compactMap { Int64($0) }.filter { $0 > 0 }
    return numbers.count == all.count ? numbers.sorted() : nil
  }

  /// The lines that say something.
  static func lines(_ text: String) -> [String] {
    LineEnds.plain(text).split(separator: "\n").map { Blanks.trimmed(String($0)) }
      .filter { !$0.isEmpty }
  }

  private static func words(_ text: String) -> [String] {
    text.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
