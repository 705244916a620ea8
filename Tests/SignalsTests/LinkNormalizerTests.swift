import Testing

@testable import Signals

@Suite struct LinkNormalizerTests {
  @Test(arguments: [
    ("HTTP://WWW.Example.ORG:80/", "example.org"),
    ("https://example.org:443/a/?utm_source=x&b=2&fbclid=1#top", "example.org/a/?b=2"),
    ("https://example.org/a?igshid=1&gclid=2", "example.org/a"),
    ("https://example.org:8443/A", "example.org:8443/A"),
    ("https://user:secret@example.org/x", "example.org/x"),
    ("https://example.org./%7efoo/%c3%a9/%2F", "example.org/~foo/%C3%A9/%2F"),
    ("https://example.org/é", "example.org/%C3%A9"),
    ("https://Пример.example/", "пример.example"),
    ("https://example.org/?", "example.org"), ("http://[::1]:8080/x", "[::1]:8080/x"),
    ("https://example.org?q=1", "example.org?q=1"),
  ])
  func `links to the same page have one form`(url: String, expected: String) {
    var normalizer = LinkNormalizer()
    #expect(normalizer.normalForm(url) == expected)
  }

  @Test(arguments: [
    "", "https://", "https:///path", "notalink", "#x", "https://?q=1", "https://.org/",
  ])
  func `what has no host is no link`(url: String) {
    var normalizer = LinkNormalizer()
    #expect(normalizer.normalForm(url) == nil)
  }

  @Test func `a normal form normalises to itself`() {
    var normalizer = LinkNormalizer()
    for url in [
      "https://a.example/x%zz?b&c=1&&d", "http://www.www.example/", "https://e.example/%41%",
    ] {
      guard let once = normalizer.normalForm(url) else {
        Issue.record("no form")
        continue
      }
      #expect(normalizer.normalForm("https://" + once) == once)
    }
  }
}
