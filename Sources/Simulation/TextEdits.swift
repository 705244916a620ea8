import SocialModel

/// How people change a text that they were handed.
enum TextEdits {
  /// A copy: 55 in 100 word for word, the others with one or two small edits; two in three with a
  /// tag or two that everyone uses.
  static func copied(
    _ text: String, _ words: Lexicon, _ generator: inout SeededGenerator
  ) -> String {
    var result = text
    if !generator.chance(0.55) {
      for _ in 0..<(1 + generator.below(2)) { result = edited(result, words, &generator) }
    }
    if generator.chance(0.66) { Composer.appendEventTags(to: &result, words, &generator) }
    return result
  }

  private static func edited(
    _ text: String, _ words: Lexicon, _ generator: inout SeededGenerator
  ) -> String {
    switch generator.below(8) {
    case 0: return generator.pick(words.quoteLeads) + " " + text
    case 1: return text + " " + generator.pick(Composer.lights)
    case 2: return text + ". " + generator.pick(words.pushEndings)
    case 3: return withoutLastClause(text)
    case 4: return swappingLetters(text, &generator)
    case 5: return droppingWord(text, &generator)
    case 6:
      return words.language == .arabic ? ArabicForms.varied(text, &generator) : text.uppercased()
    default: return text.replacing(",", with: generator.chance(0.5) ? "..." : " -") + "!!"
    }
  }

  private static func withoutLastClause(_ text: String) -> String {
    guard let comma = text.lastIndex(where: { $0 == "," || $0 == "،" }) else { return text }
    return String(text[..<comma])
  }

  private static func swappingLetters(
    _ text: String, _ generator: inout SeededGenerator
  ) -> String {
    var letters = Array(text)
    let index = 1 + generator.below(letters.count - 2)
    letters.swapAt(index, index + 1)
    return String(letters)
  }

  private static func droppingWord(_ text: String, _ generator: inout SeededGenerator) -> String {
    var parts = text.split(separator: " ")
    parts.remove(at: generator.below(parts.count))
    return parts.joined(separator: " ")
  }
}
