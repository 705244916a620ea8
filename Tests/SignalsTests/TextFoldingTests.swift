import Testing

@testable import Signals

@Suite struct TextFoldingTests {
  @Test(arguments: [
    ("Brussels", "brussels"), ("STRASSE", "strasse"), ("Straße", "strasse"),
    ("ＰｏｒｔＭｅｒｉｄｉａｎ", "portmeridian"), ("e\u{301}te\u{301}", "été"),
    ("فانــوس", "فانوس"), ("أخبار", "اخبار"), ("إِبْرَة", "ابره"), ("کتابی", "كتابي"), ("۱۲۳", "123"),
    ("lan\u{200B}tern", "lantern"), ("", ""),
  ])
  func `keys fold case, width, Arabic forms and invisible characters`(
    input: String, expected: String
  ) {
    var folding = TextFolding()
    #expect(folding.key(input) == expected)
  }

  @Test func `a text loses links, mentions, punctuation and emoji`() {
    var folding = TextFolding()
    let (text, measure) = folding.normalForm(
      "Come, ALL of you — to the #IronLantern parade!! 🏮🏮 @harbour_news https://example.org/a?b=1")
    #expect(text == "come all of you to the ironlantern parade")
    #expect(measure.words == 8)
    #expect(measure.isTelling)
  }

  @Test func `look-alike letters become the letters that they imitate`() {
    var folding = TextFolding()
    // The second text writes Cyrillic а, о and е.
    let honest = folding.normalForm("iron lantern parade at noon today").text
    let disguised = folding.normalForm("irоn lаntеrn pаrаdе аt nооn tоdаy").text
    #expect(honest == disguised)
  }

  @Test func `Arabic marks, tatweel and letter forms do not tell texts apart`() {
    var folding = TextFolding()
    let plain = folding.normalForm("موكب الفانوس الحديدي في الميناء اليوم").text
    let marked = folding.normalForm("مَوكِب الفانـــوس الحديدى فى الميناء اليوم").text
    #expect(plain == marked)
  }

  @Test func `four words are too few and twenty-four Han letters are enough`() {
    var folding = TextFolding()
    #expect(!folding.normalForm("rest in peace lanterns").measure.isTelling)
    #expect(!folding.normalForm(String(repeating: "灯", count: 23)).measure.isTelling)
    #expect(folding.normalForm(String(repeating: "灯", count: 24)).measure.isTelling)
  }

  @Test func `a text longer than the buffer folds whole`() {
    var folding = TextFolding()
    let long = Array(repeating: "Фонарь", count: 5000).joined(separator: " ")
    #expect(folding.normalForm(long).measure.words == 5000)
  }

  @Test func `folding a folded text changes nothing`() {
    var folding = TextFolding()
    for text in [
      "Ночь фонарей у старого порта", "La nuit des lanternes à l'ancien port",
      "مسيرة الفوانيس الحديدية",
      "ǅungla ﬁn ½ Ⅷ ℌ ſ K",
    ] {
      let once = folding.normalForm(text).text
      #expect(folding.normalForm(once).text == once)
    }
  }
}
