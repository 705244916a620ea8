import Casework
import Desk
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages of reports")
struct ReportPageTests {
  @Test("notices about one subject for one reason are one line, with languages and records")
  func inbox() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let page = try await browser.get("/reports").body
      #expect(page.contains("post 1 on x") && page.contains("account a2 on x"))
      let report = try await browser.get("/reports/1").body
      #expect(
        report.contains("1 notice, none decided") || report.contains("2 notices, none decided"))
      #expect(report.contains("&lt;script&gt;") && !report.contains("<script>alert"))
      let row = try fixture.store.report(1).row
      #expect(row.firstViewedAt != nil && row.notices == 2)
      #expect(try await browser.get("/reports?state=nothing").status == 400)
      #expect(try await browser.get("/reports?held=yes").body.contains("No report stands here"))
    }
  }

  @Test("a report is closed once, and its reporters' records follow")
  func close() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let token = try fixture.formToken(of: browser)
      #expect(try await browser.post("/reports/1/close", ["token": token]).status == 400)
      let form = ["token": token, "upheld": "yes"]
      #expect(try await browser.post("/reports/1/close", form).location == "/reports/1")
      #expect(try fixture.store.reporter("r2")?.upheld == 1)
      #expect(try await browser.post("/reports/1/close", form).status == 409)
      let page = try await browser.get("/reports/1").body
      #expect(page.contains("upheld 1 of 1 decided") && !page.contains("/reports/1/close"))
      var auditor = try fixture.browser(.auditor, client)
      #expect(try await !auditor.get("/reports/2").body.contains("/reports/2/close"))
    }
  }

  @Test("a notice that is refused comes back as it was filled in, with what is wrong")
  func entry() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      var form = [
        "token": try fixture.formToken(of: browser), "kind": "post", "platform": "no word",
        "subject": "  ", "reason": "because", "reporter": "r7", "language": "fr",
        "text": "Lanterns",
      ]
      let refused = try await browser.post("/reports", form)
      #expect(refused.status == 422)
      for words in ["A platform is one word", "Fill this in", "value=\"r7\"", "Lanterns"] {
        #expect(refused.body.contains(words), "\(words)")
      }
      (form["platform"], form["subject"], form["reason"]) = ("x", "99", "hate")
      let taken = try await browser.post("/reports", form)
      #expect(taken.status == 200 && taken.body.contains("The notice was taken."))
      #expect(try await browser.post("/reports", form).body.contains("was there already"))
    }
  }

  @Test("a file is imported, its bad lines counted; a huge and an empty one are refused")
  func upload() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let token = try fixture.formToken(of: browser)
      let header = "kind,platform,subject,reason,reporter,time\n"
      let good = (0..<3000).map { "post,x,u\($0),spam,r\($0),2023-11-14" }.joined(separator: "\n")
      let csv = header + good + "\npost,x,1,because,r,2023-11-14\npost,x\n"
      let page = try await browser.post("/reports/upload", ["token": token, "csv": csv])
      #expect(page.status == 200 && page.body.contains("2 lines could not be taken"))
      #expect(page.body.contains("unknown-reason") && page.body.contains("column-count"))
      #expect(page.body.contains(">3000<"))
      for bad in ["", "a,b\n1,2\n", header.replacing("time", with: "kind")] {
        #expect(
          try await browser.post("/reports/upload", ["token": token, "csv": bad]).status == 422)
      }
      let huge = header + String(repeating: "a", count: ConsoleConfiguration.longestReports)
      #expect(
        try await browser.post("/reports/upload", ["token": token, "csv": huge]).status == 422)
      let huger = String(repeating: "a", count: 2 * ConsoleConfiguration.longestReports + 1)
      #expect(
        try await browser.post("/reports/upload", ["token": token, "csv": huger]).status == 413)
      #expect(try await browser.post("/reports", ["token": token, "text": huge]).status == 413)
    }
  }

  @Test("what may be a reporting campaign is shown with its evidence, and so is a surge")
  func campaign() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let start = fixture.clock.read().milliseconds
      // Thirty reporters, seven waves within 90 seconds on an account and its posts.
      let notices = (0..<7).flatMap { wave in
        (0..<30).map { reporter in
          let subject =
            wave == 0
            ? CaseSubject(.account, platform: .x, id: "a5")
            : CaseSubject(.post, platform: .x, id: "w\(wave)")
          return Notice(
            Report(
              id: "w\(wave)-\(reporter)", subject: subject, reason: .hate, reporter: "c\(reporter)",
              time: Timestamp(
                milliseconds: start - 3_000_000 + Int64(wave) * 400_000
                  + Int64(reporter) * 2900)))
        }
      }
      _ = try fixture.desk.take(notices, by: fixture.acting(.reviewer))
      var browser = try fixture.browser(.lead, client)
      let page = try await browser.get("/reports/campaigns").body
      #expect(page.contains("It may be a campaign against somebody"))
      #expect(page.contains("account a5 on x") && page.contains("c29"))
      #expect(try await browser.get("/reports").body.contains("At least 30 reporters"))
      #expect(try await browser.get("/reports/campaigns?from=2020-01-01").status == 400)
    }
  }
}

