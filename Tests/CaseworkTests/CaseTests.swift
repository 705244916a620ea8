import Casework
import SocialModel
import Testing

@Suite("Cases and claims")
struct CaseTests {
  @Test("a case goes through its states and no other way")
  func states() throws {
    let allowed: [CaseState: [CaseEvent: CaseState]] = [
      .open: [.claim: .claimed],
      .claimed: [.claim: .claimed, .release: .open, .expire: .open, .decide: .decided],
      .decided: [.undo: .open, .appeal: .appealed, .close: .closed, .reopen: .open],
      .appealed: [.decideAppeal: .decided],
      .closed: [.appeal: .appealed, .reopen: .open],
    ]
    for state in CaseState.allCases {
      for event in CaseEvent.allCases {
        #expect(state.next(event) == allowed[state]?[event], "\(state), \(event)")
        if allowed[state]?[event] == nil {
          #expect(throws: CaseworkError.self) { try state.after(event, of: "c1") }
        }
      }
    }
  }

  @Test("a claim is exclusive until it runs out, and renewed by who has it")
  func exclusive() throws {
    let first = try Claim.take("c1", by: "ann", current: nil, now: Desk.at(0))
    #expect(first.expires == Desk.at(15))
    #expect(throws: CaseworkError.self) {
      try Claim.take("c1", by: "ben", current: first, now: Desk.at(14.99))
    }
    let renewed = try Claim.take("c1", by: "ann", current: first, now: Desk.at(10))
    #expect(renewed.taken == Desk.at(0) && renewed.expires == Desk.at(25))
    let second = try Claim.take("c1", by: "ben", current: renewed, now: Desk.at(25))
    #expect(second.holder == "ben" && second.taken == Desk.at(25))
    let over = try Claim.take("c1", by: "lea", current: second, now: Desk.at(26), takingOver: true)
    #expect(over.holder == "lea")
    try Claim.require(over, of: "c1", by: "lea", now: Desk.at(40.9))
    for (claim, user, minute) in [(over, "ben", 30.0), (over, "lea", 41), (nil, "lea", 30)]
      as [(Claim?, String, Double)]
    {
      #expect(throws: CaseworkError.self) {
        try Claim.require(claim, of: "c1", by: user, now: Desk.at(minute))
      }
    }
  }

  @Test("of many who claim at once one gets the case, whatever the order")
  func race() throws {
    for seed: UInt64 in 0..<50 {
      var random = SeededGenerator(seed: seed)
      var current: Claim?
      var won = 0
      for user in random.shuffled((0..<20).map { "user\($0)" }) {
        do {
          current = try Claim.take("c1", by: user, current: current, now: Desk.at(1))
          won += 1
        } catch let error as CaseworkError {
          #expect(error.code == .claimedByOther)
        }
      }
      #expect(won == 1, "seed \(seed)")
    }
  }

  @Test("the queue gives orders first, then urgency, then age, and never a barred case")
  func queue() {
    let cases = [
      QueuedCase(id: "old", urgency: 1, opened: Desk.at(0)),
      QueuedCase(id: "urgent", urgency: 3, opened: Desk.at(5)),
      QueuedCase(id: "urgent-a", urgency: 3, opened: Desk.at(5)),
      QueuedCase(id: "order", urgency: 0, due: Desk.at(60), opened: Desk.at(9)),
      QueuedCase(id: "sooner", urgency: 0, due: Desk.at(50), opened: Desk.at(9), barred: ["ann"]),
    ]
    let expected = ["sooner", "order", "urgent", "urgent-a", "old"]
    for seed: UInt64 in 0..<20 {
      var random = SeededGenerator(seed: seed)
      let shuffled = random.shuffled(cases)
      #expect(shuffled.sorted(by: QueuedCase.comesBefore).map(\.id) == expected, "seed \(seed)")
      #expect(QueuedCase.next(of: shuffled, for: "ann")?.id == "order")
      #expect(QueuedCase.next(of: shuffled, for: "ben")?.id == "sooner")
    }
    #expect(QueuedCase.next(of: [], for: "ann") == nil)
  }
}

