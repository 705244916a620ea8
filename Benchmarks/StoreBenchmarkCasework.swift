import SocialModel
import Store

/// Casework as a team has it after a year, on the posts of a filled database.
struct StoreBenchmarkCasework {
  let store: CaseStore
  let seed: UInt64
  let decisions: Int
  private let actor = Actor.system("bench")
  private static let undecided = 2000

  func fill() throws {
    let user = try store.addUser("bench", role: "lead", passwordHash: "-", by: actor)
    let queue = try store.saveQueue("all", by: actor)
    let posts = try Self.latestPosts(store, max(20_000, decisions + Self.undecided))
    try assess(posts.prefix(20_000))
    // The store of a benchmark is its own: many acts in a transaction only save time.
    let items = Array(posts.prefix(decisions + Self.undecided).enumerated())
    for start in stride(from: 0, to: items.count, by: 500) {
      try store.together {
        for (index, post) in items[start..<min(start + 500, items.count)] {
          try fill(post, index, queue, user)
        }
      }
    }
    for kind in RetentionKind.allCases {
      try store.setRetention(of: kind, days: max(30, kind.leastDays), by: actor)
    }
  }

  private func fill(_ post: PostRow, _ index: Int, _ queue: Int64, _ user: Int64) throws {
    let notices = index % 10 == 0 ? 3 : 1
    let reports = try store.take(
      (0..<notices).map { notice(post.subject, by: (index + $0 * 500) % 5000, at: index) },
      by: actor)
    let urgency = AlarmUrgency(score: index % 101, why: ["It was reported."])
    let caseFile = try store.openCase(
      NewCase(
        queue: queue, subjects: [post.subject], urgency: urgency, language: post.language,
        reports: [reports[0].report]), by: actor)
    guard index >= Self.undecided else { return }
    let made = try store.decide([decision(caseFile, post.subject, index)], by: user)
    guard index % 20 == 0 else { return }
    _ = try store.receiveAppeal(againstDecision: made[0], text: "It was a joke.", by: actor)
  }

  static func latestPosts(_ store: CaseStore, _ count: Int) throws -> [PostRow] {
    var posts: [PostRow] = []
    var cursor: PageCursor?
    repeat {
      let page = try store.search(SearchQuery(""), after: cursor, limit: 1000)
      posts += page.items
      cursor = page.next
    } while cursor != nil && posts.count < count
    return posts
  }

  private func assess(_ posts: ArraySlice<PostRow>) throws {
    let assessments = posts.enumerated().map { index, post in
      NewAssessment(
        platform: post.platform, postID: post.externalID,
        kind: index % 10 == 0 ? NewAssessment.falseAlarm : "threat",
        level: index % 10 == 0 ? .none : AssessmentLevel.allCases[index % 4], spans: [],
        reasons: ["It names a place."])
    }
    _ = try store.store(assessments: assessments)
  }

  private func notice(_ subject: Subject, by reporter: Int, at index: Int) -> NewNotice {
    NewNotice(
      subject: subject, reason: "threat", reporter: "r\(reporter)",
      time: Timestamp(seconds: 1_458_633_600 + Int64(index)))
  }

  private func decision(_ caseFile: Int64, _ subject: Subject, _ index: Int) -> NewDecision {
    NewDecision(
      caseFile: caseFile, subject: subject, ground: .policy(clause: "4.1"),
      visibilityMeasure: "removal", reasons: "It breaks clause 4.1.", facts: "The post.",
      source: "report", puid: "p\(index)")
  }
}
