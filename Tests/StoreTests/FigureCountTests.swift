import GRDB
import SocialModel
import Testing

@testable import Store

/// Random casework over some days, changed in every way that counts by day must follow.
private final class Casework {
  let temporary: TemporaryStore
  var random: SeededGenerator
  let users: [Int64]
  let queue: Int64
  var made: [Int64] = []
  let actor = Actor.system("test")
  var store: CaseStore { temporary.store }

  init(seed: UInt64) throws {
    temporary = try TemporaryStore()
    random = SeededGenerator(seed: seed)
    let store = temporary.store
    users = try ["ann", "bob"].map {
      try store.addUser($0, role: "lead", passwordHash: "x", by: .system("test"))
    }
    queue = try store.saveQueue("q", by: .system("test"))
  }

  func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
  func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  func step() throws {
    temporary.clock.advance(seconds: Int64(below(40_000)))
    switch below(12) {
    case 0...3: try decide()
    case 4: try undo()
    case 5, 6: try appeal()
    case 7: try notice()
    case 8: try review()
    case 9: try replace()
    case 10: try remove()
    default: try change()
    }
  }

  private func decide() throws {
    let ground = one(of: [
      DecisionGround.none, .policy(clause: "4.1"), .policy(clause: "ق"),
      .legal(jurisdiction: "EU", clause: "a \"b\""),
    ])
    let subject =
      below(2) == 0 ? Subject.post(.x, "\(below(9))") : .account(.x, "a\(below(4))")
    var new = NewDecision(
      caseFile: nil, subject: subject, ground: ground, reasons: "r", facts: "f",
      source: one(of: ["report", "own-initiative"]), language: one(of: [nil, "fr", "ar"]),
      puid: "p\(random.next())")
    if ground != .none {
      new.visibilityMeasure = one(of: [nil, "removal"])
      new.accountMeasure = one(of: [nil, "suspension", "account-suspension"])
      new.measures = below(2) == 0 ? nil : new.words
      new.policyVersion = one(of: [nil, 1, 2])
    }
    if below(3) == 0 {
      new.caseFile = try store.openCase(
        NewCase(
          queue: queue, subjects: [subject], urgency: AlarmUrgency(score: 1, why: ["t"])),
        by: actor)
    }
    made += try store.decide([new], by: users[0])
  }

  private func undo() throws {
    guard !made.isEmpty else { return }
    let id = one(of: made)
    guard try store.decision(id).undoneAt == nil else { return }
    try store.undo(decision: id, why: "slip", by: users[0])
  }

  private func appeal() throws {
    guard !made.isEmpty else { return }
    let id = one(of: made)
    guard let appeal = try store.decision(id).appeal else {
      _ = try store.receiveAppeal(againstDecision: id, text: "no", by: actor)
      return
    }
    guard try store.appeal(appeal).state == .open else { return }
    let outcome = one(of: [nil, "upheld", "reversed", "changed"])
    try store.decideAppeal(
      appeal, reverse: outcome == nil || outcome != "upheld", outcome: outcome, reasons: "r",
      by: users[1])
  }

  private func notice() throws {
    let day = Int64(below(5)) - 2
    let notices = (0...below(4)).map { _ in
      NewNotice(
        subject: .post(.x, "\(below(5))"), reason: one(of: ["threat", "spam"]),
        reporter: "r\(below(6))",
        time: Timestamp(milliseconds: day * 86_400_000 + Int64(below(2)) * 50_000_000 - 1))
    }
    _ = try store.take(notices, by: actor)
  }

  private func review() throws {
    guard !made.isEmpty else { return }
    let id = one(of: made)
    try store.drawSecondReview(ofDecision: id, by: actor)
    guard try store.isSecondReviewOpen(ofDecision: id) else { return }
    try store.answerSecondReview(ofDecision: id, one(of: ["x", "y"]), by: users[1])
  }

