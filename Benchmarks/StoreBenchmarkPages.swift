import SocialModel
import Store

/// Every page of the console as the store is asked for it.
struct StoreBenchmarkPages {
  struct Page {
    var name: String
    var load: () throws -> Int
  }

  private let store: CaseStore
  private let post: PostRow
  private let busy: AccountRow
  private let tag: ObjectRow?

  /// Chooses what the pages show: a late post, the busiest account of the latest thousand posts.
  init(_ store: CaseStore) throws {
    self.store = store
    let latest = try store.search(SearchQuery(""), limit: 1000).items
    guard let post = latest.last, let busy = latest.map(\.account).max(by: { $0.posts < $1.posts })
    else { throw StoreError(.notFound, subject: "posts", message: "There are none.") }
    self.post = post
    self.busy = busy
    tag = try latest.lazy.flatMap { try store.post($0.id).objects }
      .first { $0.layer == .hashtag }
  }

  var all: [Page] { lists + searches + caseworkPages }

  private var lists: [Page] {
    [
      Page(name: "alarms") { try store.alarms().items.count },
      Page(name: "post") { try store.post(post.id).objects.count },
      Page(name: "account") { try store.account(busy.id).candidates.count },
      Page(name: "account-posts") { try store.posts(ofAccount: busy.id).items.count },
      Page(name: "related-accounts") { try store.relatedAccounts(to: busy.id).count },
      Page(name: "candidates") { try store.candidates().items.count },
      Page(name: "tag-posts") {
        try tag.map { try store.posts(withObject: $0.id).items.count } ?? 0
      },
    ]
  }

  private var searches: [Page] {
    let day = Timestamp(milliseconds: post.time.milliseconds - 86_400_000)
    let early = SearchFilter(until: day)
    return [
      search("search-latest", ""), search("search-common-word", "the"),
      search("search-two-words", "iron lantern"), search("search-phrase", "\"iron lantern\""),
      search("search-prefix", "lant*"), search("search-short-prefix", "la*"),
      search("search-without", "lantern -iron"), search("search-rare", "zzzz"),
      search("search-common-until-day", "the", early),
      search("search-account", "the", SearchFilter(account: busy.id)),
      search("search-platform-language", "lantern", SearchFilter(platform: .vk, language: "fr")),
      search("search-tag", "the", SearchFilter(hashtag: tag?.key)),
      Page(name: "search-accounts") { try store.searchAccounts(SearchQuery("ma*")).items.count },
    ]
  }

  private func search(
    _ name: String, _ text: String, _ filter: SearchFilter = SearchFilter()
  ) -> Page {
    Page(name: name) { try store.search(SearchQuery(text), in: filter).items.count }
  }

  private var caseworkPages: [Page] {
    let span = (Timestamp(seconds: 0), Timestamp(seconds: 4_000_000_000))
    return [
      Page(name: "queues") { try store.queues().count },
      Page(name: "cases") { try store.cases(inQueue: 1).items.count },
      Page(name: "case") {
        try store.cases(inQueue: 1).items.first.map { try store.caseFile($0.id).history.count } ?? 0
      },
      Page(name: "reports") { try store.reports().items.count },
      Page(name: "decisions") { try store.decisions().items.count },
      Page(name: "appeals") { try store.appeals().items.count },
      Page(name: "audit") { try store.auditEntries().items.count },
      Page(name: "case-clocks") { try store.caseClocks(from: span.0, until: span.1).count },
      Page(name: "counts") { try store.counts(from: span.0, until: span.1).noticesByReason.count },
    ]
  }
}
