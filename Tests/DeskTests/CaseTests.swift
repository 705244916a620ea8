import Casework
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Cases at the desk")
struct CaseTests {
  @Test("are claimed by one of many who want them at once")
  func claimedByOne() async throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let users = try (0..<20).map { try test.user("u\($0)", .reviewer) }
    for round in 0..<5 {
      let id = try test.openCase(queue, post: "p\(round)")
      let won = await withTaskGroup(of: Bool.self) { group in
        for user in users {
          group.addTask {
            do {
              _ = try await test.desk.perform { try $0.claim(case: id, by: user) }
              return true
            } catch let error as DeskError {
              #expect(error.code == .alreadyClaimed)
              return false
            } catch {
              Issue.record("\(error)")
              return false
            }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 1)
    }
  }

  @Test("go to different people who take the next one at once")
  func nextIsEverybodysOwn() async throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let users = try (0..<12).map { try test.user("u\($0)", .reviewer) }
    for number in 0..<10 { _ = try test.openCase(queue, post: "p\(number)") }
    let ids = await withTaskGroup(of: Int64?.self) { group in
      for user in users {
        group.addTask {
          do {
            return try await test.desk.perform { try $0.claimNext(inQueue: queue, by: user) }
          } catch {
            Issue.record("\(error)")
            return nil
          }
        }
      }
      return await group.reduce(into: [Int64]()) { ids, id in if let id { ids.append(id) } }
    }
    #expect(ids.count == 10)
    #expect(Set(ids).count == 10)
  }

