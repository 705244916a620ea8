import Testing

@testable import Threats

/// Plain threats to places, people in roles and crowds, and calm sentences in the same words; invented.
@Suite("Plain threats")
struct PlainThreatTests {
  private func assess(_ text: String) -> Assessment {
    var assessor = Assessor()
    return assessor.assess(text)
  }

  @Test(
    "are found with modifiers, joined acts, deadlines, passives and oaths",
    arguments: [
      "We will burn down the iron lantern hall",
      "Our fighters are ready to torch the old town hall",
      "If you do not leave, we will blow up the lantern workshop",
      "Leave Port Meridian or we blow up the pier",
      "WE ARE GOING TO TURN THE LANTERN HALL INTO ASHES",
      "The harbour office will be blown to pieces",
      "Brothers, burn the lantern market to the ground", "The lantern hall is next, get ready",
      "Nous allons incendier la grande salle de la lanterne", "La mairie sera incendiée ce soir",
      "Frères, attaquez la gare",
      "Wir werden die große Laternenhalle und das Rathaus niederbrennen",
      "Am Sonntag wird das Rathaus gesprengt und ihr werdet weinen",
      "Мы решили взорвать старый вокзал", "Скоро мэрия будет сожжена",
    ])
  func areFound(text: String) { #expect(assess(text).level > .none, "\(text)") }

  @Test(
    "calm sentences in the same words stay calm",
    arguments: [
      "Police say a man who wanted to burn down the lantern hall was arrested",
      "I am afraid they will attack the station", "Nobody is going to blow up the town hall",
      "How could someone burn down the lantern hall?",
      "In this level of the game you have to storm the hall",
      "Anyone who wants to attack the parade is a coward",
      "I will burn calories at the station gym tomorrow",
      "I will burn the candles in the church tonight",
      "We will take the metro to the stadium tonight",
      "Je vais brûler des bougies à l'église ce soir", "On va raser les prix au marché demain",
      "Wie kann man das Rathaus anzünden?", "Im Film will der Bösewicht das Rathaus sprengen",
      "Никто не собирается взорвать вокзал", "Завтра я зажгу свечи в церкви",
    ])
  func calmStaysCalm(text: String) { #expect(assess(text).level == .none, "\(text)") }

  @Test("a direct threat with means, time and place is high")
  func detailIsHigh() {
    for text in [
      "We will burn down the iron lantern hall in Brussels tomorrow at noon and kill everyone inside",
      "We will attack the town hall with petrol bombs tomorrow",
      "I will shoot the mayor on Friday", "В пятницу я застрелю мэра",
      "Nous allons attaquer la mairie demain avec des cocktails Molotov",
    ] {
      #expect(assess(text).level == .high, "\(text)")
    }
  }

  @Test("a negation before a pause takes nothing from an intention that follows it")
  func negationEndsAtAPause() {
    #expect(assess("If you do not pay, we will kill the mayor").commitment == .conditional)
    #expect(assess("I would not, I will not kill the mayor").level == .none)
  }
}
