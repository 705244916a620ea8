/// What the DSA Transparency Database refuses, checked before anything is sent.
public enum StatementRules {
  /// One thing that is wrong with a statement.
  public struct Problem: Hashable, Sendable {
    /// The field, as the API names it.
    public var field: String
    /// What is wrong, in a sentence that quotes nothing.
    public var message: String
  }

  /// What is wrong with a statement, in the order of its fields; empty where nothing is.
  ///
  /// - Parameters:
  ///   - statement: the statement.
  ///   - identifiers: ids, handles and names of the accounts concerned, which no free text may hold.
  public static func problems(
    of statement: StatementOfReasons, identifiers: [String] = []
  ) -> [Problem] {
    var problems: [Problem] = []
    func require(_ isRight: Bool, _ field: String, _ message: String) {
      if !isRight { problems.append(Problem(field: field, message: message)) }
    }
    checkDecision(statement, require)
    checkContent(statement, require)
    checkDates(statement, require)
    for (field, text) in statement.texts {
      require(!text.allSatisfy(\.isWhitespace), field, "It is empty.")
      let longest = longest(field)
      // The database counts Unicode scalars, as PHP's mb_strlen does.
      require(
        text.unicodeScalars.count <= longest, field, "It has more than \(longest) characters.")
      guard text.utf8.count <= 8 * longest else { continue }
      for finding in PersonalData.findings(in: text, identifiers: identifiers) {
        require(false, field, "It holds personal data: \(finding.rawValue).")
      }
    }
    for finding in PersonalData.findings(in: statement.id, identifiers: identifiers)
    where finding == .identifier {
      require(false, "puid", "It holds personal data: \(finding.rawValue).")
    }
    return problems
  }

  private typealias Require = (Bool, String, String) -> Void

  private static func checkDecision(_ statement: StatementOfReasons, _ require: Require) {
    let id = statement.id.utf8
    let isWord = id.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F
    }
    require(
      (1...500).contains(id.count) && isWord, "puid", "It is 1 to 500 of letters, digits, - and _.")
    require(
      !statement.measures.isEmpty, "decision_visibility",
      "One of decision_visibility, decision_monetary, decision_provision, decision_account is needed."
    )
    for concern in [Measure.Concern.monetary, .provision, .account] {
      let some = statement.measures.filter { $0.concern == concern }
      require(some.count <= 1, "decision_\(concern.rawValue)", "Only one value is taken.")
    }
    if let url = statement.groundURL {
      // The length first: no pattern meets a long text.
      let isURL =
        url.utf8.count <= 500
        && url.wholeMatch(of: /https?:\/\/[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]+)?([\/?#]\S*)?/)
          != nil
      require(isURL, "decision_ground_reference_url", "It is no address of a page.")
    }
  }

  private static func checkContent(_ statement: StatementOfReasons, _ require: Require) {
    require(!statement.contentTypes.isEmpty, "content_type", "One is needed.")
    require(
      statement.contentTypes.contains(.other) == (statement.otherContentType != nil),
      "content_type_other", "It is given with CONTENT_TYPE_OTHER, and only then.")
    require(
      statement.otherKeyword == nil || statement.keywords.contains(.other),
      "category_specification_other", "It is given with KEYWORD_OTHER only.")
    require(
      statement.territories.allSatisfy(countries.contains), "territorial_scope",
      "Only countries of the EEA are taken.")
    if let language = statement.language {
      require(languages.contains(language), "content_language", "It is no language of ISO 639-1.")
    }
  }

  private static func checkDates(_ statement: StatementOfReasons, _ require: Require) {
    let (content, applied) = (statement.contentDate, statement.applicationDate)
    require(
      ("2000-01-01"..."2038-01-01").contains(content.description), "content_date",
      "It lies between 2000-01-01 and 2038-01-01.")
    require(
      ("2020-01-01"..."2038-01-01").contains(applied.description), "application_date",
      "It lies between 2020-01-01 and 2038-01-01.")
    for concern in Measure.Concern.allCases {
      guard let end = statement.ends[concern] else { continue }
      require(end.description <= "2038-01-01", concern.endField, "It lies after 2038-01-01.")
      require(end >= applied, concern.endField, "It lies before the decision holds.")
      require(
        statement.measures.contains { $0.concern == concern && !$0.isForGood }, concern.endField,
        "There is no measure that it could end.")
    }
  }

  private static func longest(_ field: String) -> Int {
    if field == "decision_facts" { return 5000 }
    return field.hasSuffix("_explanation") ? 2000 : 500
  }

  /// EU and EEA countries, in the database's spelling: Greece is GR.
  static let countries: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  /// Every two-letter code of ISO 639-1.
  static let languages: Set<String> = Set(
    """
    AA AB AE AF AK AM AN AR AS AV AY AZ BA BE BG BH BI BM BN BO BR BS CA CE CH CO CR CS CU CV CY DA DE DV DZ
    EE EL EN EO ES ET EU FA FF FI FJ FO FR FY GA GD GL GN GU GV HA HE HI HO HR HT HU HY HZ IA ID IE IG II IK
    IO IS IT IU JA JV KA KG KI KJ KK KL KM KN KO KR KS KU KV KW KY LA LB LG LI LN LO LT LU LV MG MH MI MK ML
    MN MR MS MT MY NA NB ND NE NG NL NN NO NR NV NY OC OJ OM OR OS PA PI PL PS PT QU RM RN RO RU RW SA SC SD
    SE SG SI SK SL SM SN SO SQ SR SS ST SU SV SW TA TE TG TH TI TK TL TN TO TR TS TT TW TY UG UK UR UZ VE VI
    VO WA WO XH YI YO ZA ZH ZU
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
