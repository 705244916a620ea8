import SocialModel

/// Invented texts in four scripts, among them families of edited copies, and the truth about them.
///
/// Near half of the texts are copies of templates, in families whose sizes follow a power law. About
/// every second template has a hard negative: another template that has about half of its text in
/// common and says something else, with copies of its own. The rest stand alone; some of them begin
/// with words that everybody uses, and some are too short to be anybody's. Words mean nothing.
public struct PlantedCopies: Sendable {
  /// A text and the truth about it.
  public struct Text: Sendable {
    /// The text as it is posted.
    public var text: String
    /// The templates it is a copy of: one, two where they were joined, none where it stands alone.
    public var templates: [Int32]
    /// How it was changed.
    public var edits: [CopyEdit]
  }

  /// The texts in random order.
  public private(set) var texts: [Text] = []
  /// For each template the one that it has half of its text in common with.
  public private(set) var halfOf: [Int32: Int32] = [:]
  private var templates: [(words: [String], script: InventedScript)] = []
  private let vocabularies: [InventedVocabulary]

  /// The texts of a seed, about so many.
  ///
  /// - Parameter edits: the edits that copies may have.
  public init(
    seed: UInt64, texts count: Int, edits: [CopyEdit] = CopyEdit.allCases,
    scripts: [InventedScript] = InventedScript.allCases
  ) {
    vocabularies = InventedScript.allCases.map { InventedVocabulary($0, seed: seed) }
    var generator = SeededGenerator(seed: seed, stream: 7)
    texts.reserveCapacity(count)
    while texts.count * 100 < count * 45 {
      let script = generator.pick(scripts)
      let template = plant(newTemplate(script, &generator), script)
      addCopies(of: template, familySize(count, &generator), edits, &generator)
      guard generator.chance(0.5) else { continue }
      let half = plant(halfChanged(Int(template), &generator), script)
      halfOf[half] = template
      addCopies(of: half, 1 + generator.below(6), edits, &generator)
    }
    while texts.count < count { addLoner(generator.pick(scripts), &generator) }
    texts = generator.shuffled(texts)
  }

  private func vocabulary(_ script: InventedScript) -> InventedVocabulary {
    vocabularies[script.rawValue]
  }

  private mutating func plant(_ words: [String], _ script: InventedScript) -> Int32 {
    templates.append((words, script))
    return Int32(templates.count - 1)
  }

  private func newTemplate(
    _ script: InventedScript, _ generator: inout SeededGenerator
  ) -> [String] {
    let length = script == .han ? 16 + generator.below(20) : 9 + generator.below(18)
    return vocabulary(script).statement(length, &generator)
  }

  /// 2 and more, half as many twice as large, up to a five-hundredth of all.
  private func familySize(_ count: Int, _ generator: inout SeededGenerator) -> Int {
    let size = 2 / max(generator.unit(), 1e-9)
    return Int(min(size, Double(max(count / 500, 20))))
  }

  private mutating func addCopies(
    of template: Int32, _ size: Int, _ edits: [CopyEdit], _ generator: inout SeededGenerator
  ) {
    for _ in 0..<size { texts.append(copy(of: template, edits, &generator)) }
  }

  private func copy(
    of template: Int32, _ edits: [CopyEdit], _ generator: inout SeededGenerator
  ) -> Text {
    let (words, script) = templates[Int(template)]
    var edited = EditedCopy(words, script)
    var result = Text(text: "", templates: [template], edits: [])
    let amount = [0, 1, 1, 1, 2, 2, 2, 3, 3].map { $0 }
    for _ in 0..<generator.pick(amount) {
      let edit = generator.pick(edits)
      guard !result.edits.contains(edit) else { continue }
      // What is joined is not cut, else too little of a template could be left to be called a copy.
      if edit == .cut && result.edits.contains(.joined) { continue }
      if edit == .joined {
        let other = generator.below(Int(template) + 1)
        guard !result.edits.contains(.cut), other != Int(template),
          templates[other].script == script, halfOf[template] != Int32(other)
        else { continue }
        edited.words += templates[other].words
        result.templates.append(Int32(other))
      }
      edited.apply(edit, vocabulary(script), &generator)
      result.edits.append(edit)
    }
    result.text = edited.text
    return result
  }

  /// A template with about half of its letters replaced: its end, its beginning, its middle, or
  /// words here and there.
  private func halfChanged(_ template: Int, _ generator: inout SeededGenerator) -> [String] {
    let (words, script) = templates[template]
    let half = words.count / 2
    let start = [half, 0, words.count / 4][min(generator.below(4), 2)]
    let isScattered = generator.chance(0.25)
    return words.indices.map { index in
      let isChanged = isScattered ? index % 2 == 0 : index >= start && index < start + half
      return isChanged ? vocabulary(script).word(&generator) : words[index]
    }
  }

  private mutating func addLoner(_ script: InventedScript, _ generator: inout SeededGenerator) {
    let vocabulary = vocabulary(script)
    var words = vocabulary.statement(
      generator.chance(0.1) ? 2 + generator.below(3) : 6 + generator.below(20), &generator)
    if generator.chance(0.1) {
      // Words that everybody begins with.
      var fixed = SeededGenerator(seed: 5, stream: UInt64(script.rawValue))
      words = vocabulary.statement(3, &fixed) + words
    }
    var edited = EditedCopy(words, script)
    for edit in [CopyEdit.link, .tag, .mention, .emoji] where generator.chance(0.25) {
      edited.apply(edit, vocabulary, &generator)
    }
    texts.append(Text(text: edited.text, templates: [], edits: []))
  }
}
