import GRDB
import SocialModel
import Testing

@testable import Store

extension RandomScene {
  /// A case or a lone decision of long ago, as the naive account of a purge needs it.
  struct OldMatter {
    var caseFile: Int64?
    var decision: Int64?
    var start: Int64
    var report: Int64?
    var subjects: [Subject] = []
    var standing: [Subject] = []
    var waits = false
    /// The last that happened, in milliseconds.
    var last: Int64 = 0
  }

  private static let day: Int64 = 86_400_000

  /// Cases and decisions from before everything else, some of which are past their time.
  mutating func fillOldCases(_ queue: Int64, _ user: Int64, _ other: Int64) throws {
    for _ in 0..<below(7) {
      var matter = OldMatter(start: 0)
      if chance(0.3) {
        try decide(&matter, nil, user, other)
      } else {
        try addOldCase(&matter, queue, user, other)
      }
      old.append(matter)
      temporary.clock.advance(seconds: 86_400 * Int64(below(40)))
    }
    temporary.clock.advance(seconds: 86_400 * Int64(60 + below(200)))
  }

  private mutating func oldSubject() -> Subject {
    switch below(6) {
    case 0: .account(.x, "a\(below(12))")
    case 1: .hashtag(tags[below(3)], on: chance(0.5) ? .x : nil)
    default: .post(.x, chance(0.5) ? "\(below(40))" : "p\(below(40))")
    }
  }

  private mutating func addOldCase(
    _ matter: inout OldMatter, _ queue: Int64, _ user: Int64, _ other: Int64
  ) throws {
    matter.subjects = [oldSubject()]
    var reports: [Int64] = []
    if chance(0.3) {
      reports = [
        try store.take(
          [
            NewNotice(
              subject: matter.subjects[0], reason: "spam\(old.count)", reporter: "r",
              time: store.clock())
          ], by: actor)[0].report
      ]
    }
    let id = try store.openCase(
      NewCase(
        queue: queue, subjects: matter.subjects, urgency: AlarmUrgency(score: 1, why: []),
        reports: reports), by: actor)
    (matter.caseFile, matter.report) = (id, reports.first)
    try store.addNote("n", toCase: id, by: actor)
    _ = try store.addJudgement(toCase: id, instrument: "trap-18", [:], by: user)
    for _ in 0..<below(3) { try decide(&matter, id, user, other) }
    if chance(0.4) { try escalate(&matter, id, user) }
    temporary.clock.advance(seconds: 86_400 * Int64(below(20)))
    guard chance(0.85) else { return }
    try store.setCase(id, to: .closed, by: actor)
    matter.start = store.clock().milliseconds
  }

  private mutating func escalate(_ matter: inout OldMatter, _ id: Int64, _ user: Int64) throws {
    let package = try store.addEscalation(
      EscalationRow(
        caseFile: id, items: [], suspicion: "s", locating: [], requestedBy: user,
        requestedAt: store.clock()), posts: [KeptPost(description: "{}", bytes: [1])])
    guard chance(0.7) else {
      matter.waits = true
      return
    }
    temporary.clock.advance(seconds: 86_400 * Int64(below(60)))
    try store.decideEscalation(package, "released", by: user, as: "lead", reasons: nil)
    matter.last = max(matter.last, store.clock().milliseconds)
  }

  private mutating func decide(
    _ matter: inout OldMatter, _ caseFile: Int64?, _ user: Int64, _ other: Int64
  ) throws {
    let subject = oldSubject()
    let end = chance(0.3) ? store.clock().milliseconds + Self.day * Int64(below(150)) : nil
    let id = try store.decide(
      [
        NewDecision(
          caseFile: caseFile, subject: subject, ground: .none, reasons: "r", facts: "f",
          source: "s", validUntil: end.map { Timestamp(milliseconds: $0) },
          puid: "o\(UInt64.random(in: 0...UInt64.max, using: &random))")
      ], by: user)[0]
    if caseFile == nil { (matter.decision, matter.start) = (id, store.clock().milliseconds) }
    matter.subjects.append(subject)
    matter.last = max(matter.last, store.clock().milliseconds, end ?? 0)
    if chance(0.5) { try store.drawSecondReview(ofDecision: id, by: actor) }
    if chance(0.3) {
      let appeal = try store.receiveAppeal(againstDecision: id, text: "t", by: actor)
      temporary.clock.advance(seconds: 86_400 * Int64(below(60)))
      if chance(0.6) {
        try store.decideAppeal(appeal, reverse: false, reasons: "r", by: other)
        matter.last = max(matter.last, store.clock().milliseconds)
      } else {
        matter.waits = true
      }
    }
    guard chance(0.25) else {
      matter.standing.append(subject)
      return
    }
    try store.undo(decision: id, why: "w", by: user)
    matter.last = max(matter.last, store.clock().milliseconds)
  }

  /// Whether a matter of long ago must be there after a purge.
  func stays(_ matter: OldMatter) throws -> Bool {
    guard let days = caseDays, matter.start > 0 else { return true }
    let limit = (temporary.clock.read().milliseconds - Int64(days) * Self.day) / 3_600_000
    if matter.waits || max(matter.start, matter.last) / 3_600_000 >= limit { return true }
    if let report = matter.report {
      let state = try store.read {
        try String.fetchOne($0, sql: "SELECT state FROM report WHERE id = ?", arguments: [report])
      }
      if state == "open" { return true }
    }
    return matter.subjects.contains { subject in
      holds.contains { hold in
        hold == subject || posts.contains { $0.subject == subject && keeps(hold, $0) }
      }
    }
  }

  /// What the matters of long ago that stay keep.
  func keptByOldMatters() throws -> [(subject: Subject, withPosts: Bool)] {
    try old.filter(stays).flatMap { matter in
      let isOpen =
        try matter.caseFile.map { try store.caseFile($0).row.state == .open } ?? false
      return matter.standing.map { ($0, false) }
        + (isOpen ? [(matter.subjects[0], true)] : [])
    }
  }
}
