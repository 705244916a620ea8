import SocialModel
import Store

/// Casework as a large team has it after a year, on the posts of a filled database.
struct StoreBenchmarkCasework {
  let store: CaseStore
  let seed: UInt64

  func fill() throws {
    let actor = Actor.system("bench")
    let user = try store.addUser("bench", role: "lead", passwordHash: "-", by: actor)
    let queue = try store.saveQueue("all", by: actor)
    let posts = try latestPosts(20_000)
    try assess(posts)
    for (index, post) in posts.prefix(4000).enumerated() {
      let reports = try store.take(
        (0..<3).map { notice(post.subject, by: index % 500 + $0 * 500, at: index) }, by: actor)
      guard index % 2 == 0 else { continue }
      let urgency = AlarmUrgency(score: index % 101, why: ["It was reported."])
      let caseFile = try store.openCase(
        NewCase(
          queue: queue, subjects: [post.subject], urgency: urgency, language: post.language,
          reports: [reports[0].report]), by: actor)
      guard index % 4 == 0 else { continue }
      let made = try store.decide([decision(caseFile, post.subject, index)], by: user)
      if index % 40 == 0 {
        _ = try store.receiveAppeal(againstDecision: made[0], text: "It was a joke.", by: actor)
      }
    }
  }

  private func latestPosts(_ count: Int) throws -> [PostRow] {
    var posts: [PostRow] = []
    var cursor: PageCursor?
    repeat {
      let page = try store.search(SearchQuery(""), after: cursor, limit: 1000)
      posts += page.items
      cursor = page.next
    } while cursor != nil && posts.count < count
    return posts
  }

  private func assess(_ posts: [PostRow]) throws {
    let assessments = posts.enumerated().map { index, post in
      NewAssessment(
        platform: post.platform, postID: post.externalID, kind: "threat",
        level: AssessmentLevel.allCases[index % 4], spans: [], reasons: ["It names a place."])
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
