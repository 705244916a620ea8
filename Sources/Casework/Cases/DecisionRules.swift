import SocialModel

/// What a decision must have before it counts.
public enum DecisionRules {
  /// No text of a decision is longer, in characters.
  public static let longestText = 5000

  /// What is wrong with a decision, field by field in a fixed order; empty where nothing is. A form shows
  /// them all at once.
  public static func problems(of decision: Decision) -> [Problem] {
    var problems: [Problem] = []
    func require(_ isRight: Bool, _ field: Problem.Field, _ message: String) {
      if !isRight { problems.append(Problem(field: field, message: message)) }
    }
    let measures = decision.measures
    require(isID(decision.id), .id, "It is letters, digits, - and _, at most 128 of them.")
    require(!decision.decidedBy.isEmpty, .decidedBy, "A person decides.")
    require(
      measures.isEmpty || decision.ground != nil, .ground, "A measure rests on a ground.")
    require(
      isRight(decision.ground), .ground,
      "A legal ground has a jurisdiction, EU or a country's "
        + "two letters, and a provision; a policy ground a clause and the version of the list.")
    require(measures.isEmpty || !isBlank(decision.facts), .facts, "A measure rests on facts.")
    require(
      measures.isEmpty || !isBlank(decision.reasons), .reasons,
      "The person concerned is told the reasons.")
    require(
      max(decision.facts.count, decision.reasons.count) <= longestText, .reasons,
      "Facts and reasons have at most \(longestText) characters each.")
    for concern in Measure.Concern.allCases where concern != .visibility {
      require(
        measures.filter { $0.concern == concern }.count <= 1, .measures,
        "Only one measure at a time concerns \(concern.rawValue).")
    }
    require(
      decision.subject.kind == .account || !measures.contains { $0.concern == .account }, .measures,
      "A measure on an account needs the account for its subject.")
    require(
      decision.subject.kind != .candidate || measures.isEmpty, .subject,
      "A candidate is no subject of measures: decide on its posts and accounts.")
    require(
      decision.territories.allSatisfy(isCountry), .territories, "Territories are two letters each.")
    if let ends = decision.ends {
      require(ends > decision.decidedAt, .ends, "It ends after it begins.")
      require(
        measures.contains { !$0.isForGood }, .ends, "A measure for good has no end.")
    }
    return problems
  }

  /// Refuses a decision that lacks something.
  ///
  /// - Throws: ``CaseworkError`` with the code `incomplete` and the first problem.
  public static func check(_ decision: Decision) throws {
    guard let first = problems(of: decision).first else { return }
    throw CaseworkError(
      .incomplete, subject: "decision, \(first.field.rawValue)", message: first.message)
  }

  /// One thing that is wrong with a decision.
  public struct Problem: Hashable, Sendable {
    /// A field of a decision.
    public enum Field: String, Sendable, Hashable, CaseIterable {
      case id, subject, ground, measures, territories, facts, reasons, decidedBy, ends
    }
    /// The field.
    public var field: Field
    /// What is wrong, in a sentence.
    public var message: String

    /// A field and what is wrong with it.
    public init(field: Field, message: String) {
      self.field = field
      self.message = message
    }
  }

  private static func isRight(_ ground: Ground?) -> Bool {
    switch ground {
    case nil: true
    case .legal(let jurisdiction, let provision): isCountry(jurisdiction) && !isBlank(provision)
    case .policy(let clause, let version): !isBlank(clause) && version > 0
    }
  }

  private static func isCountry(_ code: String) -> Bool {
    code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  private static func isID(_ id: String) -> Bool {
    (1...128).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
      }
  }
}
