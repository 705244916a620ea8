/// A form as the template reads it: its fields in groups, each with what is wrong beside it.
enum FormView {
  static func form(_ form: PageContent.Form) -> [String: Any] {
    [
      "formID": form.id, "action": form.action, "isPost": form.token != nil,
      "token": form.token ?? "", "groups": groups(form), "submit": form.submit,
      "hasHelp": !form.help.isEmpty, "help": form.help, "hasKey": !form.key.isEmpty,
      "key": form.key, "isQuiet": form.isQuiet, "opensAnother": form.opensAnother,
    ]
  }

  /// Fields that stand beside one another and name the same group are one.
  private static func groups(_ form: PageContent.Form) -> [[String: Any]] {
    var groups: [(name: String, fields: [PageContent.Field])] = []
    for field in form.fields {
      if let last = groups.indices.last, groups[last].name == field.group {
        groups[last].fields.append(field)
      } else {
        groups.append((field.group, [field]))
      }
    }
    return groups.enumerated().map { place, group in
      let wrong = form.wrong[group.name] ?? ""
      return [
        "hasLegend": !group.name.isEmpty, "legend": group.name, "hasGroupWrong": !wrong.isEmpty,
        "groupWrong": wrong, "groupID": "\(form.id)-group-\(place)",
        "fields": group.fields.map { field($0, in: form) },
      ]
    }
  }

  private static func field(
    _ field: PageContent.Field, in form: PageContent.Form
  ) -> [String: Any] {
    let id = "\(form.id)-\(field.name)"
    let described =
      (field.hint.isEmpty ? [] : ["\(id)-hint"]) + (field.wrong.isEmpty ? [] : ["\(id)-wrong"])
    return [
      "id": id, "name": field.name, "label": field.label, "type": field.type,
      "value": field.value, "hasHint": !field.hint.isEmpty, "hint": field.hint,
      "autocomplete": field.autocomplete, "isRequired": field.isRequired,
      "isHidden": field.type == "hidden", "isShown": field.type != "hidden",
      "isChoice": !field.options.isEmpty, "isLong": field.lines > 0, "lines": field.lines,
      "isBox": field.isBox, "isTicked": field.isTicked,
      "isLine": field.options.isEmpty && field.lines == 0 && !field.isBox,
      "isWrong": !field.wrong.isEmpty, "wrong": field.wrong, "isDescribed": !described.isEmpty,
      "describedBy": described.joined(separator: " "),
      "options": field.options.map {
        ["value": $0.value, "words": $0.words, "isChosen": $0.value == field.value]
          as [String: Any]
      },
    ]
  }
}
