import Casework
import Desk
import Exchange
import SocialModel

/// A ground and measures as a form has them: of a decision, a second review, a golden case.
struct AnswerInput: Sendable {
  /// What was typed, by field.
  var typed: [String: String]
  /// The team's list.
  var policy: PolicyList
  /// What cannot be read, by field.
  var wrong: [DecisionRules.Problem.Field: String] = [:]

  static let grounds = [
    ("", "none: no measure"), ("policy", "a clause of the team’s list"), ("legal", "the law"),
  ]

  /// The ground; nil for none, or where it cannot be read.
  func ground() -> (ground: Ground?, wrong: String?) {
    switch typed["ground"] ?? "" {
    case "": return (nil, nil)
    case "legal":
      let provision = typed["provision"] ?? ""
      guard provision.count <= 500 else {
        return (nil, "A provision has at most 500 characters.")
      }
      return (
        .legal(jurisdiction: (typed["jurisdiction"] ?? "").uppercased(), provision: provision), nil
      )
    case "policy":
      guard let version = Int(typed["version"] ?? ""), version > 0, typed["clause"] != "" else {
        return (nil, "Choose a clause.")
      }
      return (.policy(clause: typed["clause"] ?? "", version: version), nil)
    default: return (nil, "There is no such ground.")
    }
  }

  /// The measures.
  var measures: Set<Measure> {
    var found = Set(Measure.allCases.filter { typed["measure-\($0.rawValue)"] != nil })
    for concern in Self.choices {
      if let word = typed["choice-\(concern.rawValue)"], let measure = Measure(rawValue: word),
        measure.concern == concern
      {
        found.insert(measure)
      }
    }
    return found
  }

  /// The answer; a ground that cannot be read throws.
  func answer() throws -> GoldenAnswer {
    let (ground, wrong) = ground()
    if let wrong {
      throw DeskError(
        .incomplete, subject: "answer", message: wrong,
        problems: [.init(field: .ground, message: wrong)])
    }
    return GoldenAnswer(ground: ground, measures: measures)
  }

  private static let choices: [Measure.Concern] = [.monetary, .provision, .account]

  static let groundGroup = "Ground"
  static let measureGroup = "Measures"

  /// The fields for a ground.
  func groundFields() -> [PageContent.Field] {
    func field(_ name: String, _ label: String, _ hint: String = "") -> PageContent.Field {
      .init(
        name: name, label: label, value: typed[name] ?? "", hint: hint, group: Self.groundGroup)
    }
    var kind = field("ground", "It rests on")
    kind.options = Self.grounds
    var clause = field(
      "clause", "Clause", policy.clauses.isEmpty ? "The team has no list yet." : "")
    clause.options =
      [("", "—")]
      + policy.clauses.map {
        ($0.id, "\($0.id): \(HumanText.shortened($0.words, to: 80))")
      }
    let version = PageContent.Field(
      name: "version", label: "", type: "hidden", value: "\(policy.version)",
      group: Self.groundGroup)
    return [
      kind, clause, field("jurisdiction", "Jurisdiction", "EU or a country’s two letters."),
      field("provision", "Provision", "Such as a law with its article."), version,
    ]
  }

  /// The fields for measures: boxes for how it is seen, one of each of the others.
  func measureFields() -> [PageContent.Field] {
    let chosen = measures
    let boxes = Measure.allCases.filter { $0.concern == .visibility }.map { measure in
      PageContent.Field(
        name: "measure-\(measure.rawValue)", label: CaseWords.measures([measure.rawValue]),
        value: "yes", isBox: true, isTicked: chosen.contains(measure), group: Self.measureGroup)
    }
    return boxes
      + Self.choices.map { concern in
        let of = Measure.allCases.filter { $0.concern == concern }
        return PageContent.Field(
          name: "choice-\(concern.rawValue)", label: Self.label(concern),
          value: of.first(where: chosen.contains)?.rawValue ?? "",
          options: [("", "—")] + of.map { ($0.rawValue, CaseWords.measures([$0.rawValue])) },
          group: Self.measureGroup)
      }
  }

  private static func label(_ concern: Measure.Concern) -> String {
    switch concern {
    case .visibility: "Visibility"
    case .monetary: "Payment"
    case .provision: "Service"
    case .account: "Account"
    }
  }

  /// What is wrong with the two groups.
  static func wrong(_ problems: [DecisionRules.Problem]) -> [String: String] {
    func words(_ field: DecisionRules.Problem.Field) -> String {
      DecisionInput.words(problems, field)
    }
    return [groundGroup: words(.ground), measureGroup: words(.measures)]
      .filter { !$0.value.isEmpty }
  }
}
