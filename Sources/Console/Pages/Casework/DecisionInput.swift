import Casework
import Desk
import SocialModel
import Store

/// A decision as its form has it: what was typed stays, and what is wrong stands beside it.
struct DecisionInput: Sendable {
  var answer: AnswerInput
  /// The case's subjects, in order; empty for a bulk, where each case's first is decided on.
  var subjects: [String]
  var typed: [String: String] { answer.typed }

  init(_ typed: [String: String], subjects: [String], policy: PolicyList) {
    answer = AnswerInput(typed: typed, policy: policy)
    self.subjects = subjects
  }

  /// A form that nobody has filled in: one subject is ticked, and the source is what the case's kind says.
  init(of row: CaseRow, subjects: [String], policy: PolicyList) {
    var typed = ["which": "ticked"]
    if subjects.count == 1 { typed["subject-0"] = "yes" }
    typed["source"] =
      switch row.kind {
      case "report": DecisionSource.notice.rawValue
      case "removal-order": DecisionSource.otherNotification.rawValue
      default: DecisionSource.ownInitiative.rawValue
      }
    if ["candidate", "assessment"].contains(row.kind) { typed["found"] = "yes" }
    self.init(typed, subjects: subjects, policy: policy)
  }

  /// The subjects that are decided on.
  private var chosen: [String] {
    switch typed["which"] {
    case "all": subjects
    case "accounts": subjects.filter { Subject($0)?.kind == .account }
    default: subjects.enumerated().filter { typed["subject-\($0.offset)"] != nil }.map(\.element)
    }
  }

  /// The decisions to make, one a subject.
  ///
  /// - Throws: `DeskError` with `incomplete` and what cannot be read.
  func forms() throws -> [DecisionForm] {
    let template = try template()
    guard !chosen.isEmpty else {
      throw Self.incomplete([.init(field: .subject, message: "Choose what it is about.")])
    }
    return try chosen.map { text in
      var form = template
      form.subject = try CaseSubject(text: text)
      return form
    }
  }

  /// The decision, whatever it is about.
  ///
  /// - Throws: `DeskError` with `incomplete` and what cannot be read.
  func template() throws -> DecisionForm {
    var problems: [DecisionRules.Problem] = []
    let (ground, wrong) = answer.ground()
    if let wrong { problems.append(.init(field: .ground, message: wrong)) }
    let end = typed["ends"] ?? ""
    let ends = FormMoment.read(end)
    if !end.isEmpty, ends == nil {
      problems.append(.init(field: .ends, message: "The end is written as 2026-03-22T18:00."))
    }
    guard problems.isEmpty else { throw Self.incomplete(problems) }
    let places = (typed["territories"] ?? "").uppercased()
      .split { $0.isWhitespace || $0 == "," }.map(String.init)
    return DecisionForm(
      subject: CaseSubject(.hashtag, platform: nil, id: "none"), ground: ground,
      measures: answer.measures, territories: Set(places), facts: typed["facts"] ?? "",
      reasons: typed["reasons"] ?? "",
      source: DecisionSource(rawValue: typed["source"] ?? "") ?? .ownInitiative,
      isFoundAutomatically: typed["found"] != nil, ends: ends,
      category: StatementCategory(rawValue: typed["category"] ?? ""))
  }

  private static func incomplete(_ problems: [DecisionRules.Problem]) -> DeskError {
    DeskError(
      .incomplete, subject: "decision", message: problems[0].message, problems: problems)
  }

  /// What is wrong with a field, in words; empty where nothing is.
  static func words(
    _ problems: [DecisionRules.Problem], _ field: DecisionRules.Problem.Field
  ) -> String {
    problems.filter { $0.field == field }.map(\.message).joined(separator: " ")
  }
}
