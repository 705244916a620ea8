import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages of queues and policy")
struct QueuePageTests {
  @Test("a lead makes a queue and sets for how long a claim lasts; nobody else does")
  func makes() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let form = ["name": "night <b>shift</b>", "minutes": "45"]
      #expect(try await lead.send("/queues", form, in: fixture).location == "/queues?done=saved")
      let page = try await lead.get("/queues").body
      #expect(page.contains("night &lt;b&gt;shift&lt;/b&gt;") && !page.contains("<b>shift"))
      for (name, minutes) in [("", "5"), ("x", "0"), ("x", "1441"), ("x", "soon")] {
        let wrong = try await lead.send(
          "/queues", ["name": name, "minutes": minutes], in: fixture)
        #expect(wrong.status == 422 && wrong.body.contains("queue-name-wrong"))
      }
      for role in [Role.reviewer, .auditor, .admin] {
        var browser = try fixture.browser(role, client)
        #expect(try await browser.send("/queues", form, in: fixture).status == 403)
      }
      let csv = try await lead.get("/queues.csv").body
      #expect(csv.split(separator: "\n").count == 4)
    }
    #expect(try fixture.store.queues().first { $0.name.hasPrefix("night") }?.claimMinutes == 45)
  }

  @Test("a removal order comes before every other case, its hour is shown, and its steps are noted")
  func orders() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      _ = try fixture.desk.receiveRemovalOrder(
        about: [CaseSubject(.post, platform: .x, id: "20")], issuedBy: "FR",
        received: fixture.clock.read(), queue: 2, by: fixture.acting(.reviewer))
      let queues = try await reviewer.get("/queues").body
      let order = queues.range(of: "/queues/2\"")
      let other = queues.range(of: "/queues/1\"")
      #expect(try required(order).lowerBound < required(other).lowerBound)
      #expect(try await reviewer.get("/queues/2").body.contains("Clocks that run"))
      let next = try await reviewer.send("/queues/2/next", in: fixture)
      #expect(next.location == "/cases/4?done=claimed")
      let page = try await reviewer.get("/cases/4").body
      #expect(page.contains("left of the hour") && page.contains("The content was removed"))
      let step = try await reviewer.send("/cases/4/order", ["step": "carried-out"], in: fixture)
      #expect(step.location == "/cases/4?done=order-noted")
      #expect(try await reviewer.get("/cases/4").body.contains("carried out within the hour"))
      let again = try await reviewer.send("/cases/4/order", ["step": "cleared"], in: fixture)
      #expect(again.status == 409)
    }
  }

  @Test("the next case is the first of the queue, and an empty queue says so")
  func next() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let first = try await reviewer.send("/queues/1/next", in: fixture)
      #expect(first.location == "/cases/1?done=claimed")
      let second = try await reviewer.send("/queues/1/next", in: fixture)
      #expect(second.location == "/queues/1?done=nothing-waits")
      #expect(try await reviewer.get("/queues").body.contains("Cases that you hold"))
      #expect(try await reviewer.send("/queues/99/next", in: fixture).status == 404)
    }
  }

  @Test("an administrator writes the next version of the policy; what is sent twice is one version")
  func policy() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try await fixture.test { client in
      var admin = try fixture.browser(.admin, client)
      let lines = "4.1 | No calls | for\n"
      let wrong = try await admin.send(
        "/policy", ["clauses": lines, "version": "0"], in: fixture)
      #expect(wrong.status == 422 && wrong.body.contains("Line 1 is no clause"))
      #expect(wrong.body.contains("4.1 | No calls | for"))
      let good =
        "4.1 | No <b>calls</b> | violence | https://example.org/4\n\n5 | No scams | scams and fraud"
      for version in ["0", "0"] {
        let form = ["clauses": good, "version": version]
        #expect(try await admin.send("/policy", form, in: fixture).status == 303)
      }
      #expect(try fixture.desk.policy().version == 1)
      let stale = try await admin.send(
        "/policy", ["clauses": "6 | New | violence", "version": "0"], in: fixture)
      #expect(stale.status == 409)
      let next = ["clauses": "6 | New | violence", "version": "1"]
      #expect(try await admin.send("/policy", next, in: fixture).status == 303)
      var viewer = try fixture.browser(.viewer, client)
      let old = try await viewer.get("/policy?version=1").body
      #expect(old.contains("No &lt;b&gt;calls&lt;/b&gt;") && !old.contains("<textarea"))
      #expect(try await viewer.get("/policy?version=9").status == 404)
      var lead = try fixture.browser(.lead, client)
      #expect(try await lead.send("/policy", next, in: fixture).status == 403)
      #expect(try await lead.get("/policy.csv?version=1").body.contains("https://example.org/4"))
      for bad in ["x | y | violence | javascript:alert(1)", "x|y", "| y | violence", "x | y | z"] {
        let form = ["clauses": bad, "version": "2"]
        #expect(try await admin.send("/policy", form, in: fixture).status == 422, "\(bad)")
      }
    }
    #expect(try fixture.desk.policy().clauses.map(\.id) == ["6"])
  }

  @Test("no form of casework breaks on script, on other alphabets' digits or on much text")
  func hostile() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    _ = try fixture.desk.setPolicy(
      [.init(id: "4.1", words: "No calls", category: .violence)], by: fixture.acting(.admin))
    let values = [
      "\"'><script>alert(1)</script>\u{202E}", "", "-1", "٣", "99999999999999999999", "\u{0}",
      String(repeating: "\u{1F600}\n", count: 6000), "{{{markup}}}", "' OR 1=1 --",
    ]
    try await fixture.test { client in
      for (path, role, fields) in Self.forms {
        var browser = try fixture.browser(role, client)
        _ = try await browser.send("/cases/1/claim", in: fixture)
        for value in values {
          for field in fields.keys.sorted() {
            let form = fields.merging([field: value]) { _, new in new }
            let reply = try await browser.send(path, form, in: fixture)
            #expect(reply.status < 500, "\(path) \(field): \(reply.status)")
            #expect(!reply.body.contains("<script>alert"), "\(path) \(field)")
          }
        }
      }
    }
  }

  private static let forms: [(String, Role, [String: String])] = [
    ("/cases", .reviewer, ["origin": "post", "about": "x", "queue": "1", "urgency": "1"]),
    ("/queues", .lead, ["name": "x", "minutes": "5"]),
    ("/cases/1/note", .reviewer, ["text": "x"]),
    ("/cases/1/move", .reviewer, ["queue": "x"]),
    ("/cases/1/state", .reviewer, ["state": "x"]),
    ("/cases/1/order", .reviewer, ["step": "x"]),
    ("/cases/1/hold", .lead, ["subject": "post:x:1", "reason": "x", "until": ""]),
    ("/cases/1/lift", .lead, ["hold": "x"]),
    (
      "/cases/1/decide", .reviewer,
      ConsoleFixture.removalForm.merging(["ends": "x", "territories": "", "clause": "4.1"]) {
        old, _ in old
      }
    ),
    (
      "/queues/1/bulk", .lead,
      ConsoleFixture.removalForm.merging(["case-1": "yes", "ends": "x"]) { old, _ in old }
    ),
    ("/decisions/99/undo", .reviewer, ["why": "x"]),
    ("/bulks/bulk-none/undo", .lead, ["why": "x"]),
    ("/second-reviews/1", .reviewer, ["ground": "policy", "clause": "x", "version": "1"]),
    ("/second-reviews/share", .lead, ["share": "x"]),
    ("/golden-cases", .lead, ["subject": "x", "ground": "legal", "reasons": "x"]),
    ("/golden-cases/1", .reviewer, ["ground": "policy", "clause": "x", "version": "1"]),
    ("/appeals", .reviewer, ["decision": "x", "text": "x"]),
    ("/appeals/1/decide", .lead, ["outcome": "changed", "reasons": "x", "keep-removal": "yes"]),
    ("/policy", .admin, ["clauses": "x", "version": "1"]),
    ("/candidates/1/review", .reviewer, ["state": "x", "note": "x"]),
  ]
}
