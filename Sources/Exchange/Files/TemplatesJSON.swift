import SocialModel

/// `templates.json`: texts that accounts of the input copied from one another, for programs.
enum TemplatesJSON {
  /// Rises when a key changes its meaning or goes; a new key does not raise it.
  static let schemaVersion = 1

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    let copied = analysis.copiedTexts
    var json = JSONWriter(output)
    try json.object { json in
      json.member("schemaVersion", schemaVersion)
      json.member("tocsinVersion", analysis.run.version)
      json.member("total", copied.total)
      json.key("templates")
      try json.array(copied.templates) { json, template in
        try json.object { try write(template, &$0) }
      }
      json.key("earlyAccounts")
      try json.array(copied.earlyAccounts) { json, account in try write(account, &json) }
    }
    output = json.end()
  }

  private static func write(_ template: StreamTemplate, _ json: inout JSONWriter) throws {
    json.member("text", template.text)
    json.member("wordings", template.wordings)
    json.member("posts", template.posts)
    json.member("accounts", template.accounts)
    json.member("boilerplate", template.boilerplate)
    json.member("boilerplateReason", template.boilerplateReason)
    json.key("candidates")
    try json.array(template.candidates, inline: true) { $0.value($1) }
    try LineageJSON.write(template.lineage, &json)
  }

  private static func write(_ account: EarlyAccount, _ json: inout JSONWriter) throws {
    try json.object(inline: true) { json in
      json.member("platform", account.platform.name)
      json.member("account", account.account)
      json.member("templates", account.families)
      json.member("early", account.early)
      json.member("expected", account.expected)
      json.member("pValue", account.pValue)
      json.member("qValue", account.qValue)
    }
  }
}
