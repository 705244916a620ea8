import SocialModel

/// A script to write invented, meaningless words in.
public enum InventedScript: Int, Sendable, CaseIterable {
  case latin, cyrillic, arabic, han

  private var consonants: [Character] {
    switch self {
    case .latin: Array("bdfgklmnprstvz")
    case .cyrillic: Array("бвгдзклмнпрстфш")
    case .arabic: Array("بتجدرزسشعفقكلمن")
    case .han: []
    }
  }

  private var vowels: [Character] {
    switch self {
    case .latin: Array("aeiou")
    case .cyrillic: Array("аеиоуы")
    case .arabic: ["ا", "و", "ي"]
    case .han: []
    }
  }

  /// What stands between two words.
  var gap: String { self == .han ? "" : " " }

  /// A letter of the script.
  func letter(_ generator: inout SeededGenerator) -> Character {
    switch self {
    case .han:
      Character(Unicode.Scalar(UInt32(0x4E00 + generator.below(2500))) ?? "\u{4E00}")
    default: generator.chance(0.5) ? generator.pick(consonants) : generator.pick(vowels)
    }
  }

  /// A word of so many syllables; one or two letters of Han.
  func word(syllables: Int, _ generator: inout SeededGenerator) -> String {
    if self == .han {
      return String((0..<min(syllables, 2)).map { _ in letter(&generator) })
    }
    var word = ""
    for _ in 0..<syllables {
      word.append(generator.pick(consonants))
      word.append(generator.pick(vowels))
      if generator.chance(0.25) { word.append(generator.pick(consonants)) }
    }
    return word
  }
}

/// An invented vocabulary whose words are used as often as those of a language: the word of rank r
/// about 1/r times as often as the first (Zipf).
struct InventedVocabulary: Sendable {
  let script: InventedScript
  private let words: [String]
  /// Sums of the words' frequencies.
  private let sums: [Double]

  init(_ script: InventedScript, seed: UInt64, count: Int = 20_000) {
    self.script = script
    var generator = SeededGenerator(seed: seed, stream: UInt64(script.rawValue) + 101)
    words = (0..<count).map { rank in
      // Frequent words are short.
      script.word(
        syllables: rank < 40 ? 1 : 2 + generator.below(rank < 400 ? 2 : 3), &generator)
    }
    var sum = 0.0
    sums = (0..<count).map { rank in
      sum += 1 / Double(rank + 3)
      return sum
    }
  }

  /// A word, frequent ones more often.
  func word(_ generator: inout SeededGenerator) -> String {
    let value = generator.unit() * (sums.last ?? 0)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return words[low]
  }

  /// The words of a statement.
  func statement(_ count: Int, _ generator: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in word(&generator) }
  }
}