@Suite("Decisions")
struct DecisionTests {
  private func fields(_ change: (inout Decision) -> Void) -> [String] {
    var decision = Desk.decision()
    change(&decision)
    return DecisionRules.problems(of: decision).map(\.field.rawValue)
  }

  @Test("have what accounts for them")
  func complete() {
    #expect(fields { _ in } == [])
    #expect(fields { ($0.measures, $0.ground, $0.facts, $0.reasons) = ([], nil, "", "") } == [])
    #expect(fields { $0.ground = nil } == ["ground"])
    #expect(fields { $0.ground = .legal(jurisdiction: "EU", provision: "Art. 1") } == [])
    #expect(fields { $0.ground = .legal(jurisdiction: "Germany", provision: "1") } == ["ground"])
    #expect(fields { $0.ground = .legal(jurisdiction: "DE", provision: " ") } == ["ground"])
    #expect(fields { $0.ground = .policy(clause: "", version: 1) } == ["ground"])
    #expect(fields { $0.ground = .policy(clause: "a", version: 0) } == ["ground"])
    #expect(fields { $0.facts = " \n" } == ["facts"])
    #expect(fields { $0.reasons = "" } == ["reasons"])
    #expect(fields { $0.reasons = String(repeating: "a", count: 5001) } == ["reasons"])
    #expect(fields { $0.decidedBy = "" } == ["decidedBy"])
    #expect(fields { $0.id = "with blank" } == ["id"])
    #expect(fields { $0.id = "" } == ["id"])
    #expect(fields { $0.territories = ["DE", "fr"] } == ["territories"])
  }

  @Test("measures fit their subject and one another")
  func measures() {
    #expect(fields { $0.measures = [.accountSuspension] } == ["measures"])
    #expect(fields { ($0.measures, $0.subject) = ([.accountSuspension], Desk.account()) } == [])
    #expect(fields { $0.measures = [.removal, .labelling] } == [])
    #expect(fields { $0.measures = [.partialSuspension, .totalTermination] } == ["measures"])
    let candidate = CaseSubject(.candidate, platform: nil, id: "c1")
    #expect(fields { $0.subject = candidate } == ["subject"])
    #expect(fields { ($0.measures, $0.subject) = ([], candidate) } == [])
  }

  @Test("end after they begin, and only where something can end")
  func validity() {
    #expect(fields { ($0.measures, $0.ends) = ([.demotion], Desk.at(1)) } == [])
    #expect(fields { ($0.measures, $0.ends) = ([.demotion], Desk.at(0)) } == ["ends"])
    #expect(fields { ($0.measures, $0.ends) = ([.removal], Desk.at(1)) } == ["ends"])
  }

  @Test("can be undone by who made them, within ten minutes, while nothing built on them")
  func undo() throws {
    let decision = Desk.decision()
    func refused(
      _ user: String, _ role: Role, _ minute: Double,
      _ change: (inout UndoRule.Since) -> Void = { _ in }
    ) -> CaseworkError.Code? {
      var since = UndoRule.Since()
      change(&since)
      do throws(CaseworkError) {
        try UndoRule.check(decision, by: user, role: role, since: since, now: Desk.at(minute))
        return nil
      } catch { return error.code }
    }
    #expect(refused("ann", .reviewer, 9.99) == nil)
    #expect(refused("ann", .reviewer, 10) == .tooLate)
    #expect(refused("ben", .reviewer, 1) == .notAllowed)
    #expect(refused("lea", .lead, 1) == nil)
    #expect(refused("ann", .viewer, 1) == .notAllowed)
    #expect(refused("ann", .reviewer, 1) { $0.isUndone = true } == .wrongState)
    #expect(refused("ann", .reviewer, 1) { $0.isAppealed = true } == .wrongState)
    #expect(refused("ann", .reviewer, 1) { $0.isPublished = true } == .wrongState)
  }

