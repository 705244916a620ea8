import SocialModel

/// The content type of a statement of reasons. Raw values are the words of the DSA Transparency Database.
public enum StatementContentType: String, Sendable, Hashable, CaseIterable {
  case app = "CONTENT_TYPE_APP"
  case audio = "CONTENT_TYPE_AUDIO"
  case image = "CONTENT_TYPE_IMAGE"
  case product = "CONTENT_TYPE_PRODUCT"
  case syntheticMedia = "CONTENT_TYPE_SYNTHETIC_MEDIA"
  case text = "CONTENT_TYPE_TEXT"
  case video = "CONTENT_TYPE_VIDEO"
  case other = "CONTENT_TYPE_OTHER"
}

/// The category of a statement of reasons, in the database's words.
public enum StatementCategory: String, Sendable, Hashable, CaseIterable {
  case animalWelfare = "STATEMENT_CATEGORY_ANIMAL_WELFARE"
  case consumerInformation = "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
  case cyberViolence = "STATEMENT_CATEGORY_CYBER_VIOLENCE"
  case cyberViolenceAgainstWomen = "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN"
  case dataProtection = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
  case illegalOrHarmfulSpeech = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
  case intellectualProperty = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
  case civicDiscourse = "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS"
  case notSpecified = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
  case otherViolation = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
  case minors = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
  case publicSecurity = "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"
  case scams = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
  case selfHarm = "STATEMENT_CATEGORY_SELF_HARM"
  case products = "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS"
  case violence = "STATEMENT_CATEGORY_VIOLENCE"

  /// The category of a reason that people report.
  public init(_ reason: ReportReason) {
    self =
      switch reason {
      case .threat: .violence
      case .terrorism: .publicSecurity
      case .hate, .illegal: .illegalOrHarmfulSpeech
      case .harassment: .cyberViolence
      case .misinformation: .civicDiscourse
      case .spam, .impersonation: .scams
      case .selfHarm: .selfHarm
      case .minors: .minors
      case .other: .otherViolation
      }
  }
}

/// The keywords of a statement of reasons that Tocsin's work can lead to, in the database's words. The
/// database has others, for goods, trademarks and the like.
public enum StatementKeyword: String, Sendable, Hashable, CaseIterable {
  case coordinatedHarm = "KEYWORD_COORDINATED_HARM"
  case bullying = "KEYWORD_CYBER_BULLYING_INTIMIDATION"
  case harassment = "KEYWORD_CYBER_HARASSMENT"
  case cyberIncitement = "KEYWORD_CYBER_INCITEMENT"
  case stalking = "KEYWORD_CYBER_STALKING"
  case hateSpeech = "KEYWORD_HATE_SPEECH"
  case illegalOrganizations = "KEYWORD_ILLEGAL_ORGANIZATIONS"
  case impersonation = "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING"
  case inauthenticAccounts = "KEYWORD_INAUTHENTIC_ACCOUNTS"
  case incitement = "KEYWORD_INCITEMENT_VIOLENCE_HATRED"
  case misinformation = "KEYWORD_MISINFORMATION_DISINFORMATION"
  case publicHealth = "KEYWORD_RISK_PUBLIC_HEALTH"
  case terroristContent = "KEYWORD_TERRORIST_CONTENT"
  case euLaw = "KEYWORD_VIOLATION_EU_LAW"
  case nationalLaw = "KEYWORD_VIOLATION_NATIONAL_LAW"
  case other = "KEYWORD_OTHER"
}

/// A day of the calendar, `YYYY-MM-DD`.
public struct StatementDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public let description: String

  /// The day, in UTC, of a moment between the years 1000 and 9999; nil for any other.
  public init?(_ time: Timestamp) {
    let text = time.civil.date
    guard text.utf8.count == 10, !text.hasPrefix("-"), (1000...9999).contains(time.civil.year)
    else {
      return nil
    }
    description = text
  }

  /// Earlier days come first.
  public static func < (a: StatementDay, b: StatementDay) -> Bool {
    a.description < b.description
  }
}
