import Casework
import SocialModel
import Store
import Testing

@testable import Desk

/// Random work of a team over some days, and a naive account of its figures, decision by decision.
private final class Team {
  let test: TestDesk
  var random: SeededGenerator
  let queues: [Int64]
  let ada: Acting
  let ben: Acting
  let lead: Acting
  var made: [Int64] = []
  var answers: [Int64: Set<Measure>] = [:]

  init(seed: UInt64) throws {
    let test = try TestDesk()
    self.test = test
    random = SeededGenerator(seed: seed)
    queues = try ["threats", "a queue"].map {
      try test.store.saveQueue($0, by: .system("test"))
    }
    ada = try test.user("ada", .reviewer)
    ben = try test.user("ben", .reviewer)
    lead = try test.user("lin", .lead)
  }

  func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
  func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  func step() throws {
    test.clock.advance(seconds: Int64(below(20_000)))
    switch below(8) {
    case 0...3: try work()
    case 4:
      guard !made.isEmpty else { return }
      let id = one(of: made)
      guard try test.store.decision(id).undoneAt == nil else { return }
      try test.store.undo(decision: id, why: "slip", by: ada.user)
    case 5, 6: try appeal()
    default: try review()
    }
  }

  private func work() throws {
    let isAccount = below(2) == 0
    let name = "\(below(6))"
    let id = try test.openCase(one(of: queues), post: name, kind: isAccount ? .account : .post)
    guard below(4) > 0 else { return }
    test.clock.advance(seconds: Int64(below(5_000)))
    _ = try test.desk.view(case: id, by: ada)
    guard below(4) > 0 else { return }
    _ = try test.desk.claim(case: id, by: ada)
    test.clock.advance(seconds: Int64(below(600)))
    var form = TestDesk.removal(name)
    form.subject = CaseSubject(isAccount ? .account : .post, platform: .x, id: name)
    form.measures = isAccount ? one(of: [[.accountSuspension], [.accountTermination]]) : [.removal]
    if below(3) == 0 { (form.ground, form.measures) = (nil, []) }
    made += try test.desk.decide(case: id, [form], by: ada)
  }

  private func appeal() throws {
    guard !made.isEmpty else { return }
    let id = one(of: made)
    guard let appeal = try test.store.decision(id).appeal else {
      _ = try test.store.receiveAppeal(againstDecision: id, text: "no", by: .system("test"))
      return
    }
    guard try test.store.appeal(appeal).state == .open else { return }
    let outcome = one(of: ["upheld", "reversed", "changed"])
    try test.store.decideAppeal(
      appeal, reverse: outcome != "upheld", outcome: outcome, reasons: "r", by: lead.user)
  }

  private func review() throws {
    guard !made.isEmpty else { return }
    let id = one(of: made)
    try test.store.drawSecondReview(ofDecision: id, by: .system("test"))
    guard try test.store.isSecondReviewOpen(ofDecision: id) else { return }
    let measures: Set<Measure> = one(of: [[], [.removal], [.accountSuspension]])
    let answer = GoldenAnswer(
      ground: measures.isEmpty ? nil : .policy(clause: "c", version: 1), measures: measures)
    try test.store.answerSecondReview(
      ofDecision: id, StoredAnswer(answer).text, by: ben.user)
    answers[id] = measures
  }

