import Desk
import Foundation
import Store
import Threats

/// The form of a protected asset, and what a person wrote into it.
enum AssetInput {
  /// The asset of a form and what is wrong with it, by field; nil for the asset where its kind is none.
  static func asset(
    _ form: [String: String]
  ) -> (asset: ProtectedAsset?, wrong: [String: String]) {
    func text(_ name: String) -> String { Blanks.trimmed(form[name] ?? "") }
    guard let kind = ProtectedAsset.Kind(rawValue: text("kind")) else {
      return (nil, ["kind": "Choose what it is."])
    }
    let place = text("place")
    let asset = ProtectedAsset(
      id: text("id"), name: text("name"), kind: kind,
      variants: EscalateForm.lines(form["variants"] ?? ""), place: place.isEmpty ? nil : place,
      contacts: EscalateForm.lines(form["contacts"] ?? ""))
    var wrong: [String: String] = [:]
    for problem in AssetProblem.of(asset) where wrong[problem.field] == nil {
      wrong[problem.field] = problem.message
    }
    return (asset, wrong)
  }

  /// A stored asset as the form has it.
  static func fields(of row: AssetRow) -> [String: String] {
    [
      "id": row.key, "name": row.name, "kind": row.kind,
      "variants": row.variants.joined(separator: "\n"), "place": row.place ?? "",
      "contacts": row.contacts.joined(separator: "\n"),
    ]
  }

  static func form(
    _ id: String, _ action: String, _ token: String, _ form: [String: String],
    _ wrong: [String: String], submit: String
  ) -> PageContent.Form {
    func field(
      _ name: String, _ label: String, _ hint: String = "", lines: Int = 0,
      isRequired: Bool = false
    ) -> PageContent.Field {
      .init(
        name: name, label: label, value: form[name] ?? "",
        hint: wrong[name].map { "Not taken: \($0)" } ?? hint, isRequired: isRequired, lines: lines)
    }
    var kind = field("kind", "Kind")
    kind.options =
      [("", "choose")]
      + [ProtectedAsset.Kind.organisation, .office, .person, .event, .place].map {
        ($0.rawValue, $0 == .person ? "person in a public role" : $0.rawValue)
      }
    return PageContent.Form(
      id: id, action: action, token: token,
      fields: [
        field("id", "Identifier", "Yours, such as town-hall.", isRequired: true),
        field("name", "Name", isRequired: true), kind, field("place", "Place"),
        field(
          "variants", "Other names and spellings",
          "One a line, in any script. Short or common words are found where they are not meant.",
          lines: 4),
        field("contacts", "Whom to tell", "One a line.", lines: 3),
      ], submit: submit)
  }

  static func file(_ token: String, _ form: [String: String]) -> PageContent.Form {
    PageContent.Form(
      id: "asset-file", action: "/assets/import", token: token,
      fields: [
        .init(
          name: "file", label: "The file’s content", value: form["file"] ?? "",
          hint:
            "CSV with the columns id, name, kind, variants, place, contacts (several with | between), or JSON.",
          isRequired: true, lines: 5)
      ], submit: "Take",
      help:
        "One whose identifier is known is changed, others are added, none is removed; all or none. For more "
        + "than 60 KiB, take it in parts.")
  }

  /// What a refusal says.
  static func words(_ error: DeskError) -> String {
    error.code == .conflict
      ? "Another asset has this identifier."
      : [error.message, error.hint].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The file that `tocsin threats --assets` reads.
  static func json(_ assets: [ProtectedAsset]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(["assets": assets])) + [UInt8(ascii: "\n")]
  }
}
