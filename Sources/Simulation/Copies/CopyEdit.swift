import SocialModel

/// A way in which people change a text that they copy.
public enum CopyEdit: String, Sendable, CaseIterable {
  case mention, tag, emoji, link, wordsExchanged, wordsReplaced, wordsAdded, wordsDropped, typos
  case letterCase, zeroWidth, lookAlikes, spelling, quoted, cut, joined
}

/// The words of a copy while it is edited, with what stands around them.
struct EditedCopy {
  var words: [String]
  var before = ""
  var after = ""
  let script: InventedScript

  init(_ words: [String], _ script: InventedScript) {
    self.words = words
    self.script = script
  }

  /// The text as it is posted.
  var text: String { before + words.joined(separator: script.gap) + after }

  /// Applies an edit; joining is the caller's.
  mutating func apply(
    _ edit: CopyEdit, _ vocabulary: InventedVocabulary, _ generator: inout SeededGenerator
  ) {
    switch edit {
    case .mention: add("@" + Self.handle(&generator), &generator)
    case .tag: add("#" + vocabulary.word(&generator) + vocabulary.word(&generator), &generator)
    case .emoji: add(generator.pick(["🔥", "🏮", "😀", "❤️", "👍🏽", "🏳️‍🌈"]), &generator)
    case .link: add("https://t.example/" + Self.handle(&generator), &generator)
    case .wordsExchanged: exchange(&generator)
    case .wordsReplaced: replace(vocabulary, &generator)
    case .wordsAdded:
      for _ in 0...generator.below(2) {
        words.insert(vocabulary.word(&generator), at: generator.below(words.count + 1))
      }
    case .wordsDropped:
      for _ in 0...generator.below(2) { words.remove(at: generator.below(words.count)) }
    case .typos: mistype(&generator)
    case .letterCase: words = words.map { $0.uppercased() }
    case .zeroWidth: insertJoiners(&generator)
    case .lookAlikes: disguise(&generator)
    case .spelling: respell(&generator)
    case .quoted: quote(&generator)
    case .cut: cut(&generator)
    case .joined: break
    }
  }

  private static func handle(_ generator: inout SeededGenerator) -> String {
    InventedScript.latin.word(syllables: 3, &generator) + "\(generator.below(100))"
  }

  private mutating func add(_ piece: String, _ generator: inout SeededGenerator) {
    if generator.chance(0.3) { before = piece + " " + before } else { after += " " + piece }
  }

  private mutating func exchange(_ generator: inout SeededGenerator) {
    guard words.count > 1 else { return }
    for _ in 0...generator.below(2) {
      let index = generator.below(words.count - 1)
      words.swapAt(index, index + 1)
    }
  }

  private mutating func replace(
    _ vocabulary: InventedVocabulary, _ generator: inout SeededGenerator
  ) {
    for _ in 0...generator.below(2) {
      words[generator.below(words.count)] = vocabulary.word(&generator)
    }
  }

  private mutating func mistype(_ generator: inout SeededGenerator) {
    for _ in 0...generator.below(3) {
      let index = generator.below(words.count)
      var letters = Array(words[index])
      guard letters.count > 3 || script == .han else { continue }
      let place = generator.below(max(letters.count - 1, 1))
      switch generator.below(4) {
      case 0 where letters.count > 1: letters.swapAt(place, place + 1)
      case 1 where letters.count > 1: letters.remove(at: place)
      case 2: letters.insert(letters[place], at: place)
      default: letters[place] = script.letter(&generator)
      }
      words[index] = String(letters)
    }
  }

  private mutating func insertJoiners(_ generator: inout SeededGenerator) {
    let signs: [Character] = ["\u{200B}", "\u{200C}", "\u{2060}", "\u{FEFF}", "\u{00AD}"]
    for index in words.indices where generator.chance(0.4) {
      var letters = words[index].unicodeScalars.map { Character($0) }
      letters.insert(generator.pick(signs), at: generator.below(letters.count + 1))
      words[index] = String(letters)
    }
  }

  private mutating func quote(_ generator: inout SeededGenerator) {
    switch generator.below(3) {
    case 0: before = "RT @" + Self.handle(&generator) + ": " + before
    case 1:
      before = "“" + before
      after += "”"
    default:
      before = "\"@" + Self.handle(&generator) + ": " + before
      after += "\""
    }
  }

  private mutating func cut(_ generator: inout SeededGenerator) {
    let share = 0.5 + 0.4 * generator.unit()
    let kept = max(Int(Double(words.count) * share), min(words.count, script == .han ? 14 : 5))
    words.removeLast(words.count - kept)
    if generator.chance(0.5), let last = words.last, last.count > 3, script != .han {
      words[words.count - 1] = String(last.prefix(last.count - 1 - generator.below(2)))
    }
    after = generator.chance(0.5) ? "…" : ""
  }
}
