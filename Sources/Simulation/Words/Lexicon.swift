/// The languages of the simulated texts.
enum Language: Int, Sendable, CaseIterable {
  case english, french, arabic, russian

  /// The BCP 47 tag.
  var tag: String {
    switch self {
    case .english: "en"
    case .french: "fr"
    case .arabic: "ar"
    case .russian: "ru"
    }
  }
}

/// The words of one language.
///
/// All invented and harmless: Port Meridian, its parade, its newspapers, its teams and the people
/// there do not exist. Phrases are whole clauses without agreement between slots, so that any
/// combination is a sentence.
///
/// A class, since a value of thirty lists would be thirty references to count at every use.
final class Lexicon: Sendable {
  let language: Language
  let names: [String]
  let surnames: [String]
  let bios: [String]
  /// Words that open a casual post, each with its comma.
  let openers: [String]
  /// Sentences in the first person without a full stop.
  let activities: [String]
  let places: [String]
  let times: [String]
  /// Sentences that end a post.
  let remarks: [String]
  /// What one saw of the alarm, sentences without a full stop.
  let sights: [String]
  /// What one feels or asks about it, whole sentences.
  let concerns: [String]
  /// Short words of mourning that many use alike.
  let condolences: [String]
  /// Longer words of mourning.
  let memories: [String]
  /// Shouts during a match.
  let cheers: [String]
  /// Comments on a match.
  let matchTalk: [String]
  let headlineSubjects: [String]
  let headlinePredicates: [String]
  /// Calm words against rumours.
  let counterSpeech: [String]
  let replies: [String]
  let quoteLeads: [String]
  /// The text with the helpline's number that people copy.
  let helpline: [String]
  /// What a scheduling tool posts day in, day out.
  let tips: [String]
  /// Tags of the event that everyone uses, without `#`.
  let eventTags: [String]
  /// Tags of every day, without `#`.
  let everydayTags: [String]
  /// Names of newspapers.
  let outlets: [String]
  /// Texts of the channel's campaign, ready to be copied.
  let readyMade: [String]
  /// First halves of the coined tag's sentences.
  let pushOpenings: [String]
  /// Second halves of the coined tag's sentences.
  let pushEndings: [String]
  /// What the ring's source account writes, first halves.
  let ringOpenings: [String]
  /// What the ring's source account writes, second halves.
  let ringEndings: [String]

  init(
    language: Language, names: [String], surnames: [String], bios: [String], openers: [String],
    activities: [String], places: [String], times: [String], remarks: [String], sights: [String],
    concerns: [String], condolences: [String], memories: [String], cheers: [String],
    matchTalk: [String], headlineSubjects: [String], headlinePredicates: [String],
    counterSpeech: [String], replies: [String], quoteLeads: [String], helpline: [String],
    tips: [String], eventTags: [String], everydayTags: [String], outlets: [String],
    readyMade: [String], pushOpenings: [String], pushEndings: [String], ringOpenings: [String],
    ringEndings: [String]
  ) {
    self.language = language
    self.names = names
    self.surnames = surnames
    self.bios = bios
    self.openers = openers
    self.activities = activities
    self.places = places
    self.times = times
    self.remarks = remarks
    self.sights = sights
    self.concerns = concerns
    self.condolences = condolences
    self.memories = memories
    self.cheers = cheers
    self.matchTalk = matchTalk
    self.headlineSubjects = headlineSubjects
    self.headlinePredicates = headlinePredicates
    self.counterSpeech = counterSpeech
    self.replies = replies
    self.quoteLeads = quoteLeads
    self.helpline = helpline
    self.tips = tips
    self.eventTags = eventTags
    self.everydayTags = everydayTags
    self.outlets = outlets
    self.readyMade = readyMade
    self.pushOpenings = pushOpenings
    self.pushEndings = pushEndings
    self.ringOpenings = ringOpenings
    self.ringEndings = ringEndings
  }

  /// The words of a language.
  static func of(_ language: Language) -> Lexicon { all[language.rawValue] }

  static let all: [Lexicon] = [.english, .french, .arabic, .russian]

  /// Every phrase, for checks.
  var phrases: [String] {
    [
      names, surnames, bios, openers, activities, places, times, remarks, sights, concerns,
      condolences, memories, cheers, matchTalk, headlineSubjects, headlinePredicates,
      counterSpeech, replies, quoteLeads, helpline, tips, eventTags, everydayTags, outlets,
      readyMade, pushOpenings, pushEndings, ringOpenings, ringEndings,
    ].flatMap { $0 }
  }
}