  @Test("come by a running clock, then by urgency, then by age")
  func comeInOrder() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let user = try test.user("ada", .reviewer)
    let low = try test.openCase(queue, post: "a", urgency: 10)
    let high = try test.openCase(queue, post: "b", urgency: 90)
    let order = try test.desk.receiveRemovalOrder(
      about: [CaseSubject(.post, platform: .x, id: "c")], issuedBy: "FR",
      received: test.clock.read(), queue: queue, by: user)
    let next = try (0..<3).map { _ in try test.desk.claimNext(inQueue: queue, by: user) }
    #expect(next == [order, high, low])
    #expect(try test.desk.claimNext(inQueue: queue, by: user) == nil)
  }

  @Test("are decided by who holds them, until the claim runs out")
  func decidedByHolder() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, ben) = (try test.user("ada", .reviewer), try test.user("ben", .reviewer))
    let id = try test.openCase(queue)
    expect(.notClaimed) { _ = try test.desk.decide(case: id, [TestDesk.removal()], by: ada) }
    _ = try test.desk.claim(case: id, by: ada)
    expect(.alreadyClaimed) { _ = try test.desk.decide(case: id, [TestDesk.removal()], by: ben) }
    expect(.alreadyClaimed) { try test.desk.addNote("x", toCase: id, by: ben) }
    test.clock.advance(seconds: 15 * 60)
    expect(.notClaimed) { _ = try test.desk.decide(case: id, [TestDesk.removal()], by: ada) }
    _ = try test.desk.claim(case: id, by: ben)
    let decisions = try test.desk.decide(case: id, [TestDesk.removal()], by: ben)
    #expect(decisions.count == 1)
    #expect(try test.store.caseFile(id).row.state == .decided)
    expect(.wrongState) { _ = try test.desk.claim(case: id, by: ada) }
  }

  @Test("are taken over by a lead, and by nobody else")
  func takenOver() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, ben) = (try test.user("ada", .reviewer), try test.user("ben", .reviewer))
    let lead = try test.user("lin", .lead)
    let id = try test.openCase(queue)
    _ = try test.desk.claim(case: id, by: ada)
    expect(.notAllowed) { _ = try test.desk.claim(case: id, takingOver: true, by: ben) }
    expect(.notAllowed) { try test.desk.release(case: id, by: ben) }
    _ = try test.desk.claim(case: id, takingOver: true, by: lead)
    expect(.alreadyClaimed) { try test.desk.addNote("x", toCase: id, by: ada) }
    try test.desk.release(case: id, by: lead)
    _ = try test.desk.claim(case: id, by: ada)
  }

  @Test("are decided with all that a decision needs; a form is told everything at once")
  func decidedWhole() throws {
    let test = try TestDesk()
    let id = try test.openCase(try test.queue())
    let ada = try test.user("ada", .reviewer)
    _ = try test.desk.claim(case: id, by: ada)
    var form = TestDesk.removal()
    (form.facts, form.reasons, form.category) = ("", " ", nil)
    do {
      _ = try test.desk.decide(case: id, [form], by: ada)
      Issue.record("an empty decision was taken")
    } catch let error as DeskError {
      #expect(error.code == .incomplete)
      #expect(error.problems.count >= 3)
    }
    form = TestDesk.removal()
    form.ground = .policy(clause: "4.1", version: 1)
    expect(.incomplete) { _ = try test.desk.decide(case: id, [form], by: ada) }
    let admin = try test.user("root", .admin)
    let version = try test.desk.setPolicy(
      [PolicyList.Clause(id: "4.1", words: "No calls for violence", category: .violence)],
      by: admin)
    form.ground = .policy(clause: "4.1", version: version)
    form.category = nil
    let made = try test.desk.decide(case: id, [form], by: ada)
    let row = try test.store.decision(made[0])
    #expect(row.content.category == StatementCategory.violence.rawValue)
    #expect(try Decision(row).ground == .policy(clause: "4.1", version: 1))
    #expect(row.content.language == "fr")
  }

  @Test("keep every measure, territory and end of a decision")
  func keepsDecision() throws {
    let test = try TestDesk()
    let id = try test.openCase(try test.queue(), kind: .account)
    let ada = try test.user("ada", .reviewer)
    _ = try test.desk.claim(case: id, by: ada)
    var form = TestDesk.removal()
    form.subject = CaseSubject(.account, platform: .x, id: "p1")
    form.measures = [.demotion, .labelling, .monetarySuspension, .accountSuspension]
    form.territories = ["DE", "FR"]
    form.ends = Timestamp(milliseconds: test.clock.read().milliseconds + 86_400_000)
    form.isFoundAutomatically = true
    let made = try test.desk.decide(case: id, [form], by: ada)
    let decision = try Decision(test.store.decision(made[0]))
    #expect(decision.measures == form.measures)
    #expect(decision.territories == form.territories)
    #expect(decision.ends == form.ends)
    #expect(decision.isFoundAutomatically)
    #expect(decision.source == .notice)
  }

  @Test("open again when a decision is undone within its time, by who made it or a lead")
  func undone() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let (ada, ben) = (try test.user("ada", .reviewer), try test.user("ben", .reviewer))
    let id = try test.openCase(queue)
    _ = try test.desk.claim(case: id, by: ada)
    let made = try test.desk.decide(case: id, [TestDesk.removal()], by: ada)
    expect(.notAllowed) { try test.desk.undo(decision: made[0], why: "no", by: ben) }
    try test.desk.undo(decision: made[0], why: "a slip", by: ada)
    expect(.wrongState) { try test.desk.undo(decision: made[0], why: "again", by: ada) }
    #expect(try test.store.caseFile(id).row.state == .open)
    _ = try test.desk.claim(case: id, by: ben)
    let next = try test.desk.decide(case: id, [TestDesk.dismissal()], by: ben)
    test.clock.advance(seconds: 600)
    expect(.expired) { try test.desk.undo(decision: next[0], why: "late", by: ben) }
  }

  @Test("are decided in bulk with one record each, refused one by one, undone one by one")
  func decidedInBulk() throws {
    let test = try TestDesk()
    let queue = try test.queue()
    let lead = try test.user("lin", .lead)
    let ada = try test.user("ada", .reviewer)
    let ids = try (0..<10).map { try test.openCase(queue, post: "p\($0)") }
    _ = try test.desk.claim(case: ids[3], by: ada)
    expect(.notAllowed) {
      _ = try test.desk.decideInBulk(TestDesk.removal(), cases: ids, by: ada)
    }
    let result = try test.desk.decideInBulk(TestDesk.removal(), cases: ids, by: lead)
    #expect(result.decisions.count == 9)
    #expect(result.refused.map(\.subject) == ["post:x:p3"])
    #expect(result.refused.map(\.reason.code) == [.alreadyClaimed])
    #expect(try test.store.caseFile(ids[3]).row.state == .open)
    _ = try test.desk.receiveAppeal(againstDecision: result.decisions[0], text: "no", by: ada)
    let undone = try test.desk.undo(bulk: result.bulk, why: "a slip", by: lead)
    #expect(undone.decisions.count == 8)
    #expect(undone.refused.map(\.reason.code) == [.wrongState])
  }

  @Test("refuse who was closed or lost the role a moment ago")
  func refuseClosed() throws {
    let test = try TestDesk()
    let id = try test.openCase(try test.queue())
    let ada = try test.user("ada", .reviewer)
    let admin = try test.user("root", .admin)
    try test.desk.changeUser(ada.user, role: .viewer, by: admin)
    expect(.notSignedIn) { _ = try test.desk.claim(case: id, by: ada) }
  }

  @Test("are decided by nobody who is not signed in")
  func noProgramDecides() throws {
    let test = try TestDesk()
    let id = try test.openCase(try test.queue())
    let ada = try test.user("ada", .reviewer)
    let token = Acting(user: ada.user, role: .reviewer, via: .token(1, Set(APIScope.allCases)))
    expect(.notAllowed) { _ = try test.desk.claim(case: id, by: token) }
    expect(.notAllowed) { _ = try test.desk.claim(case: id, by: .terminal) }
    expect(.notAllowed) { _ = try test.desk.decide(case: id, [TestDesk.removal()], by: .terminal) }
  }

  @Test("leave nothing behind of an act that fails half-way")
  func allOrNothing() throws {
    let test = try TestDesk()
    let id = try test.openCase(try test.queue())
    let entries = try test.store.lastAuditEntry()?.content.sequence
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try test.store.together {
        try test.store.addNote("a", toCase: id, by: .system("test"))
        do {
          try test.store.together {
            try test.store.addNote("b", toCase: id, by: .system("test"))
            throw Stop()
          }
        } catch is Stop {}
        #expect(try test.store.caseFile(id).notes.map(\.text) == ["a"])
        throw Stop()
      }
    }
    #expect(try test.store.caseFile(id).notes.isEmpty)
    #expect(try test.store.lastAuditEntry()?.content.sequence == entries)
  }
}
