import Simulation
import SocialModel
import Testing

@testable import Templates

@Suite("Families of copies")
struct IndexTests {
  private static let planted = PlantedCopies(seed: 3, texts: 4000)
  private static let batch = TemplateIndex(texts: planted.texts.map(\.text), threads: 2)

  private static func families(_ index: TemplateIndex) -> [[Int32]] {
    (0..<index.postCount).map { index.families(of: $0).map { Int32($0) } }
  }

  @Test("find the planted ones and keep half-equal texts apart")
  func findPlanted() {
    let score = CopyScore(Self.planted, families: Self.families(Self.batch))
    #expect(score.recall >= 0.95 && score.precision >= 0.99 && score.merged < 0.02)
    #expect(score.halves > 200 && score.pairs > 3000)
  }

  @Test("survive every edit by itself", arguments: CopyEdit.allCases)
  func surviveEdit(edit: CopyEdit) {
    let planted = PlantedCopies(seed: 4, texts: 800, edits: [edit, .emoji, .letterCase])
    let index = TemplateIndex(texts: planted.texts.map(\.text), threads: 1)
    let score = CopyScore(planted, families: Self.families(index))
    // A template that is cut to half, or is less than half of a text, is as far from its copies as
    // a text may be.
    let least = edit == .cut ? 0.85 : edit == .joined ? 0.9 : 0.95
    #expect(score.recall >= least, "\(score.recall)")
    #expect(score.precision >= 0.98, "\(score.precision)")
  }

  @Test("are found in each script", arguments: InventedScript.allCases)
  func areFound(script: InventedScript) {
    let planted = PlantedCopies(seed: 5, texts: 3000, scripts: [script])
    let index = TemplateIndex(texts: planted.texts.map(\.text), threads: 1)
    let score = CopyScore(planted, families: Self.families(index))
    #expect(score.recall >= 0.9 && score.precision >= 0.98, "\(score.recall) \(score.precision)")
  }

  @Test("are near those of the batch when texts come one by one, and nearer once settled")
  func areIncremental() {
    let index = TemplateIndex()
    for text in Self.planted.texts { index.insert(text.text) }
    let before = CopyScore(Self.planted, families: Self.families(index))
    #expect(before.recall >= 0.8 && before.precision >= 0.99 && before.merged < 0.02)
    index.settle(threads: 2)
    let after = CopyScore(Self.planted, families: Self.families(index))
    #expect(after.recall >= 0.95 && after.precision >= 0.99 && after.merged < 0.02)
  }

  @Test("do not depend on threads or on the order of the posts")
  func doNotDependOnOrder() {
    let texts = Self.planted.texts.map(\.text)
    let expected = Self.groups(Self.batch, Array(texts.indices))
    #expect(Self.groups(TemplateIndex(texts: texts, threads: 5), Array(texts.indices)) == expected)
    var generator = SeededGenerator(seed: 8)
    let order = generator.shuffled(Array(texts.indices))
    #expect(Self.groups(TemplateIndex(texts: order.map { texts[$0] }), order) == expected)
  }

  /// Families as sets of the original posts.
  private static func groups(_ index: TemplateIndex, _ order: [Int]) -> Set<[Int]> {
    Set(index.families(leastPosts: 1).map { $0.posts.map { order[$0] }.sorted() })
  }

  @Test("hold only members that are copies of what stands for the family")
  func holdCopies() {
    let index = Self.batch
    let matcher = Matcher()
    for post in 0..<index.postCount {
      let families = index.families(of: post)
      guard families.count == 1 else { continue }
      matcher.text.load(index.forms.bytes(index.postForms[post]))
      matcher.template.load(index.forms.bytes(index.representatives[families[0]]))
      let result = matcher.alignment.align(matcher.text, matcher.template, least: 0)
      #expect((result?.textShare ?? 0) >= 0.7, "\(index.role(of: post))")
      #expect((result?.templateShare ?? 0) >= 0.4)
    }
  }

  @Test("do not chain: what lies between two texts does not bring them together")
  func doNotChain() {
    let words = (0..<40).map {
      "lantern\(String(UnicodeScalar(97 + UInt8($0 % 26))))word\($0 / 26)x"
    }
    // Each text has three quarters of its words in common with the next.
    let texts = stride(from: 0, through: 24, by: 4).map {
      words[$0..<($0 + 16)].joined(separator: " ")
    }
    let index = TemplateIndex(texts: texts)
    #expect(Set(index.families(of: 0)).isDisjoint(with: index.families(of: texts.count - 1)))
    #expect(Set(index.families(of: 0)).isDisjoint(with: index.families(of: 2)))
  }

  @Test("place a post at once and say how")
  func placeAtOnce() {
    let index = TemplateIndex()
    let text = "The iron lantern parade starts at gate two and ends where the city wants it"
    let other = "Nobody in Port Meridian has ever seen so many boats under the old clock tower"
    #expect(index.insert(text).role == .founder)
    #expect(index.insert(text.uppercased() + " 🔥").role == .same)
    #expect(index.insert("So true: " + text.replacing("parade", with: "prade")).role == .copy)
    let cut = index.insert("The iron lantern parade starts at gate two and e…")
    #expect(cut.role == .cut && cut.families == [0] && cut.textShare > 0.9)
    #expect(index.insert(other).role == .founder)
    let joined = index.insert(text + ". " + other)
    #expect(joined.role == .joined && joined.families.sorted() == [0, 1])
    #expect(index.insert("Rest in peace").role == .short && index.families(of: 6) == [])
    let half =
      "The iron lantern parade starts at gate two because somebody painted all benches blue"
    #expect(index.insert(half).role == .founder)
  }
}

@Suite("Hostile texts")
struct HostileTextTests {
  private static let texts: [String] = [
    "", " ", "\u{0}", String(repeating: "\u{0301}", count: 10_000),
    "a" + String(repeating: "\u{0301}", count: 10_000),
    String(repeating: "🔥", count: 5000), String(repeating: "\u{202E}", count: 1000) + "abc",
    String(repeating: "a", count: 1 << 20), String(repeating: "a ", count: 1 << 19),
    String(repeating: "漢", count: 300_000), String(repeating: "@a ", count: 100_000),
    String(repeating: "#a ", count: 100_000), String(repeating: "rt @", count: 100_000),
    String(repeating: "https://a", count: 50_000), String(repeating: "\u{200B}", count: 100_000),
    String(repeating: "аa", count: 200_000), "\u{FFFF}\u{10FFFF}\u{FEFF}",
    (0..<60_000).map { "w\($0)" }.joined(separator: " "),
  ]

  @Test("are placed, compared and described, whatever they are")
  func arePlaced() {
    let index = TemplateIndex()
    for text in Self.texts + Self.texts { index.insert(text) }
    index.settle()
    #expect(index.postCount == 2 * Self.texts.count)
    let known = KnownTemplates(Self.texts)
    let reader = known.reader()
    for text in Self.texts { _ = reader.matches(text + " x") }
    for text in Self.texts where text.utf8.count < 40_000 {
      let edits = TemplateEdits(template: text, copy: text)
      #expect(edits.edits.isEmpty)
      _ = TemplateEdits(template: "the iron lantern parade", copy: text)
      _ = ReadableTemplate(medoid: text, copies: [text, "the iron lantern parade"]).text
    }
  }

  @Test("of a thousand words are compared within the limit of tokens")
  func areLimited() {
    let list = TokenList()
    let bytes = Array(Self.texts[8].utf8)
    bytes.withUnsafeBytes { list.load($0) }
    #expect(list.count == TokenList.limit)
  }
}
