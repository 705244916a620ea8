import Testing

@testable import Threats

@Suite("Hostile text")
struct HostileTextTests {
  @Test(
    "is read up to a bound and assessed",
    arguments: [
      String(repeating: "a", count: 1_000_000), String(repeating: "lantern ", count: 130_000),
      "e" + String(repeating: "\u{301}", count: 10_000), "\u{1F3EE}", "",
      "\u{1780}\u{17B6}\u{179A} \u{1794}\u{17B6}\u{1793}",
      String(repeating: "\u{202E}", count: 5000),
      String(repeating: "\"«(", count: 5000), String(repeating: "I will ", count: 5000),
      String(repeating: "@", count: 50_000), String(repeating: "#aB", count: 5000),
      String(repeating: "قتل", count: 5000), String(repeating: "灯", count: 20_000),
      String(repeating: "क\u{94D}", count: 20_000), "\u{93F}\u{902}", "https://", "http://x", ":",
      "\u{FEFF}",
    ])
  func isBounded(text: String) {
    var tokenizer = Tokenizer()
    tokenizer.scan(text)
    #expect(tokenizer.tokens.count <= Tokenizer.tokenLimit + 1)
    #expect(tokenizer.folded.count <= 8 * Tokenizer.scalarLimit)
    if text.unicodeScalars.count > Tokenizer.scalarLimit { #expect(tokenizer.isCut) }
    var assessor = Assessor()
    #expect(assessor.assess(text).level == .none)
  }

  @Test("keeps offsets within the text on seeded mixtures")
  func keepsOffsets() {
    let pieces = [
      "we will ", "hurt ", "you ", "\"", "\u{301}", "\u{202E}", "#Lantern", "Parade",
      "https://a.b ",
      "\u{1F3EE}", "! ", "? ", "قتل ", "س", "باريس ", "мы ", "tomorrow ", "if ", ", ", "ß", "Ǆ",
    ]
    var state: UInt64 = 7
    var assessor = Assessor()
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<30 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      let count = text.unicodeScalars.count
      let assessment = assessor.assess(text)
      for span in assessment.spans {
        #expect(span.start >= 0 && span.start < span.end && span.end <= count)
      }
    }
  }
}
