import SocialModel

/// Puts texts together from the words of a language.
///
/// Long texts draw from millions of combinations, so that equal ones among strangers are as rare
/// as they are in life; short ones (cheers, condolences) are equal often, as they are in life.
enum Composer {
  static let decorations = ["", "", "", " 🙂", " ☔", " 😅", " 🎉", " …", " !", " 🌊", " 🍞", " ✨"]
  static let lights = ["🏮", "🕯️", "🌙", "🙏", "💛"]
  static let matchTags = ["Herons", "HERvGUL"]

  static func text(
    _ topic: Topic, _ language: Language, _ generator: inout SeededGenerator
  ) -> String {
    let words = Lexicon.of(language)
    return switch topic {
    case .everyday, .share, .quote: everyday(words, &generator)
    case .event: event(words, &generator)
    case .mourning: mourning(words, &generator)
    case .fans: match(words, &generator)
    case .helpline: helpline(words, &generator)
    case .counter: counter(words, &generator)
    }
  }

  static func everyday(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = ""
    text.reserveCapacity(160)
    if generator.chance(0.4) {
      text += generator.pick(words.openers)
      text += " "
    }
    text += generator.pick(words.activities)
    text += " "
    text += generator.pick(words.places)
    if generator.chance(0.7) {
      text += " "
      text += generator.pick(words.times)
    }
    if generator.chance(0.7) {
      text += ". "
      text += generator.pick(words.remarks)
    }
    text += generator.pick(decorations)
    if generator.chance(0.15) {
      text += " #"
      text += generator.pick(words.everydayTags)
    }
    return words.varied(text, &generator)
  }

  static func event(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = ""
    text.reserveCapacity(200)
    if generator.chance(0.2) {
      text += generator.pick(words.openers)
      text += " "
    }
    text += generator.pick(words.sights)
    if generator.chance(0.45) {
      text += generator.chance(0.5) ? ", " : ". "
      text += generator.pick(words.sights)
    }
    text += ". "
    text += generator.pick(words.concerns)
    if generator.chance(0.35) {
      text += " "
      text += generator.pick(words.concerns)
    }
    text += generator.pick(decorations)
    appendEventTags(to: &text, words, &generator)
    return words.varied(text, &generator)
  }

  static func appendEventTags(
    to text: inout String, _ words: Lexicon, _ generator: inout SeededGenerator
  ) {
    guard generator.chance(0.8) else { return }
    let first = generator.below(words.eventTags.count)
    text += " #" + words.eventTags[first]
    if generator.chance(0.35) {
      text += " #" + words.eventTags[(first + 1) % words.eventTags.count]
    }
  }

  static func mourning(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = generator.pick(words.condolences)
    if generator.chance(0.35) { text += ". " + generator.pick(words.memories) }
    if generator.chance(0.45) { text += " " + generator.pick(lights) }
    if generator.chance(0.5) { appendEventTags(to: &text, words, &generator) }
    return words.varied(text, &generator)
  }

  static func match(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = generator.pick(generator.chance(0.6) ? words.cheers : words.matchTalk)
    if generator.chance(0.25) { text += " " + generator.pick(words.cheers) }
    if generator.chance(0.3) { text += String(repeating: "!", count: 1 + generator.below(4)) }
    text += " #" + matchTags[0]
    if generator.chance(0.5) { text += " #" + matchTags[1] }
    return text
  }

  static func helpline(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = generator.pick(words.helpline)
    switch generator.below(8) {
    case 0: text = generator.pick(words.quoteLeads) + " " + text
    case 1: text += " " + generator.pick(lights)
    case 2: text += " #" + words.eventTags[0]
    case 3: text += "!!"
    default: break
    }
    return text
  }

  static func counter(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    var text = generator.pick(words.counterSpeech) + ". " + generator.pick(words.concerns)
    if generator.chance(0.5) { text += " " + generator.pick(words.remarks) }
    appendEventTags(to: &text, words, &generator)
    return words.varied(text, &generator)
  }

  static func reply(
    _ words: Lexicon, to handle: String, _ generator: inout SeededGenerator
  ) -> String {
    var text = "@" + handle + " " + generator.pick(words.replies)
    if generator.chance(0.5) { text += ", " + generator.pick(words.replies) }
    if generator.chance(0.3) { text += ". " + generator.pick(words.remarks) }
    return text + generator.pick(decorations)
  }

  static func headline(_ words: Lexicon, _ generator: inout SeededGenerator) -> String {
    generator.pick(words.headlineSubjects) + " " + generator.pick(words.headlinePredicates)
  }
}

extension Lexicon {
  /// Arabic in the forms in which people type it: now and then a mark on a letter, a tatweel, a
  /// Persian keheh or yeh, an alef with hamza. Texts in other languages stay as they are.
  func varied(_ text: String, _ generator: inout SeededGenerator) -> String {
    guard language == .arabic, generator.chance(0.4) else { return text }
    return ArabicForms.varied(text, &generator)
  }
}