  /// What no method does, and another program might.
  private func replace() throws {
    let table = one(of: ["decision", "appeal", "reportNotice"])
    try sql("INSERT OR REPLACE INTO \(table) SELECT * FROM \(table) WHERE id % 3 = \(below(3))")
  }

  private func change() throws {
    let set = one(of: [
      "time = time - 86400000", "language = 'ru'", "clause = NULL", "measures = 'removal'",
      "source = 'report', undoneAt = NULL",
    ])
    try sql("UPDATE decision SET \(set) WHERE id % 5 = \(below(5))")
    try sql("UPDATE reportNotice SET time = -time WHERE id % 7 = \(below(7))")
  }

  private func remove() throws {
    guard below(3) == 0 else {
      return try sql("DELETE FROM report WHERE id % 4 = \(below(4))")
    }
    let rest = below(5)
    for table in ["appeal", "secondReview"] {
      try sql("DELETE FROM \(table) WHERE decision % 5 = \(rest)")
    }
    try sql("DELETE FROM decision WHERE id % 5 = \(rest)")
    made.removeAll { $0 % 5 == rest }
  }

  private func sql(_ text: String) throws { try store.writeUnaudited { try $0.execute(sql: text) } }
}

/// The counts of a time, taken row by row.
private struct NaiveCounts: Equatable {
  var decisions: [String: Int] = [:]
  var notices: [String: Int] = [:]
  var reviews: [String: Int] = [:]
  var suspended = 0

  init(_ store: CaseStore, _ from: Timestamp, _ until: Timestamp) throws {
    var subjects: Set<String> = []
    for row in try store.decisions(from: from, until: until) {
      let appeal = try row.appeal.map { try store.appeal($0) }
      let word = appeal.map { $0.outcome ?? $0.state.rawValue }
      let content = row.content
      let key =
        "\(content.ground) \(content.policyVersion ?? -1) \(content.words) \(content.source) "
        + "\(content.language ?? "-") \(row.undoneAt != nil) \(word ?? "-")"
      decisions[key, default: 0] += 1
      let suspends = content.words.contains { $0 == "suspension" || $0 == "account-suspension" }
      if suspends, row.undoneAt == nil || appeal?.state == .reversed {
        subjects.insert(content.subject.description)
      }
      let answer = try store.read { db in
        try String.fetchOne(
          db, sql: "SELECT answer FROM secondReview WHERE decision = ?", arguments: [row.id])
      }
      if let answer { reviews[key + answer, default: 0] += 1 }
    }
    suspended = subjects.count
    for row in try store.notices(from: from, until: until) {
      notices[Self.day(row.time) + row.reason, default: 0] += 1
    }
  }

  init(counted store: CaseStore, _ from: Timestamp, _ until: Timestamp) throws {
    for tally in try store.decisionTallies(from: from, until: until) {
      let key =
        "\(tally.ground) \(tally.policyVersion ?? -1) \(tally.measures) \(tally.source) "
        + "\(tally.language ?? "-") \(tally.isUndone) \(tally.appeal ?? "-")"
      #expect(decisions[key] == nil, "no sort is told twice")
      decisions[key, default: 0] += tally.count
    }
    for tally in try store.reviewTallies(decidedFrom: from, until: until) {
      reviews["\(tally.measures)\(tally.answer)", default: 0] += tally.count
    }
    suspended = try store.accounts(
      withMeasure: ["suspension", "account-suspension"], from: from, until: until)
    for tally in try store.noticeTallies(from: from, until: until) {
      notices[Self.day(tally.day) + tally.reason, default: 0] += tally.count
    }
  }

  private static func day(_ time: Timestamp) -> String { time.civil.date }
}

