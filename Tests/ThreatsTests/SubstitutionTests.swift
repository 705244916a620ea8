import Testing

@testable import Threats

@Suite("The name of a faith or a people")
struct SubstitutionTests {
  private static let names: [(String, [String])] = [
    (
      "en",
      ["Muslims", "Jews", "Christians", "refugees", "women", "gay people", "Russians", "Germans"]
    ),
    (
      "fr",
      ["musulmans", "juifs", "chrétiens", "réfugiés", "femmes", "homos", "russes", "allemands"]
    ),
    (
      "de",
      ["Muslime", "Juden", "Christen", "Flüchtlinge", "Frauen", "Schwule", "Russen", "Deutsche"]
    ),
    (
      "ar",
      ["المسلمين", "اليهود", "المسيحيين", "اللاجئين", "النساء", "المثليين", "الروس", "الالمان"]
    ),
    ("ru", ["мусульман", "евреев", "христиан", "беженцев", "женщин", "геев", "русских", "немцев"]),
    (
      "es",
      ["musulmanes", "judíos", "cristianos", "refugiados", "gitanos", "gays", "rusos", "moros"]
    ),
    (
      "it",
      ["musulmani", "cristiani", "migranti", "rifugiati", "rom", "gay", "russi", "marocchini"]
    ),
    (
      "pt",
      ["muçulmanos", "judeus", "cristãos", "refugiados", "ciganos", "gays", "russos", "negros"]
    ),
    (
      "nl",
      ["moslims", "joden", "christenen", "vluchtelingen", "vrouwen", "homo's", "Russen", "Turken"]
    ),
    ("pl", ["muzułmanów", "Żydów", "chrześcijan", "uchodźców", "kobiet", "gejów", "Rosjan"]),
    (
      "hi", ["मुसलमानों", "हिंदुओं", "औरतों", "दलितों", "प्रवासियों", "समलैंगिकों", "विदेशियों"]
    ),
    ("hi-Latn", ["musalmano", "auraton", "hijro", "gays", "negro", "assamese", "shudro"]),
    ("zh", ["穆斯林", "女人", "黑人", "同性恋", "残疾人", "難民", "跨性別者", "日本人"]),
  ]
  private static let sentences: [(String, [String])] = [
    (
      "en",
      [
        "I will hurt all %", "We met many % at the parade", "We must not hurt %",
        "He said we should hurt %", "The % are our neighbours", "I hope the % win tomorrow",
      ]
    ),
    ("fr", ["Je vais frapper tous les %", "Nous aimons les %", "Il ne faut pas frapper les %"]),
    ("de", ["Ich werde alle % schlagen", "Wir mögen die %", "Niemand darf % schlagen"]),
    ("ar", ["هضرب كل %", "نحب كل %", "لن نضرب %"]),
    ("ru", ["Я изобью всех %", "Мы любим %", "Нельзя бить %"]),
    (
      "es",
      ["Voy a golpear a todos los %", "Nos gustan los %", "No hay que golpear a los %"]
    ),
    ("it", ["Voglio picchiare tutti i %", "Ci piacciono i %", "Non bisogna picchiare i %"]),
    ("pt", ["Vou espancar todos os %", "Gostamos dos %", "Não devemos espancar os %"]),
    ("nl", ["Ik ga alle % slaan", "Wij mogen de %", "Niemand mag % slaan"]),
    ("pl", ["Pobijemy wszystkich %", "Lubimy tych %", "Nie wolno bić %"]),
    ("hi", ["हम सारे % को पीट देंगे", "हम % से प्यार करते हैं", "% को मत पीटो"]),
    (
      "hi-Latn",
      ["hum saare % ko peet denge", "hum % se pyaar karte hain", "% ko mat peeto yaar"]
    ),
    ("zh", ["我们要打所有%", "我们很喜欢%", "我们不应该打%"]),
  ]

  @Test("never moves kind, level, confidence or reasons", arguments: Self.names.map(\.0))
  func changesNothing(language: String) throws {
    let names = try #require(Self.names.first { $0.0 == language }).1
    let sentences = try #require(Self.sentences.first { $0.0 == language }).1
    var assessor = Assessor()
    for sentence in sentences {
      let assessments = names.map { name in
        let parts = sentence.split(separator: "%", omittingEmptySubsequences: false)
        return assessor.assess(parts.joined(separator: name), language: language)
      }
      let first = try #require(assessments.first)
      for assessment in assessments {
        #expect(assessment.kind == first.kind)
        #expect(assessment.level == first.level)
        #expect(assessment.confidence == first.confidence)
        #expect(assessment.reasons == first.reasons)
      }
    }
  }

  @Test("gives the linear model the same features as any other")
  func givesEqualFeatures() throws {
    var trainer = ModelTrainer()
    let features = ["Muslims", "Jews", "refugees", "gay people"].map {
      trainer.example("We met \($0) at the parade", isThreat: false, set: "s", language: "en")?
        .features
    }
    #expect(Set(features).count == 1)
  }
}