  @Test("in bulk become one record a subject, in one order, and are undone one by one")
  func bulk() throws {
    let subjects = (0..<50).map { ("c\($0)", Desk.post("p\($0 % 40)")) }
    var random = SeededGenerator(seed: 9)
    var results: Set<[String]> = []
    for _ in 0..<5 {
      let decisions = try BulkDecision.expand(
        Desk.decision(), bulk: "b1", subjects: random.shuffled(subjects)
      ) { "d\($0)" }
      #expect(decisions.count == 40 && decisions.allSatisfy { $0.bulk == "b1" })
      #expect(Set(decisions.map(\.id)).count == 40)
      results.insert(decisions.map(\.subject.id))
    }
    #expect(results.count == 1)
    let decisions = try BulkDecision.expand(
      Desk.decision(), bulk: "b1", subjects: subjects
    ) { "d\($0)" }
    let since = decisions.enumerated().map { index, decision in
      var since = UndoRule.Since()
      since.isAppealed = index == 7
      return (decision, since)
    }
    let undo = BulkDecision.undo(since, by: "ann", role: .reviewer, now: Desk.at(5))
    #expect(undo.undone.count == 39 && undo.refused.map(\.id) == ["d7"])
  }

  @Test("in bulk are refused whole when empty, too many or not fit for one of the subjects")
  func bulkLimits() {
    let many = (0...BulkDecision.most).map { ("c", Desk.post("p\($0)")) }
    for subjects in [[], many] {
      #expect(throws: CaseworkError.self) {
        try BulkDecision.expand(Desk.decision(), bulk: "b", subjects: subjects) { "d\($0)" }
      }
    }
    let template = Desk.decision(subject: Desk.account(), measures: [.accountSuspension])
    let mixed = [("c1", Desk.account()), ("c2", Desk.post())]
    #expect(throws: CaseworkError.self) {
      try BulkDecision.expand(template, bulk: "b", subjects: mixed) { "d\($0)" }
    }
  }
}

@Suite("Appeals")
struct AppealTests {
  private func answered(
    _ outcome: AppealOutcome, by user: String = "lea", reasons: String = "It was a quotation."
  ) -> Appeal {
    Appeal(
      id: "ap1", decision: "d1", received: Desk.at(20),
      answer: .init(outcome: outcome, decidedBy: user, decidedAt: Desk.at(60), reasons: reasons))
  }

  @Test("that are upheld change nothing; that reverse take back every measure")
  func outcomes() throws {
    let decision = Desk.decision(measures: [.removal, .labelling])
    #expect(try AppealRule.successor(of: decision, after: answered(.upheld), id: "d2") == nil)
    let reversed = try #require(
      try AppealRule.successor(of: decision, after: answered(.reversed), id: "d2"))
    #expect(reversed.measures == [] && reversed.ground == nil && reversed.decidedBy == "lea")
    #expect(reversed.subject == decision.subject && reversed.id == "d2")
    let changed = try #require(
      try AppealRule.successor(
        of: decision, after: answered(.changed), keeping: [.labelling], id: "d2"))
    #expect(changed.measures == [.labelling] && changed.ground == decision.ground)
  }

  @Test("are not decided by who decided, nor without answer, reasons or measures that fit")
  func refused() {
    let decision = Desk.decision(measures: [.removal, .labelling])
    let waiting = Appeal(id: "ap1", decision: "d1", received: Desk.at(20))
    var other = answered(.reversed)
    other.decision = "d9"
    let wrong: [(Appeal, Set<Measure>)] = [
      (waiting, []), (other, []), (answered(.reversed, by: "ann"), []),
      (answered(.reversed, reasons: " "), []), (answered(.reversed), [.labelling]),
      (answered(.changed), []), (answered(.changed), decision.measures),
      (answered(.changed), [.demotion]),
    ]
    for (appeal, kept) in wrong {
      #expect(throws: CaseworkError.self) {
        try AppealRule.successor(of: decision, after: appeal, keeping: kept, id: "d2")
      }
    }
  }

  @Test("are taken for six months at least")
  func open() {
    let decision = Desk.decision()
    #expect(AppealRule.isOpen(decision, now: Desk.at(183.9 * 1440)))
    #expect(!AppealRule.isOpen(decision, now: Desk.at(184 * 1440)))
  }
}
