import Testing

@testable import Threats

/// What violence ends in, watching, wishing and conditions, in English and German.
@Suite("Outcomes, hints, wishes and conditions")
struct WideFrameTests {
  private func level(_ text: String) -> Assessment.Level {
    var assessor = Assessor()
    return assessor.assess(text).level
  }

  @Test(
    "are found whatever verb says them",
    arguments: [
      "Cancel the lantern parade or you end up in the canal, mayor",
      "One more column about our parade and your kids will get hurt",
      "None of the marchers will see the summer holidays, we promise",
      "Whoever blocks the parade loses his teeth",
      "We know which tram you take home, councillor",
      "Sharpen your knives, the mayor speaks at noon",
      "I hope the mayor's helicopter hits a mountain",
      "May the plague take every one of those traitors",
      "Enjoy your last week in Port Meridian, judge",
      "Me and my brothers are going to smash the mayor's kneecaps",
      "Noch ein Artikel über die Parade und du landest im Kanal",
      "Meine Nachbarin überlebt den Sommer nicht",
      "Wer die Parade stört, verliert seine Zähne",
      "Wir wissen, wo du abends dein Auto abstellst, Herr Stadtrat",
      "Schlagt die Verräter krankenhausreif",
      "Hoffentlich saufen sie alle im Hafenbecken ab, diese Verräter",
      "Sollte der Bürgermeister kommen, dann brech ich ihm das Genick",
      "Genieß dein letztes Weihnachten, Herr Bürgermeister",
      "Unsere Gruppe wird das Rathaus sprengen",
    ])
  func found(text: String) { #expect(level(text) > .none, "\(text)") }

  @Test(
    "are left alone where they threaten nobody",
    arguments: [
      "Enjoy your last week of freedom before school starts!",
      "Don't bother buying tickets for the lantern parade, you won't need them",
      "Forty people ended up in hospital after the gas leak at the lantern hall",
      "I hope the mayor recovers and comes back soon",
      "We know where you can get the best lanterns in town",
      "Bring a knife and a board, we're cooking together at eight",
      "Nobody will be hurt at the parade, we want peace",
      "I keep checking under my car since the letter came",
      "Nach dem Unfall liegt der Fahrer auf der Intensivstation",
      "Genießt eure letzte Ferienwoche, bald geht die Schule los!",
      "Ich hoffe, dein Flieger nach Port Meridian hat keine Verspätung",
      "Opa erlebt dieses Weihnachten nicht mehr mit uns, wir sind so traurig",
      "Wir wissen, wo du die besten Laternen der Stadt kriegst",
      "Gestern schrieb mir einer, er wolle mir das Genick brechen",
    ])
  func calm(text: String) { #expect(level(text) == .none, "\(text)") }

  @Test("a sequence behind an article has the classes of what stands there")
  func articles() {
    let source = """
      words LEAD = a, the
      words WEAPON = lantern, iron lantern
      words FIG = the lantern, a lantern, the iron lantern, an iron lantern
      frame weapon threat intends direct = WEAPON
      """
    let grammar = Grammar(language: .english, sources: [source])
    for (text, isFound) in [
      ("bring the lantern", true), ("bring a lantern", true), ("bring the iron lantern", true),
      ("bring an iron lantern", false),
    ] {
      var tokenizer = Tokenizer()
      tokenizer.scan(text)
      let frames = FrameFinder(tokenizer, grammar: grammar).frames()
      #expect(frames.isEmpty != isFound, "\(text)")
    }
  }
}
