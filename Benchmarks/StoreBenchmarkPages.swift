import Casework
import Desk
import SocialModel
import Store

/// Every page of the console as the store is asked for it.
struct StoreBenchmarkPages {
  struct Page {
    var name: String
    var load: (CaseStore) throws -> Int
  }

  private let post: PostRow
  private let busy: AccountRow
  private let tag: ObjectRow?
  private let candidate: CandidateRow?
  private let run: Int64
  private let caseFile: CaseRow?
  private let report: Int64?

  /// Chooses what the pages show: a late post, the busiest account of the latest thousand posts, the
  /// largest candidate.
  init(_ store: CaseStore) throws {
    let latest = try store.search(SearchQuery(""), limit: 1000).items
    guard let post = latest.last, let busy = latest.map(\.account).max(by: { $0.posts < $1.posts })
    else { throw StoreError(.notFound, subject: "posts", message: "There are none.") }
    self.post = post
    self.busy = busy
    tag = try latest.lazy.flatMap { try store.post($0.id).objects }
      .first { $0.layer == .hashtag }
    candidate = try store.candidates(limit: 1000).items.max { $0.members < $1.members }
    run = try store.runs(limit: 1).items.first?.id ?? 0
    caseFile = try store.cases(inQueue: 1).items.first
    report = try store.reports().items.first?.id
  }

  var all: [Page] {
    lists + searches + prefixes + caseworkPages + upkeep + (caseFile == nil ? [] : month)
  }

  private var lists: [Page] {
    [
      Page(name: "alarms") { try $0.alarms().items.count },
      Page(name: "false-alarms") { try $0.threatTexts(ThreatFilter(.falseAlarms)).items.count },
      Page(name: "post") { try $0.post(post.id).objects.count },
      Page(name: "account") { try $0.account(busy.id).candidates.count },
      Page(name: "account-posts") { try $0.posts(ofAccount: busy.id).items.count },
      Page(name: "related-accounts") { try $0.relatedAccounts(to: busy.id).count },
      Page(name: "candidates") { try $0.candidates().items.count },
      Page(name: "candidates-of-run") { try $0.candidates(run: run).items.count },
      Page(name: "candidate") { try showCandidate($0) },
      Page(name: "tag-posts") { store in
        try tag.map { try store.posts(withObject: $0.id).items.count } ?? 0
      },
      Page(name: "runs") { try $0.runs().items.count },
    ]
  }

  /// What the console asks for to show a candidate.
  private func showCandidate(_ store: CaseStore) throws -> Int {
    guard let candidate else { return 0 }
    let page = try store.candidate(candidate.id)
    for excerpt in page.excerpts {
      _ = try store.account(excerpt.account)
      _ = try store.postID(excerpt.platform, excerpt.externalID)
    }
    let members = try store.members(ofCandidate: candidate.id, limit: 150).items.count
    return members + (try store.edges(ofCandidate: candidate.id).count)
  }

  private var searches: [Page] {
    let day = Timestamp(milliseconds: post.time.milliseconds - 86_400_000)
    let both = SearchFilter(platform: .x, language: "fr", until: day)
    return [
      search("search-latest", ""), search("search-common-word", "the"),
      search("search-two-words", "iron lantern"), search("search-phrase", "\"iron lantern\""),
      search("search-without", "lantern -iron"), search("search-rare", "zzzz"),
      search("search-arabic", "الفوانيس"), search("search-russian", "фонарей"),
      search("search-chinese", "灯笼"), search("search-japanese", "灯籠 港町"),
      search("search-thai", "โคมไฟ"),
      search("search-common-until-day", "the", SearchFilter(until: day)),
      search("search-account", "the", SearchFilter(account: busy.id)),
      search("search-platform-language", "lantern", SearchFilter(platform: .vk, language: "fr")),
      search("search-platform-language-until-day", "", both),
      search("search-tag", "the", SearchFilter(hashtag: tag?.key)),
      search("search-tag-language", "", SearchFilter(language: "ru", hashtag: tag?.key)),
    ]
  }

  private var prefixes: [Page] {
    [
      search("search-prefix-2", "la*"), search("search-prefix-2-common", "th*"),
      search("search-prefix-3", "lan*"), search("search-prefix-3-common", "the*"),
      search("search-prefix-4", "lant*"), search("search-prefix-4-common", "that*"),
      search("search-prefix-5", "lante*"), search("search-prefix-2-arabic", "ال*"),
      search("search-prefix-4-arabic", "الفو*"), search("search-letter-chinese", "灯"),
      search("search-two-prefixes", "lant* parad*"),
      Page(name: "search-accounts") { try $0.searchAccounts(SearchQuery("ma*")).items.count },
      Page(name: "search-accounts-common") {
        try $0.searchAccounts(SearchQuery("mar*")).items.count
      },
    ]
  }

