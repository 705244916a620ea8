/// Hindi in Latin letters: the spellings that a Devanagari word may have, and one form for spellings of a word.
///
/// Chats write vowels long or short as they please (`maarna`, `marna`), so length is dropped, doubled letters and
/// letters of one sound become one. The vowel that Devanagari does not write is left out as it is in speech, after the
/// usual rule: before a consonant with a vowel and after a vowel.
/// Known problems: words that differ by a vowel's length alone become one, `marna` to die and `maarna` to kill among them.
enum RomanHindi {
  /// The tokens with hashes of their one form.
  static func tokens(_ tokenizer: Tokenizer) -> [Token] {
    tokenizer.tokens.map { token in
      guard token.flags.contains(.latin) else { return token }
      var token = token
      let word = tokenizer.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
      token.hash = normalised(word).reduce(0xcbf2_9ce4_8422_2325) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01b3
      }
      return token
    }
  }

  /// The one form of a folded word.
  static func normalised(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(word.count)
    for (index, byte) in zip(word.indices, word) {
      let next = index + 1 < word.endIndex ? word[index + 1] : 0
      switch byte {
      case UInt8(ascii: "h") where result.last == UInt8(ascii: "p"):
        result[result.count - 1] = UInt8(ascii: "f")
      case UInt8(ascii: "y") where isVowel(result.last ?? 0) && isVowel(next): break
      case UInt8(ascii: "e") where result.last == byte:
        result[result.count - 1] = UInt8(ascii: "i")
      case UInt8(ascii: "o") where result.last == byte:
        result[result.count - 1] = UInt8(ascii: "u")
      default:
        let letter = same(byte)
        if result.last != letter { result.append(letter) }
        // `achchha` and `accha` are one word.
        if result.suffix(4).elementsEqual("chch".utf8) { result.removeLast(2) }
      }
    }
    return result
  }

  private static func same(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "w"): UInt8(ascii: "v")
    case UInt8(ascii: "z"): UInt8(ascii: "j")
    case UInt8(ascii: "q"): UInt8(ascii: "k")
    default: byte
    }
  }

  private static func isVowel(_ byte: UInt8) -> Bool { "aeiou".utf8.contains(byte) }

  /// The Latin spellings of words in Devanagari; words in other letters stay.
  ///
  /// - Complexity: O(letters), with at most 64 spellings.
  static func spellings(of words: Substring) -> [String] {
    let isPrefix = words.hasSuffix("*")
    var results = [""]
    for word in words.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "*" }) {
      let own = isDevanagari(word) ? spellings(word: word) + flapped(word) : [String(word)]
      results = Array(results.flatMap { head in own.map { head + " " + $0 } }.prefix(32))
    }
    if words.contains("-") { results += results.compactMap(joined) }
    return results.map { $0.dropFirst() + (isPrefix ? "*" : "") }
  }

  /// A verb and its helper written as one: `kardunga`.
  private static func joined(_ spelling: String) -> String? {
    guard let blank = spelling.lastIndex(of: " "), blank > spelling.startIndex else { return nil }
    return String(spelling[..<blank]) + String(spelling[spelling.index(after: blank)...])
  }

  private static func isDevanagari(_ word: Substring) -> Bool {
    word.unicodeScalars.contains { (0x900...0x97F).contains($0.value) }
  }

  /// The spellings with `r` of a word whose flapped consonant is else written `d`.
  private static func flapped(_ word: Substring) -> [String] {
    var scalars: [Unicode.Scalar] = []
    var hasFlap = false
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\u{93C}" where scalars.last == "\u{921}" || scalars.last == "\u{922}":
        hasFlap = true
        scalars[scalars.count - 1] = "\u{930}"
      case "\u{95C}", "\u{95D}":
        hasFlap = true
        scalars.append("\u{930}")
      default: scalars.append(scalar)
      }
    }
    guard hasFlap else { return [] }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return spellings(word: text[...])
  }

  private struct Syllable {
    var onset: String
    var vowel: String
    /// Whether the vowel is not written.
    var isBare: Bool
    var isNasal = false
  }

  private static func spellings(word: Substring) -> [String] {
    let written = syllables(word)
    let spoken = spoken(written)
    var results: [String] = []
    for form in [spoken, withoutLast(written), afterCluster(written)] {
      results.append(text(form))
      if form.last?.isNasal == true {
        var plain = form
        plain[plain.count - 1].isNasal = false
        results.append(text(plain))
      }
    }
    return Array(Set(results)).sorted()
  }

  private static func syllables(_ word: Substring) -> [Syllable] {
    var syllables: [Syllable] = []
    for scalar in word.unicodeScalars {
      if let onset = consonants[scalar] {
        syllables.append(Syllable(onset: onset, vowel: "a", isBare: true))
      } else if let vowel = vowels[scalar] {
        syllables.append(Syllable(onset: "", vowel: vowel, isBare: false))
      } else if let vowel = signs[scalar], !syllables.isEmpty {
        syllables[syllables.count - 1].vowel = vowel
        syllables[syllables.count - 1].isBare = false
      } else if scalar.value == 0x901 || scalar.value == 0x902, !syllables.isEmpty {
        syllables[syllables.count - 1].isNasal = true
      }
    }
    return syllables
  }

  /// After two consonants the last vowel is mostly written: `mitra`.
  private static func afterCluster(_ syllables: [Syllable]) -> [Syllable] {
    guard let last = syllables.last, last.isBare, syllables.dropLast().last?.vowel == "" else {
      return withoutLast(syllables)
    }
    return syllables
  }

  private static func withoutLast(_ syllables: [Syllable]) -> [Syllable] {
    var result = syllables
    if let last = result.last, last.isBare, !last.isNasal, result.count > 1 {
      result[result.count - 1].vowel = ""
    }
    return result
  }

  /// Leaves out unwritten vowels that are not spoken, from the right.
  private static func spoken(_ syllables: [Syllable]) -> [Syllable] {
    var result = withoutLast(syllables)
    for index in result.indices.dropFirst().dropLast().reversed() {
      let own = result[index]
      let next = result[index + 1]
      if own.isBare, !own.isNasal, !result[index - 1].vowel.isEmpty, !next.onset.isEmpty,
        !next.vowel.isEmpty
      {
        result[index].vowel = ""
      }
    }
    return result
  }

  private static func text(_ syllables: [Syllable]) -> String {
    var text = ""
    for (index, syllable) in syllables.enumerated() {
      text += syllable.onset + syllable.vowel
      guard syllable.isNasal else { continue }
      let next = index + 1 < syllables.count ? syllables[index + 1].onset.first : nil
      text += next.map { "bpm".contains($0) } == true ? "m" : "n"
    }
    return text
  }

  private static let consonants = table(
    "\u{95C} d \u{95D} dh \u{95B} j \u{95E} f \u{958} k \u{959} kh \u{95A} g क k ख kh ग g घ gh ङ n च ch छ ch ज j झ jh ञ n ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n "
      + "प p फ f ब b भ bh म m य y र r ल l व v श sh ष sh स s ह h")
  private static let vowels = table("अ a आ a इ i ई i उ u ऊ u ऋ ri ए e ऐ ai ओ o औ au ऑ o")
  private static let signs: [Unicode.Scalar: String] = {
    var signs: [Unicode.Scalar: String] = [:]
    let values: [(UInt32, String)] = [
      (0x93E, "a"), (0x93F, "i"), (0x940, "i"), (0x941, "u"), (0x942, "u"), (0x943, "ri"),
      (0x945, "e"), (0x947, "e"), (0x948, "ai"), (0x949, "o"), (0x94B, "o"), (0x94C, "au"),
      (0x94D, ""),
    ]
    for (value, text) in values {
      if let scalar = Unicode.Scalar(value) { signs[scalar] = text }
    }
    return signs
  }()

  private static func table(_ text: String) -> [Unicode.Scalar: String] {
    let parts = text.split(separator: " ")
    var table: [Unicode.Scalar: String] = [:]
    for index in stride(from: 0, to: parts.count, by: 2) {
      if let scalar = parts[index].unicodeScalars.first {
        table[scalar] = String(parts[index + 1])
      }
    }
    return table
  }
}
