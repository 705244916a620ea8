import Casework
import Desk
import Evidence
import Foundation
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Packages and judgements on pages")
struct EscalationTests {
  private func form(_ more: [String: String] = [:]) -> [String: String] {
    [
      "offence": "Threat", "suspicion": "It names\r\nan hour", "locating": "x account a1\r\n\r\n",
      "states": "be, FR", "authority": "Police", "statements": "yes",
    ].merging(more) { _, new in new }
  }

  @Test("a reviewer asks, a lead releases, both download the same verified package")
  func whole() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addEscalations()
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let page = try await reviewer.get("/cases/1/escalate").body
      #expect(page.contains("post-\(fixture.post)") && page.contains("x account a1"))
      #expect(!page.contains(ConsoleFixture.text), "no text of a post stands in the form")
      var fields = form(["post-\(fixture.post)": "yes"])
      fields["token"] = try fixture.formToken(of: reviewer)
      let made = try await reviewer.post("/cases/1/escalate", fields)
      #expect(made.location == "/escalations/2")
      #expect(try await reviewer.get("/escalations/2").body.contains("BE, FR"))
      var lead = try fixture.browser(.lead, client)
      let token = try fixture.formToken(of: lead)
      let refused = try await lead.post(
        "/escalations/2/decide", ["token": token, "decision": "refuse", "reasons": " "])
      #expect(refused.status == 422 && refused.body.contains("A refusal has reasons"))
      let early = try await lead.post("/escalations/2/package", ["token": token])
      #expect(early.status == 409 || early.status == 403)
      let released = try await lead.post(
        "/escalations/2/decide", ["token": token, "decision": "release", "reasons": "Needed"])
      #expect(released.location == "/escalations/2")
      let package = try await lead.post("/escalations/2/package", ["token": token])
      #expect(package.headers[.contentType] == "application/zip")
      #expect(package.headers[.contentDisposition]?.contains("tocsin-package-2.zip") == true)
      let kept = try required(fixture.store.keptPackage(ofEscalation: 2))
      #expect(EvidenceVerifier().verify(kept.bytes).fault == nil)
      let again = try await reviewer.post(
        "/escalations/2/package", ["token": try fixture.formToken(of: reviewer)])
      #expect(again.body == package.body)
      #expect(try await lead.get("/escalations/2").body.contains(kept.sha256))
    }
    #expect(try fixture.auditActions().filter { $0 == "escalation.downloaded" }.count == 2)
  }

  @Test("what asked cannot release, and others cannot download")
  func separation() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addEscalations()
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let token = try fixture.formToken(of: lead)
      var fields = form(["post-\(fixture.post)": "yes"])
      fields["token"] = token
      #expect(try await lead.post("/cases/1/escalate", fields).location == "/escalations/2")
      #expect(try await !lead.get("/escalations/2").body.contains("Release or refuse"))
      let own = try await lead.post(
        "/escalations/2/decide", ["token": token, "decision": "release", "reasons": ""])
      #expect(own.status == 403)
      var auditor = try fixture.browser(.auditor, client)
      #expect(try await auditor.get("/escalations/2").status == 200)
      let other = try await auditor.post(
        "/escalations/2/package", ["token": try fixture.formToken(of: auditor)])
      #expect(other.status == 403)
      let back = try await lead.post("/escalations/2/withdraw", ["token": token])
      #expect(back.location == "/escalations/2")
      #expect(try await lead.get("/escalations?state=withdrawn").body.contains("/escalations/2"))
    }
    #expect(try !fixture.auditActions().contains("escalation.downloaded"))
  }

  @Test("a request that is refused comes back filled in, escaped, with what is wrong")
  func refused() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addEscalations()
    let hostile = "\"><script>alert(4)</script>\u{202E}\u{0}"
    let long = String(repeating: "é", count: 6000)
    let cases: [([String: String], String)] = [
      ([:], "Choose at least one post"),
      (["more": "12abc"], "A post is named by its number"),
      (["more": "-5"], "A post is named by its number"),
      (["more": "9223372036854775807"], ""),
      (["post-\(fixture.post)": "yes", "offence": ""], "Name the offence"),
      (["post-\(fixture.post)": "yes", "suspicion": long], "Say why it is suspected"),
      (["post-\(fixture.post)": "yes", "locating": "\r\n"], "It takes 1 to 50 lines"),
      (["post-\(fixture.post)": "yes", "states": "XX"], "Member states are two letters"),
      (["post-\(fixture.post)": "yes", "authority": hostile + long], "Name the authority"),
      (["more": hostile], "A post is named by its number"),
    ]
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      let token = try fixture.formToken(of: browser)
      for (change, words) in cases {
        var fields = form(change)
        fields["token"] = token
        let reply = try await browser.post("/cases/1/escalate", fields)
        #expect(reply.status == 422 || (words.isEmpty && reply.status == 404), "\(words)")
        #expect(words.isEmpty || reply.body.contains(words), "\(words)")
        #expect(!reply.body.contains("<script>alert"))
        if reply.status == 422, change["authority"] == nil {
          #expect(reply.body.contains("value=\"Police\""), "\(words)")
        }
      }
      #expect(try await browser.get("/escalations/1").body.contains("&lt;script&gt;"))
    }
    #expect(try fixture.store.escalations().items.count == 1)
  }

  @Test(
    "a judgement is recorded by who decides, version by version, and nothing is filled in or added up"
  )
  func judgement() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addEscalations()
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let token = try fixture.formToken(of: reviewer)
      let blank = try await reviewer.get("/cases/1/judgement").body
      #expect(blank.components(separatedBy: "<select").count == 18 + 1)
      #expect(!blank.contains("value=\"present\" selected"))
      var fields = ConsoleFixture.judgement("present", note: "<script>alert(5)</script>")
      fields["token"] = token
      let made = try await reviewer.post("/cases/1/judgement", fields)
      #expect(made.location == "/cases/1/judgement")
      fields["leakage"] = ""
      let refused = try await reviewer.post("/cases/1/judgement", fields)
      #expect(refused.status == 422 && refused.body.contains("Say present, absent or unknown"))
      #expect(refused.body.contains("value=\"present\" selected"), "what was sent stays")
      fields["leakage"] = "unknown"
      _ = try await reviewer.post("/cases/1/judgement", fields)
      let page = try await reviewer.get("/cases/1/judgement").body
      #expect(page.contains("Version 2") && page.contains("Version 1"))
      #expect(!page.contains("<script>alert") && !page.contains("value=\"present\" selected"))
      for role in [Role.viewer, .auditor, .admin] {
        var other = try fixture.browser(role, client)
        #expect(try await other.get("/cases/1/judgement").status == 403)
      }
    }
    let entries = try fixture.store.auditEntries(action: "judgement.recorded").items
    #expect(entries.map { $0.content.details["version"] } == ["2", "1"])
    #expect(entries.allSatisfy { !"\($0.content.details)".contains("alert") })
  }

  @Test("false alarms ring on the board, are one line a text, and are handled as one")
  func falseAlarms() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addFalseAlarms()
    try await fixture.test { client in
      var viewer = try fixture.browser(.viewer, client)
      let board = try await viewer.get("/").body
      #expect(board.contains("3 false alarms to check") && !board.contains("Port Meridian"))
      #expect(try await viewer.get("/alarms/table").body.contains("id=\"ring\""))
      #expect(try await viewer.get("/false-alarms").status == 403)
      var reviewer = try fixture.browser(.reviewer, client)
      let page = try await reviewer.get("/false-alarms").body
      // A false alarm has no level: its text is folded only for who folds every text.
      #expect(page.contains("Port Meridian") && page.contains("harbour clinic &lt;script&gt;"))
      let post = try required(fixture.store.postID(.x, "f0"))
      #expect(page.contains("/false-alarms/\(post)"))
      let token = try fixture.formToken(of: reviewer)
      let wrong = try await reviewer.post(
        "/false-alarms/\(post)", ["token": token, "state": "<b>"])
      #expect(wrong.status == 400)
      let done = try await reviewer.post(
        "/false-alarms/\(post)", ["token": token, "state": "handled"])
      #expect(done.location == "/false-alarms")
      #expect(try await reviewer.get("/").body.contains("1 false alarm to check"))
    }
    #expect(try fixture.auditActions().filter { $0 == "assessment.reviewed" }.count == 2)
    #expect(try fixture.auditActions().contains("content.viewed"))
  }

  @Test("the board says nothing where nothing rings, and its stream tells of a new false alarm")
  func quiet() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      #expect(try await !browser.get("/").body.contains("to check: the latest"))
    }
    #expect(try fixture.store.openFalseAlarms() == nil)
  }

  @Test("the same threat of 60 accounts is one line, with filters and counts")
  func threats() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addThreats()
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      let page = try await browser.get("/threats").body
      #expect(page.contains("Posts by place") && page.contains("Port Meridian"))
      #expect(!page.contains("iron lantern parade will burn"), "texts stay folded")
      let csv = try await browser.get("/threats.csv").body.split(separator: "\n")
      #expect(csv.count == 1 + 3 && csv.contains { $0.contains(",60,60,") })
      let none = try await browser.get("/threats?place=Nowhere").body
      #expect(none.contains("No post of that sort is stored"))
      #expect(try await browser.get("/threats?level=extreme").status == 400)
      #expect(try await browser.get("/threats?day=2016-13-01").status == 400)
      let day = try await browser.get("/threats.csv?day=2016-03-22").body
      #expect(day.split(separator: "\n").count == 1 + 3)
      let candidate = try await browser.get("/candidates/1").body
      #expect(candidate.contains("62 of 121") && candidate.contains("Threats among its posts"))
    }
  }

  @Test("assets are kept by a lead, and files go out and in as they are")
  func assets() async throws {
    let fixture = try ConsoleFixture()
    try fixture.addEscalations()
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let token = try fixture.formToken(of: lead)
      let csv = try await lead.get("/assets.csv").body
      let json = try await lead.get("/assets.json").body
      for file in [csv, json] {
        let taken = try await lead.post("/assets/import", ["token": token, "file": file])
        #expect(taken.body.contains("Taken: 0 new assets, 1 changed"), "\(taken.body)")
      }
      #expect(try await lead.get("/assets.csv").body == csv)
      let fields = ["token": token, "id": "a <b>", "name": "...", "kind": "place"]
      let wrong = try await lead.post("/assets", fields)
      #expect(wrong.status == 422 && wrong.body.contains("value=\"a &lt;b&gt;\""))
      #expect(wrong.body.contains("A name has letters"))
      let twice = try await lead.post(
        "/assets", ["token": token, "id": "lantern-hall", "name": "Hall", "kind": "place"])
      #expect(twice.status == 422 && twice.body.contains("Another asset has this identifier"))
      for file in ["", "{", "id,name\n1,2", "id,name,kind\n\"x,y,z", "{\"assets\":[{\"id\":1}]}"] {
        let reply = try await lead.post("/assets/import", ["token": token, "file": file])
        #expect(reply.status == 422, "\(file)")
      }
      let added = try await lead.post(
        "/assets", ["token": token, "id": "town-hall", "name": "Town Hall", "kind": "office"])
      #expect(added.location == "/assets")
      #expect(try await lead.post("/assets/2/remove", ["token": token]).location == "/assets")
      var reviewer = try fixture.browser(.reviewer, client)
      #expect(try await reviewer.get("/assets").body.contains("Зал фонарей"))
      #expect(try await reviewer.get("/assets/1").status == 403)
    }
    #expect(try fixture.store.assets().map(\.key) == ["lantern-hall"])
  }
}
