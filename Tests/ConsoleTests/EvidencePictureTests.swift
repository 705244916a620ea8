import Casework
import Foundation
import HummingbirdTesting
import Pipeline
import SocialModel
import Store
import Testing

@testable import Console
@testable import Desk

@Suite("Pictures on the pages of cases, accounts and candidates")
struct EvidencePictureTests {
  @Test(
    "stand grey and blurred in a case's evidence; asking for one stays on the page and is logged")
  func evidence() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let post = try fixture.addPicturePost()
    let number = try fixture.openCase("pictures")
    let account = try #require(try fixture.store.accountID(.x, "painter"))
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for path in ["/cases/\(number)", "/accounts/\(account)"] {
        let page = try await browser.get(path)
        #expect(page.status == 200 && !page.body.contains("class=\"sharp\""))
        #expect(
          page.body.contains("class=\"blurred\" src=\"/posts/\(post)/media/1\""), "\(path)")
        #expect(page.body.contains("hx-target=\"#media-\(post)-1\""))
        #expect(page.body.contains("Picture 1 of the post by @painter, grey and blurred"))
        // What the file is called stands on the post's own page.
        #expect(!page.body.contains("lantern.png"))
      }
      #expect(try Self.looks(fixture).isEmpty)
      let shown = try await browser.send(
        "/posts/\(post)/media/1", ["alone": "yes"], in: fixture)
      #expect(shown.status == 200 && shown.body.contains("id=\"media-\(post)-1\" tabindex=\"-1\""))
      #expect(shown.body.contains("class=\"sharp\"") && !shown.body.contains("open-case"))
      #expect(try Self.looks(fixture).map { $0["media"] } == ["1"])
      let user = try #require(fixture.users[.reviewer])
      #expect(try fixture.store.exposure(ofUser: user, fromDay: 0).map(\.seconds) == [10])
    }
  }

  @Test(
    "stand in a blind review and in a golden case, and asking for one does not say what was decided"
  )
  func blind() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    let bytes = ConsoleFixture.picture
    try fixture.write(bytes, as: "a.png")
    for id in ["2", "4"] { try fixture.carry("a.png", bytes, onPost: id) }
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for (path, id) in [("/second-reviews/1", "2"), ("/golden-cases/1", "4")] {
        let post = try #require(try fixture.store.postID(.x, id))
        let page = try await browser.get(path).body
        #expect(page.contains("class=\"blurred\" src=\"/posts/\(post)/media/1\""), "\(path)")
        for form in [["alone": "yes"], [:]] {
          let shown = try await browser.send("/posts/\(post)/media/1", form, in: fixture)
          #expect(shown.body.contains("class=\"sharp\""))
          for word in ["lead-before", ConsoleFixture.quietReason, "law of EU"] {
            #expect(!shown.body.contains(word), "\(path) says \(word)")
          }
        }
      }
    }
  }

  @Test("stand on a candidate's page at its first posts")
  func candidate() async throws {
    let fixture = try ConsoleFixture()
    try fixture.write(ConsoleFixture.picture, as: "a.png")
    try fixture.carry("a.png", ConsoleFixture.picture, onPost: "1")
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let page = try await browser.get("/candidates/1").body
      #expect(page.contains("class=\"blurred\" src=\"/posts/\(fixture.post)/media/1\""))
      var viewer = try fixture.browser(.viewer, client)
      #expect(try await viewer.get("/candidates/1").status == 403)
    }
  }

  @Test("are at most ten on a page of many posts, and none where one wants only names")
  func few() async throws {
    let fixture = try ConsoleFixture()
    try fixture.write(ConsoleFixture.picture, as: "a.png")
    for number in 0..<7 {
      _ = try fixture.addPost(
        "m\(number)",
        [
          try fixture.media("a.png", ConsoleFixture.picture),
          try fixture.media("a.png", ConsoleFixture.picture),
        ])
    }
    let account = try #require(try fixture.store.accountID(.x, "painter"))
    let user = try #require(fixture.users[.reviewer])
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let page = try await browser.get("/accounts/\(account)").body
      #expect(page.components(separatedBy: "<img ").count - 1 == CaseDesk.mostBlurred)
      let anchors = page.components(separatedBy: "id=\"media-").dropFirst()
        .map { $0.prefix { $0 != "\"" } }
      #expect(Set(anchors).count == CaseDesk.mostBlurred && anchors.count == Set(anchors).count)
      #expect(page.components(separatedBy: "2 files").count - 1 == 7)
      try fixture.store.setSetting(
        Care.pictureSetting, to: PictureLevel.named.rawValue, ofUser: user)
      let named = try await browser.get("/accounts/\(account)").body
      #expect(!named.contains("<img ") && named.contains("Show the picture"))
    }
  }

  @Test("are shown after an analysis that read their files, and not once another file lies there")
  func analysed() async throws {
    let fixture = try ConsoleFixture(rows: .casework)
    try fixture.write(ConsoleFixture.picture, as: "files/a.png")
    let line =
      #"{"platform":"x","id":"n1","account":{"id":"nora"},"time":1700000000,"text":"A lantern","#
      + #""media":[{"type":"image","path":"files/a.png"},{"type":"image","path":"files/b.png"}]}"#
    let input = fixture.pictureFolder + "/posts.ndjson"
    try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: input))
    var run = AnalysisRun(version: "0.0.0")
    run.storage = PostStorage(fixture.store)
    for _ in 0..<2 { _ = try run.analyze([input]) { _ in } }
    let post = try #require(try fixture.store.postID(.x, "n1"))
    let number = try fixture.openCase("n1")
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let picture = "src=\"/posts/\(post)/media/1\""
      for path in ["/posts/\(post)", "/cases/\(number)"] {
        let page = try await browser.get(path).body
        #expect(page.contains(picture), "\(path)")
        #expect(page.contains("Its SHA-256 is not known"), "\(path)")
      }
      try fixture.write(Array("another file".utf8), as: "files/a.png")
      for path in ["/posts/\(post)", "/cases/\(number)"] {
        let page = try await browser.get(path).body
        #expect(!page.contains("<img ") && page.contains(MediaWords.otherBytes), "\(path)")
      }
      let asked = try await browser.send("/posts/\(post)/media/1", ["alone": "yes"], in: fixture)
      #expect(asked.status == 200 && asked.body.contains(MediaWords.otherBytes))
      #expect(try Self.looks(fixture).isEmpty)
    }
  }

  /// What is in the audit trail of pictures that were shown, the latest first.
  private static func looks(_ fixture: ConsoleFixture) throws -> [[String: String]] {
    try fixture.store.auditEntries(action: "content.viewed", limit: 100).items
      .map(\.content.details).filter { $0["media"] != nil }
  }
}

