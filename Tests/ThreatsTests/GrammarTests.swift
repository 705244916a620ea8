import Testing

@testable import Threats

@Suite("The grammars")
struct GrammarTests {
  @Test("more than 512 classes and joined classes match as a few do")
  func manyClasses() {
    var source = ""
    for number in 0..<700 { source += "words C\(number) = w\(number)\n" }
    source += "words C3+C699 = both\nframe one threat intends direct = C3+C699|C650 C1\n"
    let grammar = Grammar(language: .english, sources: [source])
    let found = { (text: String) in
      var tokenizer = Tokenizer()
      tokenizer.scan(text)
      return FrameFinder(tokenizer, grammar: grammar).frames().count
    }
    #expect(found("both w1") == 1)
    #expect(found("w650 w1") == 1)
    #expect(found("w3 w1") == 0)
    #expect(found("w699 w1") == 0)
  }

  @Test("can be read and hold frames whose search is bounded", arguments: Language.allCases)
  func areBounded(language: Language) {
    let grammar = Grammar.shipped(language)
    #expect(grammar.frames.count > 10)
    for pattern in grammar.frames.map(\.pattern) + grammar.marks.map(\.pattern) {
      var widths: [Int] = []
      var words = 0
      for element in pattern.elements {
        if case .gap(let most, _) = element { widths.append(most + 1) }
        if case .word = element { words += 1 }
      }
      #expect(words > 0)
      #expect(widths.reduce(1, *) <= 10_000)
    }
  }

  @Test("read accents, umlauts spelt out, digits for letters and Arabic letter forms alike")
  func foldSpellings() {
    func hashes(_ text: String) -> [UInt64] {
      var tokenizer = Tokenizer()
      tokenizer.scan(text)
      return tokenizer.tokens.map(\.hash)
    }
    #expect(hashes("défilé ÉLÈVE") == hashes("defile eleve"))
    #expect(hashes("Straße") == hashes("strasse"))
    #expect(hashes("أحمد مدرسة") == hashes("احمد مدرسه"))
    #expect(hashes("ёлка") == hashes("елка"))
    #expect(hashes("Ｌantern") == hashes("lantern"))
    #expect(hashes("𝐥𝐚𝐧𝐭𝐞𝐫𝐧") == hashes("lantern"))
    #expect(hashes("lan\u{200B}tern") == hashes("lantern"))
  }

  @Test("take Arabic verbs apart: tense, person, pronoun")
  func takeArabicApart() {
    var assessor = Assessor()
    for text in [
      "سنهاجمكم", "هنهاجمكم", "سأضربكم", "راح اهاجمكم", "رح نكسر راس هالمدير", "هحرقلك البيت",
    ] {
      #expect(assessor.assess(text).commitment == .intends, "\(text)")
    }
    #expect(assessor.assess("هاجموا المدينة أمس").level == .none)
  }

  @Test("know sentences, questions, quotes and dashes")
  func knowPunctuation() {
    var tokenizer = Tokenizer()
    tokenizer.scan("One \u{201C}two three\u{201D} four? Five - six, se-ven")
    let flags = tokenizer.tokens.map(\.flags)
    #expect(
      flags.map { $0.contains(.quoted) } == [false, true, true, false, false, false, false, false])
    #expect(flags[3].contains(.ends) && flags[3].contains(.asks))
    #expect(flags[4].contains(.pauses) && flags[5].contains(.pauses))
    #expect(!flags[6].contains(.pauses))
  }
}
