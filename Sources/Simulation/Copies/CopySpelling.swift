import SocialModel

extension EditedCopy {
  /// Letters and others that look like them.
  private static let likeLatin: [Character: Character] = [
    "a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "i": "і", "s": "ѕ",
    "v": "ν", "B": "В", "E": "Е", "K": "К", "M": "М", "T": "Т", "H": "Н", "A": "Α", "O": "Ο",
    "P": "Ρ", "I": "Ι", "N": "Ν", "Z": "Ζ",
  ]
  private static let likeCyrillic: [Character: Character] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "В": "B", "М": "M", "Т": "T",
    "К": "K", "Н": "H", "А": "A", "Е": "E", "О": "O", "Р": "P", "С": "C",
  ]

  /// Puts letters of another script in place of some.
  mutating func disguise(_ generator: inout SeededGenerator) {
    let table: [Character: Character]
    switch script {
    case .latin: table = Self.likeLatin
    case .cyrillic: table = Self.likeCyrillic
    case .arabic: return respell(&generator)
    case .han: return widen(&generator)
    }
    for index in words.indices where generator.chance(0.5) {
      words[index] = String(
        words[index].map { letter in
          guard let other = table[letter] else { return letter }
          return generator.chance(0.5) ? other : letter
        })
    }
  }

  /// Spells words in another usual way: marks and letter forms.
  mutating func respell(_ generator: inout SeededGenerator) {
    switch script {
    case .arabic:
      for index in words.indices { words[index] = ArabicForms.varied(words[index], &generator) }
    case .latin: mark("\u{0301}", after: "aeiou", &generator)
    case .cyrillic: mark("\u{0308}", after: "е", &generator)
    case .han: widen(&generator)
    }
  }

  private mutating func mark(
    _ sign: Unicode.Scalar, after letters: String, _ generator: inout SeededGenerator
  ) {
    for index in words.indices where generator.chance(0.5) {
      var scalars = String.UnicodeScalarView()
      for scalar in words[index].unicodeScalars {
        scalars.append(scalar)
        if letters.unicodeScalars.contains(scalar), generator.chance(0.5) { scalars.append(sign) }
      }
      words[index] = String(scalars)
    }
  }

  /// Ideographic full stops and spaces between words.
  private mutating func widen(_ generator: inout SeededGenerator) {
    for index in words.indices where generator.chance(0.2) {
      words[index] += generator.pick(["，", "。", "\u{3000}", "！"])
    }
  }
}