@Suite("Counts of the figures")
struct FigureCountTests {
  @Test(
    "are those of the rows, whatever is added, changed, replaced and removed", arguments: 1...12)
  func followRows(seed: UInt64) throws {
    let casework = try Casework(seed: seed)
    for _ in 0..<40 { try casework.step() }
    let store = casework.store
    #expect(try store.check().faults == [], "seed \(seed)")
    let now = store.clock().milliseconds
    var spans: [(Int64, Int64)] = [(-9_000_000_000, now + 1), (0, 0), (now, now - 5)]
    for _ in 0..<20 {
      let unit: Int64 = casework.one(of: [1, 86_400_000])
      let ends: [Int64] = (0..<2).map { _ in
        let around: Int64 = casework.below(2) == 0 ? 0 : now
        let moment: Int64 = around + Int64(casework.below(900_000_000)) - 450_000_000
        return moment / unit * unit
      }.sorted()
      spans.append((ends[0], ends[1]))
    }
    for span in spans {
      let (from, until) = (Timestamp(milliseconds: span.0), Timestamp(milliseconds: span.1))
      let naive = try NaiveCounts(store, from, until)
      let counted = try NaiveCounts(counted: store, from, until)
      #expect(counted.decisions == naive.decisions, "seed \(seed), \(span)")
      #expect(counted.notices == naive.notices, "seed \(seed), \(span)")
      #expect(counted.suspended == naive.suspended, "seed \(seed), \(span)")
      let totals = [counted, naive].map { $0.reviews.values.reduce(0, +) }
      #expect(totals[0] == totals[1], "seed \(seed), \(span)")
    }
  }

  @Test("are checked against the rows")
  func areChecked() throws {
    let casework = try Casework(seed: 1)
    for _ in 0..<40 { try casework.step() }
    let store = casework.store
    func faults(after sql: String) throws -> [String] {
      try store.writeUnaudited { try $0.execute(sql: sql) }
      return try store.check().faults
    }
    #expect(
      try faults(
        after:
          "UPDATE decisionDay SET decisions = decisions + 1 WHERE day = (SELECT max(day) FROM decisionDay)"
      )
      .contains { $0.hasSuffix("days whose number of decisions is wrong.") })
    #expect(
      try faults(after: "DELETE FROM noticeDay WHERE day = (SELECT max(day) FROM noticeDay)")
        .contains { $0.hasSuffix("days whose number of notices is wrong.") })
  }

  @Test("go with a purge's cases, decisions and reports")
  func goWithPurge() throws {
    let casework = try Casework(seed: 5)
    for _ in 0..<60 { try casework.step() }
    let (store, clock) = (casework.store, casework.temporary.clock)
    let span = (Timestamp(milliseconds: -9_000_000_000), Timestamp(seconds: 4_000_000_000))
    let before = try store.decisionTallies(from: span.0, until: span.1).reduce(0) { $0 + $1.count }
    #expect(before > 5)
    clock.advance(seconds: 86_400 * 900)
    let counts = try store.purge(by: casework.actor)
    #expect(counts.decisions > 0)
    let after = try store.decisionTallies(from: span.0, until: span.1).reduce(0) { $0 + $1.count }
    #expect(after == before - counts.decisions)
    #expect(try store.check().faults == [])
  }

  struct Cut: Sendable {
    var from: Int64
    var until: Int64
    var days: Range<Int64> = 0..<0
    var parts: [Range<Int64>] = []
  }

  static let cuts: [Cut] = [
    Cut(from: 0, until: 86_400_000, days: 0..<1),
    Cut(from: 1, until: 86_400_000, parts: [1..<86_400_000]),
    Cut(from: -1, until: 172_800_001, days: 0..<2, parts: [-1..<0, 172_800_000..<172_800_001]),
    Cut(from: 5, until: 5), Cut(from: 9, until: 3),
    Cut(from: -86_400_001, until: -5, parts: [(-86_400_001)..<(-5)]),
    Cut(from: -172_800_000, until: 0, days: -2..<0),
  ]

  @Test("cut a time into whole days and parts", arguments: cuts)
  func cutDays(cut: Cut) throws {
    let span = DaySpan(Timestamp(milliseconds: cut.from), Timestamp(milliseconds: cut.until))
    #expect(span.days == cut.days)
    #expect(span.parts == cut.parts)
  }
}
