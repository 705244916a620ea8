import Casework
import Exchange

extension DecisionInput {
  private static let subjectGroup = "Subjects"
  private static let placeGroup = "Where and until when"
  private static let recordGroup = "Facts and reasons"

  /// The form, with what is wrong beside its fields.
  func form(
    _ id: String, action: String, _ visit: Visit, submit: String, wrong: [DecisionRules.Problem],
    before: [PageContent.Field] = []
  ) -> PageContent.Form {
    func beside(_ field: DecisionRules.Problem.Field) -> String { Self.words(wrong, field) }
    let subjects = subjectFields()
    var form = PageContent.Form(
      id: id, action: action, token: visit.token,
      fields: before + subjects + answer.groundFields() + answer.measureFields()
        + placeFields(beside) + recordFields(beside), submit: submit,
      help: "Without a measure and a ground the case is dismissed, which is a decision too.")
    form.wrong = AnswerInput.wrong(wrong)
    let subject = beside(.subject)
    if !subject.isEmpty { form.wrong[Self.subjectGroup] = subject }
    return form
  }

  private func subjectFields() -> [PageContent.Field] {
    guard !subjects.isEmpty else { return [] }
    let boxes = subjects.enumerated().map { place, text in
      PageContent.Field(
        name: "subject-\(place)", label: CaseWords.subject(text), value: "yes", isBox: true,
        isTicked: typed["subject-\(place)"] != nil, group: Self.subjectGroup)
    }
    guard subjects.count > 1 else { return boxes }
    return [
      PageContent.Field(
        name: "which", label: "It is about", value: typed["which"] ?? "ticked",
        options: [
          ("ticked", "those that are ticked"), ("accounts", "every account of the case"),
          ("all", "all of them"),
        ], group: Self.subjectGroup)
    ] + boxes
  }

  private func placeFields(
    _ beside: (DecisionRules.Problem.Field) -> String
  ) -> [PageContent.Field] {
    [
      .init(
        name: "territories", label: "Territories", value: typed["territories"] ?? "",
        hint: "Two letters each; empty for everywhere.", wrong: beside(.territories),
        group: Self.placeGroup),
      .init(
        name: "ends", label: "Ends (UTC)", type: "datetime-local", value: typed["ends"] ?? "",
        hint: "Empty for no end.", wrong: beside(.ends), group: Self.placeGroup),
    ]
  }

  private func recordFields(
    _ beside: (DecisionRules.Problem.Field) -> String
  ) -> [PageContent.Field] {
    let group = Self.recordGroup
    return [
      .init(
        name: "facts", label: "Facts, for the record and the statement of reasons",
        value: typed["facts"] ?? "", hint: "Without names, handles, links and addresses.",
        lines: 4, wrong: beside(.facts), group: group),
      .init(
        name: "reasons", label: "Reasons, for the person concerned",
        value: typed["reasons"] ?? "", lines: 4, wrong: beside(.reasons), group: group),
      .init(
        name: "category", label: "Category", value: typed["category"] ?? "",
        options: [("", "the clause’s")]
          + StatementCategory.allCases.map { ($0.rawValue, CaseWords.category($0.rawValue)) },
        group: group),
      .init(
        name: "source", label: "What led to it", value: typed["source"] ?? "",
        options: DecisionSource.allCases.map {
          ($0.rawValue, $0.rawValue.replacing("-", with: " "))
        }, group: group),
      .init(
        name: "found", label: "A program found it", value: "yes", isBox: true,
        isTicked: typed["found"] != nil, group: group),
    ]
  }
}
