import Testing

@testable import Threats

@Suite("A language with a basic grammar")
struct BasicLanguageTests {
  /// Languages that share frames and the fixture of five languages.
  static let languages = Language.allCases.filter(\.sharesFrames).map(\.rawValue)

  private func assess(_ text: String, _ hint: String? = nil) -> Assessment {
    var assessor = Assessor()
    return assessor.assess(text, language: hint)
  }

  @Test(
    "has its threats and calls found, with a lower confidence and a reason that says so",
    arguments: [
      ("es", "Vamos a golpear a todos los periodistas mañana"),
      ("es", "Habría que golpear a esos políticos"),
      ("es", "Quiero golpear a esa gente"), ("es", "Sabemos dónde vives, ten cuidado"),
      ("es", "Si vienes al desfile te vamos a golpear"),
      ("it", "Domani picchieremo tutti i giornalisti"),
      ("it", "Bisognerebbe picchiare quei politici"),
      ("it", "Voglio picchiare quella gente"), ("it", "Sappiamo dove abiti, stai attento"),
      ("it", "Se vieni alla sfilata ti spacco la faccia"),
      ("pt", "Amanhã vamos espancar todos os jornalistas"),
      ("pt", "É preciso espancar esses políticos"),
      ("pt", "Quero espancar essa gente"), ("pt", "Sabemos onde você mora, cuidado"),
      ("nl", "Morgen gaan we die journalisten in elkaar slaan"),
      ("nl", "We moeten die politici in elkaar slaan"),
      ("nl", "Ik wil die mensen in elkaar slaan"), ("nl", "We weten waar je woont, pas op"),
      ("pl", "Jutro pobijemy wszystkich dziennikarzy"),
      ("pl", "Trzeba pobić tych polityków"),
      ("pl", "Chcę pobić tych ludzi"), ("pl", "Wiemy gdzie mieszkasz, uważaj"),
    ])
  func findsThreats(language: String, text: String) {
    let assessment = assess(text)
    #expect(assessment.level > .none)
    #expect(assessment.language?.rawValue == language)
    #expect(assessment.confidence > 0 && assessment.confidence <= 0.5)
    #expect(assessment.reasons.last?.code == "language.basic")
    #expect(!assessment.spans.isEmpty)
  }

  @Test("counts as less certain than any full grammar")
  func isLessCertain() {
    let elements = LevelElements(
      kind: .threat, commitment: .intends, directness: .direct, details: 0, isImminent: false,
      namesAsset: false)
    let all = Language.allCases
    let basic = all.filter(\.isBasic).map { Confidence.of($0, elements) }
    let full = all.filter { !$0.isBasic }.map { Confidence.of($0, elements) }
    #expect(basic.count == 8 && (basic.max() ?? 1) < (full.min() ?? 0))
    #expect(Confidence.ofContext(.polish) < Confidence.ofContext(.russian))
  }

  @Test("is left alone where nobody is threatened", arguments: Self.languages)
  func leavesAlone(language: String) throws {
    let rows = try OwnSentences.rows("basic.tsv").filter { $0[0] == language && $0[1] == "0" }
    #expect(rows.count == 40)
    #expect(rows.count { assess($0[2]).level > .none } <= 1)
  }

  @Test("has more than half of the table's threats found", arguments: Self.languages)
  func findsTable(language: String) throws {
    let rows = try OwnSentences.rows("basic.tsv").filter { $0[0] == language && $0[1] == "1" }
    #expect(rows.count == 40)
    #expect(rows.count { assess($0[2]).level > .none } > 20)
  }

  @Test(
    "has most of the wider table's threats found, and hardly a calm one", arguments: Self.languages)
  func findsWiderTable(language: String) throws {
    let rows = try OwnSentences.rows("basic-wide.tsv").filter { $0[0] == language }
    let threats = rows.filter { $0[1] == "1" }
    let calm = rows.filter { $0[1] == "0" }
    #expect(threats.count == 12 && calm.count == 14)
    #expect(threats.count { assess($0[2]).level > .none } >= 9)
    #expect(calm.count { assess($0[2]).level > .none } <= 1)
  }

  @Test(
    "says what one intends in the present, with a condition, as a hint or as a wish",
    arguments: [
      ("es", "Si abren la feria, la volamos", "if-act"),
      ("it", "Comincia a sceglierti la bara", "coffin"),
      ("pt", "Pode ir escolhendo o caixão, doutor", "coffin"),
      ("nl", "Zoek alvast een kist uit", "coffin"),
      ("nl", "Vanavond slaan we die agenten in elkaar", "subj-act-inv"),
      ("pl", "Wybierz sobie trumnę", "coffin"),
    ])
  func namesFrames(language: String, text: String, frame: String) {
    let assessment = assess(text)
    #expect(assessment.level > .none)
    #expect(assessment.language?.rawValue == language)
    #expect(assessment.reasons.first?.code == "frame.\(language)/\(frame)")
  }

  @Test("says so even where it finds nothing, and is named")
  func saysSo() {
    let assessment = assess("El desfile de los faroles empieza a las doce en la plaza")
    #expect(assessment.level == .none && assessment.language == .spanish)
    #expect(assessment.reasons.map(\.code) == ["language.basic"])
  }

  @Test(
    "takes no post from a language with a full grammar",
    arguments: [
      ("The parade in Port Meridian is on the way to the harbour", Language.english),
      ("We will attack you in the plaza tomorrow", .english),
      ("Le défilé des lanternes commence à midi sur la place", .french),
      ("Der Umzug in Port Meridian ist in der Stadt und es wird spät", .german),
      ("Парад начинается в полдень", .russian), ("يبدأ الموكب في الظهر", .arabic),
      ("hi all, the bar is so hot, me too", .english), ("We met 王明 at the parade", .english),
    ])
  func takesNoPost(text: String, language: Language) {
    let assessment = assess(text)
    #expect(assessment.language == language)
    #expect(!assessment.reasons.contains { $0.code == "language.basic" })
  }

  @Test("is tried beside the full grammars, so that none of their threats is lost to it")
  func losesNothing() {
    let mixed =
      "la parade de Port Meridian: we will attack you tomorrow, hasta luego los del barrio"
    #expect(assess(mixed).level > .none)
    #expect(assess(mixed, "es").level > .none)
  }

  @Test("is read up to a bound, hostile text too", arguments: Self.languages)
  func isBounded(language: String) throws {
    let rows = try OwnSentences.rows("basic.tsv").filter { $0[0] == language }
    let words = rows.flatMap { $0[2].split(separator: " ").map(String.init) }
    var state: UInt64 = 11
    for _ in 0..<4 {
      var text = ""
      for _ in 0..<6000 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int((state >> 33) % UInt64(words.count))] + " \u{202E}"
      }
      let assessment = assess(text, language)
      for span in assessment.spans {
        #expect(span.start >= 0 && span.start < span.end && span.end <= Assessor.scalarLimit)
      }
    }
  }
}
