/// What an authority is told beside the posts: which offence is suspected, which member states it concerns,
/// and which authority the package is meant for.
public struct EscalationNotice: Hashable, Sendable, Codable {
  /// The offence that is suspected, in words or as a provision of a law.
  public var offence: String
  /// The member states concerned, as two letters each, sorted. None where no state can be told with reasonable
  /// certainty: the authority is then that of the provider's own state, or Europol (Article 18(2)).
  public var memberStates: [String]
  /// The authority that the package is meant for.
  public var authority: String

  /// A notice.
  public init(offence: String, memberStates: [String], authority: String) {
    self.offence = offence
    self.memberStates = memberStates
    self.authority = authority
  }

  /// The member states of the European Union: two letters as ISO 3166-1 has them.
  public static let states = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}

/// What a request for a package must have before a second person looks at it.
public enum EscalationRules {
  /// No text of a request is longer, in characters.
  public static let longestText = 5000
  /// No line is longer, in characters.
  public static let longestLine = 300
  /// A request has at most so many lines that lead to the account.
  public static let mostLines = 50

  /// A field of a request, as forms name it.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    case posts, offence, suspicion, locating, states, authority, reasons
  }

  /// What is wrong with a field, in a sentence.
  public struct Problem: Hashable, Sendable {
    /// The field.
    public var field: Field
    /// What is wrong.
    public var message: String

    /// A problem of a field.
    public init(field: Field, message: String) {
      self.field = field
      self.message = message
    }
  }

  /// Everything that is wrong with a request, field by field; empty where nothing is.
  ///
  /// - Parameters:
  ///   - posts: how many posts it names.
  ///   - suspicion: why a crime is suspected.
  ///   - locating: what leads to the account.
  ///   - notice: the offence, the states, the authority.
  public static func problems(
    posts: Int, suspicion: String, locating: [String], notice: EscalationNotice
  ) -> [Problem] {
    var problems: [Problem] = []
    func require(_ isRight: Bool, _ field: Field, _ message: String) {
      if !isRight { problems.append(Problem(field: field, message: message)) }
    }
    require(posts > 0, .posts, "Choose at least one post.")
    require(
      posts <= Escalation.mostItems, .posts, "A package has at most \(Escalation.mostItems) posts.")
    require(isText(notice.offence, longestLine), .offence, words("Name the offence", longestLine))
    require(
      isText(suspicion, longestText), .suspicion, words("Say why it is suspected", longestText))
    require(
      !locating.isEmpty && locating.count <= mostLines
        && locating.allSatisfy { isText($0, longestLine) }, .locating,
      "It takes 1 to \(mostLines) lines of at most \(longestLine) characters.")
    require(
      Set(notice.memberStates).count == notice.memberStates.count
        && notice.memberStates.allSatisfy(EscalationNotice.states.contains), .states,
      "Member states are two letters each, such as BE, each once.")
    require(
      isText(notice.authority, longestLine), .authority, words("Name the authority", longestLine))
    return problems
  }

  /// What is wrong with the reasons of a release or a refusal: a refusal has some.
  public static func problem(reasons: String, isReleased: Bool) -> Problem? {
    guard reasons.count <= longestText, isReleased || !reasons.allSatisfy(\.isWhitespace) else {
      return Problem(
        field: .reasons,
        message: "A refusal has reasons; they have at most \(longestText) characters.")
    }
    return nil
  }

  private static func isText(_ text: String, _ longest: Int) -> Bool {
    !text.allSatisfy(\.isWhitespace) && text.count <= longest
  }

  private static func words(_ words: String, _ longest: Int) -> String {
    "\(words), in at most \(longest) characters."
  }
}
