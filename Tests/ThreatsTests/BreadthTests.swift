import Testing

@testable import Threats

/// Frames that need more than a verb and its target; invented sentences, as mild as the rules allow.
@Suite("The grammars' wider frames")
struct BreadthTests {
  private func frame(_ text: String) -> String {
    var assessor = Assessor()
    return assessor.assess(text).reasons.first?.code ?? "none"
  }

  @Test(
    "name what decided",
    arguments: [
      ("Hitting reporters ought to be celebrated", "frame.en/gerund-good"),
      ("You will end up in a hospital bed", "frame.en/end-in"),
      ("Why has nobody slapped this mayor", "frame.en/why-nobody-hort"),
      ("A bounty on their heads", "frame.en/bounty"),
      ("Open season on reporters", "frame.en/season"),
      ("Tu vas finir à l'hôpital", "frame.fr/end-in"),
      ("La chasse aux journalistes est ouverte", "frame.fr/season"),
      ("Du landest noch im Krankenhaus", "frame.de/end-in"),
      ("Wer will mit uns diese Journalisten verprügeln?", "frame.de/together"),
      ("Окажешься в больнице", "frame.ru/end-in"),
      ("Награда за голову мэра", "frame.ru/bounty"),
      ("هتلاقي نفسك في المستشفى", "frame.ar/end-in"),
      ("سأفجر نفسي", "frame.ar/blow-self"),
    ])
  func nameWhatDecided(text: String, code: String) { #expect(frame(text) == code, "\(text)") }

  @Test(
    "leave alone the same words where they mean no harm",
    arguments: [
      "Baking cakes should be a sport", "You will end up in a meeting",
      "Why has nobody called this mayor",
      "A price on the lanterns", "Tu vas finir à l'école", "La chasse aux œufs est ouverte",
      "Du landest noch im Stau", "Wer will mit uns diese Lampen putzen?", "Окажешься в музее",
      "Награда за лучший фонарь", "هتلاقي نفسك في المدرسة",
    ])
  func leaveAlone(text: String) {
    var assessor = Assessor()
    #expect(assessor.assess(text).level == .none, "\(text)")
  }

  @Test("take an act on a group that nothing explains for a call, and no less than that")
  func takeBareActs() {
    var assessor = Assessor()
    #expect(assessor.assess("My wish is to slap all foreigners").level == .low)
    for text in [
      "He said his wish is to slap all foreigners", "My wish is not to slap all foreigners",
      "\u{201C}To slap all foreigners\u{201D} stood on the wall",
    ] {
      #expect(assessor.assess(text).level == .none, "\(text)")
    }
  }

  @Test("an Arabic verb without a pronoun names no target by itself")
  func needsATarget() {
    var assessor = Assessor()
    #expect(assessor.assess("هموت وانام").level == .none)
    #expect(assessor.assess("سأضربكم").level > .none)
  }

  @Test("words in one list of alternatives share a class, and each still matches")
  func alternativesMatch() {
    let source = """
      words GROUP = reds
      frame one call_to_violence commands direct = =alpha|=beta|GROUP =gamma
      """
    let grammar = Grammar(language: .english, sources: [source])
    for text in ["alpha gamma", "beta gamma", "reds gamma"] {
      var tokenizer = Tokenizer()
      tokenizer.scan(text)
      #expect(FrameFinder(tokenizer, grammar: grammar).frames().count == 1, "\(text)")
    }
    var tokenizer = Tokenizer()
    tokenizer.scan("delta gamma")
    #expect(FrameFinder(tokenizer, grammar: grammar).frames().isEmpty)
  }
}

@Suite("Sentences that the rules were never mended on")
struct UnseenSentenceTests {
  @Test("calm ones are hardly ever flagged", arguments: ["en", "fr", "de", "ar", "ru"])
  func calmOnesAreLeftAlone(language: String) throws {
    var assessor = Assessor()
    let calm = try OwnSentences.rows("unseen.tsv").filter { $0[0] == language && $0[1] == "0" }
    #expect(calm.count == 16)
    #expect(calm.count { assessor.assess($0[2]).level != .none } <= 2)
  }

  @Test("a fifth of the threats or more is found")
  func threatsAreFound() throws {
    var assessor = Assessor()
    let threats = try OwnSentences.rows("unseen.tsv").filter { $0[1] == "1" }
    #expect(threats.count == 80)
    #expect(threats.count { assessor.assess($0[2]).level != .none } >= 16)
  }
}
