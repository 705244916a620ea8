import Exchange
import SocialModel
import Store
import Templates

/// A text that a candidate's members posted with small edits: who posted it when, and, once it is asked for, each
/// copy with its edits marked.
enum TemplatePages {
  static let routes: [ConsoleRoute] = [
    .get("/candidates/{id}/templates/{name}", .permissions(.viewCases, .viewSensitive)) {
      try await page($0, isOpen: false)
    },
    .post("/candidates/{id}/templates/{name}/unfold", .permissions(.viewCases, .viewSensitive)) {
      try await page($0, isOpen: true)
    },
  ]

  /// Of how many members, and of how many posts of each, copies are looked for.
  private static let mostMembers = 100
  private static let mostPosts = 60
  /// How many copies are shown.
  private static let mostCopies = 40

  /// A post that carries the template.
  struct Copy: Sendable {
    var post: PostRow
    var edits: [TemplateEdit]
  }

  private struct Found: Sendable {
    var candidate: CandidatePage
    var template: CandidatePage.Template
    var copies: [Copy]
    var care: Care
  }

  @Sendable private static func page(_ visit: Visit, isOpen: Bool) async throws -> Answer {
    let viewer = try visit.signedIn()
    let id = try visit.number()
    let place = try visit.number("name")
    let now = visit.services.clock()
    let found = try await visit.store { store in
      let candidate = try store.candidate(id)
      guard let index = Int(exactly: place - 1), candidate.templates.indices.contains(index) else {
        throw ConsoleError(.notFound, "There is no such page.")
      }
      let template = candidate.templates[index]
      let copies = try copies(of: template.text, candidate, store)
      if isOpen {
        let seconds = Care.readingSeconds(template.text)
        try store.record(
          "content.viewed", on: "candidate:\(id)", by: viewer.actor,
          details: ["seconds": "\(seconds)", "template": "\(place)"])
        _ = try store.addExposure(ofUser: viewer.id, seconds: seconds, day: Care.day(now))
      }
      return Found(
        candidate: candidate, template: template, copies: copies,
        care: try Care.of(viewer.id, in: store, now: now))
    }
    return .page(
      PageContent(
        title: "Template \(place) of candidate \(found.candidate.row.name)",
        lead: "\(HumanText.count(found.template.posts, "post")) of "
          + "\(HumanText.count(found.template.members, "member")), the first "
          + "\(HumanText.moment(found.template.first)) UTC.",
        part: "/candidates", blocks: blocks(found, visit, isOpen: isOpen)))
  }

  private static func blocks(
    _ found: Found, _ visit: Visit, isOpen: Bool
  ) -> [PageContent.Block] {
    let id = found.candidate.row.id
    let path = String(visit.target.prefix { $0 != "?" })
    let base = path.hasSuffix("/unfold") ? String(path.dropLast("/unfold".count)) : path
    var blocks: [PageContent.Block] = [
      .links([.init(words: "To the candidate", link: "/candidates/\(id)")])
    ]
    if isOpen {
      blocks += [.heading("Template"), .text(found.template.text)]
    } else {
      blocks.append(
        .form(
          PageContent.Form(
            id: "template-unfold", action: base + "/unfold", token: visit.token, fields: [],
            submit: "Show the text and the edits",
            help: "Words in braces stand for what differs between copies.")))
    }
    var cards = PostCards(visit, found.care)
    let shown = found.copies.prefix(mostCopies).map { copy -> PostCard in
      guard isOpen else {
        var card = cards.card(copy.post)
        card.pieces = nil
        card.fold = "\(HumanText.count(copy.edits.count, "edit")), folded."
        card.token = visit.token
        return card
      }
      let text = copy.post.text ?? ""
      var card = cards.card(
        copy.post, isOpen: true, spans: CopyMarks.ranges(of: copy.edits, in: text))
      card.about += copy.edits.compactMap(CopyMarks.words)
      return card
    }
    if let lineage = found.template.lineage { blocks += lineageBlocks(lineage) }
    return blocks + [
      .heading("Copies, the first of them first"),
      .text(
        found.copies.isEmpty
          ? "No stored post of the members carries it any more."
          : "\(HumanText.count(found.copies.count, "post")) of the \(mostMembers) strongest members; what differs from the template is marked."
      ), .posts(shown, next: nil),
    ]
  }

  /// Where it was first, on which platform, and how sure that is.
  private static func lineageBlocks(_ lineage: Lineage) -> [PageContent.Block] {
    let missing = LineageText.missing(lineage)
    let table = PageContent.Table(
      id: "arrivals", caption: "The first post on each platform, in the whole input of the run",
      columns: [
        .init("platform"), .init("first post"), .init("account"), .init("after the first of all"),
        .init("posts", isNumber: true), .init("accounts", isNumber: true), .init("order"),
      ],
      rows: lineage.arrivals.map { arrival in
        [
          .init(arrival.first.platform.name), .init(HumanText.moment(arrival.first.time)),
          .init(HumanText.shortened(arrival.first.handle ?? arrival.first.account, to: 60)),
          .init(LineageText.lag(arrival)), .init("\(arrival.posts)"), .init("\(arrival.accounts)"),
          .init(LineageText.order(arrival)),
        ]
      })
    return [.heading("First sources"), .text(LineageText.way(lineage)), .table(table)]
      + (missing.isEmpty ? [] : [.text(missing)])
  }

  /// The members' posts of the candidate's time that carry a template, in the order of time.
  private static func copies(
    of template: String, _ candidate: CandidatePage, _ store: CaseStore
  ) throws -> [Copy] {
    let reader = KnownTemplates([template]).reader()
    let members = try store.members(ofCandidate: candidate.row.id, limit: mostMembers).items
    var copies: [Copy] = []
    for member in members {
      for post in try store.posts(ofAccount: member.account.id, limit: mostPosts).items {
        guard let text = post.text, post.time >= candidate.row.firstPost,
          post.time <= candidate.row.lastPost, !reader.matches(text).isEmpty
        else { continue }
        let edits = TemplateEdits(template: template, copy: text).edits
        copies.append(Copy(post: post, edits: edits))
      }
    }
    return copies.sorted { ($0.post.time, $0.post.id) < ($1.post.time, $1.post.id) }
  }
}

/// Where the edits of a copy stand in it.
enum CopyMarks {
  /// The places of what was inserted or replaced, in bytes of the copy.
  static func ranges(of edits: [TemplateEdit], in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    var next = 0
    for edit in edits {
      for word in edit.copy.split(separator: " ") {
        guard let at = place(of: Array(word.utf8), in: bytes, from: next) else { continue }
        if let last = ranges.last, last.upperBound + 1 >= at, last.lowerBound < at {
          ranges[ranges.count - 1] = last.lowerBound..<(at + word.utf8.count)
        } else {
          ranges.append(at..<(at + word.utf8.count))
        }
        next = at + word.utf8.count
      }
    }
    return ranges
  }

  /// What an edit did, where no mark can show it; nil for an insertion.
  static func words(_ edit: TemplateEdit) -> String? {
    switch edit.change {
    case .inserted: nil
    case .dropped: "lacks “\(HumanText.shortened(edit.template, to: 60))”"
    case .replaced: "instead of “\(HumanText.shortened(edit.template, to: 60))”"
    }
  }

  private static func place(of word: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard !word.isEmpty, start + word.count <= text.count else { return nil }
    return (start...(text.count - word.count)).first { at in
      text[at] == word[0] && text[at..<(at + word.count)].elementsEqual(word)
    }
  }
}
