import Casework
import Foundation
import HummingbirdTesting
import Media
import Pipeline
import SocialModel
import Testing

@testable import Console
@testable import Desk

@Suite("Pictures and videos of posts in the console")
struct PictureTests {
  @Test(
    "a picture is grey, blurred and of Tocsin's own bytes until somebody asks; asking is logged and counts"
  )
  func asking() async throws {
    let fixture = try ConsoleFixture()
    let post = try fixture.addPicturePost()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      let page = try await browser.get("/posts/\(post)")
      #expect(page.status == 200)
      #expect(page.body.contains("src=\"/posts/\(post)/media/1\""))
      #expect(!page.body.contains("data:image"))
      let blurred = try await Self.bytes("/posts/\(post)/media/1", browser, client)
      #expect(blurred.type == "image/png" && blurred.cache == "no-store")
      // Bytes 16 to 26 of a PNG: its size, its depth and its kind, where 0 is grey.
      #expect(Array(blurred.bytes[16..<26]) == [0, 0, 0, 64, 0, 0, 0, 64, 8, 0])
      #expect(try !fixture.auditActions().contains("content.viewed"))
      let shown = try await browser.post(
        "/posts/\(post)/media/1", ["token": try fixture.formToken(of: browser)])
      #expect(shown.status == 200 && shown.body.contains("width=\"200\" height=\"100\""))
      let seen = try #require(
        fixture.store.auditEntries(limit: 100).items.first {
          $0.content.action == "content.viewed"
        })
      #expect(seen.content.details["seconds"] == "10" && seen.content.details["media"] == "1")
      let user = try #require(fixture.users[.reviewer])
      #expect(try fixture.store.exposure(ofUser: user, fromDay: 0).map(\.seconds) == [10])
      let source = try Self.source(in: shown.body)
      let other = try await Self.bytes(source, fixture.browser(.lead, client), client)
      #expect(other.status == 404)
      let sharp = try await Self.bytes(source, browser, client)
      #expect(sharp.type == "image/jpeg" && Array(sharp.bytes.prefix(3)) == [0xFF, 0xD8, 0xFF])
      #expect(try await Self.bytes(source, browser, client).status == 404)
    }
  }

  @Test(
    "the stricter of one's own setting and the team's says whether there are colours or blurred pictures"
  )
  func settings() async throws {
    let fixture = try ConsoleFixture()
    let post = try fixture.addPicturePost()
    try await fixture.test { client in
      var lead = try fixture.browser(.lead, client)
      var browser = try fixture.browser(.reviewer, client)
      let form = ["fold": "threats", "minutes": "60", "stretch": "50"]
      func colours() async throws -> Bool {
        let shown = try await browser.post(
          "/posts/\(post)/media/1", ["token": try fixture.formToken(of: browser)])
        let sharp = try await Self.bytes(try Self.source(in: shown.body), browser, client)
        return try Self.hasColours(sharp.bytes)
      }
      #expect(try await colours())
      _ = try await lead.post(
        "/settings/team",
        form.merging(["token": try fixture.formToken(of: lead), "pictures": "grey"]) { $1 })
      _ = try await browser.post(
        "/settings",
        form.merging(["token": try fixture.formToken(of: browser), "pictures": "colour"]) { $1 })
      #expect(try await !colours())
      _ = try await browser.post(
        "/settings",
        form.merging(["token": try fixture.formToken(of: browser), "pictures": "named"]) { $1 })
      let page = try await browser.get("/posts/\(post)")
      #expect(!page.body.contains("<img") && page.body.contains("Show the picture"))
      #expect(try await browser.get("/posts/\(post)/media/1").status == 404)
      #expect(try await !colours())
      let wrong = try await browser.post(
        "/settings",
        form.merging(["token": try fixture.formToken(of: browser), "pictures": "all"]) { $1 })
      #expect(wrong.status == 400)
    }
  }

  @Test(
    "another file, a missing one, a way out, a pipe or a device gives a sentence and no picture")
  func hostilePaths() async throws {
    let fixture = try ConsoleFixture()
    let right = ConsoleFixture.picture
    try fixture.write([1, 2, 3], as: "other.png")
    try FileManager.default.createDirectory(
      atPath: fixture.pictureFolder + "/folder", withIntermediateDirectories: true)
    try Data(right).write(to: URL(fileURLWithPath: fixture.folder + "/secret.png"))
    #expect(symlink("../secret.png", fixture.pictureFolder + "/out.png") == 0)
    #expect(symlink("/dev/zero", fixture.pictureFolder + "/zero.png") == 0)
    #expect(mkfifo(fixture.pictureFolder + "/pipe.png", 0o600) == 0)
    let names: [(String?, String)] = [
      ("other.png", MediaWords.otherBytes), ("missing.png", "Its file is not there."),
      ("../secret.png", "leads out"), (fixture.folder + "/secret.png", "leads out"),
      ("out.png", "leads out"), ("zero.png", "leads out"), ("/dev/zero", "leads out"),
      ("pipe.png", "no regular file"), ("folder", "no regular file"), (".", "no regular file"),
      ("a\0b", "not there"), (String(repeating: "a/", count: 3000), "not there"),
      (nil, "names no file"),
    ]
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for (number, (name, words)) in names.enumerated() {
        let post = try fixture.addPost("h\(number)", [try fixture.media(name, right)])
        try await Self.expectRefusal(post, words, &browser, fixture)
      }
      let unknown = try fixture.addPost("u", [SocialModel.Media(kind: .image, path: "other.png")])
      try await Self.expectRefusal(unknown, "not known", &browser, fixture)
      for place in ["0", "2", "-1", "99999999999999999999", "%2e%2e", "x", "1%00"] {
        let reply = try await browser.get("/posts/\(unknown)/media/\(place)")
        #expect((400..<500).contains(reply.status), "\(place): \(reply.status)")
        let asked = try await browser.post(
          "/posts/\(unknown)/media/\(place)", ["token": try fixture.formToken(of: browser)])
        #expect((400..<500).contains(asked.status), "\(place): \(asked.status)")
      }
    }
    #expect(try !fixture.auditActions().contains("content.viewed"))
  }

  @Test("files that are no pictures, or damaged ones, give a sentence, and the console goes on")
  func hostileFiles() async throws {
    let fixture = try ConsoleFixture()
    let right = ConsoleFixture.picture
    var huge = right
    huge[16...23] = [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]
    let seed: UInt8 = 0x5B
    var damaged = right
    for place in stride(from: 60, to: damaged.count, by: 7) { damaged[place] ^= seed | 1 }
    let files: [[UInt8]] = [
      [], Array("<svg onload='alert(1)'/>".utf8), Array(right.prefix(right.count / 2)), huge,
      damaged, Array("#EXTM3U\n/etc/passwd\n".utf8), Array(repeating: 0x47, count: 4000),
      Array("\0\0\0\u{18}ftypmp42".utf8) + Array(repeating: 0xFE, count: 500),
      PictureFile.png([1, 2, 3], width: 1, height: 1),
    ]
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for (number, bytes) in files.enumerated() {
        try fixture.write(bytes, as: "f\(number)")
        for kind in [SocialModel.Media.Kind.image, .video] {
          let post = try fixture.addPost(
            "f\(number)\(kind)", [try fixture.media("f\(number)", bytes, kind: kind)])
          let page = try await browser.get("/posts/\(post)")
          #expect(page.status == 200 && !page.body.contains("<img"), "file \(number)")
          let reply = try await browser.get("/posts/\(post)/media/1")
          #expect(reply.status == 404, "file \(number)")
        }
      }
      let good = try fixture.addPicturePost()
      #expect(try await browser.get("/posts/\(good)/media/1").status == 200)
    }
  }

  @Test("a blurred picture is kept while its file is the same, and made anew after a change")
  func keeping() async throws {
    let fixture = try ConsoleFixture()
    let post = try fixture.addPicturePost()
    try await fixture.test { client in
      var browser = try fixture.browser(.reviewer, client)
      for _ in 0..<3 { _ = try await browser.get("/posts/\(post)/media/1") }
      #expect(fixture.desk.viewing.kept == 1)
      try fixture.write(Array("another".utf8), as: "files/lantern.png")
      try await Self.expectRefusal(post, MediaWords.otherBytes, &browser, fixture)
    }
  }

  @Test("more requests than may wait get a sentence, and all the others are answered")
  func crowd() async throws {
    let room = ViewingRoom()
    let gate = DispatchSemaphore(value: 0)
    let words = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<(ViewingRoom.mostWaiting + 5) {
        group.addTask {
          let outcome = try await room.perform { _ in
            gate.wait()
            return .refused("done")
          }
          guard case .refused(let words) = outcome else { return "shown" }
          return words
        }
      }
      var words: [String] = []
      // Those that are refused come first: nobody else can go on.
      for _ in 0..<5 { words.append(try #require(await group.next())) }
      #expect(words.allSatisfy { $0.hasPrefix("Too many") })
      for _ in 0..<ViewingRoom.mostWaiting { gate.signal() }
      for try await one in group { words.append(one) }
      return words
    }
    #expect(words.filter { $0 == "done" }.count == ViewingRoom.mostWaiting)
  }

  @Test("lengths of videos are words")
  func lengths() {
    #expect(PostMediaPages.duration(0.2) == "1 second")
    #expect(PostMediaPages.duration(59) == "59 seconds")
    #expect(PostMediaPages.duration(60) == "1 minute")
    #expect(PostMediaPages.duration(125) == "2 minutes and 5 seconds")
  }

  private static func expectRefusal(
    _ post: Int64, _ words: String, _ browser: inout Browser, _ fixture: ConsoleFixture
  ) async throws {
    let page = try await browser.get("/posts/\(post)")
    #expect(page.status == 200 && page.body.contains(words), "post \(post): \(words)")
    #expect(!page.body.contains("<img"))
    #expect(try await browser.get("/posts/\(post)/media/1").status == 404)
    let asked = try await browser.post(
      "/posts/\(post)/media/1", ["token": try fixture.formToken(of: browser)])
    #expect(asked.status == 200 && asked.body.contains(words) && !asked.body.contains("<img"))
  }

  private static func source(in page: String) throws -> String {
    let tag = try required(page.components(separatedBy: "class=\"sharp\" src=\"").dropFirst().first)
    return String(tag.prefix { $0 != "\"" })
  }

  private static func bytes(
    _ uri: String, _ browser: Browser, _ client: any TestClientProtocol
  ) async throws -> (status: Int, type: String?, cache: String?, bytes: [UInt8]) {
    let cookie = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    let reply = try await client.executeRequest(
      uri: uri, method: .get, headers: [.cookie: cookie], body: nil)
    return (
      Int(reply.status.code), reply.headers[.contentType], reply.headers[.cacheControl],
      Array(reply.body.readableBytesView)
    )
  }

  /// Whether a JPEG has a pixel with two channels that lie well apart.
  private static func hasColours(_ bytes: [UInt8]) throws -> Bool {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let view = try MediaViewer().view(
      path, sha256: try FileDigest.sha256(path: path).hex, as: .sharp
    ).get()
    return stride(from: 0, to: view.pixels.count, by: 3).contains {
      abs(Int(view.pixels[$0]) - Int(view.pixels[$0 + 1])) > 60
    }
  }
}