@Suite("Breaks from sensitive content")
struct BreakTests {
  @Test("are suggested after as many minutes as the stricter of the lead and oneself allow")
  func suggested() async throws {
    let fixture = try ConsoleFixture()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      func unfold() async throws -> String {
        try await browser.send("/posts/\(fixture.post)/unfold", in: fixture).body
      }
      var page = try await unfold()
      #expect(page.contains("0 of 240 min today<") && !page.contains("without a break of"))
      for _ in 0..<6 {
        fixture.clock.advance(seconds: 540)
        page = try await unfold()
      }
      #expect(page.contains("0 of 240 min today, 54 since a break"))
      #expect(page.contains("for 54 minutes without a break of 10 minutes."))
      fixture.clock.advance(seconds: 606)
      #expect(try await !browser.get("/").body.contains("since a break"))
      page = try await unfold()
      fixture.clock.advance(seconds: 300)
      #expect(try await browser.get("/").body.contains("5 since a break"))
      var lead = try fixture.browser(.lead, client)
      let form = ["fold": "threats", "pictures": "colour", "minutes": "240"]
      let path = "/settings/team"
      let saved = try await lead.send(path, form.merging(["stretch": "5"]) { $1 }, in: fixture)
      #expect(saved.location == "/settings")
      #expect(try await browser.get("/").body.contains("for 5 minutes without a break"))
      _ = try await browser.send("/settings", form.merging(["stretch": "200"]) { $1 }, in: fixture)
      #expect(try await browser.get("/").body.contains("for 5 minutes without a break"))
      for wrong in ["0", "-1", "241", "x", "9999999999999999999999"] {
        let refused = try await lead.send(
          path, form.merging(["stretch": wrong]) { $1 }, in: fixture)
        #expect(refused.status == 400, "\(wrong)")
      }
      // Nobody else's looks count, and who sees nothing sensitive is told nothing.
      #expect(try await !lead.get("/").body.contains("since a break"))
    }
  }
}