  private func search(
    _ name: String, _ text: String, _ filter: SearchFilter = SearchFilter()
  ) -> Page {
    Page(name: name) { try $0.search(SearchQuery(text), in: filter).items.count }
  }

  private var caseworkPages: [Page] {
    [
      Page(name: "queues") { try $0.queues().count },
      Page(name: "cases") { try $0.cases(inQueue: 1).items.count },
      Page(name: "case") { store in
        try caseFile.map { try store.caseFile($0.id).history.count } ?? 0
      },
      Page(name: "reports") { try $0.reports().items.count },
      Page(name: "report") { store in try report.map { try store.report($0).notices.count } ?? 0 },
      Page(name: "decisions") { try $0.decisions().items.count },
      Page(name: "appeals") { try $0.appeals().items.count },
      Page(name: "audit") { try $0.auditEntries().items.count },
      Page(name: "audit-subject") { store in
        try store.auditEntries(subject: caseFile.map { "case:\($0.id)" }).items.count
      },
      Page(name: "audit-actor") { try $0.auditEntries(actor: "user:1").items.count },
      Page(name: "audit-action") { try $0.auditEntries(action: "appeal.received").items.count },
      Page(name: "audit-actor-action") {
        try $0.auditEntries(actor: "system:bench", action: "setting.changed").items.count
      },
      Page(name: "audit-actor-action-none") {
        try $0.auditEntries(actor: "user:1", action: "case.opened").items.count
      },
    ]
  }

  private var upkeep: [Page] {
    let span = (from: Timestamp(seconds: 0), to: Timestamp(seconds: 4_000_000_000))
    return [
      Page(name: "purge-preview") { try $0.purgePreview().posts },
      Page(name: "queue-clocks") { store in
        try store.caseClocks(from: span.from, until: span.to).reduce(0) { $0 + $1.cases.count }
      },
      Page(name: "decision-counts") { store in
        try store.decisionTallies(from: span.from, until: span.to).reduce(0) { $0 + $1.count }
      },
      Page(name: "notice-counts") { store in
        try store.noticeTallies(from: span.from, until: span.to).reduce(0) { $0 + $1.count }
      },
      Page(name: "agreement") { store in
        try desk(store).agreement(from: span.from, to: span.to, by: .terminal).onActing.pairs
      },
      Page(name: "figures") { store in
        let desk = try desk(store)
        let figures = try desk.figures(from: span.from, to: span.to, by: .terminal)
        _ = try desk.agreement(from: span.from, to: span.to, by: .terminal)
        return figures.report.csv.utf8.count + figures.timesCSV.utf8.count
      },
    ]
  }

  /// What the console computes of the last month, and of an event's two days.
  private var month: [Page] {
    func days(_ count: Int64) -> (from: Timestamp, to: Timestamp) {
      let now = CaseStore.systemClock()
      return (Timestamp(milliseconds: now.milliseconds - count * 86_400_000), now)
    }
    return [
      Page(name: "board") { store in
        try store.alarmLines(limit: 100).items.count + (store.openFalseAlarms()?.posts ?? 0)
      },
      Page(name: "threats") { store in
        let filter = ThreatFilter(.threats(.low))
        _ = try store.threatCounts(filter)
        return try store.threatTexts(filter, limit: 50).items.count
      },
      Page(name: "figures-month") { store in
        let span = days(30)
        return try desk(store).figures(from: span.from, to: span.to, by: .terminal).report.rows
          .count
      },
      Page(name: "statements-month") { store in
        let span = days(30)
        return try desk(store).previewStatements(from: span.from, to: span.to, by: .terminal)
          .statements
      },
      Page(name: "reporting-campaigns-month") { store in
        let (span, desk) = (days(30), try desk(store))
        let lead = Acting(user: 1, role: .lead, via: .session("bench"))
        _ = try desk.surges(from: span.from, to: span.to, by: lead)
        return try desk.reportingCandidates(from: span.from, to: span.to, by: lead).count
      },
      Page(name: "event") { store in
        let start = Timestamp(milliseconds: post.time.milliseconds - 2 * 86_400_000)
        return try store.eventFigures(
          tags: [tag?.key].compactMap { $0 }, from: start, until: post.time
        ).posts
      },
    ]
  }

  /// A desk with a cheap password check, which opening one computes and no page does.
  private func desk(_ store: CaseStore) throws -> CaseDesk {
    let cost = PasswordCost(passes: 1, memoryBytes: 8192)
    let keys = DeskKeys(sealing: SealingKey.random(), signing: AuditSigningKey.random())
    return try CaseDesk(store: store, keys: keys, passwordCost: cost)
  }
}
