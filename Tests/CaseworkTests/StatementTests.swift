import Casework
import Foundation
import SocialModel
import Testing

@Suite("Statements of reasons")
struct StatementTests {
  /// The database takes decisions since 2020.
  private static let now = Timestamp(seconds: 1_774_166_400)

  private static let context = StatementOfReasons.Context(
    contentTime: Timestamp(seconds: now.milliseconds / 1000 - 120_000),
    contentTypes: [.text, .image], category: .violence,
    keywords: [.incitement], language: "fr-BE", groundURL: "https://example.org/rules#lanterns")

  private static func statement(
    _ change: (inout StatementOfReasons) -> Void = { _ in }
  ) throws -> StatementOfReasons {
    var decision = Desk.decision("d-1", measures: [.removal], at: now)
    decision.territories = ["DE", "US"]
    var statement = try #require(try StatementOfReasons(decision, context: context))
    change(&statement)
    return statement
  }

  private func fields(_ change: (inout StatementOfReasons) -> Void) throws -> Set<String> {
    Set(StatementRules.problems(of: try Self.statement(change)).map(\.field))
  }

  @Test("of a decision have the database's fields and words")
  func mapping() throws {
    let bytes = try #require(try StatementEncoding.batches([Self.statement()]).first)
    let body = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: [[String: Any]]])
    let fields = try #require(body["statements"]?.first)
    let texts = fields.compactMapValues { $0 as? String }
    #expect(
      texts == [
        "application_date": "2026-03-22", "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "automated_detection": "No", "category": "STATEMENT_CATEGORY_VIOLENCE",
        "content_date": "2026-03-20", "content_language": "FR",
        "decision_facts": "The post calls for lanterns to be thrown at the parade.",
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "decision_ground_reference_url": "https://example.org/rules#lanterns",
        "incompatible_content_explanation": "Calls to throw lanterns are against the rules.",
        "incompatible_content_ground": "lanterns, version 2", "puid": "d-1",
        "source_type": "SOURCE_VOLUNTARY",
      ])
    let lists = fields.compactMapValues { $0 as? [String] }
    #expect(
      lists == [
        "category_specification": ["KEYWORD_INCITEMENT_VIOLENCE_HATRED"],
        "content_type": ["CONTENT_TYPE_IMAGE", "CONTENT_TYPE_TEXT"],
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "territorial_scope": ["DE"],
      ])
    #expect(fields.count == texts.count + lists.count)
  }

  @Test("name every measure in its field, and the legal ground with its fields")
  func measures() throws {
    for measure in Measure.allCases {
      var decision = Desk.decision(
        subject: Desk.account(), measures: [measure], at: Self.now,
        ground: .legal(jurisdiction: "EU", provision: "Article 9"))
      if !measure.isForGood { decision.ends = Timestamp(seconds: 1_774_166_400 + 172_800) }
      let statement = try #require(try StatementOfReasons(decision, context: Self.context))
      let bytes = try StatementEncoding.batches([statement])[0]
      let text = String(decoding: bytes, as: UTF8.self)
      let concern = measure.concern == .provision ? "service" : measure.concern.rawValue
      #expect(text.contains("\"decision_\(measure.concern.rawValue)\":"), "\(measure)")
      #expect(
        text.contains("\"end_date_\(concern)_restriction\":\"2026-03-24\"") != measure.isForGood)
      #expect(text.contains("\"decision_ground\":\"DECISION_GROUND_ILLEGAL_CONTENT\""))
      #expect(text.contains("\"illegal_content_legal_ground\":\"EU: Article 9\""))
      #expect(!text.contains("incompatible"))
    }
    #expect(try StatementOfReasons(Desk.decision(measures: []), context: Self.context) == nil)
  }

  @Test("that the database would refuse are refused, field by field")
  func rules() throws {
    let long = String(repeating: "a", count: 501)
    let day = try #require(StatementDay(Self.now))
    let early = try #require(StatementDay(Timestamp(year: 1999, month: 12, day: 31) ?? Desk.start))
    let late = try #require(StatementDay(Timestamp(year: 2038, month: 1, day: 2) ?? Desk.start))
    #expect(try fields { _ in } == [])
    #expect(try fields { $0.id = "" } == ["puid"])
    #expect(try fields { $0.id = "a b" } == ["puid"])
    #expect(try fields { $0.id = "d-1\n" } == ["puid"])
    #expect(try fields { $0.id = long } == ["puid"])
    #expect(try fields { $0.measures = [] } == ["decision_visibility"])
    #expect(
      try fields { $0.measures = [.monetarySuspension, .monetaryTermination] } == [
        "decision_monetary"
      ])
    #expect(try fields { $0.groundURL = "ftp://x" } == ["decision_ground_reference_url"])
    #expect(
      try fields { $0.groundURL = "https://example.org/" + long } == [
        "decision_ground_reference_url"
      ])
    #expect(try fields { $0.contentTypes = [] } == ["content_type"])
    #expect(try fields { $0.contentTypes = [.other] } == ["content_type_other"])
    #expect(try fields { $0.otherContentType = "poem" } == ["content_type_other"])
    #expect(try fields { ($0.contentTypes, $0.otherContentType) = ([.other], "poem") } == [])
    #expect(
      try fields { ($0.contentTypes, $0.otherContentType) = ([.other], long) } == [
        "content_type_other"
      ])
    #expect(try fields { $0.otherKeyword = "x" } == ["category_specification_other"])
    #expect(try fields { $0.territories = ["DE", "EL"] } == ["territorial_scope"])
    #expect(try fields { $0.language = "fr" } == ["content_language"])
    #expect(try fields { $0.contentDate = early } == ["content_date"])
    #expect(try fields { $0.applicationDate = early } == ["application_date"])
    #expect(try fields { $0.contentDate = late } == ["content_date"])
    #expect(try fields { $0.ends = [.visibility: day] } == ["end_date_visibility_restriction"])
    #expect(try fields { ($0.measures, $0.ends) = ([.demotion], [.visibility: day]) } == [])
    #expect(
      try fields { ($0.measures, $0.ends) = ([.demotion], [.visibility: late]) }
        == ["end_date_visibility_restriction"])
    #expect(
      try fields { ($0.measures, $0.ends) = ([.demotion], [.account: day]) }
        == ["end_date_account_restriction"])
    #expect(try fields { $0.facts = " " } == ["decision_facts"])
    #expect(try fields { $0.facts = String(repeating: "a", count: 5001) } == ["decision_facts"])
    #expect(try fields { $0.facts = String(repeating: "ق", count: 5000) } == [])
    #expect(
      try fields { $0.ground = .illegal(ground: long, explanation: "") }
        == ["illegal_content_legal_ground", "illegal_content_explanation"])
    #expect(
      try fields {
        $0.ground = .incompatible(
          ground: "a", explanation: String(repeating: "a", count: 2001), isIllegal: true)
      } == ["incompatible_content_explanation"])
  }

  @Test("come in batches of at most 100, in order, with ids of their own")
  func batches() throws {
    let statements = try (0..<250).map { index in try Self.statement { $0.id = "d-\(index)" } }
    let batches = try StatementEncoding.batches(statements)
    let counts = batches.map { String(decoding: $0, as: UTF8.self).ranges(of: "\"puid\"").count }
    #expect(counts == [100, 100, 50])
    #expect(try StatementEncoding.batches(statements) == batches)
    #expect(try StatementEncoding.batches([]) == [])
    #expect(throws: CaseworkError.self) {
      try StatementEncoding.batches([statements[0], statements[0]])
    }
    #expect(throws: CaseworkError.self) {
      try StatementEncoding.batches([Self.statement { $0.facts = "by @meridian" }])
    }
    #expect(throws: CaseworkError.self) {
      try StatementEncoding.batches([statements[0]], identifiers: ["d-0": ["lanterns"]])
    }
    // The account's id is no id for a statement.
    #expect(!StatementRules.problems(of: statements[7], identifiers: ["d-7"]).isEmpty)
  }
}

