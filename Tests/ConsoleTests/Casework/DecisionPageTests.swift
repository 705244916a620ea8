import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages on which is decided")
struct DecisionPageTests {
  @Test("what is missing stands beside its field, and what was typed stays")
  func problems() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      var form = ConsoleFixture.removalForm
      (form["facts"], form["reasons"], form["jurisdiction"]) = ("", "  ", "Europe")
      (form["territories"], form["ends"]) = ("FR Berlin", "2000-01-01T00:00")
      let reply = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(reply.status == 422)
      for (field, words) in [
        ("facts", "A measure rests on facts."), ("reasons", "A decision gives reasons."),
        ("territories", "Territories are two letters each."), ("ends", "It ends after it begins."),
      ] {
        let beside = "id=\"decision-\(field)-wrong\">"
        let said = reply.body.components(separatedBy: beside).dropFirst().first ?? ""
        #expect(said.prefix(200).contains(words), "\(field)")
      }
      #expect(reply.body.contains("A legal ground has a jurisdiction"))
      #expect(reply.body.contains("value=\"FR Berlin\"") && reply.body.contains("Europe"))
      #expect(
        reply.body.contains("name=\"measure-removal\" type=\"checkbox\" value=\"yes\" checked"))
      form = ConsoleFixture.removalForm
      form["subject-0"] = nil
      let nothing = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(nothing.status == 422 && nothing.body.contains("Choose what it is about."))
      form["which"] = "all"
      form["choice-account"] = "account-suspension"
      let both = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(both.body.contains("A measure on an account needs the account for its subject."))
    }
    #expect(try fixture.store.caseFile(1).decisions.isEmpty)
  }

  @Test("a decision form that is sent twice makes one record")
  func twice() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      var form = ConsoleFixture.removalForm
      form["which"] = "all"
      form["ends"] = nil
      let first = try await reviewer.send("/cases/1/decide", form, in: fixture)
      let second = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(first.location == "/cases/1?done=decided")
      #expect(second.location == "/cases/1?done=was-decided")
      let page = try await reviewer.get("/cases/1").body
      #expect(page.contains("Possible for 10 min more.") && page.contains("law of EU"))
    }
    let rows = try fixture.store.caseFile(1).decisions
    #expect(rows.map(\.content.subject.description) == ["post:x:1", "account:x:a1"])
    #expect(rows.allSatisfy { $0.content.words == ["removal"] && $0.undoneAt == nil })
  }

  @Test("when the claim has run out nothing is lost: the form comes back and can be sent again")
  func expired() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      fixture.clock.advance(seconds: 15 * 60)
      let form = ConsoleFixture.removalForm
      let reply = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(reply.status == 409 && reply.body.contains("the claim has run out"))
      #expect(
        reply.body.contains("It incites to violence.") && reply.body.contains("data-key=\"c\""))
      let again = try await reviewer.send("/cases/1/claim", ["then": "decide"], in: fixture)
      #expect(again.location == "/cases/1/decide?done=claimed")
      #expect(try await reviewer.send("/cases/1/decide", form, in: fixture).status == 303)
      var lead = try fixture.browser(.lead, client)
      let late = try await lead.send("/cases/1/decide", form, in: fixture)
      #expect(late.status == 409)
    }
    #expect(try fixture.store.caseFile(1).decisions.count == 1)
  }

  @Test("a case is dismissed without a measure, and what was decided is undone within its time")
  func dismissal() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      var lead = try fixture.browser(.lead, client)
      let form = ["which": "all", "ground": "", "reasons": "It is news.", "source": "notice"]
      for isLead in [false, true] {
        _ = try await reviewer.send("/cases/1/claim", in: fixture)
        #expect(try await reviewer.send("/cases/1/decide", form, in: fixture).status == 303)
        for row in try fixture.store.caseFile(1).decisions where row.undoneAt == nil {
          let path = "/decisions/\(row.id)/undo"
          let reply =
            isLead
            ? try await lead.send(path, ["why": "A slip."], in: fixture)
            : try await reviewer.send(path, ["why": "A slip."], in: fixture)
          #expect(reply.location == "/cases/1?done=undone")
        }
        #expect(try fixture.store.caseFile(1).row.state == .open)
      }
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      _ = try await reviewer.send("/cases/1/decide", form, in: fixture)
      let last = try #require(try fixture.store.caseFile(1).decisions.last)
      fixture.clock.advance(seconds: 600)
      #expect(try await !reviewer.get("/cases/1").body.contains("/decisions/\(last.id)/undo"))
      let late = try await reviewer.send(
        "/decisions/\(last.id)/undo", ["why": "Late."], in: fixture)
      #expect(late.status == 410)
      let other = try await reviewer.send("/decisions/1/undo", ["why": "Not mine."], in: fixture)
      #expect(other.status == 403)
    }
  }

  @Test("a decision rests on a clause of the team's list, with its category")
  func policy() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    _ = try fixture.desk.setPolicy(
      [.init(id: "4.1", words: "No calls for violence", category: .violence)],
      by: fixture.acting(.admin))
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      #expect(try await reviewer.get("/cases/1/decide").body.contains("4.1: No calls for violence"))
      var form = ConsoleFixture.removalForm
      (form["ground"], form["clause"], form["version"], form["category"]) = (
        "policy", "4.1", "7", ""
      )
      let unknown = try await reviewer.send("/cases/1/decide", form, in: fixture)
      #expect(unknown.status == 422 && unknown.body.contains("has no such clause"))
      form["version"] = "1"
      #expect(try await reviewer.send("/cases/1/decide", form, in: fixture).status == 303)
      #expect(try await reviewer.get("/cases/1").body.contains("clause 4.1 of version 1"))
    }
    let content = try fixture.store.caseFile(1).decisions[0].content
    #expect(content.category == StatementCategory.violence.rawValue)
  }

  @Test("a lead decides on ticked cases at one go, is told what was refused, and undoes it")
  func bulk() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let ids = try (10..<14).map { try fixture.openCase("\($0)") }
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try await reviewer.send("/cases/\(ids[0])/claim", in: fixture)
      let queue = try await lead.get("/queues/1").body
      #expect(queue.contains("name=\"case-\(ids[1])\" value=\"yes\" form=\"bulk\""))
      #expect(try await !reviewer.get("/queues/1").body.contains("form=\"bulk\""))
      let ticked = Dictionary(uniqueKeysWithValues: ids.map { ("case-\($0)", "yes") })
      let query = ticked.map { "\($0.key)=yes" }.sorted().joined(separator: "&")
      #expect(try await lead.get("/queues/1/bulk?\(query)").body.contains("Decide on 4 cases"))
      var form = ConsoleFixture.removalForm.merging(ticked) { old, _ in old }
      form["facts"] = ""
      let wrong = try await lead.send("/queues/1/bulk", form, in: fixture)
      #expect(wrong.status == 422 && wrong.body.contains("id=\"bulk-facts-wrong\""))
      form["facts"] = "The texts call for harm."
      #expect(try await reviewer.send("/queues/1/bulk", form, in: fixture).status == 403)
      let done = try await lead.send("/queues/1/bulk", form, in: fixture)
      #expect(done.body.contains("3 decisions recorded, 1 refused."))
      #expect(done.body.contains("Somebody else holds it."))
      let again = try await lead.send("/queues/1/bulk", form, in: fixture)
      #expect(again.body.contains("0 decisions recorded, 4 refused."))
      let bulk = try #require(try fixture.store.caseFile(ids[1]).decisions.first?.content.batch)
      let path = "/bulks/\(bulk)"
      #expect(try await lead.get(path).body.contains("Possible for 10 min more."))
      let csv = try await lead.get(path + "/decisions.csv").body
      #expect(csv.split(separator: "\n").count == 4)
      let undone = try await lead.send(path + "/undo", ["why": "A slip."], in: fixture)
      #expect(undone.body.contains("3 decisions undone, 0 refused."))
      #expect(try await lead.get("/bulks/nothing").status == 404)
    }
    #expect(try ids.allSatisfy { try fixture.store.caseFile($0).row.state == .open })
  }
}
