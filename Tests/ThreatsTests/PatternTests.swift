import Testing

@testable import Threats

@Suite("Patterns of a grammar")
struct PatternTests {
  private static let source = """
    words YOU = you, them
    words FUT1 = we will
    words K+INF = topple
    words PASS = bloody, damned
    words GIFT = lantern
    words CLOCK = tick tock
    words STOP = because
    frame act threat intends direct = FUT1 ..1!STOP K+INF ..1!STOP YOU
    frame any threat intends indirect free = YOU GIFT ..2!STOP K+INF
    frame hint threat intends veiled post = CLOCK ..3 GIFT
    """

  private func frames(_ text: String) -> [String] {
    var tokenizer = Tokenizer()
    tokenizer.scan(text)
    let grammar = Grammar(language: .english, sources: [Self.source])
    return FrameFinder(tokenizer, grammar: grammar).frames().map(\.frame.name)
  }

  @Test("step over swear words, however many, and over nothing else")
  func stepOver() {
    #expect(frames("We will topple you") == ["en/act"])
    #expect(frames("We will bloody damned bloody topple bloody damned you") == ["en/act"])
    #expect(frames("We will red green topple you").isEmpty)
    #expect(frames("We will topple because you").isEmpty)
  }

  @Test("find words in any order within the room given, and none across a barred word")
  func anyOrder() {
    #expect(frames("you lantern topple") == ["en/any"])
    #expect(frames("topple one lantern two you") == ["en/any"])
    #expect(frames("lantern a b topple c you").isEmpty)
    #expect(frames("topple because lantern you").isEmpty)
    #expect(frames("topple lantern. You").isEmpty)
  }

  @Test("stand in several sentences only where they say so")
  func wholePost() {
    #expect(frames("Tick tock. My lantern.") == ["en/hint"])
    #expect(frames("Tick tock my lantern") == ["en/hint"])
    #expect(frames("We will topple. You").isEmpty)
  }

  @Test(
    "are found by the index whenever their classes stand in a sentence",
    arguments: [UInt64(1), 2, 3])
  func indexMissesNothing(seed: UInt64) {
    let grammar = Grammar.shipped(.english)
    let patterns = grammar.frames.map(\.pattern)
    let index = PatternIndex(patterns)
    var state = seed
    for _ in 0..<200 {
      var classes = ClassSet.zero
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pattern = patterns[Int(state >> 33) % patterns.count]
        for sets in pattern.required { classes |= sets[Int(state >> 40) % sets.count] }
      }
      let found = Set(index.candidates(classes))
      for (number, pattern) in patterns.enumerated() where pattern.isPossible(classes) {
        #expect(found.contains(Int32(number)), "seed \(seed), pattern \(number)")
      }
    }
  }
}