@Suite("Personal data")
struct PersonalDataTests {
  @Test(
    "in a text are found however they are written",
    arguments: [
      ("posted by @meridian_desk", .mention), ("posted by ＠meridian", .mention),
      ("posted by @\u{200B}meridian", .mention), ("بواسطة @فانوس", .mention),
      ("write to desk@example.org", .mailAddress),
      ("write to desk [at] example [dot] org", .mailAddress),
      ("desk(at)example.org", .mailAddress), ("see https://example.org/desk", .link),
      ("see t.me/lantern", .link), ("see www.lantern", .link), ("account 712004417", .number),
      ("call +49 170 1234567", .number), ("call ٠١٢٣٤٥٦٧٨٩", .number),
      ("id 7-1-2-0-0-4-4-1", .number),
    ] as [(String, PersonalData.Finding)])
  func found(text: String, finding: PersonalData.Finding) {
    #expect(PersonalData.findings(in: text).contains(finding), "\(PersonalData.findings(in: text))")
  }

  @Test("known of the accounts concerned are found in any case, width or script form")
  func known() {
    let known = ["Iron.Lantern", "@parade", "a1", "فانوس"]
    for text in [
      "The account iron.lantern wrote it", "IRON.LANTERN", "ｉｒｏｎ．ｌａｎｔｅｒｎ", "the parade account",
      "account a1 did", "صاحب فانوس", "iron.\u{200D}lantern",
    ] {
      #expect(PersonalData.findings(in: text, identifiers: known) == [.identifier], "\(text)")
    }
    // A short id counts as a whole word alone.
    #expect(PersonalData.findings(in: "a12 measures", identifiers: ["a1", "", "@"]) == [])
  }

  @Test(
    "are not seen where there are none",
    arguments: [
      "", "The post calls for lanterns to be thrown at the parade on 22 March 2016.",
      "Article 16 of Regulation (EU) 2022/2065, section 3.", "Art. 130 Abs. 1 StGB; 2016-03-22",
      "It was shared 125,000 times within 60 minutes.", "مخالف لشروط الخدمة", "Нарушает пункт 4.2",
    ])
  func clean(text: String) { #expect(PersonalData.findings(in: text) == []) }

  @Test("are looked for in hostile texts without a stall")
  func hostile() {
    for text in [
      String(repeating: "a", count: 20_000), String(repeating: "1-", count: 10_000),
      String(repeating: "@", count: 20_000), String(repeating: "\u{301}", count: 20_000),
      String(repeating: "a@", count: 2_000), String(repeating: "(at", count: 2_000),
    ] {
      _ = PersonalData.findings(in: text, identifiers: ["lantern"])
    }
  }
}
