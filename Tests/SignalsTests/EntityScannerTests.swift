import Testing

@testable import Signals

@Suite struct EntityScannerTests {
  private func scan(_ text: String) -> (tags: [String], urls: [String], mentions: [String]) {
    var scanner = EntityScanner()
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { scanner.scan($0) }
    func strings(_ ranges: [Range<Int>]) -> [String] {
      ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    return (strings(scanner.hashtags), strings(scanner.urls), strings(scanner.mentions))
  }

  @Test(arguments: [
    ("#PortMeridian is calm", ["#PortMeridian"]), ("see #a,#b;#c", ["#a", "#b", "#c"]),
    ("#1 and #2026 are numbers, #2026x is not", ["#2026x"]), ("a#b x&#39;", []),
    ("＃灯祭り #фонарь #فانوس_حديدي", ["＃灯祭り", "#фонарь", "#فانوس_حديدي"]),
    ("#می‌خواهم", ["#می‌خواهم"]), ("##double", ["#double"]), ("#", []), ("#🏮", []),
    ("https://example.org/#part", []),
  ])
  func `tags begin with a sign outside words and hold a letter`(text: String, tags: [String]) {
    #expect(scan(text).tags == tags)
  }

  @Test(arguments: [
    ("(see https://example.org/a_(b).)", ["https://example.org/a_(b)"]),
    ("http://t.example/x, HTTPS://E.org!", ["http://t.example/x", "HTTPS://E.org"]),
    ("“https://example.org/q”", ["https://example.org/q"]), ("cut https://example.o…", []),
    ("https:// nothing", []), ("xhttps://example.org", []),
    ("https://example.org/путь?x=1\nnext", ["https://example.org/путь?x=1"]),
  ])
  func `links end where a reader sees their end`(text: String, urls: [String]) {
    #expect(scan(text).urls == urls)
  }

  @Test(arguments: [
    ("@a_b: hi @c.", ["@a_b", "@c"]), ("mail a@b.example", []),
    ("@keeper@social.example and @x.bsky.social", ["@keeper@social.example", "@x.bsky.social"]),
    ("@ @@x", ["@x"]),
  ])
  func `mentions are names after a sign`(text: String, mentions: [String]) {
    #expect(scan(text).mentions == mentions)
  }

  @Test func `random bytes of valid text never trap and ranges stay inside`() {
    var state: UInt64 = 7
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    let pieces = [
      "#", "@", "http://", "https://", "é", "灯", "\u{2026}", "(", ")", " ", "a.b", "\u{FF03}", "\0",
      "🏮",
    ]
    var scanner = EntityScanner()
    for _ in 0..<5000 {
      let text = (0..<(next() % 12)).map { _ in pieces[next() % pieces.count] }.joined()
      let bytes = Array(text.utf8)
      bytes.withUnsafeBufferPointer { buffer in
        scanner.scan(buffer)
        let all = scanner.urls + scanner.hashtags + scanner.mentions + scanner.brokenURLs
        let sorted = all.sorted { $0.lowerBound < $1.lowerBound }
        for (a, b) in zip(sorted, sorted.dropFirst()) { #expect(a.upperBound <= b.lowerBound) }
        #expect(sorted.allSatisfy { 0 <= $0.lowerBound && $0.upperBound <= bytes.count })
        scanner.withPlainText(buffer) { plain in #expect(plain.count <= bytes.count + all.count) }
      }
    }
  }
}
