import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages of appeals and second reviews")
struct ReviewPageTests {
  @Test("an appeal is received by the decision's id, once, and decided by somebody else")
  func appeals() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let puid = try decided(fixture, by: .lead)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let form = ["decision": puid.uppercased(), "text": "It was a song."]
      for _ in 0..<2 {
        let reply = try await reviewer.send("/appeals", form, in: fixture)
        #expect(reply.location == "/appeals?done=received")
      }
      let other = try await reviewer.send(
        "/appeals", ["decision": puid, "text": "Again."], in: fixture)
      #expect(other.status == 409)
      let none = try await reviewer.send(
        "/appeals", ["decision": "<b>none</b>", "text": "I appeal."], in: fixture)
      #expect(
        none.status == 422 && none.body.contains("I appeal.") && !none.body.contains("<b>none"))
      let id = try #require(try fixture.store.decision(puid: puid)?.appeal)
      var lead = try fixture.browser(.lead, client)
      let page = try await lead.get("/appeals/\(id)").body
      #expect(page.contains("You made the decision that the appeal is against."))
      #expect(!page.contains("/appeals/\(id)/decide"))
      let answer = ["outcome": "reversed", "reasons": "It is art."]
      let own = try await lead.send("/appeals/\(id)/decide", answer, in: fixture)
      #expect(own.status == 403 && own.body.contains("You made the decision"))
      let byReviewer = try await reviewer.send("/appeals/\(id)/decide", answer, in: fixture)
      #expect(byReviewer.status == 403)
    }
    #expect(try fixture.store.decision(puid: puid)?.undoneAt == nil)
  }

  @Test("a reversal shows what follows from it, and a changed decision keeps what was ticked")
  func reversal() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let puid = try decided(fixture, by: .reviewer, measures: [.removal, .demotion])
    let row = try #require(try fixture.store.decision(puid: puid))
    let id = try fixture.desk.receiveAppeal(
      againstDecision: row.id, text: "It was a song.", by: fixture.acting(.reviewer))
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      #expect(try await lead.get("/appeals").body.contains("href=\"/appeals/\(id)\""))
      let path = "/appeals/\(id)/decide"
      let empty = try await lead.send(
        path, ["outcome": "changed", "reasons": "Partly."], in: fixture)
      #expect(empty.status == 422 && empty.body.contains("Partly."))
      let done = try await lead.send(
        path, ["outcome": "changed", "keep-demotion": "yes", "reasons": "Partly."], in: fixture)
      #expect(done.location == "/appeals/\(id)?done=changed")
      let page = try await lead.get("/appeals/\(id)").body
      #expect(page.contains("stays in the record as undone") && page.contains("takes its place"))
      #expect(page.contains("demotion.") && page.contains("Partly."))
      let twice = try await lead.send(path, ["outcome": "upheld", "reasons": "No."], in: fixture)
      #expect(twice.status == 409)
      let first = try await lead.send(
        "/appeals/1/decide", ["outcome": "reversed", "reasons": "It is art."], in: fixture)
      #expect(first.location == "/appeals/1?done=reversed")
      #expect(try await lead.get("/appeals/1").body.contains("no measure"))
      let csv = try await lead.get("/appeals.csv?state=reversed").body
      #expect(csv.split(separator: "\n").count == 3)
    }
    #expect(try fixture.store.decision(row.id).undoneAt != nil)
  }

  @Test("a second review never shows who decided or what, nor do other pages to who may give it")
  func blind() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let account = try fixture.store.accountID(.x, "a2")
    let post = try fixture.store.postID(.x, "2")
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      for path in [
        "/second-reviews", "/second-reviews/1", "/cases/2", "/bulks/bulk-one",
        "/accounts/\(account ?? 0)", "/posts/\(post ?? 0)", "/queues/1?state=decided",
      ] {
        let page = try await reviewer.get(path)
        #expect(page.status == 200, "\(path)")
        for word in ["lead-before", ConsoleFixture.quietReason, "law of EU", "decision-one"] {
          #expect(!page.body.contains(word), "\(path) says \(word)")
        }
      }
      let wrong = try await reviewer.send(
        "/second-reviews/1", ["ground": "", "measure-removal": "yes"], in: fixture)
      #expect(wrong.status == 422)
      let form = [
        "ground": "legal", "jurisdiction": "EU", "provision": "Article 2(7)",
        "measure-removal": "yes",
      ]
      let reply = try await reviewer.send("/second-reviews/1", form, in: fixture)
      #expect(reply.location == "/second-reviews?done=answered")
      #expect(try await reviewer.send("/second-reviews/1", form, in: fixture).status == 403)
      #expect(try await reviewer.get("/cases/2").body.contains(ConsoleFixture.quietReason))
      var lead = try fixture.browser(.lead, client)
      let figures = try await lead.get("/second-reviews").body
      #expect(figures.contains("Agreement of the last 90 days") && figures.contains("not defined"))
      #expect(try await !reviewer.get("/second-reviews").body.contains("Agreement"))
    }
  }

  @Test("who has opened the case, or an appeal against its decision, gives no second review")
  func seen() async throws {
    for path in ["/cases/2?open=yes", "/appeals/2"] {
      let fixture = try ConsoleFixture(rows: .casework)
      _ = try fixture.store.receiveAppeal(
        againstDecision: 1, text: "It was a song.", by: .system("test"))
      try await fixture.test { client in
        var reviewer = try fixture.browser(.reviewer, client)
        #expect(try await reviewer.get("/second-reviews").body.contains("/second-reviews/1"))
        #expect(try await reviewer.get(path).status == 200)
        #expect(try await !reviewer.get("/second-reviews").body.contains("/second-reviews/1"))
        let reply = try await reviewer.send("/second-reviews/1", ["ground": ""], in: fixture)
        #expect(reply.status == 403 && reply.body.contains("the second review is blind"))
      }
    }
  }

  @Test("a lead sets the share of second reviews, within 0 to 100 percent")
  func share() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let path = "/second-reviews/share"
      for wrong in ["-1", "101", "ten", "", "nan", "1e999"] {
        let reply = try await lead.send(path, ["share": wrong], in: fixture)
        #expect(reply.status == 422, "\(wrong)")
      }
      #expect(try await lead.send(path, ["share": "12,5"], in: fixture).status == 303)
      #expect(try await lead.get("/second-reviews").body.contains("12.5%"))
      var reviewer = try fixture.browser(.reviewer, client)
      #expect(try await reviewer.send(path, ["share": "100"], in: fixture).status == 403)
    }
    #expect(try fixture.desk.reviewShare() == 0.125)
  }

  @Test("a golden case is kept by a lead, answered once, and then shows the agreed answer")
  func golden() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      var reviewer = try fixture.browser(.reviewer, client)
      let form = [
        "subject": "post:x:5", "ground": "legal", "jurisdiction": "EU", "provision": "Article 2(7)",
        "measure-removal": "yes", "reasons": "It <b>calls</b> for harm.",
      ]
      #expect(try await lead.send("/golden-cases", form, in: fixture).status == 303)
      #expect(try await reviewer.send("/golden-cases", form, in: fixture).status == 403)
      for (field, value) in [("subject", "post"), ("ground", ""), ("ground", "policy")] {
        let wrong = form.merging([field: value]) { _, new in new }
        #expect(try await lead.send("/golden-cases", wrong, in: fixture).status == 422)
      }
      let page = try await reviewer.get("/golden-cases/2").body
      #expect(!page.contains("calls") && page.contains("folded"))
      let wrong = try await reviewer.send("/golden-cases/1", form, in: fixture)
      #expect(wrong.body.contains("Not the agreed answer.") && wrong.body.contains("It is news."))
      let right = try await reviewer.send("/golden-cases/2", form, in: fixture)
      #expect(right.body.contains("Exactly right."))
      #expect(right.body.contains("&lt;b&gt;calls&lt;/b&gt;"))
      #expect(try await reviewer.send("/golden-cases/2", form, in: fixture).status == 409)
      let score = try await reviewer.get("/golden-cases").body
      #expect(score.contains("1 of 2, 9% to 91%") && !score.contains("everybody"))
      #expect(try await lead.get("/golden-cases").body.contains("everybody’s"))
    }
  }

  /// A removal of post 9 by a role's user; its id.
  private func decided(
    _ fixture: ConsoleFixture, by role: Role, measures: Set<Measure> = [.removal]
  ) throws -> String {
    let acting = try fixture.acting(role)
    let id = try fixture.openCase("9")
    _ = try fixture.desk.claim(case: id, by: acting)
    let form = DecisionForm(
      subject: CaseSubject(.post, platform: .x, id: "9"),
      ground: .legal(jurisdiction: "EU", provision: "Article 2(7)"), measures: measures,
      facts: "The text calls for harm.", reasons: "It incites to violence.", category: .violence)
    let made = try fixture.desk.decide(case: id, [form], by: acting)
    return try fixture.store.decision(made[0]).content.puid
  }
}
