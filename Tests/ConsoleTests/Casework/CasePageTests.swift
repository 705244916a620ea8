import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages of cases")
struct CasePageTests {
  @Test(
    "a case is opened from a candidate, a post and an account, once however often it is asked for")
  func opened() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      var auditor = try fixture.browser(.auditor, client)
      let other = try fixture.number(ofPost: "7")
      for (page, origin, id) in [
        ("/candidates/1", "candidate", 1), ("/posts/\(other)", "post", other),
        ("/accounts/9", "account", Int64(9)),
      ] {
        #expect(try await reviewer.get(page).body.contains("action=\"/cases\""))
        #expect(try await !auditor.get(page).body.contains("action=\"/cases\""))
        let form = ["origin": origin, "about": "\(id)", "queue": "1", "urgency": "40"]
        let first = try await reviewer.send("/cases", form, in: fixture)
        let second = try await reviewer.send("/cases", form, in: fixture)
        let place = try required(first.location).replacing("?done=opened", with: "")
        #expect(second.location == place + "?done=is-open")
        #expect(try await reviewer.get(page).body.contains("href=\"\(place)\""))
        #expect(try await reviewer.get(place).body.contains("Claim"))
      }
      #expect(try await auditor.send("/cases", in: fixture).status == 403)
    }
    #expect(try fixture.store.cases(inQueue: 1).items.count == 4)
  }

  @Test("two people who claim at once: one gets the case, the other is told")
  func claims() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      let browsers = try [Role.reviewer, .lead].map { try fixture.browser($0, client) }
      let places = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
        for browser in browsers {
          group.addTask {
            var browser = browser
            let reply = try await browser.send("/cases/1/claim", in: fixture)
            return (reply.status, reply.location)
          }
        }
        return try await group.reduce(into: [(Int, String?)]()) { $0.append($1) }
      }
      #expect(places.filter { $0.1 == "/cases/1?done=claimed" }.count == 1)
      #expect(places.map(\.0).sorted() == [303, 409])
    }
    #expect(try fixture.store.caseFile(1).row.claim != nil)
  }

  @Test("a claim is prolonged, given back, and taken over by a lead alone")
  func takesOver() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      var lead = try fixture.browser(.lead, client)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      fixture.clock.advance(seconds: 600)
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      #expect(try await reviewer.get("/cases/1").body.contains("15 min left"))
      #expect(try await !reviewer.get("/cases/1").body.contains("Take over"))
      #expect(try await lead.get("/cases/1").body.contains("Take over"))
      #expect(try await lead.send("/cases/1/take-over", in: fixture).status == 303)
      #expect(try await reviewer.send("/cases/1/release", in: fixture).status == 403)
      #expect(try await reviewer.send("/cases/1/take-over", in: fixture).status == 403)
      #expect(try await lead.send("/cases/1/release", in: fixture).status == 303)
      #expect(try await reviewer.send("/cases/1/release", in: fixture).status == 409)
    }
  }

  @Test("a note needs the claim, keeps what was typed when it is refused, and is written once")
  func notes() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let words = "<i>Look</i> at the second post."
      let refused = try await reviewer.send("/cases/1/note", ["text": words], in: fixture)
      #expect(refused.status == 409)
      #expect(refused.body.contains("&lt;i&gt;Look&lt;/i&gt; at the second post."))
      _ = try await reviewer.send("/cases/1/claim", in: fixture)
      for _ in 0..<2 {
        let reply = try await reviewer.send("/cases/1/note", ["text": words], in: fixture)
        #expect(reply.location == "/cases/1?done=noted")
      }
      #expect(try await reviewer.send("/cases/1/note", ["text": " "], in: fixture).status == 422)
    }
    #expect(try fixture.store.caseFile(1).notes.count == 1)
  }

  @Test("a look at a case stops its clock, is recorded, and shows a post folded")
  func looks() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      fixture.clock.advance(seconds: 90)
      let page = try await reviewer.get("/cases/1").body
      #expect(page.contains("folded") && !page.contains(ConsoleFixture.text))
      #expect(page.contains("href=\"/accounts/1\"") && page.contains("after 1 min 30 s"))
    }
    let row = try fixture.store.caseFile(1).row
    #expect(row.firstViewedAt == fixture.clock.read())
    #expect(
      try fixture.store.auditEntries(subject: "case:1").items[0].content.action == "content.viewed")
  }

  @Test("cases move to another queue, close and open again, and are held by a lead or an auditor")
  func moves() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      var auditor = try fixture.browser(.auditor, client)
      #expect(try await lead.send("/cases/1/move", ["queue": "2"], in: fixture).status == 303)
      #expect(try await lead.send("/cases/1/move", ["queue": "77"], in: fixture).status == 409)
      let closing = try await lead.send("/cases/1/state", ["state": "closed"], in: fixture)
      #expect(closing.status == 409)
      #expect(try await lead.send("/cases/2/state", ["state": "closed"], in: fixture).status == 303)
      #expect(try await lead.send("/cases/2/state", ["state": "open"], in: fixture).status == 303)
      #expect(try await lead.send("/cases/2/state", ["state": "gone"], in: fixture).status == 400)
      let hold = ["subject": "post:x:1", "reason": "A court asks.", "until": "2030-01-01T00:00"]
      #expect(try await auditor.send("/cases/1/hold", hold, in: fixture).status == 303)
      for (field, value) in [
        ("subject", "post:x:60"), ("subject", "nothing"), ("reason", " "), ("until", "soon"),
      ] {
        let wrong = hold.merging([field: value]) { _, new in new }
        let reply = try await auditor.send("/cases/1/hold", wrong, in: fixture)
        #expect(reply.status == 422, "\(field)")
      }
      #expect(try await lead.get("/cases/1").body.contains("A court asks."))
      #expect(try await lead.send("/cases/1/lift", ["hold": "1"], in: fixture).status == 303)
    }
    #expect(try fixture.store.caseFile(1).row.queue == 2)
    #expect(try fixture.store.holds().isEmpty)
  }

  @Test("the tables of a case are CSV for those who may export, and a look at the case")
  func tables() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var auditor = try fixture.browser(.auditor, client)
      var reviewer = try fixture.browser(.reviewer, client)
      for (name, lines) in [("subjects", 3), ("decisions", 2), ("notes", 1), ("reports", 1)] {
        let reply = try await auditor.get("/cases/2/\(name).csv")
        #expect(reply.body.split(separator: "\n").count == lines, "\(name)")
        #expect(try await reviewer.get("/cases/2/\(name).csv").status == 403)
      }
      #expect(try await auditor.get("/cases/2/decisions.csv").body.contains("decision-one"))
      #expect(try await auditor.get("/cases/2/history.csv").body.contains("case.opened"))
    }
  }

  @Test("a candidate is held to be something, and that is undone while the page says so")
  func review() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let path = "/candidates/1/review"
      let form = ["state": "campaign", "note": "They push <b>one</b> text."]
      let reply = try await reviewer.send(path, form, in: fixture)
      #expect(reply.location == "/candidates/1?done=reviewed&was=open")
      let page = try await reviewer.get(try required(reply.location)).body
      #expect(page.contains("Undo: open again") && page.contains("data-key=\"u\""))
      #expect(page.contains("They push &lt;b&gt;one&lt;/b&gt; text."))
      #expect(try fixture.store.candidate(1).row.state == .campaign)
      _ = try await reviewer.send(path, ["state": "open", "note": form["note"] ?? ""], in: fixture)
      #expect(try fixture.store.candidate(1).row.state == .open)
      #expect(try await reviewer.send(path, ["state": "guilty"], in: fixture).status == 400)
      var auditor = try fixture.browser(.auditor, client)
      #expect(try await auditor.send(path, form, in: fixture).status == 403)
    }
  }

  @Test("no form of any page names a field twice, since such a form cannot be read")
  func names() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      for route in RouteTable.all where route.method == .get && !route.path.hasSuffix(".csv") {
        let role = Role.allCases.last { route.access.allows($0) && $0 != .admin } ?? .admin
        var browser = try fixture.browser(role, client)
        let page = try await browser.get(RouteTests.path(route, fixture)).body
        for form in page.components(separatedBy: "<form ").dropFirst() {
          let inside = form.components(separatedBy: "</form>")[0]
          let names = inside.matches(of: /\sname="([^"]*)"/).map { String($0.1) }
          #expect(Set(names).count == names.count, "\(route.path)")
        }
      }
    }
  }

  @Test("only known codes say what was done, and none puts words into a page")
  func flash() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      for code in Flash.allCases {
        let page = try await lead.get("/queues?done=\(code.rawValue)").body
        #expect(page.contains("role=\"status\">\(code.words.prefix(10))"))
      }
      let page = try await lead.get("/queues?done=%3Cb%3Ehello%20world").body
      #expect(!page.contains("hello world") && !page.contains("role=\"status\""))
    }
  }
}

extension ConsoleFixture {
  /// The number of a stored post.
  fileprivate func number(ofPost post: String) throws -> Int64 {
    guard let id = try store.postID(.x, post) else { throw Missing() }
    return id
  }
}
