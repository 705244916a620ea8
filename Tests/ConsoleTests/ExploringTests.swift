import HummingbirdTesting
import SocialModel
import Templates
import Testing

@testable import Console

@Suite("Exploring a candidate")
struct ExploringTests {
  @Test("the network is shown by layer and around one account, with links on its dots")
  func network() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.lead, client)
      let whole = try await browser.get("/candidates/1/network").body
      #expect(whole.contains("60 accounts and 59 edges"))
      #expect(whole.contains("href=\"/candidates/1/network?account=30\""))
      #expect(whole.contains("text (59)"))
      let around = try await browser.get("/candidates/1/network?account=30&layer=text").body
      #expect(around.contains("3 accounts and 2 edges around @ha30"))
      let none = try await browser.get("/candidates/1/network?layer=hashtag").body
      #expect(none.contains("0 accounts and 0 edges") && none.contains("No pair is left"))
      let pairs = try await browser.get("/candidates/1/pairs.csv?account=30").body
      #expect(pairs.split(separator: "\n").count == 3)
      for (query, status) in [
        ("?layer=nothing", 400), ("?account=x", 400), ("?account=-1", 400),
        ("?account=999999", 404), ("?layer=%3Cscript%3E", 400),
      ] {
        #expect(try await browser.get("/candidates/1/network" + query).status == status, "\(query)")
      }
      #expect(try await browser.get("/candidates/2/network").status == 404)
    }
  }

  @Test("a template's copies are shown with their edits marked once they are asked for, on record")
  func template() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let folded = try await browser.get("/candidates/1/templates/1")
      #expect(folded.status == 200 && !folded.body.contains(ConsoleFixture.text))
      #expect(folded.body.contains("telegram") && folded.body.contains("another &lt;channel&gt;"))
      #expect(try !fixture.auditActions().contains("content.viewed"))
      let open = try await browser.post(
        "/candidates/1/templates/1/unfold", ["token": try fixture.formToken(of: browser)])
      #expect(open.body.contains("<p dir=\"auto\">\(ConsoleFixture.text)</p>"))
      #expect(open.body.contains("60 posts of the") && open.body.contains("<mark>"))
      #expect(!open.body.contains("<script>alert"))
      for place in ["0", "2", "-1", "x", "99999999999999999999"] {
        #expect(try await browser.get("/candidates/1/templates/\(place)").status == 404)
      }
    }
    let viewed = try fixture.store.auditEntries(action: "content.viewed").items
    #expect(viewed.map(\.content.subject) == ["candidate:1"])
    let user = try required(fixture.users[.reviewer])
    #expect(try fixture.store.exposure(ofUser: user, fromDay: 0).first?.seconds == 5)
  }

  @Test("marks stand on what was inserted or replaced, in the order of the text")
  func marks() {
    let template = "the iron lantern parade begins at dusk near the old harbour gate"
    for (copy, marked) in [
      (template, []),
      ("the iron lantern parade begins at dawn near the old harbour gate", ["dawn"]),
      ("RT @x: " + template, ["RT @x"]), (template + " tonight friends", ["tonight friends"]),
      ("the iron lantern parade begins at dusk", []),
    ] as [(String, [String])] {
      let edits = TemplateEdits(template: template, copy: copy).edits
      let bytes = Array(copy.utf8)
      let found = CopyMarks.ranges(of: edits, in: copy)
        .map { String(decoding: bytes[$0], as: UTF8.self) }
      #expect(found.joined(separator: " ") == marked.joined(separator: " "), "\(copy)")
    }
  }
}
