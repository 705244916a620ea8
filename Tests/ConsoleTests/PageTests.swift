import Casework
import HummingbirdTesting
import SocialModel
import Store
import Testing

@testable import Console

@Suite("Pages")
struct PageTests {
  @Test("the board shows alarms with why, and links to content for those who may see it")
  func board() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var reviewer = try fixture.browser(.reviewer, client)
      let page = try await reviewer.get("/").body
      #expect(page.contains("href=\"/candidates/1\"") && page.contains("It names a place."))
      #expect(page.contains("60 accounts act together") && !page.contains(ConsoleFixture.text))
      var viewer = try fixture.browser(.viewer, client)
      #expect(try await !viewer.get("/").body.contains("href=\"/candidates/1\""))
    }
  }

  @Test("a candidate has reasons, pictures, members by page and folded first posts")
  func candidate() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let page = try await browser.get("/candidates/1").body
      for words in [
        "They posted the same words.", "lag-median", "<circle", "<path", "parade", "folded",
      ] {
        #expect(page.contains(words), Comment(rawValue: words))
      }
      #expect(!page.contains(ConsoleFixture.text) && !page.contains(" style="))
      let next = try required(
        page.components(separatedBy: "rel=\"next\" href=\"").dropFirst().first)
      let second = try await browser.get(String(next.prefix { $0 != "\"" })).body
      let rows = try required(second.components(separatedBy: "id=\"members-rows\"").last)
        .components(separatedBy: "</tbody>")[0]
      #expect(rows.contains("@ha60<") && !rows.contains("@ha1<"))
    }
  }

  @Test("unfolding shows the text, is in the audit trail and counts as exposure")
  func unfold() async throws {
    let fixture = try ConsoleFixture()
    let path = "/posts/\(fixture.post)"
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let folded = try await browser.get(path).body
      #expect(!folded.contains("lantern") && folded.contains("folded"))
      #expect(try !fixture.auditActions().contains("content.viewed"))
      let open = try await browser.post(
        path + "/unfold", ["token": try Browser.token(in: folded)]
      ).body
      #expect(open.contains("The <mark>iron</mark> lantern parade"))
      #expect(try await !browser.get(path).body.contains("lantern"))
    }
    #expect(try fixture.auditActions().filter { $0 == "content.viewed" }.count == 1)
    let user = try required(fixture.users[.reviewer])
    #expect(try fixture.store.exposure(ofUser: user, fromDay: 0).first?.seconds == 5)
  }

  @Test("what is said to fold is folded, and the team's minimum wins over one's own setting")
  func folding() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      func marks() async throws -> Bool {
        try await browser.get("/search?q=lantern").body.contains("<mark>lantern</mark>")
      }
      #expect(try await !marks())
      let token = try fixture.formToken(of: browser)
      _ = try await browser.post(
        "/settings",
        ["token": token, "fold": "threats", "pictures": "colour", "minutes": "60", "stretch": "50"])
      #expect(try await marks())
      var lead = try fixture.browser(.lead, client)
      let saved = try await lead.post(
        "/settings/team",
        [
          "token": try fixture.formToken(of: lead), "fold": "all", "pictures": "colour",
          "minutes": "30", "stretch": "20",
        ])
      #expect(saved.location == "/settings")
      #expect(try await !marks())
      #expect(try await browser.get("/").body.contains("0 of 30 min today"))
    }
    #expect(try fixture.auditActions().contains("setting.changed"))
  }

  @Test("a search is in the audit trail without its words, and a bad one says what is wrong")
  func search() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      #expect(try await browser.get("/search?q=lantern").body.contains("@ha60"))
      #expect(try await browser.get("/search?q=ha7&in=accounts").body.contains("/accounts/"))
      #expect(
        try await browser.get("/search?q=-lantern").body.contains("only says what to leave out"))
      #expect(try await browser.get("/search?q=lantern&from=2016-13-40").status == 400)
      #expect(
        try await browser.get("/search?from=2016-03-22&until=2016-03-22").body.contains("@ha60"))
    }
    let entry = try fixture.store.auditEntries(action: "content.searched").items
    #expect(entry.count == 4 - 1)
    #expect(entry.allSatisfy { $0.content.details.keys.elementsEqual(["bytes"]) })
  }

  @Test("tables are the same as CSV, for those who may export, and each export is recorded")
  func csv() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      let members = try await lead.get("/candidates/1/members.csv")
      let lines = members.body.split(separator: "\n")
      #expect(lines.count == 61 && lines[0].hasPrefix("account,why,platform"))
      #expect(members.headers[.contentDisposition]?.contains("attachment") == true)
      let posts = try await lead.get("/search.csv?q=lantern").body
      #expect(posts.split(separator: "\n").count == 61)
    }
    #expect(try fixture.auditActions().filter { $0 == "export.made" }.count == 2)
  }

  @Test("an administrator adds a user, whose names and secrets are escaped, and closes one")
  func users() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var admin = try fixture.browser(.admin, client)
      let name = "<script>alert(9)</script>"
      let page = try await admin.post(
        "/users",
        [
          "token": try fixture.formToken(of: admin), "name": name, "role": "viewer",
          "password": ConsoleFixture.password,
        ]
      ).body
      #expect(page.contains("The user was added") && !page.contains(name))
      let twice = try await admin.post(
        "/users",
        [
          "token": try fixture.formToken(of: admin), "name": "LEAD-one", "role": "viewer",
          "password": ConsoleFixture.password,
        ])
      #expect(twice.body.contains("There is a user of that name."))
      let own = try required(fixture.users[.admin])
      let change = ["role": "lead", "state": "closed"]
      let refused = try await admin.post(
        "/users/\(own)",
        change.merging(["token": try fixture.formToken(of: admin)]) { a, _ in a })
      #expect(refused.status == 403)
      let viewer = try required(fixture.users[.viewer])
      var closed = try fixture.browser(.viewer, client)
      _ = try await admin.post(
        "/users/\(viewer)",
        change.merging(["token": try fixture.formToken(of: admin)]) { a, _ in a })
      #expect(try await closed.get("/").location == "/sign-in")
      #expect(try fixture.store.user(viewer).role == "lead")
    }
  }

  @Test("marked places that do not fit a text are left out")
  func pieces() {
    let text = "aé<b>"
    let pieces = TextPieces.of(text, marked: [1..<3, 2..<4, -0..<0, 4..<90, 3..<4])
    #expect(pieces.map(\.text).joined() == text)
    #expect(pieces.filter(\.isMarked).map(\.text) == ["é", "<"])
  }
}
