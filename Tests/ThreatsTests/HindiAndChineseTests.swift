import Testing

@testable import Threats

@Suite("Hindi and Chinese")
struct HindiAndChineseTests {
  private func assess(_ text: String, _ hint: String? = nil) -> Assessment {
    var assessor = Assessor()
    return assessor.assess(text, language: hint)
  }

  @Test(
    "have threats and calls found, with a lower confidence and a reason that says so",
    arguments: [
      ("hi", "कल हम इन पत्रकारों को पीट देंगे"), ("hi", "इन नेताओं को पीटना चाहिए"),
      ("hi", "सारे अफसरों को पीट डालो"), ("hi", "मुझे पता है तू कहां रहता है"),
      ("hi-Latn", "kal hum in patrakaron ko peet denge"),
      ("hi-Latn", "in netaon ko peetna chahiye"),
      ("hi-Latn", "mujhe pata hai tu kahan rehta hai, tere ghar aa raha hun"),
      ("zh", "明天我们要打那些记者"), ("zh", "这些议员应该被揍"), ("zh", "把这帮记者往死里打"),
      ("zh", "我知道你住在哪里"), ("zh", "明天我們要打那些記者"),
    ])
  func findThreats(language: String, text: String) {
    let assessment = assess(text)
    #expect(assessment.level > .none, "\(text)")
    #expect(assessment.language?.rawValue == language, "\(text)")
    #expect(assessment.confidence > 0 && assessment.confidence <= 0.5)
    #expect(assessment.reasons.last?.code == "language.basic")
    #expect(!assessment.spans.isEmpty)
  }

  @Test(
    "have the own sentences told apart",
    arguments: ["basic-hi-zh.tsv", "basic-second.tsv"], ["hi", "zh"])
  func tellApart(fixture: String, language: String) throws {
    let rows = try OwnSentences.rows(fixture).filter { $0[0] == language }
    let calm = rows.filter { $0[1] == "0" }
    let threats = rows.filter { $0[1] == "1" }
    #expect(calm.count == threats.count && calm.count >= 20)
    #expect(calm.count { assess($0[2]).level > .none } <= 1)
    #expect(threats.count { assess($0[2]).level > .none } * 10 >= threats.count * 8)
  }

  @Test("hardly flag calm sentences that no rule was made for")
  func leaveAlone() throws {
    let rows = try OwnSentences.rows("basic-third.tsv")
    #expect(rows.count == 80)
    #expect(rows.filter { $0[1] == "0" }.count { assess($0[2]).level > .none } <= 1)
    #expect(rows.filter { $0[1] == "1" }.count { assess($0[2]).level > .none } >= 17)
  }

  @Test("read traditional characters as simplified ones")
  func readBothForms() {
    for (traditional, simplified) in [
      ("我們要打那些記者", "我们要打那些记者"), ("我們不應該打任何人", "我们不应该打任何人"),
    ] {
      #expect(assess(traditional) == assess(simplified))
    }
  }

  @Test("take each Chinese character for a word, with its offset, in tags and beside other letters")
  func cutHan() {
    var tokenizer = Tokenizer()
    tokenizer.scan("ab铁灯笼12，#遊行 \u{202E}好。@王明 ok")
    let tokens = tokenizer.tokens
    #expect(
      tokens.map { [$0.start, $0.end] } == [
        [0, 2], [2, 3], [3, 4], [4, 5], [5, 7], [9, 10], [10, 11], [13, 14], [16, 17], [17, 18],
        [19, 21],
      ])
    #expect(tokens.map { $0.flags.contains(.han) }.count { $0 } == 8)
    #expect(tokens[4].flags.contains(.pauses) && tokens[7].flags.contains(.ends))
    #expect(tokens[5].flags.contains(.tag) && tokens[6].flags.contains(.tag))
    #expect(tokens[8].flags.contains(.mention) && tokens[9].flags.contains(.mention))
    #expect(!tokens[10].flags.contains(.mention))
  }

  @Test("keep spans on the words that they name")
  func keepSpans() {
    let text = "🏮 明天我们要打那些记者"
    let scalars = Array(text.unicodeScalars)
    let named = assess(text).spans.map { span in
      String(String.UnicodeScalarView(scalars[span.start..<span.end]))
    }
    #expect(named.contains("打") && named.contains("明天"))
  }

  @Test("are told from Japanese, and from a few of their letters in other text")
  func areTold() {
    var language = TextLanguage()
    #expect(language.code(of: "铁灯笼游行明天中午开始") == "zh")
    #expect(language.code(of: "लालटेन परेड कल शुरू होगी") == "hi")
    #expect(language.code(of: "lalten parade kal shuru hogi, sabhi ko aana chahiye") == "hi-Latn")
    #expect(language.code(of: "明日の正午に広場でランタンのパレードが始まります") == nil)
    #expect(language.code(of: "the parade of 王明 is on the way to the harbour") == "en")
  }

  @Test("have Hindi in Latin letters read in its usual spellings")
  func readSpellings() {
    func form(_ word: String) -> [UInt8] { RomanHindi.normalised(Array(word.utf8)[...]) }
    #expect(form("maarna") == form("marna"))
    #expect(form("achchha") == form("accha"))
    #expect(form("chahiye") == form("chahie"))
    #expect(form("phir") == form("fir"))
    #expect(form("doonga") == form("dunga"))
    for (word, spelling) in [
      ("मारूंगा", "marunga"), ("गर्दन", "gardan"), ("औरतों", "aurato"), ("हिजड़ा", "hijra"),
      ("शूद्र", "shudra"), ("लटका-दूंगा", "latka dunga"), ("कर-दूंगा", "kardunga"), ("फांसी", "phansi"),
    ] {
      let forms = RomanHindi.spellings(of: word[...]).map { form($0) }
      #expect(forms.contains(form(spelling)), "\(word)")
      #expect(forms.count <= 64)
    }
  }

  @Test("are read up to a bound, hostile text too", arguments: ["hi", "zh", "hi-Latn"])
  func isBounded(language: String) throws {
    let own = try OwnSentences.rows("basic-hi-zh.tsv").filter {
      $0[0] == String(language.prefix(2))
    }
    let words = own.flatMap { $0[2].split(separator: " ").map(String.init) }
    var state: UInt64 = 23
    for _ in 0..<4 {
      var text = ""
      for _ in 0..<6000 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int((state >> 33) % UInt64(words.count))] + "\u{202E}"
      }
      var tokenizer = Tokenizer()
      tokenizer.scan(text)
      #expect(tokenizer.tokens.count <= Tokenizer.tokenLimit + 1 && tokenizer.isCut)
      for span in assess(text, language).spans {
        #expect(span.start >= 0 && span.start < span.end && span.end <= Assessor.scalarLimit)
      }
    }
  }
}
