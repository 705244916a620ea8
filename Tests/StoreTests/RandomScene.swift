import SocialModel

@testable import Store

/// A random small store with everything that keeps or removes data in it, and a naive account of what a
/// purge must keep.
struct RandomScene {
  struct OldPost {
    var subject: Subject
    var account: Subject
    var time: Int64
    var tags: [String]
  }

  let temporary: TemporaryStore
  var random: SeededGenerator
  private(set) var posts: [OldPost] = []
  var old: [OldMatter] = []
  private(set) var holds: [Subject] = []
  private(set) var caseDays: Int?
  private var days: Int?
  /// What each thing that keeps keeps: subjects with whether their posts are kept too.
  private var keeping: [(subject: Subject, withPosts: Bool)] = []
  private var members: [Int64: Set<String>] = [:]
  let tags = ["t0", "t1", String(repeating: "long", count: 60)]
  let actor: Actor = .system("test")
  var store: CaseStore { temporary.store }

  init(seed: UInt64) throws {
    temporary = try TemporaryStore()
    random = SeededGenerator(seed: seed)
  }

  mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < share
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  mutating func fill() throws {
    let user = try store.addUser("ann", role: "lead", passwordHash: "h", by: actor)
    let other = try store.addUser("lin", role: "lead", passwordHash: "h", by: actor)
    let queue = try store.saveQueue("q", by: actor)
    try fillOldCases(queue, user, other)
    try fillPosts()
    try fillRuns()
    for _ in 0..<below(6) { try addHold() }
    for _ in 0..<below(8) { try addCase(queue, user) }
    for _ in 0..<below(5) { try addDecision(nil, user) }
    for _ in 0..<below(8) { try addReport() }
    try fillPeople(user)
    days = chance(0.9) ? 1 + below(50) : nil
    try store.setRetention(of: .post, days: days, by: actor)
    try store.setRetention(of: .run, days: chance(0.7) ? 1 + below(30) : nil, by: actor)
    try store.setRetention(of: .report, days: chance(0.7) ? 1 + below(10) : nil, by: actor)
    caseDays = chance(0.8) ? 184 + below(40) : nil
    try store.setRetention(of: .caseFile, days: caseDays, by: actor)
    temporary.clock.advance(seconds: 86_400 * Int64(below(12)))
  }

  private mutating func fillPeople(_ user: Int64) throws {
    let now = store.clock().milliseconds
    for index in 0..<UInt8(below(6)) {
      let end = Timestamp(milliseconds: now + Int64(below(90) - 60) * 86_400_000)
      try store.beginSession(
        digest: [index], user: user, expiresAt: end, csrf: [1], isSecondFactorShown: true)
      _ = try store.addToken(
        digest: [index], name: "t\(index)", scopes: [], user: user, expiresAt: end, by: actor)
      _ = try store.addExposure(ofUser: user, seconds: 60, day: now / 86_400_000 - Int64(index) * 9)
      try store.keepSignIn(
        SignInRow(account: [index], source: [1], time: end, isSuccess: true),
        failures: Timestamp(milliseconds: 0), successes: Timestamp(milliseconds: 0))
    }
  }

  private mutating func fillPosts() throws {
    let now = temporary.clock.read().milliseconds / 1000
    for index in 0..<(20 + below(60)) {
      let platform: Platform = chance(0.7) ? .x : .vk
      let account = "a\(below(12))"
      let time = now - Int64(below(60 * 86_400))
      let tags = self.tags.filter { _ in chance(0.15) }
      let id = chance(0.5) ? "\(index)" : "p\(index)"
      posts.append(
        OldPost(
          subject: .post(platform, id), account: .account(platform, account), time: time, tags: tags
        ))
      _ = try store.store(posts: [
        Invented.post(id, by: account, at: time, platform: platform, tags: tags)
      ])
    }
  }

  private mutating func fillRuns() throws {
    for _ in 0..<below(4) {
      var names = (0..<14).map { "a\($0)" }.shuffled(using: &random)
      var groups: [[String]] = []
      while names.count > 5, chance(0.7) {
        groups.append(Array(names.prefix(2 + below(3))))
        names.removeFirst(groups[groups.count - 1].count)
      }
      let run = try store.store(analysis: Invented.analysis(groups))
      for row in try store.candidates(run: run).items {
        for member in try store.members(ofCandidate: row.id).items {
          members[row.review, default: []].insert(member.account.subject.description)
        }
        let state = ReviewState.allCases[below(3)]
        try store.setReview(row.review, to: state, note: nil, by: actor)
      }
      temporary.clock.advance(seconds: 86_400 * Int64(below(15)))
    }
  }

