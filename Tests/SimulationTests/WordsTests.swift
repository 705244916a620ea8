import SocialModel
import Testing

@testable import Simulation

@Suite("The words of the simulation")
struct WordsTests {
  /// Cities, countries, peoples, faiths, heads of state, parties, platforms: what must not appear.
  static let realNames = [
    "paris", "brussels", "bruxelles", "london", "londres", "moscow", "москва", "москв", "russia",
    "росси", "france", "français", "syria", "سوريا", "iraq", "العراق", "iran", "إيران", "egypt",
    "مصر", "beirut", "بيروت", "gaza", "غزة", "israel", "إسرائيل", "palestin", "فلسطين", "ukrain",
    "украин", "киев", "kyiv", "america", "امريكا", "أمريكا", "америк", "berlin", "берлин",
    "barcelona", "madrid", "nice", "manchester", "new york", "boston", "washington", "orlando",
    "europe", "europa", "европ", "nato", "isis", "isil", "daesh", "داعش", "qaeda", "القاعدة",
    "hamas", "حماس", "hezbollah", "حزب", "taliban", "طالبان", "wagner", "вагнер", "putin", "путин",
    "trump", "biden", "obama", "macron", "le pen", "islam", "إسلام", "ислам", "muslim", "مسلم",
    "мусульм", "christian", "jew", "juif", "يهود", "еврей", "allah", "الله أكبر", "jihad", "جهاد",
    "джихад", "twitter", "facebook", "youtube", "tiktok", "instagram", "telegram", "google",
    "reuters", "bbc", "cnn", "al jazeera", "الجزيرة", "guardian", "tass", "тасс",
    "liverpool", "arsenal", "madrid", "zenit", "зенит", "spartak", "спартак",
  ]
  /// Violence and hate have no place in the texts either.
  static let harm = [
    "kill", "bomb", "attack", "blood", "shoot", "weapon", "tuer", "bombe", "attaque", "sang",
    "arme", "قتل", "قنبل", "هجوم", "دماء", "سلاح", "убить", "убий", "бомб", "атак", "кров",
    "оруж", "terror", "террор", "إرهاب", "hate", "haine",
  ]

  @Test("No real place, people, group or company is named, and nothing violent is said")
  func invented() {
    for phrase in Lexicon.all.flatMap(\.phrases) + Lexicon.handleWords + SimulatedEvent.parade.tags
    {
      let lowered = phrase.lowercased()
      // A word may begin with an article or a conjunction in Arabic; elsewhere it begins the word.
      let words = lowered.split { !$0.isLetter }
      for name in Self.realNames + Self.harm {
        let isArabic = name.unicodeScalars.contains { ("\u{0600}"..."\u{06FF}").contains($0) }
        let isNamed =
          isArabic || name.contains(" ")
          ? lowered.contains(name) : words.contains { $0.hasPrefix(name) }
        #expect(!isNamed, "\(name)")
      }
    }
  }

  @Test("Every list has words, none twice, and every language its own")
  func lists() {
    #expect(Lexicon.all.map(\.language) == Language.allCases)
    for words in Lexicon.all {
      for list in [
        words.names, words.surnames, words.openers, words.activities, words.places, words.times,
        words.remarks, words.sights, words.concerns, words.condolences, words.memories,
        words.cheers, words.matchTalk, words.headlineSubjects, words.headlinePredicates,
        words.counterSpeech, words.replies, words.quoteLeads, words.helpline, words.tips,
        words.eventTags, words.everydayTags, words.outlets, words.readyMade, words.pushOpenings,
        words.pushEndings, words.ringOpenings, words.ringEndings,
      ] {
        #expect(!list.isEmpty && Set(list).count == list.count)
        #expect(list.allSatisfy { !$0.isEmpty })
      }
      #expect(words.outlets.count == Assumptions.outletsPerLanguage && words.readyMade.count == 5)
      #expect(words.tips.count >= Assumptions.schedulersPerLanguage)
      let tags = words.eventTags + words.everydayTags
      #expect(tags.allSatisfy { $0.allSatisfy { $0.isLetter || $0 == "_" } })
    }
  }

  @Test("The shares add up")
  func shares() {
    #expect(Assumptions.languageShares.reduce(0, +) == 100)
    #expect(Assumptions.groupShares.map(\.1).reduce(0, +) == 100)
    #expect(abs(Assumptions.topicShares.map(\.1).reduce(0, +) - 1) < 1e-9)
    #expect(Set(Assumptions.topicShares.map(\.0)).count == Topic.allCases.count)
    #expect(abs(Rhythm().total.reduce(0, +) - 1) < 1e-9)
    #expect(Assumptions.start.description == "2025-05-14T18:00:00.000Z")
  }
}
