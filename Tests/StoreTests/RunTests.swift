import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("Stored runs")
struct StoreRunTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }

  init() throws { temporary = try TemporaryStore() }

  @Test("give back a candidate as it was found")
  func giveBackCandidates() throws {
    let analysis = Invented.analysis([["a", "b", "c"], ["d", "e"]])
    let run = try store.store(analysis: analysis)
    let list = try store.candidates(run: run)
    #expect(list.items.map(\.name) == ["c2", "c1"])
    let page = try store.candidate(list.items[1].id)
    let source = analysis.candidates[0]
    #expect(page.row.kind == source.kind)
    #expect(page.indicators == source.indicators)
    #expect(page.layers == source.layers)
    #expect(page.objects == source.objects)
    #expect(page.reasons == source.reasons)
    #expect(page.excerpts.map(\.text) == ["Iron"])
    #expect(page.templates.map(\.text) == ["Iron {link}"])
    #expect(page.templates.first?.lineage?.first.id == "1")
    #expect(page.timeline == [1, 2])
    let members = try store.members(ofCandidate: page.row.id, limit: 2)
    #expect(members.items.map(\.account.externalID) == ["a", "b"])
    let rest = try store.members(ofCandidate: page.row.id, after: members.next, limit: 2)
    #expect(rest.items.map(\.account.externalID) == ["c"])
    #expect(rest.next == nil)
    let edges = try store.edges(ofCandidate: page.row.id)
    #expect(edges.count == 2)
    #expect(edges.allSatisfy { $0.layer == nil && $0.log10P == -9 })
    #expect(try store.check().faults == [])
  }

  @Test("go on under the same review where half of the accounts are the same")
  func linkCandidates() throws {
    _ = try store.store(analysis: Invented.analysis([["a", "b", "c", "d"], ["e", "f"]]))
    let first = try store.alarms().items.compactMap(\.candidate)
    let review = try #require(first.first { $0.members == 4 }).review
    let other = try #require(first.first { $0.members == 2 }).review
    try store.setReview(review, to: .campaign, note: "seen", by: .system("test"))
    // c, d and two new ones; e and a stranger; three strangers.
    _ = try store.store(
      analysis: Invented.analysis([["c", "d", "x", "y"], ["e", "z"], ["p", "q", "r"]]))
    let latest = try store.candidates(limit: 3).items
    #expect(latest.first { $0.name == "c1" }?.review == review)
    #expect(latest.first { $0.name == "c1" }?.state == .campaign)
    // One shared account is too few.
    #expect(latest.first { $0.name == "c2" }?.review != other)
    #expect(latest.first { $0.name == "c3" }?.state == .open)
    #expect(try store.candidates(.campaign).items.map(\.review) == [review])
    let page = try store.candidate(try #require(latest.first { $0.name == "c1" }).id)
    #expect(page.sameReview.count == 2)
    #expect(page.note == "seen")
  }

  @Test("are listed, and give their record back")
  func listRuns() throws {
    var analysis = Invented.analysis([["a", "b"]])
    analysis.run.warnings = ["Times come in minutes."]
    let first = try store.store(analysis: analysis)
    let second = try store.store(analysis: Invented.analysis([]))
    let page = try store.runs(limit: 1)
    #expect(page.items.map(\.id) == [second])
    #expect(try store.runs(after: page.next, limit: 1).items.map(\.id) == [first])
    #expect(try store.run(first).record == analysis.run)
    #expect(try store.run(first).row.candidates == 1)
    #expect(throws: StoreError.self) { try store.run(99) }
  }

  @Test("open a dismissed review again when its candidate has doubled, and not before")
  func reopen() throws {
    _ = try store.store(analysis: Invented.analysis([["a", "b"]]))
    let review = try #require(try store.alarms().items.first?.candidate).review
    try store.setReview(review, to: .dismissed, note: nil, by: .system("test"))
    _ = try store.store(analysis: Invented.analysis([["a", "b", "c"]]))
    #expect(try store.alarms().items.isEmpty)
    _ = try store.store(analysis: Invented.analysis([["a", "b", "c", "d", "e", "f"]]))
    let alarm = try #require(try store.alarms().items.first)
    #expect(alarm.candidate?.review == review)
    #expect(alarm.why.first == "It has grown from 3 to 6 accounts.")
  }

  @Test("ring on one board with assessments, the most urgent first, page by page")
  func ring() throws {
    _ = try store.store(posts: (0..<30).map { Invented.post("\($0)", at: Int64($0)) })
    let levels = AssessmentLevel.allCases
    let assessments = (0..<30).map { index in
      NewAssessment(
        platform: .x, postID: "\(index)", kind: "threat", level: levels[index % 4],
        spans: [AssessedSpan(start: 0, end: 4, role: "act")], reasons: ["Because."])
    }
    #expect(try store.store(assessments: assessments + [missing]).compactMap(\.self).count == 30)
    for size in 2..<9 {
      let names = (0..<size).map { "g\(size)-\($0)" }
      _ = try store.store(
        analysis: Invented.analysis([names], kind: size % 2 == 0 ? .fans : .copyPaste))
    }
    let whole = try store.alarms(limit: 1000).items
    // Levels moderate and high of 30, and 7 candidates.
    #expect(whole.count == 14 + 7)
    #expect(whole.map(\.urgency) == whole.map(\.urgency).sorted(by: >))
    for limit in [1, 2, 5, 20] {
      var paged: [Alarm] = []
      var cursor: PageCursor?
      repeat {
        let page = try store.alarms(after: cursor, limit: limit)
        paged += page.items
        cursor = try page.next.map { try PageCursor(text: $0.text) }
      } while cursor != nil
      #expect(paged == whole, "pages of \(limit)")
    }
    let post = try #require(try store.postID(.x, "3"))
    try store.setAssessment(ofPost: post, to: .handled, by: .system("test"))
    #expect(try store.alarms(limit: 1000).items.count == 20)
  }

  @Test("ring with one line for a text on each page, none lost", arguments: [1, 3, 7, 100])
  func lines(scan: Int) throws {
    var random = SeededGenerator(seed: 7)
    for id in 0..<60 {
      var new = Invented.post("\(id)", at: Int64(id), "text \(random.below(9))")
      new.objects = [ListedObject(layer: .text, id: new.post.text ?? "")]
      _ = try store.store(posts: [new])
    }
    try store.store(
      assessments: (0..<60).map {
        NewAssessment(
          platform: .x, postID: "\($0)", kind: "threat",
          level: random.below(2) == 0 ? .high : .moderate,
          spans: [], reasons: ["Because."])
      })
    for index in 0..<4 {
      _ = try store.store(
        analysis: Invented.analysis([["m\(index)", "n\(index)"]], kind: .copyPaste))
    }
    let all = try store.alarms(limit: 1000).items
    for limit in [1, 4, 30] {
      var (rest, cursor) = (all[...], PageCursor?.none)
      repeat {
        let page = try store.alarmLines(after: cursor, limit: limit, scan: scan)
        #expect(!page.items.isEmpty && page.items.count <= limit)
        let count = page.items.reduce(0) { $0 + $1.copies + 1 }
        // The lines are the alarms of the page, each text's first standing for it.
        var seen: Set<String> = []
        let firsts = rest.prefix(count).filter { alarm in
          guard case .assessment(let post) = alarm.source else { return true }
          return seen.insert("\(alarm.urgency) \(post.text ?? "")").inserted
        }
        #expect(page.items.map(\.alarm) == Array(firsts))
        rest = rest.dropFirst(count)
        cursor = try page.next.map { try PageCursor(text: $0.text) }
      } while cursor != nil
      #expect(rest.isEmpty, "pages of \(limit)")
    }
  }

  @Test("ring at once when they are false alarms, and the latest open one is named")
  func ringFalseAlarms() throws {
    _ = try store.store(posts: (0..<12).map { Invented.post("\($0)", at: Int64($0)) })
    func assessment(_ id: Int, _ kind: String, _ level: AssessmentLevel) -> NewAssessment {
      NewAssessment(
        platform: .x, postID: "\(id)", kind: kind, level: level, spans: [], reasons: ["Because."])
    }
    _ = try store.store(
      assessments: (0..<10).map { assessment($0, NewAssessment.falseAlarm, .none) }
        + [assessment(10, "threat", .high), assessment(11, "mourning", .none)])
    #expect(
      try store.alarms(limit: 1000).items.map(\.urgency) == Array(repeating: 90, count: 10) + [80])
    let open = try #require(try store.openFalseAlarms())
    #expect(open.posts == 10 && open.latest.externalID == "9")
    #expect(open.latest.assessment?.kind == NewAssessment.falseAlarm)
    let post = try #require(try store.postID(.x, "3"))
    try store.setAssessment(ofPost: post, to: .dismissed, by: .system("test"))
    #expect(try store.openFalseAlarms()?.posts == 9)
    #expect(try store.alarms(limit: 1000).items.count == 10)
  }

  @Test("ring again when a reviewed post turns out a false alarm")
  func ringAgain() throws {
    _ = try store.store(posts: [Invented.post("1")])
    var assessment = NewAssessment(
      platform: .x, postID: "1", kind: "threat", level: .moderate, spans: [], reasons: [])
    try store.store(assessments: [assessment])
    let post = try #require(try store.postID(.x, "1"))
    try store.setAssessment(ofPost: post, to: .dismissed, by: .system("test"))
    assessment.kind = NewAssessment.falseAlarm
    assessment.level = .none
    try store.store(assessments: [assessment])
    #expect(try store.openFalseAlarms()?.posts == 1)
    try store.setAssessment(ofPost: post, to: .dismissed, by: .system("test"))
    try store.store(assessments: [assessment])
    #expect(try store.openFalseAlarms() == nil)
  }

  private var missing: NewAssessment {
    NewAssessment(
      platform: .x, postID: "none", kind: "threat", level: .high, spans: [], reasons: [])
  }

  @Test("show who acted on the same rare objects")
  func relate() throws {
    let posts = (0..<100).map { index in
      Invented.post("\(index)", by: "a\(index)", at: Int64(index), tags: ["common"])
    }
    _ = try store.store(posts: posts)
    _ = try store.store(posts: [
      Invented.post("r1", by: "a1", tags: ["rare", "rarer"]),
      Invented.post("r2", by: "a2", tags: ["rare", "rarer"]),
      Invented.post("r3", by: "a3", tags: ["rare"]),
    ])
    let id = try #require(try store.accountID(.x, "a1"))
    let related = try store.relatedAccounts(to: id)
    #expect(related.map(\.account.externalID) == ["a2", "a3"])
    #expect(related.map(\.sharedObjects) == [2, 1])
    #expect(related[0].examples.map(\.key) == ["rare", "rarer"])
  }
}

extension Alarm {
  var post: PostRow? {
    if case .assessment(let row) = source { row } else { nil }
  }
  var candidate: CandidateRow? {
    if case .candidate(let row) = source { row } else { nil }
  }
}