  private mutating func subject() -> Subject {
    let platform: Platform = chance(0.7) ? .x : .vk
    switch below(5) {
    case 0: return .account(platform, "a\(below(12))")
    case 1: return .hashtag(tags[below(3)], on: chance(0.5) ? platform : nil)
    case 2:
      guard let review = members.keys.sorted().randomElement(using: &random) else { fallthrough }
      return .candidate(review: review)
    default: return posts[below(posts.count)].subject
    }
  }

  private mutating func addHold() throws {
    let subject = subject()
    let later = temporary.clock.read().milliseconds
    let until: Int64? = chance(0.3) ? later + 86_400_000 * Int64(below(60) - 30) : nil
    let id = try store.placeHold(
      on: subject, reason: "r", until: until.map { Timestamp(milliseconds: $0) }, by: actor)
    if chance(0.2) {
      try store.liftHold(id, by: actor)
    } else if until.map({ $0 > later + 86_400_000 * 12 }) ?? true {
      keeping.append((subject, true))
      holds.append(subject)
    } else {
      // It ends while the scene is made: an end in the past keeps it plain.
      try store.liftHold(id, by: actor)
    }
  }

  private mutating func addCase(_ queue: Int64, _ user: Int64) throws {
    let subjects = Array(Set((0...below(3)).map { _ in subject() }))
      .sorted { $0.description < $1.description }
    let id = try store.openCase(
      NewCase(queue: queue, subjects: subjects, urgency: AlarmUrgency(score: 1, why: [])), by: actor
    )
    if chance(0.3) { try addDecision(id, user) }
    let state = CaseState.allCases[below(3)]
    try store.setCase(id, to: state, by: actor)
    var isKept = state == .open
    let decided = try store.caseFile(id).decisions.map(\.content.subject)
    if chance(0.5) {
      var order = RemovalOrderRow(caseFile: id, issuedBy: "FR", receivedAt: store.clock())
      let far = Int64(40 * 86_400_000)
      var isPreserved = state != .closed
      if chance(0.6) {
        order.carriedOutAt = store.clock()
        isPreserved = chance(0.5)
        order.preservedUntil = Timestamp(
          milliseconds: store.clock().milliseconds + (isPreserved ? far : -far))
      }
      _ = try store.save(removalOrder: order, due: nil, by: actor)
      if isPreserved { keeping += decided.map { ($0, true) } }
      isKept = isKept || isPreserved
    }
    if isKept { keeping += subjects.map { ($0, true) } }
  }

  private mutating func addDecision(_ caseFile: Int64?, _ user: Int64) throws {
    let subject = subject()
    let ids = try store.decide(
      [
        NewDecision(
          caseFile: caseFile, subject: subject, ground: .none, reasons: "r", facts: "f",
          source: "s", puid: "p\(UInt64.random(in: 0...UInt64.max, using: &random))")
      ], by: user)
    if chance(0.3) {
      for id in ids { try store.undo(decision: id, why: "w", by: user) }
    } else {
      keeping.append((subject, false))
    }
  }

  private mutating func addReport() throws {
    let notice = NewNotice(
      subject: subject(), reason: "spam", reporter: "r\(below(3))", time: store.clock())
    let report = try store.take([notice], by: actor)[0].report
    if chance(0.7) { try store.closeReport(report, .rejected, by: actor) }
  }

  /// Whether a thing with its posts has this one.
  func keeps(_ subject: Subject, _ post: OldPost) -> Bool {
    switch subject.kind {
    case .post: return false
    case .account: return subject == post.account
    case .hashtag:
      let isHere = subject.platform.map { $0 == post.subject.platform } ?? true
      return isHere && post.tags.contains(subject.id)
    case .candidate:
      guard let review = Int64(subject.id) else { return false }
      return members[review]?.contains(post.account.description) == true
    }
  }

  /// Every post that must be there after a purge: asked of each post and each thing that keeps.
  func keptPosts() throws -> Set<String> {
    let now = temporary.clock.read().milliseconds / 1000
    var kept: Set<String> = []
    let keeping = try self.keeping + keptByOldMatters()
    for post in posts {
      let limit = days.map { (now - Int64($0) * 86_400) / 3600 * 3600 } ?? .min
      let isKept = keeping.contains { item in
        item.subject == post.subject || item.withPosts && keeps(item.subject, post)
      }
      if post.time >= limit || isKept { kept.insert(post.subject.description) }
    }
    return kept
  }
}
