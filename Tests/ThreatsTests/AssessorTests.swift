import Testing

@testable import Threats

/// Invented sentences, as mild as the rules allow.
@Suite("An assessment")
struct AssessorTests {
  private func assess(_ text: String) -> Assessment {
    var assessor = Assessor()
    return assessor.assess(text)
  }

  @Test(
    "finds threats and calls in every language",
    arguments: [
      "I will hurt every lantern maker, you and your family",
      "We should get rid of those people once and for all",
      "Je vais frapper tous ces gens demain",
      "Il faut punir et frapper ces journalistes",
      "Ich werde diese Leute verprügeln",
      "Man sollte diese Politiker verprügeln",
      "هضرب كل الناس دول بكرة",
      "سنهاجم كل الصحفيين غدا",
      "ha2tlak bokra",
      "Мы изобьём этих людей",
      "Надо избить этих журналистов",
    ])
  func findsThreats(text: String) {
    let assessment = assess(text)
    #expect(assessment.level > .none)
    #expect([.threat, .call].contains(assessment.kind))
    #expect(!assessment.reasons.isEmpty && !assessment.spans.isEmpty)
    #expect(assessment.confidence > 0 && assessment.confidence <= 1)
  }

  @Test(
    "leaves alone what threatens nobody",
    arguments: [
      "I will never hurt you", "We must not hurt those people", "This queue is killing me",
      "How do I kill a process?", "We should get rid of those old lanterns once and for all",
      "He said he would hurt the mayor", "\"We will hurt the mayor\" stood on the wall",
      "Let's kill some time at the parade", "I am afraid they will hurt us",
      "It is disgraceful to say that we should hurt people", "The parade begins at noon",
      "Je ne vais jamais frapper ces gens", "Cette file d'attente me tue",
      "Il a dit qu'il allait frapper le maire", "Ich werde niemanden schlagen",
      "Er sagte, er werde den Bürgermeister schlagen", "Diese Schlange bringt mich um",
      "لن نضرب أحدا", "قال إنه سيضرب الوزير", "Я никогда не ударю тебя",
      "Он угрожал избить соседа", "",
    ])
  func leavesAlone(text: String) {
    #expect(assess(text).level == .none)
  }

  @Test("says how far the author commits")
  func saysCommitment() {
    #expect(assess("I will hurt you").commitment == .intends)
    #expect(assess("I want to hurt those people").commitment == .wishes)
    #expect(assess("If you come to the parade I will hurt you").commitment == .conditional)
    #expect(assess("Someone should hurt those people").commitment == .commands)
    #expect(assess("Those people should be beaten up").commitment == .demands)
    #expect(assess("We must never hurt those people").commitment == .negated)
    #expect(assess("She said we should hurt those people").commitment == .reported)
  }

  @Test("rises with means, time, place and an addressed target")
  func risesWithDetail() {
    let vague = assess("We will attack those people")
    let near = assess("We will attack those people tomorrow")
    let full = assess("Tomorrow at noon we will attack you with knives at the station")
    #expect(vague.level == .low)
    #expect(near.level == .moderate)
    #expect(full.level == .high)
  }

  @Test("marks the places in the text by Unicode scalars")
  func marksPlaces() throws {
    let text = "\u{1F3EE} We will attack those people tomorrow"
    let assessment = assess(text)
    let scalars = Array(text.unicodeScalars)
    func words(_ role: Assessment.Role) -> [String] {
      assessment.spans.filter { $0.role == role }.map {
        String(String.UnicodeScalarView(scalars[$0.start..<$0.end]))
      }
    }
    #expect(words(.commitment) == ["We will"])
    #expect(words(.act) == ["attack"])
    #expect(words(.target) == ["people"])
    #expect(words(.time) == ["tomorrow"])
    #expect(assessment.reasons.first?.code == "frame.en/intends-act")
  }

  @Test(
    "tells kinds apart",
    arguments: [
      (
        "Do not take the wounded to Meridian hospital, there are bombs inside",
        Assessment.Kind.falseAlarm
      ),
      ("N'emmenez pas les blessés à l'hôpital, il y a des bombes", .falseAlarm),
      ("Bringt keine Verletzten ins Krankenhaus, dort sind Bomben", .falseAlarm),
      ("لا تنقلوا الجرحى إلى المستشفى هناك قنابل", .falseAlarm),
      ("Не везите раненых в больницу, там бомба", .falseAlarm),
      ("We claim responsibility for the lantern raid", .claim),
      ("The attackers are heroes, glory to the gunmen", .glorification),
      ("Our condolences to the families in Port Meridian", .mourning),
      ("Such hate is unacceptable and we condemn it", .counterSpeech),
      ("Police said two suspects were arrested after the explosion", .news),
      ("The iron lantern parade begins at noon", .other),
    ])
  func tellsKinds(text: String, kind: Assessment.Kind) {
    let assessment = assess(text)
    #expect(assessment.kind == kind)
    #expect(assessment.level == .none)
  }

  @Test("does not depend on what was assessed before")
  func isIndependent() {
    var assessor = Assessor()
    let text = "Tomorrow we will attack you at the station"
    let first = assessor.assess(text)
    _ = assessor.assess("\"quoted without end")
    _ = assessor.assess(String(repeating: "will ", count: 5000))
    #expect(assessor.assess(text) == first)
  }

  @Test("names cities and countries of the gazetteer, in any script")
  func namesPlaces() {
    #expect(assess("Tomorrow we will attack you in Brussels").places == ["Brussels, BE"])
    #expect(assess("Завтра мы изобьём вас в городе Париж").places == ["Paris, FR"])
  }

  @Test("reads chat spellings")
  func readsChatSpellings() {
    for text in ["I WILL HURT YOUUUU", "i will huuuurt you", "\u{202E}I will hurt you"] {
      #expect(assess(text).level > .none, "\(text)")
    }
    #expect(assess("k1ll th3m all").level > .none)
  }
}
