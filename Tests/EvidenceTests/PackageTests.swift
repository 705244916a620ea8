import Casework
import Foundation
import SocialModel
import Testing

@testable import Evidence

@Suite("A package")
struct PackageTests {
  @Test("holds the original bytes, one file a post, and its sums")
  func originals() throws {
    let evidence = Parade.evidence()
    let package = try Parade.package(evidence)
    #expect(
      package.files.map(\.name) == [
        "SHA256SUMS", "SHA256SUMS.sig", "custody.ndjson", "manifest.json", "manifest.sig",
        "posts/0001.json", "posts/0002.txt", "posts/0003.json", "public-key.pem", "report.html",
        "report.pdf",
      ])
    for (post, listed) in zip(evidence.posts, package.manifest.posts) {
      let file = try #require(package.files.first { $0.name == listed.file })
      #expect(file.bytes == post.raw)
      let entry = try #require(package.manifest.files.first { $0.name == listed.file })
      #expect(entry.size == post.raw.count && entry.sha256 == post.sha256)
      #expect(entry.captured == post.captured)
      #expect(listed.published.description == "2016-03-22T08:58:12.123+01:00")
    }
  }

  @Test("has the same bytes for the same case, whatever the number of times it is made")
  func deterministic() throws {
    #expect(try Parade.package().bytes == Parade.package().bytes)
    let manifest = try Parade.text("manifest.json", Parade.package())
    let keys = manifest.split(separator: "\n").filter { $0.hasPrefix("  \"") }
      .compactMap { $0.split(separator: "\"").dropFirst().first }
    #expect(keys.map(String.init) == keys.map(String.init).sorted() && keys.count == 15)
  }

  @Test("names the platform, the id and the handle of an account, and nothing else of it")
  func locatesOnly() throws {
    let manifest = try Parade.text("manifest.json", Parade.package())
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any])
    let posts = try #require(object["posts"] as? [[String: Any]])
    for post in posts {
      let account = try #require(post["account"] as? [String: Any])
      #expect(Set(account.keys) == ["platform", "id", "handle"])
      #expect(Set(post.keys).subtracting(["assessment"]) == ["account", "file", "id", "published"])
    }
    for file in ["manifest.json", "report.html", "custody.ndjson"] {
      #expect(try !Parade.text(file, Parade.package()).contains("followers"), "\(file)")
    }
    #expect(try !Parade.text("custody.ndjson", Parade.package()).contains("lantern"))
  }

  @Test("is a draft until a second person releases it, and says so everywhere")
  func draft() throws {
    let evidence = Parade.evidence()
    let asked = try Parade.approval(evidence, isReleased: false)
    for approval in [nil, asked] {
      let package = try EvidencePackage(
        evidence, approval: approval, key: Parade.key, program: Parade.program, now: Parade.now)
      #expect(package.manifest.state == .draft && package.manifest.released == nil)
      #expect(try Parade.text("report.html", package).contains("DRAFT"))
      #expect(EvidenceVerifier().verify(package.bytes).manifest?.state == .draft)
      #expect(EvidenceVerifier().verify(package.bytes).fault == nil)
    }
    let released = try Parade.package()
    #expect(released.manifest.state == .released && released.manifest.released?.by == "u9")
    #expect(try !Parade.text("report.html", released).contains("DRAFT"))
    #expect(throws: CaseworkError.self) { try Parade.approval(evidence, by: "u2") }
  }

  @Test("is refused where the release is of other bytes, another suspicion or other posts")
  func otherRelease() throws {
    let evidence = Parade.evidence()
    let approval = try Parade.approval(evidence)
    var bytes = evidence
    bytes.posts[1].raw[0] ^= 1
    var suspicion = evidence
    suspicion.suspicion += " More."
    var fewer = evidence
    fewer.posts.removeLast()
    var moved = evidence
    moved.posts[0].account.id = "another"
    for other in [bytes, suspicion, fewer, moved] {
      let error = #expect(throws: EvidenceError.self) {
        try Parade.package(other, approval: approval)
      }
      #expect(error?.code == .otherRelease)
    }
  }

  @Test("is refused without posts, without bytes, without a suspicion, with too many or twice one")
  func refused() throws {
    var blank = Parade.evidence()
    blank.suspicion = " \n"
    let one = Parade.item(1, "x")
    let cases: [(EvidenceCase, EvidenceError.Code)] = [
      (Parade.evidence([]), .incomplete), (blank, .incomplete),
      (Parade.evidence([Parade.item(1, "x", raw: [])]), .incomplete),
      (Parade.evidence([one, one]), .malformed),
      (Parade.evidence((0...1000).map { Parade.item($0, "x") }), .tooLarge),
    ]
    for (evidence, code) in cases {
      let error = #expect(throws: EvidenceError.self) {
        try Parade.package(evidence, isDraft: true)
      }
      #expect(error?.code == code)
    }
  }

  @Test("lets no text of a post into the page unescaped")
  func escapes() throws {
    let hostile =
      "</blockquote><script>alert(1)</script><img src=x onerror=a>\u{202E}\u{0}{{program}}\"'"
    var item = Parade.item(
      4, hostile,
      assessment: .init(
        kind: hostile, level: hostile, reasons: [hostile],
        spans: [.init(role: hostile, start: 0, end: 5), .init(role: "x", start: -1, end: 9999)]))
    item.account.handle = hostile
    item.captured.from = hostile
    var evidence = Parade.evidence([item])
    evidence.suspicion = hostile
    evidence.candidate = .init(id: hostile, reasons: [hostile])
    let page = try Parade.text("report.html", Parade.package(evidence))
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;") && page.contains("{{program}}"))
    #expect(!page.contains("http://") && !page.contains("https://x"))
  }

  @Test("folds texts on the page and marks the places that led to the assessment")
  func folds() throws {
    let page = try Parade.text("report.html", Parade.package())
    #expect(page.contains("<details>\n<summary>Show the text of the post</summary>"))
    #expect(!page.contains("<details open"))
    #expect(
      page.contains("We <mark title=\"commitment\">will</mark> <mark title=\"act\">stop</mark>"))
  }

  @Test("says where the rendering cuts a text, and keeps the bytes whole", .timeLimit(.minutes(1)))
  func longTexts() throws {
    let texts = [
      String(repeating: "lantern ", count: 125_000),
      "a" + String(repeating: "\u{301}", count: 10_000),
      "🏮", "", String(repeating: "\u{202E}", count: 10_000), String(repeating: "x", count: 50_000),
    ]
    for text in texts {
      let package = try Parade.package(Parade.evidence([Parade.item(1, text, raw: [1])]))
      let page = try Parade.text("report.html", package)
      #expect(page.contains("Shown are") == (text.unicodeScalars.count > 20_000))
      #expect(EvidenceVerifier().verify(package.bytes).fault == nil)
    }
  }
}
