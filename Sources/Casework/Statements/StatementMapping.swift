import SocialModel

extension StatementOfReasons {
  /// What a statement needs beside the decision.
  public struct Context: Sendable {
    /// When the subject was posted, or the account made.
    public var contentTime: Timestamp
    /// What the subject carries.
    public var contentTypes: Set<StatementContentType>
    /// The category.
    public var category: StatementCategory
    /// Keywords.
    public var keywords: Set<StatementKeyword>
    /// The language, a BCP 47 tag; nil where unknown.
    public var language: String?
    /// The policy's clause or the law's provision in words; nil: its id or its name.
    public var groundWords: String?
    /// Where the terms or the law stand.
    public var groundURL: String?

    /// What a statement needs beside the decision.
    public init(
      contentTime: Timestamp, contentTypes: Set<StatementContentType>, category: StatementCategory,
      keywords: Set<StatementKeyword> = [], language: String? = nil, groundWords: String? = nil,
      groundURL: String? = nil
    ) {
      self.contentTime = contentTime
      self.contentTypes = contentTypes
      self.category = category
      self.keywords = keywords
      self.language = language
      self.groundWords = groundWords
      self.groundURL = groundURL
    }
  }

  /// The statement of a decision.
  ///
  /// The decision's id becomes the statement's: it is random and leads to no account. Territories outside of
  /// the EEA are left out, since the database takes none; where none remains, nothing is said of them. A
  /// language is given where ISO 639-1 has its first part.
  ///
  /// - Returns: nil where there is nothing to state: a decision without a measure.
  /// - Throws: ``CaseworkError`` with the code `incomplete` for a measure without a ground or a time that no
  ///   calendar day of four digits has.
  public init?(_ decision: Decision, context: Context) throws {
    guard !decision.measures.isEmpty else { return nil }
    let subject = "decision \(decision.id)"
    guard let ground = decision.ground else {
      throw CaseworkError(.incomplete, subject: subject, message: "It has no ground.")
    }
    guard let posted = StatementDay(context.contentTime),
      let applied = StatementDay(decision.decidedAt)
    else {
      throw CaseworkError(.incomplete, subject: subject, message: "A time of it is no day.")
    }
    self.init(
      id: decision.id, measures: decision.measures,
      ground: Self.ground(ground, decision, context), contentTypes: context.contentTypes,
      category: context.category, contentDate: posted, applicationDate: applied,
      facts: decision.facts, source: decision.source,
      isFoundAutomatically: decision.isFoundAutomatically)
    groundURL = context.groundURL
    keywords = context.keywords
    territories = decision.territories.intersection(StatementRules.countries)
    let language = context.language?.prefix { $0 != "-" && $0 != "_" }.uppercased()
    self.language = language.flatMap { StatementRules.languages.contains($0) ? $0 : nil }
    if let end = decision.ends.flatMap(StatementDay.init) {
      for measure in decision.measures where !measure.isForGood { ends[measure.concern] = end }
    }
  }

  private static func ground(
    _ ground: Casework.Ground, _ decision: Decision, _ context: Context
  ) -> Ground {
    switch ground {
    case .legal(let jurisdiction, let provision):
      .illegal(
        ground: context.groundWords ?? "\(jurisdiction): \(provision)",
        explanation: decision.reasons)
    case .policy(let clause, let version):
      .incompatible(
        ground: context.groundWords ?? "\(clause), version \(version)",
        explanation: decision.reasons, isIllegal: nil)
    }
  }
}
