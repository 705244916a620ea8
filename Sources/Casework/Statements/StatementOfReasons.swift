/// One statement of reasons, as the DSA Transparency Database's API takes it (Article 24(5) of Regulation
/// (EU) 2022/2065).
///
/// Fields and rules are those of the database's public repository, `digital-services-act/transparency-database`
/// at commit 69e80a0 of 24 June 2026: `api-documentation.md` and the rules of its request. Left out are
/// `content_id` and `content_id_ean`, which are for products, and `category_addition`.
public struct StatementOfReasons: Hashable, Sendable {
  /// What the decision rests on.
  public enum Ground: Hashable, Sendable {
    /// Illegal content: the legal ground and why the content is illegal on it.
    case illegal(ground: String, explanation: String)
    /// Against the terms: the ground in them, why the content is against it, and whether it is held to be
    /// illegal as well; nil where nothing is said of that.
    case incompatible(ground: String, explanation: String, isIllegal: Bool?)
  }

  /// `decision_visibility`, `decision_monetary`, `decision_provision`, `decision_account`: at least one.
  public var measures: Set<Measure>
  /// When measures of a concern end; nothing for those that last.
  public var ends: [Measure.Concern: StatementDay] = [:]
  /// `decision_ground` and the fields that belong to it.
  public var ground: Ground
  /// `decision_ground_reference_url`: where the terms or the law stand.
  public var groundURL: String?
  /// `content_type`: at least one.
  public var contentTypes: Set<StatementContentType>
  /// `content_type_other`: what it is where `contentTypes` has `other`.
  public var otherContentType: String?
  /// `category`.
  public var category: StatementCategory
  /// `category_specification`: keywords.
  public var keywords: Set<StatementKeyword> = []
  /// `category_specification_other`: another keyword, in words.
  public var otherKeyword: String?
  /// `territorial_scope`: codes of EEA countries; empty where nothing is said.
  public var territories: Set<String> = []
  /// `content_language`: two capital letters of ISO 639-1; nil where unknown.
  public var language: String?
  /// `content_date`: when the content was posted.
  public var contentDate: StatementDay
  /// `application_date`: from when on the decision holds.
  public var applicationDate: StatementDay
  /// `decision_facts`.
  public var facts: String
  /// `source_type`.
  public var source: DecisionSource
  /// `automated_detection`.
  public var isFoundAutomatically: Bool
  /// `puid`: the platform's own id of the statement; letters, digits, `-` and `_`, and nothing that leads to
  /// an account.
  public var id: String

  /// A statement; what is left out can be set afterwards.
  public init(
    id: String, measures: Set<Measure>, ground: Ground, contentTypes: Set<StatementContentType>,
    category: StatementCategory, contentDate: StatementDay, applicationDate: StatementDay,
    facts: String, source: DecisionSource, isFoundAutomatically: Bool
  ) {
    self.id = id
    self.measures = measures
    self.ground = ground
    self.contentTypes = contentTypes
    self.category = category
    self.contentDate = contentDate
    self.applicationDate = applicationDate
    self.facts = facts
    self.source = source
    self.isFoundAutomatically = isFoundAutomatically
  }

  /// Every free text, with its field's name.
  var texts: [(field: String, text: String)] {
    var texts: [(field: String, text: String)] = [("decision_facts", facts)]
    switch ground {
    case .illegal(let ground, let explanation):
      texts.append(("illegal_content_legal_ground", ground))
      texts.append(("illegal_content_explanation", explanation))
    case .incompatible(let ground, let explanation, _):
      texts.append(("incompatible_content_ground", ground))
      texts.append(("incompatible_content_explanation", explanation))
    }
    if let otherContentType { texts.append(("content_type_other", otherContentType)) }
    if let otherKeyword { texts.append(("category_specification_other", otherKeyword)) }
    return texts
  }
}

extension Measure {
  /// The field of a statement that names the measure, and the database's word for it.
  var statementWord: (field: String, word: String) {
    switch self {
    case .removal: ("decision_visibility", "DECISION_VISIBILITY_CONTENT_REMOVED")
    case .disabling: ("decision_visibility", "DECISION_VISIBILITY_CONTENT_DISABLED")
    case .demotion: ("decision_visibility", "DECISION_VISIBILITY_CONTENT_DEMOTED")
    case .labelling: ("decision_visibility", "DECISION_VISIBILITY_CONTENT_LABELLED")
    case .ageRestriction: ("decision_visibility", "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED")
    case .interactionRestriction:
      ("decision_visibility", "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED")
    case .monetarySuspension: ("decision_monetary", "DECISION_MONETARY_SUSPENSION")
    case .monetaryTermination: ("decision_monetary", "DECISION_MONETARY_TERMINATION")
    case .partialSuspension: ("decision_provision", "DECISION_PROVISION_PARTIAL_SUSPENSION")
    case .totalSuspension: ("decision_provision", "DECISION_PROVISION_TOTAL_SUSPENSION")
    case .partialTermination: ("decision_provision", "DECISION_PROVISION_PARTIAL_TERMINATION")
    case .totalTermination: ("decision_provision", "DECISION_PROVISION_TOTAL_TERMINATION")
    case .accountSuspension: ("decision_account", "DECISION_ACCOUNT_SUSPENDED")
    case .accountTermination: ("decision_account", "DECISION_ACCOUNT_TERMINATED")
    }
  }
}

extension Measure.Concern {
  /// The field of a statement that says when such a measure ends.
  var endField: String {
    switch self {
    case .visibility: "end_date_visibility_restriction"
    case .monetary: "end_date_monetary_restriction"
    case .provision: "end_date_service_restriction"
    case .account: "end_date_account_restriction"
    }
  }
}

extension DecisionSource {
  /// The database's word for it.
  var statementWord: String {
    switch self {
    case .notice: "SOURCE_ARTICLE_16"
    case .trustedFlagger: "SOURCE_TRUSTED_FLAGGER"
    case .otherNotification: "SOURCE_TYPE_OTHER_NOTIFICATION"
    case .ownInitiative: "SOURCE_VOLUNTARY"
    }
  }
}
