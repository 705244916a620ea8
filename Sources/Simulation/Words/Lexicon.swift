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
struct Lexicon: Sendable {
  var language: Language
  var names: [String]
  var surnames: [String]
  var bios: [String]
  /// Words that open a casual post, each with its comma.
  var openers: [String]
  /// Sentences in the first person without a full stop.
  var activities: [String]
  var places: [String]
  var times: [String]
  /// Sentences that end a post.
  var remarks: [String]
  /// What one saw of the alarm, sentences without a full stop.
  var sights: [String]
  /// What one feels or asks about it, whole sentences.
  var concerns: [String]
  /// Short words of mourning that many use alike.
  var condolences: [String]
  /// Longer words of mourning.
  var memories: [String]
  /// Shouts during a match.
  var cheers: [String]
  /// Comments on a match.
  var matchTalk: [String]
  var headlineSubjects: [String]
  var headlinePredicates: [String]
  /// Calm words against rumours.
  var counterSpeech: [String]
  var replies: [String]
  var quoteLeads: [String]
  /// The text with the helpline's number that people copy.
  var helpline: [String]
  /// What a scheduling tool posts day in, day out.
  var tips: [String]
  /// Tags of the event that everyone uses, without `#`.
  var eventTags: [String]
  /// Tags of every day, without `#`.
  var everydayTags: [String]
  /// Names of newspapers.
  var outlets: [String]
  /// Texts of the channel's campaign, ready to be copied.
  var readyMade: [String]
  /// First halves of the coined tag's sentences.
  var pushOpenings: [String]
  /// Second halves of the coined tag's sentences.
  var pushEndings: [String]
  /// What the ring's source account writes, first halves.
  var ringOpenings: [String]
  /// What the ring's source account writes, second halves.
  var ringEndings: [String]

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
