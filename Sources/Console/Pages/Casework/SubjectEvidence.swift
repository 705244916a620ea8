import Exchange
import SocialModel
import Store

/// What a case's subjects are, with what the database has of them.
struct SubjectEvidence: Sendable {
  var candidates: [CandidatePage] = []
  var posts: [PostRow] = []
  var accounts: [AccountRow] = []
  /// Tags, and posts and accounts that are not stored.
  var others: [String] = []
  /// The posts' pictures and videos, grey and blurred, once they were fetched.
  var media: [Int64: [MediaCard]] = [:]

  /// What the store has of subjects.
  init(_ subjects: [String], in store: CaseStore) throws {
    for text in subjects {
      guard let subject = Subject(text) else {
        others.append(text)
        continue
      }
      switch (subject.kind, subject.platform) {
      case (.candidate, _):
        let review = Int64(subject.id) ?? 0
        candidates.append(try store.candidate(store.latestCandidate(ofReview: review)))
      case (.post, let platform?):
        let id = try store.postID(platform, subject.id)
        if let id { posts.append(try store.post(id).row) } else { others.append(text) }
      case (.account, let platform?):
        let id = try store.accountID(platform, subject.id)
        if let id { accounts.append(try store.account(id).row) } else { others.append(text) }
      default: others.append(text)
      }
    }
  }

  /// Whether it shows a text unfolded.
  func showsText(_ visit: Visit, _ care: Care) -> Bool {
    PostCards(visit, care).showsText(posts)
  }

  /// The same with the posts' pictures and videos, for who may see them.
  func withMedia(_ visit: Visit, _ care: Care) async throws -> SubjectEvidence {
    var all = self
    all.media = try await PostMediaPages.cards(of: posts, visit, care)
    return all
  }

  /// The blocks: candidates with why, posts folded, accounts, and what is not stored.
  func blocks(_ visit: Visit, _ care: Care) -> [PageContent.Block] {
    var blocks: [PageContent.Block] = []
    for page in candidates {
      blocks += [
        .facts([
          .init(
            "Candidate", "\(page.row.name) of run \(page.row.run)",
            link: "/candidates/\(page.row.id)"),
          .init("Kind", page.row.kind.rawValue), .init("State", page.row.state.rawValue),
          .init("Accounts", "\(page.row.members)"),
          .init("q", HumanText.probability(log10: page.row.log10Q)),
        ]), .list(page.reasons),
      ]
    }
    if !posts.isEmpty {
      var cards = PostCards(visit, care, media: media)
      blocks.append(.posts(cards.cards(posts), next: nil))
    }
    if !accounts.isEmpty { blocks.append(.table(Self.table(accounts))) }
    if !others.isEmpty {
      blocks.append(.list(others.map { "\(CaseWords.subject($0)): not stored here" }))
    }
    return blocks
  }

  private static func table(_ accounts: [AccountRow]) -> PageContent.Table {
    PageContent.Table(
      id: "evidence-accounts", caption: "Accounts",
      columns: [
        .init("account"), .init("platform"), .init("posts", isNumber: true), .init("first post"),
        .init("last post"),
      ],
      rows: accounts.map {
        [
          .init(AccountName.of($0), link: "/accounts/\($0.id)"), .init($0.platform.name),
          .init("\($0.posts)"), .init(HumanText.moment($0.firstPost)),
          .init(HumanText.moment($0.lastPost)),
        ]
      })
  }
}