  /// The figures that the rows give, by section, key and figure; those that are 0 are left out.
  func naive(_ from: Timestamp, _ to: Timestamp) throws -> [String: Double] {
    var found: [String: Double] = [:]
    var subjects: Set<String> = []
    for row in try test.store.decisions(from: from, until: to) {
      let decision = try Decision(row)
      let appeal = try row.appeal.map { try test.store.appeal($0) }
      guard row.undoneAt == nil || appeal?.state == .reversed else {
        found["decisions|undone|count", default: 0] += 1
        continue
      }
      var keys = ["decisions|all", "decisions|source-\(decision.source.rawValue)"]
      if decision.measures.isEmpty { keys.append("decisions|without-measure") }
      if case .legal(let state, let provision)? = decision.ground {
        keys.append("grounds|law \(state): \(provision)")
      }
      for measure in decision.measures {
        keys.append("measures|\(measure.rawValue)")
        if measure != .removal,
          subjects.insert("\(measure) \(row.content.subject)").inserted
        {
          keys.append("accounts|\(measure.rawValue)")
        }
      }
      let language = row.content.language ?? "unknown"
      if let appeal {
        keys.append("appeals|received")
        keys.append("appeals|" + (appeal.state == .open ? "waiting" : appeal.outcome ?? "-"))
        if appeal.state != .open { keys.append("appeal-reversals-by-language|\(language)") }
      }
      if let answer = answers[row.id] {
        keys.append("second-review-by-language|\(language)")
        if answer != decision.measures { keys.append("differ|\(language)") }
      }
      for key in keys { found[key + "|count", default: 0] += 1 }
    }
    for language in ["fr", "unknown"] {
      let differing = found.removeValue(forKey: "differ|\(language)|count") ?? 0
      guard let all = found["second-review-by-language|\(language)|count"] else { continue }
      found["second-review-by-language|\(language)|share"] = differing == 0 ? nil : differing / all
    }
    return found
  }
}

@Suite("Figures beside a naive account")
struct FigureOracleTests {
  @Test("are equal to it in any time, of any work", arguments: 1...8)
  func agree(seed: UInt64) throws {
    let team = try Team(seed: seed)
    let start = team.test.clock.read().milliseconds
    for _ in 0..<60 { try team.step() }
    team.test.clock.advance(seconds: 1)
    let now = team.test.clock.read().milliseconds
    var spans = [(start, now), (start, start + 1)]
    for _ in 0..<10 {
      let unit: Int64 = team.one(of: [1, 86_400_000])
      let ends = (0..<2).map { _ in (start + Int64(team.below(Int(now - start)))) / unit * unit }
      spans.append((ends.min() ?? 0, (ends.max() ?? 0) + unit))
    }
    let listed: Set = [
      "decisions", "grounds", "measures", "accounts", "appeals", "appeal-reversals-by-language",
      "second-review-by-language",
    ]
    for span in spans {
      let (from, to) = (Timestamp(milliseconds: span.0), Timestamp(milliseconds: span.1))
      let figures = try team.test.desk.figures(from: from, to: to, by: team.lead)
      var found: [String: Double] = [:]
      for row in figures.report.rows where listed.contains(row.section) && row.value ?? 0 != 0 {
        let isCounted =
          row.figure == "count" || row.figure == "share" && row.section.hasPrefix("second")
        if isCounted { found["\(row.section)|\(row.key)|\(row.figure)"] = row.value }
      }
      #expect(try found == team.naive(from, to), "seed \(seed), \(span)")
      try expectTimes(figures, team, from, to)
    }
    #expect(try team.test.store.check().faults == [], "seed \(seed)")
  }

  /// Compares response times with those of every case, read one by one.
  private func expectTimes(
    _ figures: PeriodFigures, _ team: Team, _ from: Timestamp, _ to: Timestamp
  ) throws {
    let last = try team.queues.flatMap { queue in
      try CaseState.allCases.flatMap {
        try team.test.store.cases(inQueue: queue, state: $0, limit: 1000).items
      }
    }
    let rows = last.filter { $0.openedAt >= from && $0.openedAt < to }
    let names = Dictionary(uniqueKeysWithValues: try team.test.store.queueNames())
    #expect(figures.times.map(\.queue) == Set(rows.compactMap { names[$0.queue] }).sorted())
    for times in figures.times {
      let own = rows.filter { names[$0.queue] == times.queue }
      #expect(times.toFirstView.done + times.toFirstView.waiting == own.count)
      let seconds = try own.compactMap { row in
        try team.test.store.caseFile(row.id).row.decidedAt.map {
          Double($0.milliseconds - row.openedAt.milliseconds) / 1000
        }
      }
      #expect(times.toDecision.done == seconds.count)
      #expect(times.toDecision.medianSeconds == Quantile.of(seconds, 0.5))
      let waits = own.filter { $0.decidedAt == nil }.map {
        Double(figures.until.milliseconds - $0.openedAt.milliseconds) / 1000
      }
      #expect(times.toDecision.longestWaitSeconds == waits.max())
    }
  }
}