@Suite("Pages of orders, events, figures and retention")
struct UpkeepPageTests {
  @Test("a removal order is received, asked back, carried out and preserved")
  func order() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let token = try fixture.formToken(of: browser)
      var form = [
        "token": token, "kind": "post", "platform": "x", "subject": "9", "issuedBy": "France",
        "received": "2023-11-14T23:59", "queue": "1",
      ]
      let refused = try await browser.post("/removal-orders", form)
      #expect(refused.status == 422 && refused.body.contains("Two letters"))
      #expect(refused.body.contains("It was received already"))
      (form["issuedBy"], form["received"]) = ("de", "2023-11-14T22:10")
      let page = try required(try await browser.post("/removal-orders", form).location)
      #expect(page == "/removal-orders/2")
      #expect(try await browser.get(page).body.contains("left"))
      func note(_ step: String, _ more: [String: String] = [:]) async throws -> Int {
        var browser = try fixture.browser(.reviewer, client)
        let token = try fixture.formToken(of: browser)
        let fields = ["token": token, "step": step].merging(more) { $1 }
        return try await browser.post(page + "/note", fields).status
      }
      #expect(try await note("cleared") == 409)
      #expect(try await note("objected") == 303)
      #expect(try await browser.get(page).body.contains("the authority was asked"))
      #expect(try await note("cleared") == 303)
      fixture.clock.advance(seconds: 3_700)
      browser = try fixture.browser(.reviewer, client)
      #expect(try await browser.get(page).body.contains("late by"))
      #expect(try await note("carried-out") == 303)
      #expect(try await note("preserved", ["until": "2020-01-01"]) == 422)
      #expect(try await note("preserved", ["until": "2025-01-01"]) == 303)
      #expect(try await browser.get(page).body.contains("2025-01-02 00:00:00"))
      #expect(try await note("nothing") == 400)
    }
  }

  @Test("an event shows its tags' posts, candidates and runs, and is compared with another")
  func event() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      let page = try await browser.get("/events/1?hours=1").body
      #expect(page.contains("Lantern parade &lt;b&gt;") && page.contains("c1 of run 1"))
      #expect(page.contains("First posts") && !page.contains(ConsoleFixture.text))
      let compared = try await browser.get("/events/compare?a=1&b=2").body
      #expect(compared.contains(">60<") && compared.contains(">20<"), "posts from second 40 on")
      #expect(try await browser.get("/events/compare?a=1&b=99").status == 404)
      for hours in ["0", "721", "x"] {
        #expect(try await browser.get("/events/1?hours=\(hours)").status == 400)
      }
      var viewer = try fixture.browser(.viewer, client)
      let seen = try await viewer.get("/events/1").body
      #expect(!seen.contains("First posts") && !seen.contains("/candidates/1"))
      let token = try fixture.formToken(of: browser)
      var form = ["token": token, "name": "", "start": "x", "tags": "#one, #two"]
      let refused = try await browser.post("/events", form)
      #expect(refused.status == 422 && refused.body.contains("#one, #two"))
      (form["name"], form["start"]) = ("Third", "2016-03-22T08:00")
      #expect(try await browser.post("/events", form).location == "/events/3")
      #expect(try fixture.store.event(3).tags == ["one", "two"])
      form["name"] = "Third, changed"
      #expect(try await browser.post("/events/3", form).location == "/events/3")
      #expect(try fixture.store.event(3).name == "Third, changed")
      #expect(try await browser.post("/events/99", form).status == 404)
    }
  }

  @Test("figures of too few cases say so, and every file of them is recorded")
  func figures() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.viewer, client)
      let page = try await browser.get("/figures").body
      #expect(page.contains("too few") && page.contains("night") && page.contains("threat"))
      #expect(try await browser.get("/figures/transparency").body.contains("Response times"))
      for name in ["transparency", "response-times", "removal-orders"] {
        #expect(try await browser.get("/figures/\(name).csv").status == 200)
      }
      #expect(try await browser.get("/figures/users.csv").status == 404)
      #expect(try await browser.get("/figures?from=2023-11-14&until=2023-11-14").status == 400)
      let made = try fixture.auditActions().filter { $0 == "export.made" }
      #expect(made.count == 3)
    }
  }

  @Test("statements are shown, taken as a file, and marked as handed out once")
  func statements() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var browser = try fixture.browser(.auditor, client)
      let page = try await browser.get("/statements").body
      #expect(page.contains("File 1: 1 statement as JSON") && page.contains(">violence<"))
      let batch = try await browser.get("/statements/batch?number=1")
      #expect(batch.body.contains(#""statements":[{"#))
      #expect(try await browser.get("/statements/batch?number=2").status == 404)
      let token = try fixture.formToken(of: browser)
      for bad in ["", "x", "1 x"] {
        let form = ["token": token, "decisions": bad]
        #expect(try await browser.post("/statements/published", form).status == 400)
      }
      let form = ["token": token, "decisions": "1"]
      #expect(try await browser.post("/statements/published", form).location == "/statements")
      #expect(try await !browser.get("/statements").body.contains("File 1"))
      #expect(try await browser.get("/statements?all=yes").body.contains("File 1"))
      #expect(throws: DeskError.self) {
        try fixture.desk.undo(decision: 1, why: "slip", by: fixture.acting(.lead))
      }
    }
  }

  @Test(
    "holds are placed and lifted; retention is set by an admin, who does not purge on the same day")
  func retention() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let page = try await lead.get("/retention").body
      #expect(page.contains("#lanterns") && !page.contains("/retention/purge"))
      var form = [
        "token": try fixture.formToken(of: lead), "kind": "account", "platform": "x",
        "subject": "a1", "reason": " ", "until": "2020-01-01",
      ]
      #expect(try await lead.post("/holds", form).status == 422)
      (form["reason"], form["until"]) = ("File 8", "2030-01-01")
      #expect(try await lead.post("/holds", form).status == 303)
      let lift = ["token": try fixture.formToken(of: lead)]
      #expect(try await lead.post("/holds/2/lift", lift).status == 303)
      #expect(try await lead.post("/holds/2/lift", lift).status == 404)
      var admin = try fixture.browser(.admin, client)
      var days = [
        "token": try fixture.formToken(of: admin), "days-post": "0", "days-run": "",
        "days-report": "many", "days-case": "183", "days-exposure": "30", "days-session": "7",
        "days-sign-in": "30", "days-token": "90",
      ]
      let refused = try await admin.post("/retention", days)
      #expect(refused.status == 422 && refused.body.contains("1 to 36,500 days"))
      #expect(refused.body.contains("184 to 36,500 days"))
      (days["days-post"], days["days-report"], days["days-case"]) = ("30", "", "200")
      #expect(try await admin.post("/retention", days).status == 303)
      let rule = try fixture.store.retention()
      #expect(rule[.post] == 30 && rule[.report] == nil && rule[.caseFile] == 200)
      #expect(!rule.isSet(.exposure) && rule[.exposure] == 30)
      #expect(try await admin.get("/retention").body.contains("/retention/purge"))
      let purge = ["token": try fixture.formToken(of: admin), "confirm": "yes"]
      #expect(try await admin.post("/retention/purge", purge).status == 403)
      fixture.clock.advance(seconds: 25 * 3600)
      var later = try fixture.browser(.admin, client)
      let again = ["token": try fixture.formToken(of: later), "confirm": "yes"]
      #expect(try await later.post("/retention/purge", again).body.contains("This was removed"))
      #expect(try fixture.store.postID(.x, "1") == nil)
      #expect(try fixture.store.postID(.x, "2") != nil, "a removal order waits for it")
    }
  }

  @Test("a lead sees the team's exposure, and nobody else does")
  func exposure() async throws {
    let fixture = try ConsoleFixture(rows: .notices)
    try await fixture.test { client in
      let day = Care.day(fixture.clock.read())
      let reviewer = try required(fixture.users[.reviewer])
      _ = try fixture.store.addExposure(ofUser: reviewer, seconds: 15_000, day: day)
      _ = try fixture.store.addExposure(ofUser: reviewer, seconds: 600, day: day - 8)
      var lead = try fixture.browser(.lead, client)
      let page = try await lead.get("/exposure").body
      #expect(page.contains("reviewer-one") && page.contains(">250<"))
      #expect(page.contains("reached today") && !page.contains("viewer-one</bdi></td><td>viewer"))
      var other = try fixture.browser(.reviewer, client)
      #expect(try await other.get("/exposure").status == 403)
    }
  }
}
