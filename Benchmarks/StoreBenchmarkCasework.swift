import SocialModel
import Store
import Synchronization

/// A clock that stands at a moment while casework of before is made.
final class BenchmarkClock: Sendable {
  private let moment = Mutex<Timestamp?>(nil)

  /// Now, or the moment at which it stands.
  func read() -> Timestamp { moment.withLock { $0 } ?? CaseStore.systemClock() }

  /// Stands at a moment; nil goes on with the machine's time.
  func stand(at time: Timestamp?) { moment.withLock { $0 = time } }
}

/// Casework of a year, as a team has it then, on the posts of a filled database.
struct StoreBenchmarkCasework {
  let store: CaseStore
  let clock: BenchmarkClock
  let seed: UInt64
  let decisions: Int
  private let actor = Actor.system("bench")
  private static let undecided = 2000

  func fill() throws {
    let end = CaseStore.systemClock().milliseconds
    clock.stand(at: Timestamp(milliseconds: end - Self.year))
    defer { clock.stand(at: nil) }
    let users = try ["bench", "second"].map {
      try store.addUser($0, role: "lead", passwordHash: "-", by: actor)
    }
    let queues = try ["all", "accounts", "urgent"].map { try store.saveQueue($0, by: actor) }
    let posts = try Self.latestPosts(store, max(20_000, decisions + Self.undecided))
    try assess(posts.prefix(20_000))
    // The store of a benchmark is its own: many acts in a transaction only save time.
    let items = Array(posts.prefix(decisions + Self.undecided).enumerated())
    for start in stride(from: 0, to: items.count, by: 500) {
      try store.together {
        for (place, item) in items[start..<min(start + 500, items.count)].enumerated() {
          let share = Double(start + place) / Double(items.count)
          clock.stand(at: Timestamp(milliseconds: end - Int64(Double(Self.year) * (1 - share))))
          // The last are those that nobody has decided.
          try fill(item.element, items.count - 1 - item.offset, queues, users)
        }
      }
    }
    for kind in RetentionKind.allCases {
      try store.setRetention(of: kind, days: max(30, kind.leastDays), by: actor)
    }
  }

  private static let year: Int64 = 365 * 86_400_000

  private func fill(_ post: PostRow, _ index: Int, _ queues: [Int64], _ users: [Int64]) throws {
    let notices = index % 10 == 0 ? 3 : 1
    let reports = try store.take(
      (0..<notices).map { notice(post.subject, by: (index + $0 * 500) % 5000, at: index) },
      by: actor)
    let urgency = AlarmUrgency(score: index % 101, why: ["It was reported."])
    let caseFile = try store.openCase(
      NewCase(
        queue: queues[index % 7 == 0 ? 1 : index % 11 == 0 ? 2 : 0], subjects: [post.subject],
        urgency: urgency, language: post.language, reports: [reports[0].report]), by: actor)
    guard index >= Self.undecided else { return }
    later(by: Int64(index % 977))
    try store.recordView(of: .caseFile(caseFile), by: .user(users[0]))
    later(by: Int64(index % 311))
    let made = try store.decide([decision(caseFile, post, index)], by: users[0])[0]
    if index % 20 == 1 { try review(made, index, users[1]) }
    guard index % 20 == 0 else { return }
    let appeal = try store.receiveAppeal(
      againstDecision: made, text: "It was a joke.", by: actor)
    guard index % 40 == 0 else { return }
    let outcome = ["upheld", "reversed", "changed"][index / 40 % 3]
    try store.decideAppeal(
      appeal, reverse: outcome != "upheld", outcome: outcome, reasons: "It was not.", by: users[1])
  }

  private func later(by seconds: Int64) {
    clock.stand(at: Timestamp(milliseconds: clock.read().milliseconds + seconds * 1000))
  }

  private func review(_ decision: Int64, _ index: Int, _ user: Int64) throws {
    try store.drawSecondReview(ofDecision: decision, by: actor)
    let answer =
      index % 100 == 1
      ? "{\"measures\":[]}" : "{\"clause\":\"1.4\",\"measures\":[\"removal\"],\"version\":1}"
    try store.answerSecondReview(ofDecision: decision, answer, by: user)
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
      subject: subject, reason: ["threat", "hate", "spam"][index % 13 % 3],
      reporter: "r\(reporter)",
      time: clock.read())
  }

  /// Of twenty decisions three do nothing, three suspend the account, the others remove or demote the post.
  private func decision(_ caseFile: Int64, _ post: PostRow, _ index: Int) -> NewDecision {
    let kind = index % 20
    var decision = NewDecision(
      caseFile: caseFile, subject: (3..<6).contains(kind) ? post.account.subject : post.subject,
      ground: kind % 10 == 9
        ? .legal(jurisdiction: "EU", clause: "Regulation (EU) 2021/784, Article 2(7)")
        : .policy(clause: "\(index % 12 + 1).\(index % 5)"), reasons: "It breaks a clause.",
      facts: "The post.", source: ["notice", "own-initiative"][index % 3 / 2],
      language: post.language, puid: "p\(index)")
    switch kind {
    case 0..<3: decision.ground = .none
    case 3..<6: decision.accountMeasure = "account-suspension"
    default: decision.visibilityMeasure = kind < 16 ? "removal" : "demotion"
    }
    decision.measures = decision.words
    return decision
  }
}
