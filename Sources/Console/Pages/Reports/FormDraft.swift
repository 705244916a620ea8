/// What a person filled in, with what is wrong beside each field: a form that is refused comes back as it was.
struct FormDraft: Sendable {
  /// What was given, by the field's name.
  let given: [String: String]
  /// What is wrong, by the field's name.
  private(set) var wrong: [String: String] = [:]

  /// What a request brought; nothing for GET.
  init(_ visit: Visit) { given = visit.form }

  /// What a form starts with.
  init(_ given: [String: String]) { self.given = given }

  /// Whether nothing is wrong.
  var isGood: Bool { wrong.isEmpty }

  /// A field's text without the blanks around it.
  func text(_ name: String) -> String {
    let text = given[name] ?? ""
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// Notes that a field is wrong.
  mutating func refuse(_ name: String, _ message: String) {
    if wrong[name] == nil { wrong[name] = message }
  }

  /// A text of so many bytes, at least one; empty, and noted, where it is none.
  mutating func required(_ name: String, most: Int) -> String {
    let text = text(name)
    guard (1...most).contains(text.utf8.count) else {
      refuse(name, text.isEmpty ? "Fill this in." : "At most \(most) bytes.")
      return ""
    }
    return text
  }

  /// A text of at most so many bytes; nil where nothing was given.
  mutating func optional(_ name: String, most: Int) -> String? {
    let text = text(name)
    guard text.utf8.count <= most else {
      refuse(name, "At most \(most) bytes.")
      return nil
    }
    return text.isEmpty ? nil : text
  }

  /// A field as it was given, with what is wrong.
  func filled(_ field: PageContent.Field) -> PageContent.Field {
    var field = field
    if field.isBox {
      field.isTicked = given[field.name] != nil
    } else if let value = given[field.name] {
      field.value = value
    }
    field.wrong = wrong[field.name] ?? ""
    return field
  }
}
