import SocialModel
import Testing

@testable import Signals

@Suite struct PhrasesTests {
  private static let words: [String: [String]] = [
    "Latin": ["iron", "lantern", "parade", "at", "the", "harbour", "tonight", "a", "été"],
    "Cyrillic": ["фонарь", "шествие", "у", "гавани", "сегодня", "вечером", "город"],
    "Arabic": ["فانوس", "موكب", "في", "الميناء", "الليلة", "مدينة"],
    "Devanagari": ["लालटेन", "जुलूस", "में", "बंदरगाह", "आज", "रात"],
  ]

  /// Every phrase of a normal form, by splitting it.
  private func naive(_ form: String) -> [String] {
    let words = form.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count >= 4 else { return [] }
    return (0...(words.count - 4)).map { words[$0..<($0 + 4)].joined(separator: " ") }
  }

  private func phrases(_ form: String) -> [(name: UInt64, words: String)] {
    var form = form
    return form.withUTF8 { utf8 in
      var found: [(UInt64, String)] = []
      Phrases.forEach(in: utf8) { name, range in
        found.append((name, String(decoding: utf8[range], as: UTF8.self)))
      }
      return found
    }
  }

  private func text(_ script: String, _ draw: inout SeededGenerator) -> String {
    let words = Self.words[script] ?? []
    return (0..<draw.below(25)).map { _ in draw.pick(words) }.joined(separator: " ")
  }

  @Test(arguments: ["Latin", "Cyrillic", "Arabic", "Devanagari"])
  func `are the windows of four words of a text`(script: String) {
    var draw = SeededGenerator(seed: 3)
    var folding = TextFolding()
    for _ in 0..<60 {
      let form = folding.normalForm(text(script, &draw)).text
      #expect(phrases(form).map(\.words) == naive(form))
    }
  }

  @Test func `have one name for the same words and another for others`() {
    var draw = SeededGenerator(seed: 5)
    var folding = TextFolding()
    var names: [String: UInt64] = [:]
    for _ in 0..<150 {
      for script in Self.words.keys.sorted() {
        for (name, words) in phrases(folding.normalForm(text(script, &draw)).text) {
          #expect(names[words] == nil || names[words] == name)
          names[words] = name
        }
      }
    }
    #expect(names.count > 3000 && Set(names.values).count == names.count)
  }

  @Test(arguments: ["Latin", "Cyrillic", "Arabic", "Devanagari"])
  func `are found again by their names in the text as published`(script: String) {
    var draw = SeededGenerator(seed: 7)
    var folding = TextFolding()
    for _ in 0..<25 {
      let published =
        "@someone " + text(script, &draw).uppercased() + "!  https://a.example/x \u{200B}..."
      for (name, words) in phrases(folding.normalForm(published).text) {
        #expect(Phrases.words(named: name, in: published) == words)
      }
      #expect(Phrases.words(named: 1, in: published) == nil)
    }
  }

  @Test func `are those that a post's actions name`() {
    let text = "The Iron Lantern parade, @mara — at THE harbour! #parade https://a.example/1"
    var extractor = ActionExtractor()
    var named: [UInt64] = []
    let post = Post(
      platform: .x, id: "1", account: Account(id: "a"), time: Timestamp(milliseconds: 0),
      text: text)
    extractor.extract(from: post, phrase: { named.append($0) }) { _, _ in }
    #expect(named.count >= 4)
    for name in named { #expect(Phrases.words(named: name, in: text) != nil) }
  }

  @Test(arguments: ["", " ", "iron", "iron lantern parade", "  iron  lantern   parade  "])
  func `are none in fewer than four words`(text: String) {
    #expect(phrases(text).isEmpty)
    #expect(Phrases.words(named: 0, in: text) == nil)
  }

  @Test func `pass over blanks between words`() {
    let phrases = phrases(" a b  c d e ")
    #expect(phrases.map { String($0.words.suffix(1)) } == ["d", "e"])
  }
}
